// Proves what is kept of tiles on disk: all of it after a restart, within each set's bound, the least recently used
// going first; and that a damaged file stops nobody.
#include "data/tile_disk.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "support/repository.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using model::TileKey;
using model::TimePoint;

const TimePoint kNow = model::from_millis(1'795'176'000'000);

KeptTile tile(size_t bytes, char content = 'a') {
  return {std::string(bytes, content), "\"tag\"", "Fri, 20 Nov 2026 07:52:36 GMT", kNow, kNow + 24h};
}

class TileDiskTest : public testing::Test {
 protected:
  std::unique_ptr<TileDisk> open(std::map<std::string, int64_t> limits = {{"base", 1 << 20}}) {
    auto disk = TileDisk::open(file, limits);
    if (!disk) throw std::runtime_error(model::describe(disk.error()));
    return std::move(*disk);
  }

  test_support::TempFolder folder;
  std::string file = (folder.path() / "state/tiles.sqlite").string();
};

TEST_F(TileDiskTest, gives_back_what_was_put_also_after_a_restart) {
  const KeptTile put = tile(1000);
  open()->put("base", {14, 1, 2}, put, kNow);
  const auto disk = open();
  EXPECT_EQ(disk->get("base", {14, 1, 2}, kNow), put);
  EXPECT_EQ(disk->get("base", {14, 2, 1}, kNow), std::nullopt);
  EXPECT_EQ(disk->get("other", {14, 1, 2}, kNow), std::nullopt);
  struct stat status {};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0600u);
}

TEST_F(TileDiskTest, a_confirmation_renews_times_and_leaves_the_rest) {
  const auto disk = open();
  disk->put("base", {14, 1, 2}, tile(1000), kNow);
  disk->confirm("base", {14, 1, 2}, kNow + 25h, kNow + 49h);
  const auto got = disk->get("base", {14, 1, 2}, kNow);
  ASSERT_TRUE(got);
  EXPECT_EQ(got->confirmed, kNow + 25h);
  EXPECT_EQ(got->expires, kNow + 49h);
  EXPECT_EQ(got->etag, "\"tag\"");
  EXPECT_EQ(got->bytes.size(), 1000u);
}

TEST_F(TileDiskTest, each_set_stays_within_its_bound_and_the_least_recently_used_go_first) {
  const auto disk = open({{"base", 1'000'000}, {"small", 50'000}});
  disk->put("small", {1, 0, 0}, tile(10'000), kNow);
  for (int x = 0; x < 300; ++x) disk->put("base", {14, x, 0}, tile(10'000), kNow + x * 1s);
  EXPECT_LE(disk->bytes("base"), 1'000'000);
  EXPECT_GT(disk->bytes("base"), 600'000);
  EXPECT_EQ(disk->get("base", {14, 0, 0}, kNow), std::nullopt);
  EXPECT_TRUE(disk->get("base", {14, 299, 0}, kNow));
  EXPECT_TRUE(disk->get("small", {1, 0, 0}, kNow)) << "another set's tiles are none of its business";
  // What was used again stays although it is old.
  disk->put("small", {1, 1, 0}, tile(10'000), kNow + 1s);
  disk->get("small", {1, 0, 0}, kNow + 48h);
  for (int x = 0; x < 60; ++x) disk->put("small", {9, x, 0}, tile(1'000), kNow + 24h);
  EXPECT_TRUE(disk->get("small", {1, 0, 0}, kNow));
  EXPECT_EQ(disk->get("small", {1, 1, 0}, kNow), std::nullopt);
}

TEST_F(TileDiskTest, a_tile_larger_than_the_bound_is_left_out) {
  const auto disk = open({{"base", 5'000}});
  disk->put("base", {14, 1, 2}, tile(1'000), kNow);
  disk->put("base", {14, 1, 2}, tile(6'000), kNow);
  EXPECT_EQ(disk->get("base", {14, 1, 2}, kNow), std::nullopt) << "an old picture would be taken for the new one";
  EXPECT_EQ(disk->bytes("base"), 0);
}

TEST_F(TileDiskTest, sets_that_are_gone_leave_nothing) {
  open({{"base", 1 << 20}, {"old", 1 << 20}})->put("old", {14, 1, 2}, tile(1000), kNow);
  open();
  EXPECT_EQ(open({{"base", 1 << 20}, {"old", 1 << 20}})->get("old", {14, 1, 2}, kNow), std::nullopt);
}

TEST_F(TileDiskTest, a_damaged_file_is_moved_aside) {
  open()->put("base", {14, 1, 2}, tile(1000), kNow);
  test_support::write_text(file, std::string(8192, 'x'));
  const auto disk = open();
  EXPECT_EQ(disk->get("base", {14, 1, 2}, kNow), std::nullopt);
  disk->put("base", {14, 1, 2}, tile(1000), kNow);
  EXPECT_TRUE(disk->get("base", {14, 1, 2}, kNow));
  EXPECT_TRUE(std::filesystem::exists(file + ".broken"));
}

}  // namespace
}  // namespace onescreen::data
