// Joins: a miter while it is short, else a round fan. Segments share their corner's vertices at a miter, so that a
// half-transparent line is not drawn twice there.
#include "map/stroke.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace onescreen::map {

namespace {

struct Vector {
  double x = 0;
  double y = 0;
};

double dot(Vector a, Vector b) { return a.x * b.x + a.y * b.y; }
double cross(Vector a, Vector b) { return a.x * b.y - a.y * b.x; }
Vector left_of(Vector direction) { return {direction.y, -direction.x}; }
Vector scaled(Vector v, double factor) { return {v.x * factor, v.y * factor}; }

int16_t packed(double value, double unit) {
  return static_cast<int16_t>(std::lround(std::clamp(value * unit, -32767.0, 32767.0)));
}

class Builder {
 public:
  Builder(StrokeMesh& mesh, uint16_t style) : mesh_(mesh), style_(style) {}

  uint32_t vertex(FixedPoint world, Vector extrude, double side, double along) {
    mesh_.vertices.push_back({world, packed(extrude.x, kExtrudeUnit), packed(extrude.y, kExtrudeUnit),
                              static_cast<float>(along), packed(side, 32767), style_});
    return static_cast<uint32_t>(mesh_.vertices.size() - 1);
  }
  void triangle(uint32_t a, uint32_t b, uint32_t c) { mesh_.indices.insert(mesh_.indices.end(), {a, b, c}); }

  // A pie from direction `from` to `to` (unit vectors) the short way round, in steps of at most 30 degrees.
  void fan(FixedPoint world, Vector from, Vector to, double side, double along) {
    double angle = std::atan2(cross(from, to), dot(from, to));
    if (std::abs(angle) < 1e-3) return;
    arc(world, from, angle, side, along);
  }
  void arc(FixedPoint world, Vector from, double angle, double side, double along) {
    const int steps = std::max(1, static_cast<int>(std::ceil(std::abs(angle) / (std::numbers::pi / 6))));
    const uint32_t middle = vertex(world, {}, 0, along);
    uint32_t before = vertex(world, from, side, along);
    for (int i = 1; i <= steps; ++i) {
      const double turn = angle * i / steps;
      const Vector direction{from.x * std::cos(turn) - from.y * std::sin(turn),
                             from.x * std::sin(turn) + from.y * std::cos(turn)};
      const uint32_t next = vertex(world, direction, side, along);
      triangle(middle, before, next);
      before = next;
    }
  }

 private:
  StrokeMesh& mesh_;
  uint16_t style_;
};

struct Pair {
  uint32_t left;
  uint32_t right;
};

Pair edge(Builder& builder, FixedPoint world, Vector extrude, double along) {
  return {builder.vertex(world, extrude, 1, along), builder.vertex(world, scaled(extrude, -1), -1, along)};
}

struct Join {
  Pair incoming;  // ends the segment before the corner
  Pair outgoing;  // begins the one after it
};

Join join(Builder& builder, FixedPoint corner, Vector before, Vector after, double along) {
  const Vector normal_before = left_of(before);
  const Vector normal_after = left_of(after);
  const Vector sum{normal_before.x + normal_after.x, normal_before.y + normal_after.y};
  const double cosine_half_squared = dot(sum, sum) / 4;  // sum of unit vectors: 2 cos(half the turn)
  if (cosine_half_squared * kMiterLimit * kMiterLimit >= 1) {
    const Pair shared = edge(builder, corner, scaled(sum, 0.5 / cosine_half_squared), along);
    return {shared, shared};
  }
  const Join result{edge(builder, corner, normal_before, along), edge(builder, corner, normal_after, along)};
  // The outside of the turn is open; fill it with a round corner.
  if (cross(before, after) > 0) {
    builder.fan(corner, normal_before, normal_after, 1, along);
  } else {
    builder.fan(corner, scaled(normal_before, -1), scaled(normal_after, -1), -1, along);
  }
  return result;
}

std::vector<FixedPoint> drawable(std::span<const LonLat> line) {
  std::vector<FixedPoint> points;
  points.reserve(line.size());
  for (const LonLat position : line) {
    if (!is_on_earth(position)) continue;
    const FixedPoint point = fixed_from_lonlat(position);
    if (points.empty() || !(points.back() == point)) points.push_back(point);
  }
  return points;
}

}  // namespace

void append_stroke(StrokeMesh& mesh, std::span<const LonLat> line, bool closed, Cap cap, uint16_t style) {
  std::vector<FixedPoint> points = drawable(line);
  if (points.size() > 2 && points.front() == points.back()) {
    closed = true;
    points.pop_back();
  }
  if (points.size() < 2) return;
  closed = closed && points.size() > 2;

  const size_t segments = closed ? points.size() : points.size() - 1;
  std::vector<Vector> directions(segments);
  std::vector<double> lengths(segments);
  for (size_t i = 0; i < segments; ++i) {
    const FixedPoint a = points[i];
    const FixedPoint b = points[(i + 1) % points.size()];
    const Vector step{static_cast<double>(b.x) - a.x, static_cast<double>(b.y) - a.y};
    lengths[i] = std::sqrt(dot(step, step));
    directions[i] = scaled(step, 1 / lengths[i]);
  }

  Builder builder(mesh, style);
  double along = 0;
  // A closed line begins and ends with the same join; its second half is made anew because dashes do not meet there.
  Pair start = closed ? join(builder, points[0], directions.back(), directions[0], 0).outgoing
                      : edge(builder, points[0], left_of(directions[0]), 0);
  if (!closed && cap == Cap::round) {
    builder.arc(points[0], left_of(directions[0]), -std::numbers::pi, 1, 0);
  }
  for (size_t i = 0; i < segments; ++i) {
    along += lengths[i];
    const FixedPoint corner = points[(i + 1) % points.size()];
    const bool last = i + 1 == segments;
    Join end;
    if (last && !closed) {
      end.incoming = edge(builder, corner, left_of(directions[i]), along);
    } else {
      end = join(builder, corner, directions[i], directions[(i + 1) % segments], along);
    }
    builder.triangle(start.left, start.right, end.incoming.left);
    builder.triangle(end.incoming.left, start.right, end.incoming.right);
    start = end.outgoing;
    if (last && !closed && cap == Cap::round) {
      builder.arc(corner, left_of(directions[i]), std::numbers::pi, 1, along);
    }
  }
}

void append_strokes(StrokeMesh& mesh, const model::Geometry& geometry, Cap cap, uint16_t style) {
  if (geometry.kind == model::GeometryKind::point) return;
  for (size_t i = 0; i < geometry.ring_count(); ++i) {
    append_stroke(mesh, geometry.ring(i), geometry.kind == model::GeometryKind::polygon, cap, style);
  }
}

}  // namespace onescreen::map
