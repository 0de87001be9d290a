// Every case of every widget against its accepted picture (support/accepted_picture.h). A difference leaves
// build/golden/WIDGET/CASE.actual.png and .diff.png.
#include <gtest/gtest.h>

#include <filesystem>

#include "gfx/image.h"
#include "support/accepted_picture.h"
#include "support/golden.h"

namespace onescreen {
namespace {

using test_support::GoldenName;

// Of a panel.
constexpr size_t kMostPixels = 10;

class Golden : public testing::TestWithParam<GoldenName> {};

TEST_P(Golden, looks_as_accepted) {
  const GoldenName& name = GetParam();
  const auto golden = test_support::load_golden(name);
  test_support::GoldenWall wall(golden);
  wall.settle();
  const gfx::Image actual = wall.pixels();
  EXPECT_EQ(test_support::take_missing_glyphs(), 0u) << "some characters were drawn as boxes";

  const std::filesystem::path out = std::filesystem::path("build/golden") / name.widget / name.name;
  EXPECT_TRUE(test_support::looks_as_accepted(actual, name.image(), out, kMostPixels));
}

INSTANTIATE_TEST_SUITE_P(Widgets, Golden, testing::ValuesIn(test_support::golden_names()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace onescreen
