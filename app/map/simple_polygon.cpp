// O'Rourke, Computational Geometry in C, 1: ear clipping.
#include "map/simple_polygon.h"

#include <algorithm>

namespace onescreen::map {

namespace {

// Twice the signed area. Sides are shorter than 2^30, so the products and their difference fit.
int64_t cross(FixedPoint a, FixedPoint b, FixedPoint c) {
  const auto side = [](uint32_t from, uint32_t to) { return static_cast<int64_t>(to) - static_cast<int64_t>(from); };
  return side(a.x, b.x) * side(a.y, c.y) - side(a.y, b.y) * side(a.x, c.x);
}

int sign(int64_t value) { return (value > 0) - (value < 0); }

bool within(FixedPoint a, FixedPoint b, FixedPoint p) {
  return p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) &&
         p.y <= std::max(a.y, b.y);
}

// Touching counts.
bool meet(FixedPoint a, FixedPoint b, FixedPoint c, FixedPoint d) {
  const int c_side = sign(cross(a, b, c)), d_side = sign(cross(a, b, d));
  const int a_side = sign(cross(c, d, a)), b_side = sign(cross(c, d, b));
  if (c_side * d_side < 0 && a_side * b_side < 0) return true;
  return (c_side == 0 && within(a, b, c)) || (d_side == 0 && within(a, b, d)) || (a_side == 0 && within(c, d, a)) ||
         (b_side == 0 && within(c, d, b));
}

bool is_small(std::span<const FixedPoint> ring) {
  const auto [west, east] = std::minmax_element(ring.begin(), ring.end(), [](auto a, auto b) { return a.x < b.x; });
  const auto [north, south] = std::minmax_element(ring.begin(), ring.end(), [](auto a, auto b) { return a.y < b.y; });
  return east->x - west->x < 1u << 30 && south->y - north->y < 1u << 30;
}

bool is_simple(std::span<const FixedPoint> ring) {
  const size_t n = ring.size();
  for (size_t i = 0; i < n; ++i) {
    const FixedPoint a = ring[i], b = ring[(i + 1) % n], next = ring[(i + 2) % n];
    if (cross(a, b, next) == 0 && !within(a, next, b)) return false;  // back the way it came
    for (size_t j = i + 2; j < n; ++j) {
      if ((j + 1) % n != i && meet(a, b, ring[j], ring[(j + 1) % n])) return false;
    }
  }
  return true;
}

// Sums may pass 2^63 on the way, their total does not: unsigned arithmetic carries it through.
int64_t twice_area(std::span<const FixedPoint> ring) {
  uint64_t sum = 0;
  for (size_t i = 1; i + 1 < ring.size(); ++i) sum += static_cast<uint64_t>(cross(ring[0], ring[i], ring[i + 1]));
  return static_cast<int64_t>(sum);
}

}  // namespace

std::optional<std::vector<uint32_t>> triangulate_simple(std::span<const FixedPoint> ring) {
  if (ring.size() < 3 || ring.size() > kMaxSimpleCorners || !is_small(ring) || !is_simple(ring)) return std::nullopt;
  const int turn = sign(twice_area(ring));
  if (turn == 0) return std::nullopt;
  std::vector<uint32_t> left(ring.size());
  for (size_t i = 0; i < left.size(); ++i) left[i] = static_cast<uint32_t>(i);
  std::vector<uint32_t> triangles;
  triangles.reserve((ring.size() - 2) * 3);
  const auto is_ear = [&](size_t at) {
    const size_t n = left.size();
    const FixedPoint a = ring[left[(at + n - 1) % n]], b = ring[left[at]], c = ring[left[(at + 1) % n]];
    if (sign(cross(a, b, c)) != turn) return false;
    return std::none_of(left.begin(), left.end(), [&](uint32_t other) {
      const FixedPoint p = ring[other];
      if (p == a || p == b || p == c) return false;
      return sign(cross(a, b, p)) != -turn && sign(cross(b, c, p)) != -turn && sign(cross(c, a, p)) != -turn;
    });
  };
  while (left.size() >= 3) {
    const size_t n = left.size();
    size_t at = 0;
    while (at < n && cross(ring[left[(at + n - 1) % n]], ring[left[at]], ring[left[(at + 1) % n]]) != 0) ++at;
    if (at == n) {
      at = 0;
      while (at < n && !is_ear(at)) ++at;
      if (at == n) return std::nullopt;
      triangles.insert(triangles.end(), {left[(at + n - 1) % n], left[at], left[(at + 1) % n]});
    }
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return triangles;
}

}  // namespace onescreen::map
