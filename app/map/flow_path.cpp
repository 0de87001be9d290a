// A quadratic Bezier curve a flow.
#include "map/flow_path.h"

#include <algorithm>
#include <cmath>

#include "map/table_columns.h"

namespace onescreen::map {

namespace {

constexpr double kBend = 0.18;           // of the chord's length, to the left
constexpr double kShortest = 1e-9;       // of the world: four centimetres
constexpr double kUnits = 4294967296.0;  // fixed-point units of the world

struct Direction {
  double x = 0;
  double y = 0;
};

Direction direction(WorldPoint from, WorldPoint to) {
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  return length > 0 ? Direction{(to.x - from.x) / length, (to.y - from.y) / length} : Direction{};
}

// What is no number, or below zero, is as narrow as nothing.
double flow_value(const model::Column* values, size_t row) {
  const double value = values != nullptr ? values->as_number(row).value_or(0) : 0;
  return std::isfinite(value) ? std::max(value, 0.0) : 0.0;
}

void append_flow(FlowMesh& mesh, WorldPoint from, WorldPoint to, float width_share) {
  const std::vector<WorldPoint> curve = flow_curve(from, to);
  double length = 0;
  for (size_t i = 1; i < curve.size(); ++i)
    length += std::hypot(curve[i].x - curve[i - 1].x, curve[i].y - curve[i - 1].y);
  FlowVertex vertex;
  vertex.length_units = static_cast<float>(length * kUnits);
  vertex.width_share = width_share;
  const auto first = static_cast<uint32_t>(mesh.vertices.size());
  double along = 0;
  for (size_t i = 0; i < curve.size(); ++i) {
    if (i > 0) along += std::hypot(curve[i].x - curve[i - 1].x, curve[i].y - curve[i - 1].y);
    const Direction d = direction(curve[i > 0 ? i - 1 : i], curve[i + 1 < curve.size() ? i + 1 : i]);
    vertex.world = fixed_from_world(curve[i]);
    vertex.direction_x = static_cast<int16_t>(std::lround(d.x * 32767));
    vertex.direction_y = static_cast<int16_t>(std::lround(d.y * 32767));
    vertex.along_units = static_cast<float>(along * kUnits);
    for (const int side : {127, -127}) {
      vertex.side = static_cast<int8_t>(side);
      mesh.vertices.push_back(vertex);
    }
  }
  for (uint32_t i = 0; i + 1 < curve.size(); ++i) {
    const uint32_t at = first + 2 * i;
    for (const uint32_t corner : {at, at + 1, at + 2, at + 2, at + 1, at + 3}) mesh.indices.push_back(corner);
  }
  // The newest vertex stands at the end and looks along the curve.
  vertex.head = 1;
  const auto head = static_cast<uint32_t>(mesh.vertices.size());
  for (const auto& [side, ahead] : {std::pair{127, 0}, {-127, 0}, {0, 127}}) {
    vertex.side = static_cast<int8_t>(side);
    vertex.ahead = static_cast<int8_t>(ahead);
    mesh.vertices.push_back(vertex);
  }
  for (const uint32_t corner : {head, head + 1, head + 2}) mesh.indices.push_back(corner);
}

}  // namespace

std::vector<WorldPoint> flow_curve(WorldPoint from, WorldPoint to) {
  // y grows to the south, so left of the direction (dx, dy) is (dy, -dx).
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const WorldPoint bend{(from.x + to.x) / 2 + dy * kBend * 2, (from.y + to.y) / 2 - dx * kBend * 2};
  std::vector<WorldPoint> curve;
  for (int i = 0; i <= kFlowSteps; ++i) {
    const double t = static_cast<double>(i) / kFlowSteps;
    const double a = (1 - t) * (1 - t);
    const double b = 2 * t * (1 - t);
    const double c = t * t;
    curve.push_back({a * from.x + b * bend.x + c * to.x, a * from.y + b * bend.y + c * to.y});
  }
  return curve;
}

double largest_flow(const FlowLayer& layer) {
  double largest = 0;
  const model::Column* values = layer.table != nullptr ? optional_column(*layer.table, layer.value_column) : nullptr;
  for (size_t row = 0; values != nullptr && row < layer.table->row_count(); ++row)
    largest = std::max(largest, flow_value(values, row));
  return largest;
}

FlowMesh flow_mesh(const FlowLayer& layer) {
  FlowMesh mesh;
  if (layer.table == nullptr) return mesh;
  const model::Table& table = *layer.table;
  const PointPositions starts(table, layer.from_lon_column, layer.from_lat_column);
  const PointPositions ends(table, layer.to_lon_column, layer.to_lat_column);
  const model::Column* values = optional_column(table, layer.value_column);
  const double largest = largest_flow(layer);
  for (size_t row = 0; row < table.row_count(); ++row) {
    const auto from = starts.at(row);
    const auto to = ends.at(row);
    const WorldPoint a = from ? world_from_lonlat(*from) : WorldPoint{};
    const WorldPoint b = to ? world_from_lonlat(*to) : WorldPoint{};
    if (!from || !to || std::hypot(b.x - a.x, b.y - a.y) < kShortest) {
      ++mesh.skipped_rows;
      continue;
    }
    append_flow(mesh, a, b, largest > 0 ? static_cast<float>(flow_value(values, row) / largest) : 0.0f);
  }
  return mesh;
}

}  // namespace onescreen::map
