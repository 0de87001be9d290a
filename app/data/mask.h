// Masking of personal data: what a kind of value looks like when it may be shown, kept and recorded. Pure; fails
// closed: what is not recognised as its kind shows nothing (a name: its first character). Applied while decoding, so
// that no unmasked value reaches a table, a log, the disk or a picture.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onescreen::data {

enum class Mask {
  none,
  name,     // first character; of a single one none
  phone,    // mobile: first three and last four; with area code: first four and last two; without: last two
  id,       // resident identity number: first and last two
  address,  // down to the road, written as units, road, number; otherwise nothing
  plate,    // first two characters and the last
  email,    // first letter and the domain
  text,     // free text: phone numbers, identity numbers, plates and e-mail addresses within it
  hide,     // nothing is shown
};

const char* name_of(Mask mask);
std::optional<Mask> mask_from_name(std::string_view name);
std::vector<std::string> mask_names();

// `value` as `mask` lets it be seen; stars stand for what is hidden, four at most where nothing of it is shown. Masking
// twice changes nothing more, and the answer never has more characters. UTF-8 in and out, wrong bytes are hidden except
// in free text; full-width digits, spaces, hyphens and "+86" are understood.
std::string masked(Mask mask, std::string_view value);

}  // namespace onescreen::data
