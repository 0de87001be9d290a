// A canvas that the driver takes only in tiles shows what one of a piece would, whole or in part.
#include <gtest/gtest.h>

#include "support/golden.h"

namespace onescreen {
namespace {

// In another target the soft edge of a triangle may round otherwise: by a few steps of 255, and at some pixels on or off.
constexpr int kRounding = 6;
constexpr size_t kRoundedPixels = 8;

TEST(TiledCanvas, ShowsTheSameAsOneOfAPiece) {
  using Name = test_support::GoldenName;
  // The large one fills more than is drawn as triangles.
  for (const Name& name : {Name{"map", "typical"}, Name{"kpi", "typical"}, Name{"incident_list", "typical"},
                           Name{"trend", "large"}, Name{"title", "typical"}}) {
    const std::string widget = name.widget;
    test_support::GoldenCase golden = test_support::load_golden(name);
    test_support::GoldenWall whole(golden);
    test_support::GoldenWall tiled(golden, 97);
    whole.settle();
    tiled.settle();
    EXPECT_LE(gfx::compare(whole.pixels(), tiled.pixels(), kRounding).differing, kRoundedPixels) << widget;
    // Later only what has changed is drawn, which may lie in some of the tiles.
    model::Instant later = golden.now;
    later.utc += std::chrono::seconds(40);
    later.uptime += std::chrono::seconds(40);
    whole.settle(later);
    tiled.settle(later);
    EXPECT_LE(gfx::compare(whole.pixels(), tiled.pixels(), kRounding).differing, kRoundedPixels) << widget << " later";
  }
}

}  // namespace
}  // namespace onescreen
