// Walks UTF-8 text by code points. Broken bytes come out as U+FFFD, one for each byte, so that nothing is lost or read
// past the end.
#pragma once

#include <cstddef>
#include <string_view>

namespace onescreen::ui {

inline char32_t next_codepoint(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  int more = 0;
  char32_t value = 0;
  if (lead < 0x80) {
    ++at;
    return lead;
  } else if (lead >= 0xC2 && lead < 0xE0) {
    more = 1;
    value = lead & 0x1F;
  } else if (lead >= 0xE0 && lead < 0xF0) {
    more = 2;
    value = lead & 0x0F;
  } else if (lead >= 0xF0 && lead < 0xF5) {
    more = 3;
    value = lead & 0x07;
  } else {
    ++at;
    return 0xFFFD;
  }
  if (at + static_cast<size_t>(more) >= text.size()) {
    ++at;
    return 0xFFFD;
  }
  for (int i = 1; i <= more; ++i) {
    const unsigned char next = byte(at + static_cast<size_t>(i));
    if ((next & 0xC0) != 0x80) {
      ++at;
      return 0xFFFD;
    }
    value = value << 6 | (next & 0x3F);
  }
  // More bytes than the character needs, half a surrogate pair, or past the last plane.
  constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  if (value < kLeast[more] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
    ++at;
    return 0xFFFD;
  }
  at += static_cast<size_t>(more) + 1;
  return value;
}

}  // namespace onescreen::ui
