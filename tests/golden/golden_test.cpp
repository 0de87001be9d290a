// Every case of every widget against its accepted picture. A difference leaves build/golden/WIDGET/CASE.actual.png and
// .diff.png. ONESCREEN_UPDATE_GOLDEN=1 accepts what differs and says which; look at every picture before you commit it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "gfx/image.h"
#include "support/golden.h"

namespace onescreen {
namespace {

namespace fs = std::filesystem;
using test_support::GoldenName;

// What another version of the rasteriser or of FreeType may do to an edge, and no more.
constexpr int kThreshold = 1;
constexpr int kMaxDifference = 16;
constexpr size_t kMaxPixels = 10;

bool update_wanted() {
  const char* set = std::getenv("ONESCREEN_UPDATE_GOLDEN");
  return set != nullptr && std::string(set) == "1";
}

void save(const gfx::Image& image, const fs::path& path) {
  fs::create_directories(path.parent_path());
  std::string why_not;
  ASSERT_TRUE(gfx::save_png(image, path.string(), why_not)) << why_not;
}

class Golden : public testing::TestWithParam<GoldenName> {};

TEST_P(Golden, looks_as_accepted) {
  const GoldenName& name = GetParam();
  const auto golden = test_support::load_golden(name);
  test_support::GoldenWall wall(golden);
  wall.settle();
  const gfx::Image actual = wall.pixels();
  EXPECT_EQ(test_support::take_missing_glyphs(), 0u) << "some characters were drawn as boxes";

  std::string why_not;
  const auto accepted = gfx::load_png(name.image(), why_not);
  gfx::ImageDifference difference;
  if (accepted) {
    difference = gfx::compare(*accepted, actual, kThreshold);
    if (difference.same_size && difference.max_difference <= kMaxDifference && difference.differing <= kMaxPixels)
      return;
  }
  if (update_wanted()) {
    std::cout << "golden: wrote " << name.image() << "\n";
    save(actual, name.image());
    return;
  }
  const fs::path out = fs::path("build/golden") / name.widget / name.name;
  save(actual, out.string() + ".actual.png");
  if (!accepted) FAIL() << "no accepted picture: " << why_not;
  save(gfx::difference_image(*accepted, actual, kThreshold), out.string() + ".diff.png");
  FAIL() << difference.differing << " pixels differ by up to " << difference.max_difference << "; see " << out.string()
         << ".diff.png";
}

INSTANTIATE_TEST_SUITE_P(Widgets, Golden, testing::ValuesIn(test_support::golden_names()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace onescreen
