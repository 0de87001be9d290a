#include "data/warning_level.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace onescreen::data {
namespace {

struct Word {
  std::string_view text;
  int level;  // 0: none
  std::string_view colour;
};

// Words as feeds send them. Longer ones before those that they contain.
constexpr Word kColours[] = {
    {"红", 1, "red"}, {"橙", 2, "orange"}, {"黄", 3, "yellow"}, {"蓝", 4, "blue"}, {"白", 0, "white"}};
constexpr Word kWords[] = {{"extreme", 1, ""},    {"severe", 2, ""},       {"moderate", 3, ""},     {"minor", 4, ""},
                           {"red", 1, "red"},     {"orange", 2, "orange"}, {"yellow", 3, "yellow"}, {"blue", 4, "blue"},
                           {"white", 0, "white"}, {"特别重大", 1, ""},     {"特别严重", 1, ""},     {"重大", 2, ""},
                           {"严重", 2, ""},       {"较大", 3, ""},         {"较重", 3, ""},         {"一般", 4, ""}};
constexpr Word kNumerals[] = {{"III", 3, ""}, {"II", 2, ""}, {"IV", 4, ""}, {"I", 1, ""},
                              {"一", 1, ""},  {"二", 2, ""}, {"三", 3, ""}, {"四", 4, ""}};
constexpr std::string_view kColourWord = "色";
constexpr std::string_view kLevelWord = "级";
constexpr std::string_view kWarningWords[] = {"预警", "警报"};
constexpr std::string_view kResponseWords[] = {"响应", "应急响应"};
constexpr std::string_view kBrackets[][2] = {{"[", "]"}, {"【", "】"}, {"(", ")"}, {"（", "）"}, {"［", "］"}};

// Without blanks, with Roman numerals as ASCII capitals: U+2160 to U+2163 and U+2170 to U+2173 are E2 85 A0.. and B0...
std::string plain(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kRoman = {"I", "II", "III", "IV"};
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    if (text.substr(i).starts_with("\xE3\x80\x80")) {  // the wide blank
      i += 2;
      continue;
    }
    if (i + 2 < text.size() && text.substr(i, 2) == "\xE2\x85") {
      const auto last = static_cast<unsigned char>(text[i + 2]);
      if ((last & 0xEC) == 0xA0 && (last & 0x0F) < 4) {
        out += kRoman[last & 0x03];
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

bool is_ascii_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

WarningLevel of(const Word& word) {
  return {word.level == 0 ? std::nullopt : std::optional(word.level), std::string(word.colour)};
}

// "III", or "III" and the word for level.
std::optional<int> numeral(std::string_view text) {
  if (text.ends_with(kLevelWord)) text.remove_suffix(kLevelWord.size());
  for (const auto& word : kNumerals) {
    if (text == word.text) return word.level;
  }
  return std::nullopt;
}

// Of plain text.
WarningLevel read_word(std::string_view word) {
  const std::string lower = lower_case(std::string(word));
  for (const auto& known : kWords) {
    if (lower == known.text) return of(known);
  }
  for (const auto& known : kColours) {
    if (word == known.text || (word.starts_with(known.text) && word.substr(known.text.size()) == kColourWord))
      return of(known);
  }
  std::string capitals(word);
  std::transform(capitals.begin(), capitals.end(), capitals.begin(),
                 [](char c) { return c == 'i' || c == 'v' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (const auto level = numeral(capitals)) return {level, {}};
  const std::string_view digit = word.ends_with(kLevelWord) ? word.substr(0, word.size() - kLevelWord.size()) : "";
  if (digit.size() == 1 && digit[0] >= '1' && digit[0] <= '4') return {digit[0] - '0', {}};
  return {};
}

struct ColourPlace {
  size_t at = std::string_view::npos;
  const Word* word = nullptr;
};

// The first word of a colour at `from` or behind it.
ColourPlace find_colour(std::string_view text, size_t from) {
  ColourPlace first;
  for (const auto& colour : kColours) {
    for (size_t at = text.find(colour.text, from); at != text.npos; at = text.find(colour.text, at + 1)) {
      if (!text.substr(at + colour.text.size()).starts_with(kColourWord)) continue;
      if (at < first.at) first = {at, &colour};
      break;
    }
  }
  return first;
}

size_t find_any(std::string_view text, std::span<const std::string_view> words, size_t from) {
  size_t first = text.npos;
  for (const auto word : words) first = std::min(first, text.find(word, from));
  return first;
}

// The last colour that a word for warning follows: "from blue to yellow" is yellow.
std::optional<WarningLevel> colour_of_title(std::string_view title) {
  std::optional<WarningLevel> found;
  for (ColourPlace place = find_colour(title, 0); place.word != nullptr;) {
    const ColourPlace next = find_colour(title, place.at + 1);
    if (find_any(title, kWarningWords, place.at) < next.at) found = of(*place.word);
    place = next;
  }
  return found;
}

// What stands in brackets: "III", the same with the word for level, or that and a word behind a slash.
std::optional<int> level_in_brackets(std::string_view title) {
  for (const auto& [open, close] : kBrackets) {
    for (size_t begin = title.find(open); begin != title.npos; begin = title.find(open, begin + 1)) {
      const size_t inside = begin + open.size();
      const size_t end = title.find(close, inside);
      if (end == title.npos) break;
      const std::string_view content = title.substr(inside, end - inside);
      const size_t slash = content.find('/');
      if (const auto level = numeral(content.substr(0, std::min(slash, content.size())))) return level;
    }
  }
  return std::nullopt;
}

// A numeral before the word for level; of responses, incidents and winds it says nothing about the warning.
std::optional<int> level_before_word(std::string_view title) {
  for (size_t at = title.find(kLevelWord); at != title.npos; at = title.find(kLevelWord, at + 1)) {
    const std::string_view before = title.substr(0, at);
    const std::string_view after = title.substr(at + kLevelWord.size());
    if (std::any_of(std::begin(kResponseWords), std::end(kResponseWords),
                    [&](std::string_view word) { return after.starts_with(word); }))
      continue;
    const bool warns = std::any_of(std::begin(kWarningWords), std::end(kWarningWords),
                                   [&](std::string_view word) { return after.starts_with(word); });
    for (const auto& word : kNumerals) {
      if (!before.ends_with(word.text)) continue;
      const std::string_view rest = before.substr(0, before.size() - word.text.size());
      const bool is_roman = is_ascii_letter(word.text.front());
      if (is_roman ? rest.empty() || !is_ascii_letter(rest.back()) : warns) return word.level;
    }
  }
  return std::nullopt;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

// Levels of incidents and of responses are other ladders.
bool is_of_another_ladder(std::string_view title) {
  return find_any(title, kWarningWords, 0) == title.npos && (contains(title, "响应") || contains(title, "事件"));
}

}  // namespace

WarningLevel read_warning_word(std::string_view word) { return read_word(plain(word)); }

WarningLevel read_warning_title(std::string_view raw) {
  const std::string title = plain(raw);
  if (auto colour = colour_of_title(title)) {
    if (!colour->level) colour->level = level_in_brackets(title);
    return *colour;
  }
  if (is_of_another_ladder(title)) return {};
  if (const auto level = level_in_brackets(title)) return {level, {}};
  return {level_before_word(title), {}};
}

WarningLevel read_warning_code(std::string_view code) {
  if (code.size() != 4 || !std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return {};
  const std::string_view level = code.substr(2);
  if (level == "01") return {4, "blue"};
  if (level == "02") return {3, "yellow"};
  if (level == "03") return {2, "orange"};
  if (level == "04") return {1, "red"};
  if (level == "91") return {std::nullopt, "white"};
  return {};
}

WarningLevel read_warning_colour(double red, double green, double blue) {
  const double most = std::max({red, green, blue});
  const double least = std::min({red, green, blue});
  if (!std::isfinite(most) || !std::isfinite(least) || least < 0 || most <= 0) return {};
  const double chroma = (most - least) / most;
  if (chroma < 0.2) {
    const bool is_bright = most > (most <= 1 ? 0.8 : 204);
    return {std::nullopt, is_bright ? "white" : ""};
  }
  const double range = most - least;
  double hue = 0;  // degrees; 0 red, 60 yellow, 240 blue
  if (most == red) {
    hue = 60 * std::fmod((green - blue) / range + 6, 6);
  } else if (most == green) {
    hue = 60 * ((blue - red) / range + 2);
  } else {
    hue = 60 * ((red - green) / range + 4);
  }
  // The meteorological orange is 35 degrees (240, 150, 20), the yellow 55 (250, 230, 0).
  if (hue < 18 || hue >= 340) return {1, "red"};
  if (hue < 45) return {2, "orange"};
  if (hue < 75) return {3, "yellow"};
  if (hue >= 180 && hue < 265) return {4, "blue"};
  return {};
}

std::string event_of_title(std::string_view title) {
  static constexpr std::string_view kVerbs[] = {"发布", "解除", "变更", "更新", "升级"};
  const size_t warning = find_any(title, kWarningWords, 0);
  size_t begin = title.npos;
  for (const auto verb : kVerbs) {
    const size_t at = title.rfind(verb, warning);
    if (at != title.npos && (begin == title.npos || at + verb.size() > begin)) begin = at + verb.size();
  }
  if (begin == title.npos) return {};
  const ColourPlace colour = find_colour(title, begin);
  if (colour.word == nullptr) return {};
  return std::string(title.substr(begin, colour.at - begin));
}

bool is_lifted_title(std::string_view title) { return contains(title, "解除"); }

bool is_drill_title(std::string_view title) { return contains(title, "演练") || contains(title, "测试"); }

}  // namespace onescreen::data
