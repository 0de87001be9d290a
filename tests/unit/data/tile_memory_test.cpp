// Proves that the pictures in memory stay within their bound, the least recently wanted going first, and that what is
// wanted is never dropped.
#include "data/tile_memory.h"

#include <gtest/gtest.h>

namespace onescreen::data {
namespace {

using model::TileKey;

constexpr size_t kPicture = 4 * 8 * 8;

model::TilePicture picture(uint8_t shade = 0) {
  auto image = std::make_shared<model::TileImage>();
  image->width = image->height = 8;
  image->rgba.assign(kPicture, shade);
  return {image, {}, {}, false};
}

std::vector<TileKey> row(int from, int to) {
  std::vector<TileKey> keys;
  for (int x = from; x < to; ++x) keys.push_back({5, x, 0});
  return keys;
}

TEST(TileMemory, drops_the_least_recently_wanted_first) {
  TileMemory memory(3 * kPicture);
  for (const auto& key : row(0, 3)) memory.put(key, picture());
  const std::vector<TileKey> wanted = {{5, 0, 0}};
  memory.want(wanted);
  memory.put({5, 3, 0}, picture());
  EXPECT_NE(memory.find({5, 0, 0}), nullptr);
  EXPECT_EQ(memory.find({5, 1, 0}), nullptr);
  EXPECT_NE(memory.find({5, 2, 0}), nullptr);
  EXPECT_NE(memory.find({5, 3, 0}), nullptr);
  EXPECT_EQ(memory.bytes(), 3 * kPicture);
  EXPECT_EQ(memory.take_dropped(), (std::vector<TileKey>{{5, 1, 0}}));
  EXPECT_TRUE(memory.take_dropped().empty());
}

TEST(TileMemory, what_is_wanted_is_kept_past_the_bound_and_given_up_afterwards) {
  TileMemory memory(2 * kPicture);
  const auto keys = row(0, 5);
  memory.want(keys);
  for (const auto& key : keys) memory.put(key, picture());
  EXPECT_EQ(memory.pictures().size(), 5u);
  memory.want(row(9, 10));
  EXPECT_EQ(memory.pictures().size(), 2u);
  EXPECT_EQ(memory.bytes(), 2 * kPicture);
  // The most important of the old wish stays longest.
  EXPECT_NE(memory.find({5, 0, 0}), nullptr);
  EXPECT_NE(memory.find({5, 1, 0}), nullptr);
}

TEST(TileMemory, another_picture_of_the_same_tile_replaces_it) {
  TileMemory memory(2 * kPicture);
  memory.put({5, 0, 0}, picture(1));
  memory.put({5, 0, 0}, picture(2));
  EXPECT_EQ(memory.bytes(), kPicture);
  EXPECT_EQ(memory.find({5, 0, 0})->image->rgba[0], 2);
  memory.remove({5, 0, 0});
  memory.remove({5, 0, 0});
  EXPECT_EQ(memory.bytes(), 0u);
}

}  // namespace
}  // namespace onescreen::data
