// The district is divided into plots that are turned like the nearest road; each is filled with what its place and the
// dice suggest, and what would stand on water, on a road or on a neighbour is left out.
#include "demo/buildings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

#include "demo/random.h"
#include "demo/site_plan.h"

namespace onescreen::demo {

namespace {

constexpr double kPlotM = 92;
constexpr double kFloorM = 3;
constexpr double kResidentsPerM2 = 1.0 / 42;  // of floor space
// Towers cluster at the bend of the river.
constexpr model::LonLat kNorthBund{121.4975, 31.2515};
constexpr double kNorthBundM = 900;

// A frame of a plot: `along` runs with the houses' fronts.
struct Frame {
  MetrePoint middle;
  double turn = 0;

  MetrePoint at(double along, double across) const {
    return {middle.east + along * std::cos(turn) - across * std::sin(turn),
            middle.north + along * std::sin(turn) + across * std::cos(turn)};
  }
};

struct Box {
  double along0, across0, along1, across1;
};

double distance_m(MetrePoint a, MetrePoint b) { return std::hypot(a.east - b.east, a.north - b.north); }

class Builder {
 public:
  Builder(const Ground& ground, uint64_t seed) : plan_(ground), random_(seed, 0, Stream::buildings) {
    for (const Road& road : ground.roads()) {
      for (size_t i = 0; i + 1 < road.line.size(); ++i)
        roads_.push_back({plan_.from_lonlat(road.line[i]), plan_.from_lonlat(road.line[i + 1])});
    }
    north_bund_ = plan_.from_lonlat(kNorthBund);
  }

  std::vector<Building> build() {
    // The largest first: they would find no room later.
    std::vector<Frame> plots;
    for (double north = kPlotM / 2; north < plan_.height_m(); north += kPlotM) {
      for (double east = kPlotM / 2; east < plan_.width_m(); east += kPlotM)
        plots.push_back({{east, north}, turn_at({east, north})});
    }
    for (const Frame& plot : plots)
      if (distance_m(plot.middle, north_bund_) < kNorthBundM) fill_downtown(plot);
    for (const Frame& plot : plots)
      if (distance_m(plot.middle, north_bund_) >= kNorthBundM) fill(plot);
    // What is left over between plots of different turn.
    for (const Frame& plot : plots) fill_lane(plot);
    return std::move(buildings_);
  }

 private:
  struct Segment {
    MetrePoint from, to;
  };

  // Houses face south wherever the road lets them: the turn is within 45 degrees of east to west.
  double turn_at(MetrePoint at) const {
    double best = std::numeric_limits<double>::max();
    double turn = 0;
    for (const Segment& road : roads_) {
      const double east = road.to.east - road.from.east, north = road.to.north - road.from.north;
      const double length2 = east * east + north * north;
      if (length2 == 0) continue;
      const double share =
          std::clamp(((at.east - road.from.east) * east + (at.north - road.from.north) * north) / length2, 0.0, 1.0);
      const double away = distance_m(at, {road.from.east + share * east, road.from.north + share * north});
      if (away >= best) continue;
      best = away;
      turn = std::atan2(north, east);
    }
    const double quarter = std::numbers::pi / 2;
    return turn - quarter * std::round(turn / quarter);
  }

  void fill(const Frame& plot) {
    const double dice = random_.uniform();
    if (dice < 0.06) return;  // a green, a playground
    if (dice < 0.40) {
      slabs(plot, random_.chance(0.75) ? 6 : 5);
    } else if (dice < 0.60) {
      lanes(plot);
    } else if (dice < 0.74) {
      points(plot, 11 + static_cast<int>(random_.index(22)));
    } else if (dice < 0.82) {
      slabs(plot, 11 + static_cast<int>(random_.index(7)));
    } else if (dice < 0.89) {
      court(plot);
    } else if (dice < 0.96) {
      wings(plot);
    } else {
      sheds(plot);
    }
  }

