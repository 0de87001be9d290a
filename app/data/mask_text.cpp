#include "data/mask_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "data/mask_patterns.h"

namespace onescreen::data {
namespace {

constexpr size_t kMostGroups = 5;      // of digits in one number: 0086 138 1234 5678 and one to spare
constexpr size_t kMostSeparators = 3;  // between two of them: " - "

// Characters [begin, end) and what stands in their place.
struct Span {
  size_t begin = 0;
  size_t end = 0;
  std::string shown;
};

// An unbroken run of digits.
struct Group {
  size_t begin = 0;
  size_t end = 0;
  bool x = false;  // behind it stands an X that may be the check digit of an identity number
};

class TextMask {
 public:
  explicit TextMask(std::string_view text) : text_(text), all_(characters_of(text)), taken_(all_.size()) {}

  std::string run() {
    take_emails();
    take_numbers();
    take_plates();
    std::sort(spans_.begin(), spans_.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
    std::string out;
    size_t copied = 0;  // bytes
    for (const Span& span : spans_) {
      out.append(text_.substr(copied, all_[span.begin].begin - copied));
      out += span.shown;
      copied = all_[span.end - 1].end;
    }
    return out.append(text_.substr(copied));
  }

 private:
  char32_t at(size_t i) const { return i < all_.size() ? all_[i].code : 0; }

  void take(Span span) {
    if (std::any_of(taken_.begin() + static_cast<ptrdiff_t>(span.begin),
                    taken_.begin() + static_cast<ptrdiff_t>(span.end), [](bool taken) { return taken; }))
      return;
    std::fill(taken_.begin() + static_cast<ptrdiff_t>(span.begin), taken_.begin() + static_cast<ptrdiff_t>(span.end),
              true);
    spans_.push_back(std::move(span));
  }

  // Only the part before the @ changes.
  void take_emails() {
    for (size_t i = 0; i < all_.size(); ++i) {
      if (at(i) != '@') continue;
      size_t begin = i;
      while (begin > 0 && is_email_local(at(begin - 1))) --begin;
      size_t end = i + 1;
      size_t dot = 0;
      for (; is_email_domain(at(end)); ++end) {
        if (at(end) == '.' && end + 2 < all_.size() && is_ascii_letter(at(end + 1)) && is_ascii_letter(at(end + 2)))
          dot = end;
      }
      if (begin == i || dot <= i + 1) continue;
      std::string shown;
      if (i - begin > 1) append_utf8(shown, at(begin));
      take({begin, i, shown.append(std::clamp<size_t>(i - begin - 1, 1, 3), '*')});
    }
  }

  void take_plates() {
    for (size_t i = 0; i < all_.size(); ++i) {
      if (auto plate = match_plate(std::span(all_).subspan(i), false)) take({i, i + plate->length, plate->shown});
    }
  }

  std::vector<Group> groups() const {
    std::vector<Group> out;
    for (size_t i = 0; i < all_.size(); ++i) {
      if (!is_digit(at(i)) || taken_[i]) continue;
      Group group{i, i, false};
      while (is_digit(at(i)) && !taken_[i]) ++i;
      group.end = i;
      group.x = upper(at(i)) == 'X' && !is_digit(at(i + 1)) && !is_ascii_letter(at(i + 1));
      out.push_back(group);
      --i;
    }
    return out;
  }

  bool joined(const Group& a, const Group& b) const {
    if (b.begin - a.end > kMostSeparators) return false;
    for (size_t i = a.end; i < b.begin; ++i) {
      if (!is_separator(at(i)) || taken_[i]) return false;
    }
    return true;
  }

  void take_numbers() {
    const std::vector<Group> all = groups();
    for (size_t first = 0; first < all.size();) first += number_at(std::span(all).subspan(first));
  }

  // Masks a number that begins with the first of `all`; returns how many groups are done with.
  size_t number_at(std::span<const Group> all) {
    std::string digits;
    for (size_t count = 1; count <= std::min(kMostGroups, all.size()); ++count) {
      const Group& last = all[count - 1];
      if (count > 1) {
        if (!joined(all[count - 2], last)) break;
        // What is left of a masked number is not the beginning or end of another, or masking twice would mask more.
        if (all[0].begin > 0 && at(all[0].begin - 1) == '*') break;
        if (at(last.end) == '*') break;
      }
      for (size_t i = last.begin; i < last.end; ++i) digits.push_back(static_cast<char>(at(i)));
      if (auto shown = shown_of(digits, all.first(count))) {
        const bool x = last.x && digits.size() == 17;
        take(widened({all[0].begin, last.end + (x ? 1 : 0), std::move(*shown)}));
        return count;
      }
    }
    return 1;
  }

  // The number that these groups are together, as it may be shown.
  std::optional<std::string> shown_of(const std::string& digits, std::span<const Group> groups) const {
    const bool whole = groups.size() == 1;
    const size_t first = groups[0].end - groups[0].begin;
    const std::string id = groups.back().x && digits.size() == 17 ? digits + 'X' : digits;
    if ((whole || (first >= 6 && id.size() == 18)) && is_real_id(id)) return masked_id(id);
    const bool prefixed = digits.starts_with("86") || digits.starts_with("0086");
    if (whole || first >= 3 || prefixed) {
      if (auto mobile = masked_mobile(digits)) return mobile;
    }
    if (whole ? is_likely_landline(digits) : first == 3 || first == 4) {
      if (auto landline = masked_landline(digits)) return landline;
    }
    // In one group or two of four.
    const bool local = digits.size() == 8 ? whole || (first == 4 && groups.size() == 2) : whole && digits.size() == 7;
    return local && announced(groups[0].begin) ? masked_local_number(digits) : std::nullopt;
  }

  // Together with the + before 86 and the bracket around the area code.
  Span widened(Span span) const {
    const auto holds = [&](char32_t c) {
      return std::any_of(all_.begin() + static_cast<ptrdiff_t>(span.begin),
                         all_.begin() + static_cast<ptrdiff_t>(span.end),
                         [&](const Character& character) { return character.code == c; });
    };
    // Behind another number they stay, since they keep the two apart.
    const auto may_take = [&](char32_t c) {
      return span.begin > 0 && at(span.begin - 1) == c && (span.begin == 1 || !is_digit(at(span.begin - 2)));
    };
    if (may_take('+')) --span.begin;
    if (may_take('(') && holds(')')) --span.begin;
    return span;
  }

  // Whether a word for "telephone" stands before, with at most a few signs between.
  bool announced(size_t begin) const {
    // 电话 座机 固话 致电 来电 联系 传真, and what may stand between them and the number: 号码是为.
    constexpr std::array<std::array<char32_t, 2>, 7> kWords = {{{0x7535, 0x8BDD},
                                                                {0x5EA7, 0x673A},
                                                                {0x56FA, 0x8BDD},
                                                                {0x81F4, 0x7535},
                                                                {0x6765, 0x7535},
                                                                {0x8054, 0x7CFB},
                                                                {0x4F20, 0x771F}}};
    constexpr std::array<char32_t, 5> kBetween = {0x53F7, 0x7801, 0x662F, 0x4E3A, ':'};
    for (size_t back = 0; back < 5 && begin >= 2; ++back, --begin) {
      const std::array<char32_t, 2> word = {at(begin - 2), at(begin - 1)};
      if (std::find(kWords.begin(), kWords.end(), word) != kWords.end()) return true;
      if (begin >= 3 && upper(at(begin - 3)) == 'T' && upper(word[0]) == 'E' && upper(word[1]) == 'L') return true;
      if (!is_separator(word[1]) && std::find(kBetween.begin(), kBetween.end(), word[1]) == kBetween.end())
        return false;
    }
    return false;
  }

  std::string_view text_;
  std::vector<Character> all_;
  std::vector<bool> taken_;
  std::vector<Span> spans_;
};

}  // namespace

std::string masked_text(std::string_view text) {
  // Most texts hold nothing that is personal: every pattern has an @ or a digit, full-width ones begin with EF BC.
  const auto may_matter = [](char c) { return (c >= '0' && c <= '9') || c == '@' || c == '\xEF'; };
  if (std::none_of(text.begin(), text.end(), may_matter)) return std::string(text);
  return TextMask(text).run();
}

}  // namespace onescreen::data
