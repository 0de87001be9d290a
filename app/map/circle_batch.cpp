// One instance a circle.
#include "map/circle_batch.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "map/table_columns.h"

namespace onescreen::map {

namespace {

constexpr gfx::Attribute kAttributes[] = {
    {0, 2, gfx::AttributeType::u32, offsetof(Circle, world)},
    {1, 1, gfx::AttributeType::f32, offsetof(Circle, radius_units)},
};

bool same_circles(const CircleLayer& a, const CircleLayer& b) {
  return a.table == b.table && a.lon_column == b.lon_column && a.lat_column == b.lat_column &&
         a.radius_column == b.radius_column && a.radii_m == b.radii_m;
}

bool is_radius(double metres) { return metres > 0 && metres <= kMostRadiusM; }

}  // namespace

std::vector<Circle> circles_of(const CircleLayer& layer, size_t& skipped_rows) {
  std::vector<Circle> circles;
  skipped_rows = 0;
  if (layer.table == nullptr) return circles;
  const PointPositions positions(*layer.table, layer.lon_column, layer.lat_column);
  const model::Column* radius = optional_column(*layer.table, layer.radius_column);
  std::vector<double> radii = layer.radii_m;
  std::erase_if(radii, [](double metres) { return !is_radius(metres); });
  std::sort(radii.begin(), radii.end(), std::greater<>());
  if (radii.size() > kMostRadii) radii.resize(kMostRadii);
  for (size_t row = 0; row < layer.table->row_count(); ++row) {
    const auto position = positions.at(row);
    if (!layer.radius_column.empty()) {
      const double metres = radius != nullptr ? radius->as_number(row).value_or(0) : 0;
      radii.assign(is_radius(metres) ? 1 : 0, metres);
    }
    if (!position || radii.empty()) {
      ++skipped_rows;
      continue;
    }
    const double units = fixed_units_per_metre(position->lat);
    for (const double metres : radii)
      circles.push_back({fixed_from_lonlat(*position), static_cast<float>(metres * units)});
  }
  return circles;
}

bool CircleBatch::update(const Layer& layer, DrawPass& pass) {
  shown_ = layer;
  const auto& circles = std::get<CircleLayer>(shown_);
  if (built_for_ && same_circles(*built_for_, circles)) return false;
  built_for_ = circles;
  ++pass.statistics.built_layers;
  const std::vector<Circle> made = circles_of(circles, skipped_rows_);
  count_ = made.size();
  circles_.upload(std::span<const Circle>(made));
  array_.attributes(circles_, sizeof(Circle), kAttributes, 1);
  pass.statistics.uploaded_bytes += circles_.size_bytes();
  return true;
}

void CircleBatch::draw(DrawPass& pass) {
  const auto& layer = std::get<CircleLayer>(shown_);
  pass.statistics.rows_skipped += skipped_rows_;
  gfx::Program& program = pass.programs["circle"];
  if (count_ == 0 || !pass.use(program)) return;
  program.set("u_fill", faded(layer.fill, layer.opacity));
  program.set("u_outline", layer.outline_px > 0 ? faded(layer.outline, layer.opacity) : kNoColour);
  program.set("u_outline_px", std::max(layer.outline_px, 0.0f));
  program.set("u_dash_px", layer.gap_px > 0 ? layer.dash_px : 0.0f);
  program.set("u_gap_px", layer.gap_px);
  array_.draw_strip_instanced(4, count_);
  ++pass.statistics.draw_calls;
}

void CircleBatch::abandon() {
  circles_.abandon();
  array_.abandon();
  built_for_.reset();
}

}  // namespace onescreen::map
