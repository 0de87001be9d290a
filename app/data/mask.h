// Masking of personal data: what a kind of value looks like when it may be shown, kept and recorded. Pure; fails
// closed: what is not recognised as its kind keeps one character at most. Applied while decoding, so that no unmasked
// value reaches a table, a log, the disk or a picture.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onescreen::data {

enum class Mask {
  none,
  name,     // first character
  phone,    // mobile 3+4, landline's last 2 hidden digits as the reference says
  id,       // resident identity number: first and last two
  address,  // down to the road; numbers and what follows are hidden
  plate,    // first two characters and the last
  email,    // first letter and the domain
  text,     // free text: phone numbers, identity numbers and plates within it
  hide,     // nothing is shown
};

const char* name_of(Mask mask);
std::optional<Mask> mask_from_name(std::string_view name);
std::vector<std::string> mask_names();

// `value` as `mask` lets it be seen. Masking twice changes nothing more. UTF-8 in and out; full-width digits, spaces,
// hyphens and "+86" are understood.
std::string masked(Mask mask, std::string_view value);

}  // namespace onescreen::data