  void fill_downtown(const Frame& plot) {
    const double near = 1 - distance_m(plot.middle, north_bund_) / kNorthBundM;
    const double dice = random_.uniform();
    if (dice < 0.42 * near + 0.12) {
      tower(plot, 90 + 230 * std::pow(near, 1.5) * random_.between(0.7, 1));
    } else if (dice < 0.5) {
      points(plot, 18 + static_cast<int>(random_.index(16)));
    } else if (dice < 0.66) {
      court(plot);
    } else if (dice < 0.8) {
      wings(plot);
    } else {
      lanes(plot);
    }
  }

  // Rows of flats of five, six or more storeys, as far apart as the sun in winter asks.
  void slabs(const Frame& plot, int floors) {
    const double depth = random_.between(11, 13);
    const double row = depth + std::clamp(floors * kFloorM * 0.75, 9.0, 26.0);
    for (double across = -kPlotM / 2; across + depth <= kPlotM / 2; across += row) {
      for (double along = -kPlotM / 2; along < kPlotM / 2 - 14;) {
        const double length = std::min(random_.between(24, 46), kPlotM / 2 - along);
        place(plot, {along, across, along + length, across + depth}, floors, BuildingUse::residential);
        along += length + 5;
      }
    }
  }

  // Lilong: terraces of two or three storeys on narrow lanes.
  void lanes(const Frame& plot) {
    const int floors = random_.chance(0.7) ? 2 : 3;
    for (double across = -kPlotM / 2; across + 8.5 <= kPlotM / 2; across += 12.5) {
      for (double along = -kPlotM / 2; along < kPlotM / 2 - 10;) {
        const double length = std::min(random_.between(14, 30), kPlotM / 2 - along);
        place(plot, {along, across, along + length, across + 8.5}, floors, BuildingUse::residential, 1.5);
        along += length + 4;
      }
    }
  }

  void points(const Frame& plot, int floors) {
    const double side = random_.between(20, 25);
    for (const double across : {-kPlotM / 4, kPlotM / 4}) {
      for (const double along : {-kPlotM / 4, kPlotM / 4}) {
        const int own = std::max(8, floors + static_cast<int>(random_.index(5)) - 2);
        place(plot, {along - side / 2, across - side / 2 * 0.85, along + side / 2, across + side / 2 * 0.85}, own,
              BuildingUse::residential);
      }
    }
  }

  void court(const Frame& plot) {
    const double along = random_.between(26, 38), across = random_.between(22, 32), wing = random_.between(9, 13);
    const auto floors = static_cast<int>(random_.between(4, 9));
    const BuildingUse use = random_.chance(0.5) ? BuildingUse::commercial : BuildingUse::office;
    place(plot, {-along, -across, along, across}, floors, use, 3,
          Box{-along + wing, -across + wing, along - wing, across - wing});
  }

  // An L or a U of schools and offices.
  void wings(const Frame& plot) {
    const double along = random_.between(24, 36), across = random_.between(20, 30), wing = random_.between(10, 14);
    const bool both = random_.chance(0.5);
    const BuildingUse use = random_.chance(0.55) ? BuildingUse::school : BuildingUse::office;
    std::vector<MetrePoint> outline{{-along, -across}, {along, -across}};
    if (both) {
      outline.insert(outline.end(), {{along, across}, {along - wing, across}, {along - wing, -across + wing}});
    } else {
      outline.push_back({along, -across + wing});
    }
    outline.insert(outline.end(), {{-along + wing, -across + wing}, {-along + wing, across}, {-along, across}});
    const auto floors = static_cast<int>(random_.between(3, use == BuildingUse::school ? 6 : 11));
    add(plot, {-along, -across, along, across}, {outline}, floors, use, 3);
  }

  void sheds(const Frame& plot) {
    for (const double across : {-kPlotM / 4, kPlotM / 4})
      place(plot, {-kPlotM * 0.42, across - 15, kPlotM * 0.42, across + 15}, 2, BuildingUse::industrial);
  }

