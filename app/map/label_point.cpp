// Quadtree search as in Mapbox's polylabel: split the cell that may still hold the best point, stop when none can be
// better.
#include "map/label_point.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <queue>
#include <span>
#include <vector>

#include "map/projection.h"

namespace onescreen::map {

namespace {

struct Vec {
  double x = 0;
  double y = 0;
};

using Ring = std::vector<Vec>;

// Flat enough for one district: longitudes shortened by the cosine of the latitude.
std::vector<Ring> rings_of(const model::Geometry& geometry, size_t part, double shortening) {
  std::vector<Ring> rings;
  for (size_t index = geometry.first_ring(part); index < geometry.part_ends[part]; ++index) {
    Ring ring;
    for (const LonLat position : geometry.ring(index)) {
      if (is_on_earth(position)) ring.push_back({position.lon * shortening, position.lat});
    }
    if (ring.size() >= 3) rings.push_back(std::move(ring));
  }
  return rings;
}

double ring_area(const Ring& ring) {
  double twice = 0;
  for (size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
    twice += ring[before].x * ring[i].y - ring[i].x * ring[before].y;
  }
  return std::abs(twice) / 2;
}

// Positive inside.
double signed_distance(const std::vector<Ring>& rings, Vec p) {
  double nearest = 1e300;
  bool inside = false;
  for (const Ring& ring : rings) {
    for (size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
      const Vec a = ring[before];
      const Vec b = ring[i];
      if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
      const Vec edge{b.x - a.x, b.y - a.y};
      const double length_squared = edge.x * edge.x + edge.y * edge.y;
      const double t = length_squared > 0
                           ? std::clamp(((p.x - a.x) * edge.x + (p.y - a.y) * edge.y) / length_squared, 0.0, 1.0)
                           : 0.0;
      const double dx = p.x - a.x - edge.x * t;
      const double dy = p.y - a.y - edge.y * t;
      nearest = std::min(nearest, dx * dx + dy * dy);
    }
  }
  return inside ? std::sqrt(nearest) : -std::sqrt(nearest);
}

struct Cell {
  Vec middle;
  double half = 0;
  double distance = 0;

  double best_possible() const { return distance + half * std::numbers::sqrt2; }
  bool operator<(const Cell& other) const { return best_possible() < other.best_possible(); }
};

constexpr int kMaxCells = 4000;

std::optional<Vec> pole(const std::vector<Ring>& rings) {
  Vec low{1e300, 1e300};
  Vec high{-1e300, -1e300};
  for (const Vec p : rings.front()) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  const double side = std::min(high.x - low.x, high.y - low.y);
  const double longer = std::max(high.x - low.x, high.y - low.y);
  // A sliver would need endless cells; it has no room for a name either.
  if (!(side > longer * 1e-3)) return std::nullopt;
  const double half = side / 2;
  const auto cell_at = [&](double x, double y, double size) {
    return Cell{{x, y}, size, signed_distance(rings, {x, y})};
  };
  std::priority_queue<Cell> open;
  for (double x = low.x; x < high.x; x += side) {
    for (double y = low.y; y < high.y; y += side) open.push(cell_at(x + half, y + half, half));
  }
  Cell best = cell_at((low.x + high.x) / 2, (low.y + high.y) / 2, 0);
  for (int looked_at = 0; !open.empty() && looked_at < kMaxCells; ++looked_at) {
    const Cell cell = open.top();
    open.pop();
    if (cell.distance > best.distance) best = cell;
    if (cell.best_possible() - best.distance <= side / 100) break;
    const double quarter = cell.half / 2;
    for (const double dx : {-quarter, quarter}) {
      for (const double dy : {-quarter, quarter}) {
        open.push(cell_at(cell.middle.x + dx, cell.middle.y + dy, quarter));
      }
    }
  }
  return best.distance > 0 ? std::optional(best.middle) : std::nullopt;
}

}  // namespace

std::optional<LonLat> label_point(const model::Geometry& geometry) {
  if (geometry.kind != model::GeometryKind::polygon) return std::nullopt;
  const auto first = std::find_if(geometry.positions.begin(), geometry.positions.end(), is_on_earth);
  if (first == geometry.positions.end()) return std::nullopt;
  const double shortening = std::max(0.01, std::cos(first->lat * std::numbers::pi / 180));
  std::vector<Ring> largest;
  double largest_area = 0;
  for (size_t part = 0; part < geometry.part_count(); ++part) {
    std::vector<Ring> rings = rings_of(geometry, part, shortening);
    const double area = rings.empty() ? 0 : ring_area(rings.front());
    if (area > largest_area) largest_area = area, largest = std::move(rings);
  }
  if (largest.empty()) return std::nullopt;
  const std::optional<Vec> found = pole(largest);
  return found ? std::optional(LonLat{found->x / shortening, found->y}) : std::nullopt;
}

}  // namespace onescreen::map
