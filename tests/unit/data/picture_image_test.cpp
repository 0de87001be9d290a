// Pictures from cameras: what is none is told in words, what is too large is refused before it costs memory, and what
// is made smaller stays what it was.
#include "data/picture_image.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <array>

#include "data/raster_image.h"

namespace onescreen::data {
namespace {

void put_u32(std::string& out, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
}

void put_chunk(std::string& png, std::string_view type, const std::string& data) {
  put_u32(png, static_cast<uint32_t>(data.size()));
  const std::string body = std::string(type) + data;
  png += body;
  put_u32(png,
          static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()))));
}

// An RGBA PNG that says it is width x height, whose packed data is of `raw`.
std::string png_of(uint32_t width, uint32_t height, const std::string& raw) {
  std::string png = "\x89PNG\r\n\x1a\n";
  std::string head;
  put_u32(head, width);
  put_u32(head, height);
  head += std::string("\x08\x06\x00\x00\x00", 5);
  put_chunk(png, "IHDR", head);
  uLongf size = compressBound(static_cast<uLong>(raw.size()));
  std::string packed(size, '\0');
  compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(raw.data()),
            static_cast<uLong>(raw.size()), 9);
  packed.resize(size);
  put_chunk(png, "IDAT", packed);
  put_chunk(png, "IEND", "");
  return png;
}

std::string plain_png(uint32_t width, uint32_t height, std::array<uint8_t, 4> colour) {
  std::string raw;
  for (uint32_t y = 0; y < height; ++y) {
    raw += '\0';
    for (uint32_t x = 0; x < width; ++x) raw.append(reinterpret_cast<const char*>(colour.data()), 4);
  }
  return png_of(width, height, raw);
}

void expect_refused(std::string_view bytes, model::ErrorCode code, std::string_view part) {
  const auto picture = decode_picture(bytes, 640);
  ASSERT_FALSE(picture) << part;
  EXPECT_EQ(picture.error().code, code) << picture.error().message;
  EXPECT_NE(picture.error().message.find(part), std::string::npos) << picture.error().message;
}

TEST(PictureImage, is_decoded_and_reduced) {
  const auto small = decode_picture(plain_png(40, 20, {10, 20, 30, 255}), 640);
  ASSERT_TRUE(small) << small.error().message;
  EXPECT_EQ((*small)->width, 40);
  const auto reduced = decode_picture(plain_png(1300, 650, {10, 20, 30, 255}), 640);
  ASSERT_TRUE(reduced);
  EXPECT_EQ((*reduced)->width, 640);
  EXPECT_EQ((*reduced)->height, 320);
  for (size_t i = 0; i < (*reduced)->rgba.size(); i += 4) ASSERT_EQ((*reduced)->rgba[i + 1], 20);
}

TEST(PictureImage, reduction_is_the_mean_of_what_a_pixel_covers) {
  auto image = std::make_shared<model::TileImage>();
  image->width = 4;
  image->height = 2;
  for (int i = 0; i < 8; ++i) {
    const auto level = static_cast<uint8_t>(i % 2 == 0 ? 0 : 200);
    image->rgba.insert(image->rgba.end(), {level, level, level, 255});
  }
  const auto half = reduced(image, 2);
  ASSERT_EQ(half->width, 2);
  ASSERT_EQ(half->height, 1);
  EXPECT_EQ(half->rgba, (std::vector<uint8_t>{100, 100, 100, 255, 100, 100, 100, 255}));
  EXPECT_EQ(reduced(image, 4), image) << "the same pointer";
  const auto odd = reduced(image, 3);
  EXPECT_EQ(odd->width, 3);
  EXPECT_EQ(odd->rgba.size(), 3u * 4u * static_cast<size_t>(odd->height));
}

TEST(PictureImage, what_is_transparent_does_not_darken_what_is_not) {
  auto image = std::make_shared<model::TileImage>();
  image->width = 2;
  image->height = 1;
  image->rgba = {240, 100, 60, 255, 0, 0, 0, 0};
  EXPECT_EQ(reduced(image, 1)->rgba, (std::vector<uint8_t>{240, 100, 60, 128}));
}

TEST(PictureImage, what_is_none_is_told) {
  expect_refused("", model::ErrorCode::format, "an empty answer");
  expect_refused("<html>please log in</html>", model::ErrorCode::format, "login page");
  expect_refused("RIFF0000WEBP", model::ErrorCode::format, "WebP");
  const std::string png = plain_png(64, 64, {1, 2, 3, 255});
  expect_refused(png.substr(0, png.size() / 2), model::ErrorCode::format, "damaged");
  // The head of a JPEG and nothing behind it.
  const std::string jpeg("\xFF\xD8\xFF\xC0\x00\x11\x08\x00\x40\x00\x40\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01", 21);
  const auto cut = decode_picture(jpeg, 640);
  EXPECT_FALSE(cut);
}

TEST(PictureImage, limits_hold_before_a_pixel_is_decoded) {
  expect_refused(std::string(kMostPictureBytes + 1, 'x'), model::ErrorCode::too_large, "8 MiB");
  expect_refused(png_of(4097, 10, "x"), model::ErrorCode::too_large, "4097x10");
  expect_refused(png_of(10, 30'000'000, "x"), model::ErrorCode::format, "");
  expect_refused(png_of(60'000, 60'000, "x"), model::ErrorCode::format, "far too large");
}

// A picture of 8 by 8 pixels whose packed data unpacks into 256 MiB.
TEST(PictureImage, a_bomb_does_not_unpack) {
  const std::string bomb = png_of(8, 8, std::string(size_t{256} << 20, '\0'));
  ASSERT_LT(bomb.size(), size_t{1} << 20);
  expect_refused(bomb, model::ErrorCode::format, "damaged");
}

TEST(PictureImage, hashes_tell_pixels_and_shapes) {
  model::TileImage a{2, 1, {1, 2, 3, 255, 4, 5, 6, 255}};
  model::TileImage b = a;
  EXPECT_EQ(hash_of(a), hash_of(b));
  b.rgba[0] = 9;
  EXPECT_NE(hash_of(a), hash_of(b));
  b = a;
  std::swap(b.width, b.height);
  EXPECT_NE(hash_of(a), hash_of(b));
}

}  // namespace
}  // namespace onescreen::data
