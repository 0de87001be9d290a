#include "data/mask_patterns.h"

#include <algorithm>
#include <array>

namespace onescreen::data {
namespace {

// The characters by which a plate begins: 京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领.
constexpr std::array<char32_t, 33> kPlateProvinces = {
    0x4EAC, 0x6D25, 0x6CAA, 0x6E1D, 0x5180, 0x8C6B, 0x4E91, 0x8FBD, 0x9ED1, 0x6E58, 0x7696,
    0x9C81, 0x65B0, 0x82CF, 0x6D59, 0x8D63, 0x9102, 0x6842, 0x7518, 0x664B, 0x8499, 0x9655,
    0x5409, 0x95FD, 0x8D35, 0x7CA4, 0x9752, 0x85CF, 0x5DDD, 0x5B81, 0x743C, 0x4F7F, 0x9886};
// Those by which one may end: 挂学警港澳领.
constexpr std::array<char32_t, 6> kPlateEnds = {0x6302, 0x5B66, 0x8B66, 0x6E2F, 0x6FB3, 0x9886};

template <size_t N>
bool among(const std::array<char32_t, N>& all, char32_t c) {
  return std::find(all.begin(), all.end(), c) != all.end();
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// As the program reads characters whatever their width.
char32_t plain(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  if (c == 0x3000 || c == 0x00A0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == '\t') return ' ';
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return '-';
  return c;
}

// The code point that begins at `at` and its length in bytes; a wrong byte is kNoCharacter, one byte long.
std::pair<char32_t, size_t> decode(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(at);
  if (first < 0x80) return {first, 1};
  const size_t length = first >= 0xF0 && first < 0xF5   ? 4
                        : first >= 0xE0 && first < 0xF0 ? 3
                        : first >= 0xC2 && first < 0xE0 ? 2
                                                        : 0;
  if (length == 0 || at + length > text.size()) return {kNoCharacter, 1};
  char32_t code = first & (0x7Fu >> length);
  for (size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0u) != 0x80) return {kNoCharacter, 1};
    code = code << 6 | (byte(at + i) & 0x3Fu);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kLeast[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {kNoCharacter, 1};
  return {code, length};
}

}  // namespace

std::vector<Character> characters_of(std::string_view text) {
  std::vector<Character> out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const auto [code, length] = decode(text, at);
    out.push_back({code == kNoCharacter ? code : plain(code), at, at + length});
    at += length;
  }
  return out;
}

void append_utf8(std::string& to, char32_t code) {
  const auto put = [&](char32_t bits) { to.push_back(static_cast<char>(bits)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

bool is_ideograph(char32_t c) {
  return c == 0x3007 || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_separator(char32_t c) {
  return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == 0x00B7 || (c >= 0x200B && c <= 0x200F) ||
         c == 0x2060 || c == 0xFEFF;
}

bool is_email_local(char32_t c) {
  return is_digit(c) || is_ascii_letter(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
}

bool is_email_domain(char32_t c) { return is_digit(c) || is_ascii_letter(c) || c == '.' || c == '-'; }

std::optional<std::string> masked_mobile(std::string_view digits) {
  if (digits.size() == 15 && digits.starts_with("0086")) digits.remove_prefix(4);
  if (digits.size() == 13 && digits.starts_with("86")) digits.remove_prefix(2);
  if (digits.size() != 11 || digits[0] != '1' || digits[1] < '3' || !all_digits(digits)) return std::nullopt;
  return std::string(digits.substr(0, 3)) + "****" + std::string(digits.substr(7));
}

std::optional<std::string> masked_landline(std::string_view digits) {
  if (digits.size() < 10 || digits.size() > 12 || digits[0] != '0' || digits[1] == '0' || !all_digits(digits))
    return std::nullopt;
  return std::string(digits.substr(0, 4)) + std::string(digits.size() - 6, '*') +
         std::string(digits.substr(digits.size() - 2));
}

std::optional<std::string> masked_local_number(std::string_view digits) {
  if (digits.size() < 7 || digits.size() > 8 || digits[0] < '2' || !all_digits(digits)) return std::nullopt;
  return std::string(digits.size() - 2, '*') + std::string(digits.substr(digits.size() - 2));
}

std::optional<std::string> masked_id(std::string_view digits) {
  if ((digits.size() != 18 && digits.size() != 15) || !all_digits(digits.substr(0, digits.size() - 1)))
    return std::nullopt;
  const char last = digits.back();
  if (!(last >= '0' && last <= '9') && !(last == 'X' && digits.size() == 18)) return std::nullopt;
  return std::string(digits.substr(0, 1)) + std::string(digits.size() - 3, '*') +
         std::string(digits.substr(digits.size() - 2));
}

bool is_likely_landline(std::string_view digits) {
  if (!masked_landline(digits)) return false;
  const bool short_area = digits[1] == '2' || digits.starts_with("010");
  const std::string_view number = digits.substr(short_area ? 3 : 4);
  if (short_area ? number.size() != 8 : digits[1] < '3' || number.size() < 7) return false;
  return number[0] >= '2' && number[0] <= '8';
}

bool is_real_id(std::string_view digits) {
  if (!masked_id(digits)) return false;
  const bool modern = digits.size() == 18;
  constexpr std::array kProvinces = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43,
                                     44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83};
  if (std::find(kProvinces.begin(), kProvinces.end(), number(digits.substr(0, 2))) == kProvinces.end()) return false;
  const std::string_view born = modern ? digits.substr(6, 8) : digits.substr(6, 6);
  const int month = number(born.substr(born.size() - 4, 2));
  const int day = number(born.substr(born.size() - 2));
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  if (!modern) return true;
  if (number(born.substr(0, 4)) < 1850 || number(born.substr(0, 4)) > 2099) return false;
  constexpr std::array kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (size_t i = 0; i < kWeights.size(); ++i) sum += kWeights[i] * (digits[i] - '0');
  return "10X98765432"[sum % 11] == digits.back();
}

std::optional<PlateMatch> match_plate(std::span<const Character> text, bool masked_too) {
  if (text.size() < 7 || !among(kPlateProvinces, text[0].code) || !is_ascii_letter(text[1].code)) return std::nullopt;
  size_t at = 2;
  if (is_separator(text[at].code)) ++at;
  const auto belongs = [](char32_t c) { return is_digit(c) || is_ascii_letter(c); };
  const size_t body = at;
  bool any_digit = false;
  bool any_star = false;
  for (; at < text.size() && (belongs(text[at].code) || (masked_too && text[at].code == '*')); ++at) {
    any_digit |= is_digit(text[at].code);
    any_star |= text[at].code == '*';
  }
  if (at < text.size() && at - body >= 4 && at - body <= 5 && among(kPlateEnds, text[at].code)) ++at;
  // In free text, what stands before four stars is what was left of a number.
  const auto star = [&](size_t i) { return i < text.size() && text[i].code == '*'; };
  if (!masked_too && star(at) && star(at + 1) && star(at + 2) && star(at + 3)) return std::nullopt;
  const size_t length = at - body;
  if (length < 5 || length > 6 || (!any_digit && !any_star)) return std::nullopt;
  PlateMatch match{at, {}};
  append_utf8(match.shown, text[0].code);
  append_utf8(match.shown, upper(text[1].code));
  match.shown.append(length - 1, '*');
  append_utf8(match.shown, upper(text[at - 1].code));
  return match;
}

}  // namespace onescreen::data
