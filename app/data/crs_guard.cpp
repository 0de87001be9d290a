#include "data/crs_guard.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <vector>

#include "data/area_index.h"
#include "data/crs.h"

namespace onescreen::data {
namespace {

using model::LonLat;

// The numbers below were chosen by trying them on positions drawn at random in and around the district of
// assets/districts, thousands of tables of 60 to 1000 positions: uniform ones with up to a fifth of strays outside, the
// whole city, the bounding box, the border, single streets, and one or five clusters.
//   wrongly suspected: 1 in 400 clusters at most, 1 in 1500 uniform tables of 60 with a fifth of strays, no other
//   found (476 m and more, each of WGS-84, GCJ-02 and BD-09 taken for another): 99.9 % of the uniform tables, 86 to 100
//   % of those with 5 % of strays, 57 to 100 % with 10 %; of clusters and single streets few, since one cannot know
constexpr size_t kMostPositions = 2000;

// Plain: nearly all lie outside as declared, and nearly all inside otherwise (domain reference, 8.5).
constexpr size_t kPlainPositions = 10;
constexpr double kPlainOutside = 0.8;

// Subtle: GCJ-02 taken for WGS-84 and the like move everything by some hundred metres, so that in a district of 3 x 8
// km only a sixth falls outside. That is news only when the positions reach from border to border (`overshoots`,
// `cover`): a cluster at one border fits better after any step away from it.
constexpr size_t kSubtlePositions = 50;
constexpr double kSubtleOutside = 0.05;
constexpr double kTimesBetter = 4;
constexpr int kCells = 6;  // of the outline's box, each way
constexpr double kCovered = 0.7;
constexpr double kFairShare = 0.3;  // of the positions that a cell would hold if all held the same

std::vector<LonLat> sampled(const model::Table& table, const DecodeOptions& options) {
  const model::Column* lon = table.column(options.lon);
  const model::Column* lat = table.column(options.lat);
  const model::Column* shape = nullptr;
  if (lon == nullptr || lat == nullptr || lon->type() != model::Type::number || lat->type() != model::Type::number) {
    lon = lat = nullptr;
    for (const auto& column : table.columns()) {
      if (shape == nullptr && column.type() == model::Type::geometry) shape = &column;
    }
    if (shape == nullptr) return {};
  }
  std::vector<LonLat> positions;
  const size_t step = table.row_count() / kMostPositions + 1;
  for (size_t row = 0; row < table.row_count(); row += step) {
    if (lon != nullptr) {
      if (!lon->is_null(row) && !lat->is_null(row)) positions.push_back({lon->number(row), lat->number(row)});
      continue;
    }
    if (shape->is_null(row)) continue;
    // The middle of a line or an area: its corners lie on borders, where nothing can be told.
    const model::Geometry& geometry = *shape->geometry(row);
    const auto points = geometry.ring_count() > 0 ? geometry.ring(0) : std::span(geometry.positions);
    if (points.empty()) continue;
    LonLat sum;
    for (const LonLat point : points) sum = {sum.lon + point.lon, sum.lat + point.lat};
    const auto count = static_cast<double>(points.size());
    positions.push_back({sum.lon / count, sum.lat / count});
  }
  return positions;
}

struct Reading {
  const char* name;
  Crs crs;
  bool swapped = false;
};

// The other ways in which numbers of these sizes can be meant; of equals, the likeliest first.
std::vector<Reading> other_readings(const DecodeOptions& options, bool degrees) {
  std::vector<Reading> readings;
  for (const Crs crs : {Crs::gcj02, Crs::wgs84, Crs::bd09, Crs::sh2000, Crs::local4p}) {
    const bool plane = crs == Crs::sh2000 || crs == Crs::local4p;
    if (crs == options.crs || plane == degrees) continue;
    if (crs == Crs::wgs84 && options.crs == Crs::cgcs2000) continue;
    if (crs == Crs::local4p && options.local == LocalPlane{}) continue;
    readings.push_back({name_of(crs), crs});
  }
  readings.push_back({"swapped", options.crs, true});
  return readings;
}

// Where a position lies as declared and otherwise.
struct Place {
  LonLat declared;
  LonLat raw;  // as the back end sent it
  bool outside = false;
  bool inside_somehow = false;
};

struct Box {
  double west = 180, south = 90, east = -180, north = -90;
};

Box box_of(const model::Table& outline) {
  Box box;
  for (const auto& column : outline.columns()) {
    if (column.type() != model::Type::geometry) continue;
    for (size_t row = 0; row < outline.row_count(); ++row) {
      if (column.is_null(row)) continue;
      for (const LonLat at : column.geometry(row)->positions) {
        box = {std::min(box.west, at.lon), std::min(box.south, at.lat), std::max(box.east, at.lon),
               std::max(box.north, at.lat)};
      }
    }
    break;
  }
  return box;
}

class Guard {
 public:
  Guard(const model::Table& outline, const DecodeOptions& options)
      : area_(outline), box_(box_of(outline)), options_(options) {}

