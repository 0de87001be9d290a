// next_codepoint: walks any bytes to their end without reading past it; what is not UTF-8 comes out as U+FFFD.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "ui/utf8.h"

namespace onescreen::ui {
namespace {

// From a buffer of exactly that size, so that AddressSanitizer sees a read past the end.
std::vector<char32_t> walk(const std::string& text) {
  const std::unique_ptr<char[]> exact(new char[text.size()]);
  text.copy(exact.get(), text.size());
  const std::string_view view(exact.get(), text.size());
  std::vector<char32_t> out;
  for (size_t at = 0; at < view.size();) {
    const size_t before = at;
    out.push_back(next_codepoint(view, at));
    EXPECT_GT(at, before);
    EXPECT_LE(at, view.size());
    if (at <= before) break;
  }
  return out;
}

using Points = std::vector<char32_t>;

TEST(Utf8, walks_characters_of_one_to_four_bytes) {
  EXPECT_EQ(walk("a\xC2\xB7\xE4\xB8\xAD\xF0\xA0\x80\x80z"), (Points{U'a', 0xB7, 0x4E2D, 0x20000, U'z'}));
  EXPECT_EQ(walk(""), Points{});
  EXPECT_EQ(walk(std::string("\0", 1)), Points{0});
  EXPECT_EQ(walk("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"),
            (Points{0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF}));
}

TEST(Utf8, broken_bytes_come_out_one_by_one) {
  EXPECT_EQ(walk("\x80"), Points{0xFFFD}) << "a continuation alone";
  EXPECT_EQ(walk("\xFF\xFE"
                 "a"),
            (Points{0xFFFD, 0xFFFD, U'a'}));
  EXPECT_EQ(walk("\xC0\xAF"), (Points{0xFFFD, 0xFFFD})) << "two bytes for an ASCII character";
  EXPECT_EQ(walk("\xF5\x80\x80\x80"), (Points{0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD})) << "past the last plane";
  EXPECT_EQ(walk("\xE4\xB8"
                 "a"),
            (Points{0xFFFD, 0xFFFD, U'a'}))
      << "cut in the middle";
  EXPECT_EQ(walk("\xE4"
                 "a"),
            (Points{0xFFFD, U'a'}));
}

TEST(Utf8, text_cut_off_at_its_end_is_not_read_past) {
  for (const char* cut : {"\xC2", "\xE4", "\xE4\xB8", "\xF0", "\xF0\xA0", "\xF0\xA0\x80"}) {
    for (const char32_t point : walk(cut)) EXPECT_EQ(point, 0xFFFDu);
    EXPECT_EQ(walk(std::string("ab") + cut).size(), 2 + std::string(cut).size());
  }
}

TEST(Utf8, never_gives_what_is_no_character) {
  for (const auto point : walk("\xE0\x80\xAF")) EXPECT_EQ(point, 0xFFFDu) << "three bytes for an ASCII character";
  for (const auto point : walk("\xED\xA0\x80")) EXPECT_EQ(point, 0xFFFDu) << "half of a surrogate pair";
  for (const auto point : walk("\xF0\x80\x80\xAF")) EXPECT_EQ(point, 0xFFFDu) << "four bytes for an ASCII character";
  for (const auto point : walk("\xF4\x90\x80\x80")) EXPECT_EQ(point, 0xFFFDu) << "above U+10FFFF";
}

TEST(Utf8, every_pair_of_bytes_ends) {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) walk({static_cast<char>(a), static_cast<char>(b)});
  }
}

}  // namespace
}  // namespace onescreen::ui
