// What personal data looks like, character by character: shared by the masks of whole values and of free text. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace onescreen::data {

// One character of a text and where its bytes stand. Full-width letters, digits and signs read as the ASCII ones, all
// blanks as ' ', all dashes as '-'; a byte that is no UTF-8 is a character of its own that is like no other.
struct Character {
  char32_t code = 0;
  size_t begin = 0;
  size_t end = 0;
};

inline constexpr char32_t kNoCharacter = 0xFFFFFFFF;

std::vector<Character> characters_of(std::string_view text);
void append_utf8(std::string& to, char32_t code);

constexpr bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_letter(char32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
constexpr char32_t upper(char32_t c) { return c >= 'a' && c <= 'z' ? c - 0x20 : c; }
bool is_ideograph(char32_t c);
// What people put between the digits of a number: blanks, dashes, dots, brackets, zero-width characters.
bool is_separator(char32_t c);
// Whether `c` is one of the characters of a local part or a domain of an e-mail address.
bool is_email_local(char32_t c);
bool is_email_domain(char32_t c);

// A number's digits as they may be shown, or nullopt when they are no such number. All take ASCII digits alone.
std::optional<std::string> masked_mobile(std::string_view digits);    // also behind 86 or 0086: "138****5678"
std::optional<std::string> masked_landline(std::string_view digits);  // 0 + area + 7 or 8 digits: "0215*****34"
// Seven or eight digits: the last two.
std::optional<std::string> masked_local_number(std::string_view digits);
// Eighteen characters, the last a digit or X, or fifteen digits: the first and the last two.
std::optional<std::string> masked_id(std::string_view digits);

// A landline whose area code exists and whose number begins as numbers do, for digits that nothing sets apart.
bool is_likely_landline(std::string_view digits);
// Province, date of birth and, with eighteen, the check digit (GB 11643) are right.
bool is_real_id(std::string_view digits);

// A plate at the beginning of `text`: how many characters it takes and how it may be shown.
struct PlateMatch {
  size_t length = 0;
  std::string shown;
};
// Province, letter, five or six letters and digits (the last perhaps a word such as that of trailers), perhaps a
// separator behind the letter; what comes behind must not be a letter or digit. With `masked_too`, one that is masked
// already is recognised as well.
std::optional<PlateMatch> match_plate(std::span<const Character> text, bool masked_too);

}  // namespace onescreen::data