  // A tower on a podium: two buildings, as maps have them.
  void tower(Frame plot, double height_m) {
    // Off the middle of its plot, or the skyline would stand in ranks.
    plot.middle = plot.at(random_.between(-24, 24), random_.between(-24, 24));
    const double side = random_.between(30, 42);
    const auto floors = static_cast<int>(height_m / 4.2);
    const double podium = side + random_.between(14, 30);
    const BuildingUse use = random_.chance(0.7) ? BuildingUse::office : BuildingUse::commercial;
    const double cut = side * 0.18;
    const double half = side / 2;
    // With its corners cut.
    const std::vector<MetrePoint> octagon{{-half + cut, -half}, {half - cut, -half}, {half, -half + cut},
                                          {half, half - cut},   {half - cut, half},  {-half + cut, half},
                                          {-half, half - cut},  {-half, -half + cut}};
    const size_t before = buildings_.size();
    add(plot, {-half, -half, half, half}, {octagon}, floors, use, 6);
    if (buildings_.size() == before) return;
    buildings_.back().height_m = std::round(height_m);
    place(plot, {half + 8, -podium / 2, half + 8 + podium * 0.5, podium / 2}, 4, BuildingUse::commercial, 3);
    place(plot, {-half - 8 - podium * 0.4, -podium / 2, -half - 8, podium / 2}, 3, BuildingUse::commercial, 3);
  }

  // Small houses wherever there is still room.
  void fill_lane(const Frame& plot) {
    for (int attempt = 0; attempt < 9; ++attempt) {
      const double along = random_.between(-kPlotM / 2, kPlotM / 2), across = random_.between(-kPlotM / 2, kPlotM / 2);
      const double length = random_.between(9, 18), depth = random_.between(7, 10);
      place(plot, {along, across, along + length, across + depth}, 1 + static_cast<int>(random_.index(4)),
            random_.chance(0.8) ? BuildingUse::residential : BuildingUse::commercial, 2);
    }
  }

  void place(const Frame& plot, const Box& box, int floors, BuildingUse use, double apart_m = 3,
             std::optional<Box> court = {}) {
    std::vector<std::vector<MetrePoint>> rings{corners(box)};
    if (court) {
      rings.push_back(corners(*court));
      std::reverse(rings.back().begin(), rings.back().end());
    }
    add(plot, box, rings, floors, use, apart_m);
  }

  static std::vector<MetrePoint> corners(const Box& box) {
    return {{box.along0, box.across0}, {box.along1, box.across0}, {box.along1, box.across1}, {box.along0, box.across1}};
  }

  void add(const Frame& plot, const Box& box, const std::vector<std::vector<MetrePoint>>& rings, int floors,
           BuildingUse use, double apart_m) {
    if (box.along1 - box.along0 < 6 || box.across1 - box.across0 < 6) return;
    std::vector<MetrePoint> outline;
    for (const MetrePoint at : corners(box)) outline.push_back(plot.at(at.east, at.north));
    const size_t street = plan_.street_at(plot.at((box.along0 + box.along1) / 2, (box.across0 + box.across1) / 2));
    if (!plan_.take(outline, apart_m)) return;
    Building building;
    double area = 0;
    for (const auto& ring : rings) {
      Ring placed;
      double twice = 0;
      for (size_t i = 0; i < ring.size(); ++i) {
        const MetrePoint a = ring[i], b = ring[(i + 1) % ring.size()];
        twice += a.east * b.north - b.east * a.north;
        placed.push_back(plan_.to_lonlat(plot.at(a.east, a.north)));
      }
      placed.push_back(placed.front());
      area += twice / 2;
      building.rings.push_back(std::move(placed));
    }
    building.floors = floors;
    building.height_m = std::round(floors * kFloorM * 10) / 10;
    building.use = use;
    building.street = street;
    if (use == BuildingUse::residential)
      building.residents = static_cast<int>(area * floors * kResidentsPerM2 * random_.between(0.7, 1.2));
    buildings_.push_back(std::move(building));
  }

  SitePlan plan_;
  Random random_;
  std::vector<Segment> roads_;
  MetrePoint north_bund_;
  std::vector<Building> buildings_;
};

}  // namespace

const char* name_of(BuildingUse use) {
  switch (use) {
    case BuildingUse::residential:
      return "residential";
    case BuildingUse::commercial:
      return "commercial";
    case BuildingUse::office:
      return "office";
    case BuildingUse::school:
      return "school";
    case BuildingUse::industrial:
      return "industrial";
  }
  return "";
}

std::vector<Building> invent_buildings(const Ground& ground, uint64_t seed) { return Builder(ground, seed).build(); }

}  // namespace onescreen::demo
