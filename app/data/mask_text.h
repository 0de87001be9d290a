// Free text, such as what a caller said: personal numbers within it are masked, everything else stays byte for byte.
// Pure. Names and addresses within free text are not recognised: a text that may hold them needs the mask "hide".
#pragma once

#include <string>
#include <string_view>

namespace onescreen::data {

// Masks mobile and landline numbers, resident identity numbers, plates and e-mail addresses wherever they stand, also
// glued to words, in full-width digits, with blanks or dashes between groups of digits, behind +86. Identity numbers of
// 18 are told from order numbers and from the 20 digits of GB/T 28181 by their check digit, those of 15 by province
// and date; local numbers of 7 or 8 digits by a word such as "telephone" before them.
std::string masked_text(std::string_view text);

}  // namespace onescreen::data
