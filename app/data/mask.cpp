#include "data/mask.h"

#include <algorithm>
#include <array>
#include <optional>

#include "data/mask_patterns.h"
#include "data/mask_text.h"

namespace onescreen::data {
namespace {

struct Named {
  Mask mask;
  const char* name;
};

constexpr std::array kNames{Named{Mask::none, "none"},   Named{Mask::name, "name"},       Named{Mask::phone, "phone"},
                            Named{Mask::id, "id"},       Named{Mask::address, "address"}, Named{Mask::plate, "plate"},
                            Named{Mask::email, "email"}, Named{Mask::text, "text"},       Named{Mask::hide, "hide"}};

using Characters = std::vector<Character>;

// No more than four stars say that something is hidden, and not how long it is; never longer than what they hide.
constexpr size_t kMostStars = 4;
std::string stars(size_t hidden) { return std::string(std::min(hidden, kMostStars), '*'); }

Characters trimmed(Characters all) {
  while (!all.empty() && all.back().code == ' ') all.pop_back();
  const auto first = std::find_if(all.begin(), all.end(), [](const Character& c) { return c.code != ' '; });
  all.erase(all.begin(), first);
  return all;
}

// ASCII without separators; nullopt where anything else stands.
std::optional<std::string> compact(const Characters& all) {
  std::string out;
  for (const Character& c : all) {
    if (is_separator(c.code)) continue;
    if (c.code >= 0x80) return std::nullopt;
    out.push_back(static_cast<char>(upper(c.code)));
  }
  return out;
}

// Whether `text` looks like `shape`, in which 'd' is a digit, 'x' a digit or X, and all else itself.
bool is_shaped(std::string_view text, std::string_view shape) {
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(), [](char c, char wanted) {
    const bool digit = c >= '0' && c <= '9';
    return wanted == 'd' ? digit : wanted == 'x' ? digit || c == 'X' : c == wanted;
  });
}

std::string masked_phone(const Characters& all) {
  auto text = compact(all);
  if (!text) return stars(all.size());
  for (const char* shape : {"ddd****dddd", "0ddd****dd", "0ddd*****dd", "0ddd******dd", "*****dd", "******dd"}) {
    if (is_shaped(*text, shape)) return *text;  // masked already
  }
  if (text->starts_with('+')) text->erase(0, 1);
  for (const auto read : {masked_mobile, masked_landline, masked_local_number}) {
    if (auto shown = read(*text)) return *shown;
  }
  return stars(all.size());
}

std::string masked_identity(const Characters& all) {
  const auto text = compact(all);
  if (!text) return stars(all.size());
  for (const char* shape : {"d***************dx", "d************dd"}) {
    if (is_shaped(*text, shape)) return *text;
  }
  return masked_id(*text).value_or(stars(all.size()));
}

std::string masked_name(const Characters& all) {
  const char32_t first = all.front().code;
  const bool letter =
      is_ideograph(first) || is_ascii_letter(first) || (first >= 0xC0 && first < 0x2000 && first != 0xD7);
  if (!letter || all.size() == 1) return stars(all.size());
  std::string out;
  append_utf8(out, first);
  return out + std::string(std::min<size_t>(all.size() - 1, 3), '*');
}

std::string masked_plate(const Characters& all) {
  const auto plate = match_plate(all, true);
  return plate && plate->length == all.size() ? plate->shown : stars(all.size());
}

std::string masked_email(const Characters& all) {
  const auto at = std::find_if(all.begin(), all.end(), [](const Character& c) { return c.code == '@'; });
  const auto local = static_cast<size_t>(at - all.begin());
  const auto is_local = [](const Character& c) { return is_email_local(c.code) || c.code == '*'; };
  const auto is_domain = [](const Character& c) { return is_email_domain(c.code); };
  if (at == all.end() || local == 0 || !std::all_of(all.begin(), at, is_local) ||
      !std::all_of(at + 1, all.end(), is_domain))
    return stars(all.size());
  std::string domain;
  for (auto c = at + 1; c != all.end(); ++c) domain.push_back(static_cast<char>(c->code));
  const size_t dot = domain.rfind('.');
  if (dot == std::string::npos || dot == 0 || domain.size() - dot < 3) return stars(all.size());
  std::string out;
  if (local > 1) append_utf8(out, all.front().code);
  return out + std::string(std::clamp<size_t>(local - 1, 1, 3), '*') + '@' + domain;
}

// How many characters of an address lead down to its road: administrative units, each with its own ending, then a road
// of at most six characters. 0 when it is not written like that, such as with a house number first.
size_t down_to_the_road(const Characters& all) {
  constexpr std::array<char32_t, 6> kUnits = {0x7701, 0x5E02, 0x533A, 0x53BF, 0x9547, 0x4E61};  // 省市区县镇乡
  constexpr std::array<char32_t, 4> kRoads = {0x8DEF, 0x8857, 0x9053, 0x5DF7};                  // 路街道巷
  constexpr std::array<char32_t, 5> kHouses = {0x53F7, 0x5BA4, 0x680B, 0x5E62, 0x5F04};         // 号室栋幢弄
  constexpr char32_t kStreet = 0x8857;                                                          // 街, of 街道
  constexpr char32_t kWay = 0x9053;                                                             // 道
  constexpr char32_t kSmall = 0x5C0F;                                                           // 小, of 小区
  constexpr char32_t kDistrict = 0x533A;                                                        // 区
  constexpr size_t kLongest = 6;
  const auto is_in = [](const auto& set, char32_t c) { return std::find(set.begin(), set.end(), c) != set.end(); };
  const auto at = [&](size_t i) { return i < all.size() ? all[i].code : 0; };
  size_t length = 0;  // of the unit so far
  for (size_t i = 0; i < all.size(); ++i) {
    const char32_t c = at(i);
    if (c == ' ') continue;
    if (!is_ideograph(c) || is_in(kHouses, c) || (c == kDistrict && i > 0 && at(i - 1) == kSmall)) return 0;
    if (++length > kLongest) return 0;
    if (is_in(kUnits, c) && !is_in(kRoads, at(i + 1))) {
      length = 0;
    } else if (c == kStreet && at(i + 1) == kWay) {  // the office of a street is a unit too
      if (++length > kLongest) return 0;
      ++i;
      length = 0;
    } else if (is_in(kRoads, c) && !(at(i + 1) == kStreet && at(i + 2) == kWay)) {
      return length >= 2 ? i + 1 : 0;
    }
  }
  return 0;
}

std::string masked_address(std::string_view value, const Characters& all) {
  const size_t kept = down_to_the_road(all);
  if (kept == 0) return stars(all.size());
  return std::string(value.substr(all.front().begin, all[kept - 1].end - all.front().begin)) + stars(all.size() - kept);
}

}  // namespace

const char* name_of(Mask mask) {
  for (const auto& [value, name] : kNames) {
    if (value == mask) return name;
  }
  return "hide";
}

std::optional<Mask> mask_from_name(std::string_view name) {
  for (const auto& [value, known] : kNames) {
    if (known == name) return value;
  }
  return std::nullopt;
}

std::vector<std::string> mask_names() {
  std::vector<std::string> all;
  for (const auto& [value, name] : kNames) all.push_back(name);
  return all;
}

std::string masked(Mask mask, std::string_view value) {
  if (mask == Mask::none) return std::string(value);
  if (mask == Mask::text) return masked_text(value);
  const Characters all = trimmed(characters_of(value));
  if (all.empty()) return {};
  switch (mask) {
    case Mask::name:
      return masked_name(all);
    case Mask::phone:
      return masked_phone(all);
    case Mask::id:
      return masked_identity(all);
    case Mask::address:
      return masked_address(value, all);
    case Mask::plate:
      return masked_plate(all);
    case Mask::email:
      return masked_email(all);
    default:
      return stars(all.size());
  }
}

}  // namespace onescreen::data
