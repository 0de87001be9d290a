// Proves trap 26: data in one coordinate system, declared as another, is suspected and the right one named, while right
// declarations are not, strays and clusters at the border included. Positions are drawn at random, with a seed, in and
// around the district of assets/districts.
#include "data/crs_guard.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

#include "data/area_index.h"
#include "data/crs.h"
#include "data/format.h"
#include "support/repository.h"

namespace onescreen::data {
namespace {

using model::LonLat;
using Positions = std::vector<LonLat>;

class CrsGuard : public testing::Test {
 protected:
  static model::TablePtr shapes(const char* file) {
    const std::string path = (test_support::source_dir() / "assets/districts" / file).string();
    return find_format("geojson")->decode("shapes", test_support::read_text(path), {})->table;
  }

  void SetUp() override {
    district_ = shapes("district.geojson");
    ASSERT_EQ(district_->row_count(), 1u);
    inside_ = std::make_unique<AreaIndex>(*district_);
    streets_ = shapes("streets.geojson");
    in_street_ = std::make_unique<AreaIndex>(*streets_);
  }

  double random(double from, double to) { return from + (to - from) * static_cast<double>(random_() >> 11) * 0x1p-53; }
  LonLat anywhere(double margin = 0) {
    return {random(121.448 - margin, 121.525 + margin), random(31.236 - margin, 31.319 + margin)};
  }
  LonLat inside() {
    for (;;) {
      if (const LonLat at = anywhere(); inside_->find(at)) return at;
    }
  }
  LonLat outside() {
    for (;;) {
      if (const LonLat at = anywhere(0.01); !inside_->find(at)) return at;
    }
  }
  Positions uniform(int count, double strays = 0) {
    Positions out;
    for (int i = 0; i < count; ++i) out.push_back(random(0, 1) < strays ? outside() : inside());
    return out;
  }
  Positions in_street(size_t street, int count) {
    Positions out;
    while (static_cast<int>(out.size()) < count) {
      if (const LonLat at = inside(); in_street_->find(at) == street) out.push_back(at);
    }
    return out;
  }
  // About 100 m wide at a place in the district, half of it perhaps outside.
  Positions cluster(int count, double spread) {
    const LonLat middle = inside();
    Positions out;
    for (int i = 0; i < count; ++i) {
      const double angle = random(0, 6.2832);
      const double far = spread * std::sqrt(-2 * std::log(1 - random(0, 1)));
      out.push_back({middle.lon + far * std::cos(angle) / 95'200, middle.lat + far * std::sin(angle) / 110'900});
    }
    return out;
  }

  // As decoding leaves it: sent in one system, converted as if it were another.
  std::string ask(const Positions& truth, Crs sent, Crs declared, bool swapped = false) {
    DecodeOptions options;
    options.crs = declared;
    options.lon = "x";
    options.lat = "y";
    model::TableBuilder builder("t", {{"x", model::Type::number}, {"y", model::Type::number}});
    for (const LonLat at : truth) {
      LonLat raw = from_wgs84(sent, at);
      if (swapped) raw = {raw.lat, raw.lon};
      const LonLat read = to_wgs84(declared, raw);
      builder.number(0, read.lon);
      builder.number(1, read.lat);
      builder.end_row();
    }
    return suspected_crs(*builder.build(), options, *district_);
  }