  std::string verdict(const std::vector<LonLat>& positions) {
    for (const LonLat at : positions) places_.push_back({at, {}, !area_.find(at)});
    const double count = static_cast<double>(places_.size());
    const auto outside =
        static_cast<double>(std::count_if(places_.begin(), places_.end(), [](const Place& p) { return p.outside; }));
    if (places_.size() < kPlainPositions || outside < kSubtleOutside * count) return {};

    bool degrees = true;
    for (Place& place : places_) {
      place.raw = from_wgs84(options_.crs, place.declared, options_.local);
      degrees = degrees && is_plausible(place.raw);
      place.inside_somehow = !place.outside;
    }
    const std::vector<Reading> readings = other_readings(options_, degrees);
    std::vector<std::vector<LonLat>> elsewhere;
    for (const Reading& reading : readings) elsewhere.push_back(read_as(reading));

    const bool plainly = outside >= kPlainOutside * count;
    for (size_t i = 0; plainly && i < readings.size(); ++i) {
      if (outside_of(elsewhere[i], false) <= (1 - kPlainOutside) * count) return readings[i].name;
    }
    return subtle(readings, elsewhere);
  }

 private:
  // Far away where the raw numbers are impossible in that system.
  std::vector<LonLat> read_as(const Reading& reading) {
    std::vector<LonLat> out;
    for (Place& place : places_) {
      const LonLat raw = reading.swapped ? LonLat{place.raw.lat, place.raw.lon} : place.raw;
      out.push_back(is_plausible(raw, reading.crs) ? to_wgs84(reading.crs, raw, options_.local) : LonLat{0, 0});
      place.inside_somehow |= area_.find(out.back()).has_value();
    }
    return out;
  }

  // How many lie outside; with `telling`, only of those that lie inside at least one way: what is far away however one
  // reads it says nothing.
  double outside_of(const std::vector<LonLat>& positions, bool telling) const {
    size_t outside = 0;
    for (size_t i = 0; i < positions.size(); ++i)
      outside += (!telling || places_[i].inside_somehow) && !area_.find(positions[i]) ? 1 : 0;
    return static_cast<double>(outside);
  }

  // Whether the same step once more leads out again. Positions that keep away from the far border, such as one
  // street's, would fit after any step away from the near one, so they cannot tell.
  bool overshoots(const std::vector<LonLat>& positions, double least) const {
    std::vector<LonLat> further;
    for (size_t i = 0; i < positions.size(); ++i) {
      further.push_back(
          {2 * positions[i].lon - places_[i].declared.lon, 2 * positions[i].lat - places_[i].declared.lat});
    }
    return outside_of(further, true) >= least;
  }

  // Whether the positions lie all over the outline: of the cells of a raster whose middle is inside, most hold one.
  bool cover(const std::vector<LonLat>& positions) const {
    const auto cell = [&](LonLat at) -> std::optional<size_t> {
      const double x = (at.lon - box_.west) / (box_.east - box_.west) * kCells;
      const double y = (at.lat - box_.south) / (box_.north - box_.south) * kCells;
      if (!(x >= 0 && x < kCells && y >= 0 && y < kCells)) return std::nullopt;
      return static_cast<size_t>(y) * kCells + static_cast<size_t>(x);
    };
    std::vector<size_t> held(size_t{kCells} * kCells);
    for (const LonLat at : positions) {
      if (const auto in = cell(at)) ++held[*in];
    }
    std::vector<size_t> inside;
    for (int y = 0; y < kCells; ++y) {
      for (int x = 0; x < kCells; ++x) {
        const LonLat middle{box_.west + (x + 0.5) / kCells * (box_.east - box_.west),
                            box_.south + (y + 0.5) / kCells * (box_.north - box_.south)};
        if (area_.find(middle)) inside.push_back(held[static_cast<size_t>(y * kCells + x)]);
      }
    }
    const double wanted = static_cast<double>(inside.size());
    const double fair = static_cast<double>(std::accumulate(inside.begin(), inside.end(), size_t{0})) / wanted;
    const auto held_cells = std::count_if(inside.begin(), inside.end(), [&](size_t in) {
      return in > 0 && static_cast<double>(in) >= kFairShare * fair;
    });
    return static_cast<double>(held_cells) >= kCovered * wanted;
  }

  std::string subtle(const std::vector<Reading>& readings, const std::vector<std::vector<LonLat>>& elsewhere) const {
    double telling = 0;
    double outside = 0;
    for (const Place& place : places_) {
      telling += place.inside_somehow ? 1 : 0;
      outside += place.inside_somehow && place.outside ? 1 : 0;
    }
    const double least = kSubtleOutside * telling;
    if (telling < static_cast<double>(kSubtlePositions) || outside < least) return {};
    const char* best = "";
    double best_outside = telling;
    for (size_t i = 0; i < readings.size(); ++i) {
      const double left = outside_of(elsewhere[i], true);
      if (left * kTimesBetter > outside || left >= best_outside || !overshoots(elsewhere[i], least) ||
          !cover(elsewhere[i]))
        continue;
      best = readings[i].name;
      best_outside = left;
    }
    return best;
  }

  AreaIndex area_;
  Box box_;
  const DecodeOptions& options_;
  std::vector<Place> places_;
};

}  // namespace

std::string suspected_crs(const model::Table& table, const DecodeOptions& options, const model::Table& outline) {
  return Guard(outline, options).verdict(sampled(table, options));
}

}  // namespace onescreen::data
