// Proves that only pictures of the declared size become tiles, and that anything else is told for what it is.
#include "data/tile_image.h"

#include <gtest/gtest.h>

namespace onescreen::data {
namespace {

// 1x1 pixel, half-transparent red.
constexpr unsigned char kBytes[] = {0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48,
                                    0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00,
                                    0x00, 0x1F, 0x15, 0xC4, 0x89, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x44, 0x41, 0x54, 0x78,
                                    0x9C, 0x63, 0xF8, 0xCF, 0xC0, 0xD0, 0x00, 0x00, 0x04, 0x81, 0x01, 0x80, 0x2C, 0x55,
                                    0xCE, 0xB0, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};
const std::string kPng(reinterpret_cast<const char*>(kBytes), sizeof kBytes);

std::string why_not(std::string_view bytes, int tile_px = 1, std::string_view type = {}) {
  const auto decoded = decode_tile(bytes, tile_px, type);
  return decoded ? "" : decoded.error().message;
}

TEST(TileImage, decodes_a_png) {
  const auto decoded = decode_tile(kPng, 1);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ((*decoded)->rgba, (std::vector<uint8_t>{255, 0, 0, 128}));
}

TEST(TileImage, another_size_is_told) {
  EXPECT_EQ(why_not(kPng, 256), "the tile is 1x1 pixels, not 256 as \"tile_px\" says");
}

TEST(TileImage, what_is_no_picture_is_told_for_what_it_is) {
  EXPECT_NE(why_not("<!DOCTYPE html><title>Login</title>").find("login page"), std::string::npos);
  EXPECT_NE(why_not("RIFF....WEBPVP8 ").find("WebP"), std::string::npos);
  EXPECT_NE(why_not("", 1).find("an empty answer"), std::string::npos);
  EXPECT_NE(why_not("{\"code\": 401}", 1, "application/json").find("\"application/json\""), std::string::npos);
}

TEST(TileImage, a_cut_picture_is_none) {
  for (size_t size = 0; size < kPng.size() - 12; ++size) EXPECT_NE(why_not(kPng.substr(0, size)), "") << size;
}

}  // namespace
}  // namespace onescreen::data
