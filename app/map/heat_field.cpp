// Rows into cells, cells spread by the kernel.
#include "map/heat_field.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "map/table_columns.h"

namespace onescreen::map {

namespace {

constexpr double kCellsPerRadius = 6;
constexpr double kUnits = 4294967296.0;
constexpr size_t kRowsBetweenLooks = 4096;
// Where the colours begin, as a share of the first step: the edge of the heat is soft.
constexpr float kFadeIn = 0.06f;

struct Weighted {
  FixedPoint at;
  double weight = 1;
};

double latitude_of(double y_units) { return lonlat_from_world({0.5, y_units / kUnits}).lat; }

std::vector<Weighted> rows_of(const HeatLayer& layer, HeatField& field, const std::stop_token& stop) {
  std::vector<Weighted> rows;
  const PointPositions positions(*layer.table, layer.lon_column, layer.lat_column);
  const model::Column* weights = optional_column(*layer.table, layer.weight_column);
  for (size_t row = 0; row < layer.table->row_count(); ++row) {
    if (row % kRowsBetweenLooks == 0 && stop.stop_requested()) return {};
    const auto position = positions.at(row);
    const double weight = weights != nullptr ? weights->as_number(row).value_or(0) : 1;
    if (!position || !std::isfinite(weight) || weight < 0 || (weights != nullptr && weights->is_null(row))) {
      ++field.skipped_rows;
      continue;
    }
    rows.push_back({fixed_from_lonlat(*position), weight});
    field.total_weight += weight;
  }
  return rows;
}

// A grid over all rows and the reach of the kernel.
void lay_grid(HeatField& field, const std::vector<Weighted>& rows, double radius_units) {
  double west = kUnits, north = kUnits, east = 0, south = 0;
  for (const Weighted& row : rows) {
    west = std::min(west, double(row.at.x));
    east = std::max(east, double(row.at.x));
    north = std::min(north, double(row.at.y));
    south = std::max(south, double(row.at.y));
  }
  west = std::max(0.0, west - radius_units);
  north = std::max(0.0, north - radius_units);
  const double span = std::max(east + radius_units - west, south + radius_units - north);
  const double cell = std::max({1.0, radius_units / kCellsPerRadius, span / (kMostHeatCells - 2)});
  field.cell_units = static_cast<uint32_t>(std::min(std::ceil(cell), kUnits - 1));
  // On a lattice of the world, so that the cells stay where they are when a row is added.
  field.origin = {static_cast<uint32_t>(west) / field.cell_units * field.cell_units,
                  static_cast<uint32_t>(north) / field.cell_units * field.cell_units};
  const auto cells = [&](double to, uint32_t from) {
    return std::clamp(static_cast<int>((to + radius_units - from) / field.cell_units) + 1, 1, kMostHeatCells);
  };
  field.width = cells(east, field.origin.x);
  field.height = cells(south, field.origin.y);
}

// Adds one cell's weight around it. The discrete kernel's sum is one, so that nothing is lost to the grid.
void spread(HeatField& field, int x, int y, double weight, double radius_units) {
  const double radius_cells = radius_units / field.cell_units;
  const int reach = static_cast<int>(std::ceil(radius_cells));
  const auto kernel = [&](int dx, int dy) {
    const double share = (dx * dx + dy * dy) / std::max(radius_cells * radius_cells, 1e-9);
    return dx == 0 && dy == 0 ? 1.0 : share < 1 ? (1 - share) * (1 - share) : 0.0;
  };
  double sum = 0;
  for (int dy = -reach; dy <= reach; ++dy) {
    for (int dx = -reach; dx <= reach; ++dx) {
      if (x + dx >= 0 && y + dy >= 0 && x + dx < field.width && y + dy < field.height) sum += kernel(dx, dy);
    }
  }
  for (int dy = -reach; dy <= reach; ++dy) {
    if (y + dy < 0 || y + dy >= field.height) continue;
    for (int dx = -reach; dx <= reach; ++dx) {
      if (x + dx < 0 || x + dx >= field.width) continue;
      float& cell =
          field.per_km2[static_cast<size_t>(y + dy) * static_cast<size_t>(field.width) + static_cast<size_t>(x + dx)];
      cell += static_cast<float>(weight * kernel(dx, dy) / sum);
    }
  }
}

}  // namespace

bool HeatField::holds_for(const HeatLayer& wanted) const {
  return layer.table == wanted.table && layer.lon_column == wanted.lon_column &&
         layer.lat_column == wanted.lat_column && layer.weight_column == wanted.weight_column &&
         layer.radius_m == wanted.radius_m;
}

double HeatField::cell_km2(int row) const {
  const double metres = cell_units / fixed_units_per_metre(latitude_of(origin.y + (row + 0.5) * cell_units));
  return metres * metres / 1e6;
}

HeatField heat_field(const HeatLayer& layer, const std::stop_token& stop) {
  HeatField field;
  field.layer = layer;
  if (layer.table == nullptr || !(layer.radius_m > 0) || layer.radius_m > kMostRadiusM) return field;
  const std::vector<Weighted> rows = rows_of(layer, field, stop);
  if (rows.empty()) return field;
  // The radius is that of the middle of the rows; over a city its length in units varies by a thousandth.
  double mean_y = 0;
  for (const Weighted& row : rows) mean_y += row.at.y / static_cast<double>(rows.size());
  const double radius_units = layer.radius_m * fixed_units_per_metre(latitude_of(mean_y));
  lay_grid(field, rows, radius_units);
  std::vector<double> weights(static_cast<size_t>(field.width) * static_cast<size_t>(field.height), 0);
  for (const Weighted& row : rows) {
    const int x = std::min(static_cast<int>((row.at.x - field.origin.x) / field.cell_units), field.width - 1);
    const int y = std::min(static_cast<int>((row.at.y - field.origin.y) / field.cell_units), field.height - 1);
    weights[static_cast<size_t>(y) * static_cast<size_t>(field.width) + static_cast<size_t>(x)] += row.weight;
  }
  field.per_km2.assign(weights.size(), 0);
  for (int y = 0; y < field.height; ++y) {
    if (stop.stop_requested()) return {};
    for (int x = 0; x < field.width; ++x) {
      const double weight = weights[static_cast<size_t>(y) * static_cast<size_t>(field.width) + static_cast<size_t>(x)];
      if (weight > 0) spread(field, x, y, weight, radius_units);
    }
  }
  for (int y = 0; y < field.height; ++y) {
    const auto per_km2 = static_cast<float>(1 / field.cell_km2(y));
    for (int x = 0; x < field.width; ++x) {
      float& cell = field.per_km2[static_cast<size_t>(y) * static_cast<size_t>(field.width) + static_cast<size_t>(x)];
      cell *= per_km2;
      field.highest = std::max(field.highest, cell);
    }
  }
  return field;
}

gfx::Image heat_image(const HeatField& field, const HeatLayer& layer) {
  gfx::Image image{field.width, field.height, {}};
  image.rgba.assign(field.per_km2.size() * 4, 0);
  const float highest = layer.highest_per_km2 > 0 ? static_cast<float>(layer.highest_per_km2) : field.highest;
  if (layer.steps.empty() || !(highest > 0)) return image;
  const size_t last = layer.steps.size() - 1;
  for (size_t i = 0; i < field.per_km2.size(); ++i) {
    const float share = std::min(1.0f, field.per_km2[i] / highest);
    const float at = share * static_cast<float>(last);
    const size_t low = std::min(static_cast<size_t>(at), last);
    const Colour colour =
        gfx::mixed(layer.steps[low], layer.steps[std::min(low + 1, last)], at - static_cast<float>(low));
    const auto floats = to_floats(colour);
    const float alpha = floats[3] * std::clamp(share / kFadeIn - 0.2f, 0.0f, 1.0f) * layer.opacity;
    for (size_t channel = 0; channel < 3; ++channel)
      image.rgba[i * 4 + channel] = static_cast<uint8_t>(floats[channel] * alpha * 255.0f + 0.5f);
    image.rgba[i * 4 + 3] = static_cast<uint8_t>(alpha * 255.0f + 0.5f);
  }
  return image;
}

}  // namespace onescreen::map
