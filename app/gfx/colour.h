// A colour as 8-bit sRGB with straight alpha, and the few operations that styles need. No theme here.
#pragma once

#include <array>
#include <cstdint>

namespace onescreen::gfx {

struct Colour {
  uint8_t r = 0;
  uint8_t g = 0;
  uint8_t b = 0;
  uint8_t a = 255;

  bool operator==(const Colour&) const = default;
};

// rgb(0x5BA7D6)
constexpr Colour rgb(uint32_t hex, float alpha = 1.0f) {
  return {static_cast<uint8_t>(hex >> 16), static_cast<uint8_t>(hex >> 8), static_cast<uint8_t>(hex),
          static_cast<uint8_t>(alpha * 255.0f + 0.5f)};
}

// The same colour with its alpha multiplied by `factor` (0..1).
constexpr Colour faded(Colour colour, float factor) {
  colour.a = static_cast<uint8_t>(static_cast<float>(colour.a) * factor + 0.5f);
  return colour;
}

// 0 gives `from`, 1 gives `to`.
constexpr Colour mixed(Colour from, Colour to, float amount) {
  const auto channel = [amount](uint8_t a, uint8_t b) {
    return static_cast<uint8_t>(static_cast<float>(a) + (static_cast<float>(b) - static_cast<float>(a)) * amount +
                                0.5f);
  };
  return {channel(from.r, to.r), channel(from.g, to.g), channel(from.b, to.b), channel(from.a, to.a)};
}

// 0..1, as shaders take it.
constexpr std::array<float, 4> to_floats(Colour colour) {
  return {static_cast<float>(colour.r) / 255.0f, static_cast<float>(colour.g) / 255.0f,
          static_cast<float>(colour.b) / 255.0f, static_cast<float>(colour.a) / 255.0f};
}

}  // namespace onescreen::gfx