  model::TablePtr district_, streets_;
  std::unique_ptr<AreaIndex> inside_, in_street_;
  std::mt19937_64 random_{20261120};
};

constexpr Crs kDegrees[] = {Crs::wgs84, Crs::gcj02, Crs::bd09};

TEST_F(CrsGuard, Trap26_AWrongDeclarationIsFoundAndTheRightOneNamed) {
  for (const int count : {60, 500}) {
    const Positions truth = uniform(count);
    for (const Crs sent : kDegrees) {
      for (const Crs declared : kDegrees) {
        EXPECT_EQ(ask(truth, sent, declared), sent == declared ? "" : name_of(sent))
            << count << " positions, sent as " << name_of(sent) << ", declared " << name_of(declared);
      }
    }
  }
}

TEST_F(CrsGuard, Trap26_AlsoWhenSomePositionsLieOutsideHonestly) {
  const Positions truth = uniform(800, 0.05);
  EXPECT_EQ(ask(truth, Crs::gcj02, Crs::wgs84), "gcj02");
  EXPECT_EQ(ask(truth, Crs::wgs84, Crs::gcj02), "wgs84");
}

TEST_F(CrsGuard, RightDeclarationsAreNotSuspected) {
  for (int round = 0; round < 40; ++round) {
    for (const double strays : {0.0, 0.02, 0.1, 0.3, 0.9}) {
      EXPECT_EQ(ask(uniform(120, strays), Crs::gcj02, Crs::gcj02), "") << strays;
      EXPECT_EQ(ask(uniform(120, strays), Crs::wgs84, Crs::wgs84), "") << strays;
    }
  }
}

// A cluster at the border fits better after any step inwards; that says nothing.
TEST_F(CrsGuard, ClustersAndSingleStreetsAreHardlyEverSuspected) {
  int suspected = 0;
  for (int round = 0; round < 100; ++round) {
    for (const double spread : {200.0, 1000.0}) suspected += ask(cluster(100, spread), Crs::wgs84, Crs::wgs84) != "";
  }
  EXPECT_LE(suspected, 2) << "of 200";
  for (size_t street = 0; street < streets_->row_count(); ++street) {
    Positions at = in_street(street, 150);
    for (int i = 0; i < 15; ++i) at.push_back(outside());
    EXPECT_EQ(ask(at, Crs::wgs84, Crs::wgs84), "") << street;
  }
}

TEST_F(CrsGuard, OtherPlacesAreNoOtherSystem) {
  Positions city;
  for (int i = 0; i < 500; ++i) city.push_back({random(121.2, 121.8), random(31.0, 31.5)});
  EXPECT_EQ(ask(city, Crs::wgs84, Crs::wgs84), "");
  Positions beijing;
  for (int i = 0; i < 500; ++i) beijing.push_back({random(116.2, 116.6), random(39.8, 40.0)});
  EXPECT_EQ(ask(beijing, Crs::wgs84, Crs::wgs84), "");
}

TEST_F(CrsGuard, TooFewPositionsSayNothing) {
  EXPECT_EQ(ask(uniform(49), Crs::gcj02, Crs::wgs84), "");
  EXPECT_EQ(ask(uniform(9), Crs::wgs84, Crs::sh2000), "");
  EXPECT_EQ(ask({}, Crs::wgs84, Crs::wgs84), "");
}

TEST_F(CrsGuard, PlanesAndSwappedAxes) {
  const Positions truth = uniform(30);
  EXPECT_EQ(ask(truth, Crs::sh2000, Crs::sh2000), "");
  EXPECT_EQ(ask(truth, Crs::sh2000, Crs::sh2000, true), "swapped");
  EXPECT_EQ(ask(truth, Crs::wgs84, Crs::sh2000), "wgs84") << "degrees taken for metres: all in one place";
  EXPECT_EQ(ask(truth, Crs::sh2000, Crs::local4p), "") << "without parameters it is the same plane";
}

TEST_F(CrsGuard, ShapesAreJudgedByTheirMiddle) {
  model::TableBuilder builder("t", {{"shape", model::Type::geometry}});
  for (const LonLat at : uniform(200)) {
    const LonLat read = to_wgs84(Crs::wgs84, from_wgs84(Crs::gcj02, at));
    auto shape = std::make_shared<model::Geometry>();
    shape->kind = model::GeometryKind::line;
    shape->positions = {{read.lon - 1e-4, read.lat}, {read.lon + 1e-4, read.lat}};
    shape->ring_ends = {2};
    builder.geometry(0, shape);
    builder.end_row();
  }
  EXPECT_EQ(suspected_crs(*builder.build(), {}, *district_), "gcj02");
  EXPECT_EQ(suspected_crs(*streets_, {}, *district_), "");
}

TEST_F(CrsGuard, AnOutlineWithoutShapesSuspectsNobody) {
  model::TableBuilder none("none", {{"name", model::Type::text}});
  const auto empty = none.build();
  DecodeOptions options;
  options.lon = "x";
  options.lat = "y";
  model::TableBuilder builder("t", {{"x", model::Type::number}, {"y", model::Type::number}});
  for (const LonLat at : uniform(100)) {
    builder.number(0, at.lon);
    builder.number(1, at.lat);
    builder.end_row();
  }
  EXPECT_EQ(suspected_crs(*builder.build(), options, *empty), "");
}

}  // namespace
}  // namespace onescreen::data
