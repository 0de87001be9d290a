#include "map/prepared_shapes.h"

#include <algorithm>
#include <cmath>

namespace onescreen::map {

namespace {

constexpr int kStepsPerZoom = 2;
// At the coarser end of the step; at the finer end both are 1.4 times as many pixels.
constexpr double kLeastThicknessPx = 2.5;
constexpr double kCellPx = 1;

double units_per_px(int zoom_step) { return 4294967296.0 / world_px(static_cast<double>(zoom_step) / kStepsPerZoom); }

// Only in large tables: a district's smallest pond is worth its pixel.
float least_thickness(const ShapeSet& set, int zoom_step) {
  return set.sorted_by_place() ? static_cast<float>(kLeastThicknessPx * units_per_px(zoom_step)) : 0;
}

}  // namespace

int shape_step(double zoom) { return static_cast<int>(std::floor(zoom * kStepsPerZoom)); }

bool PreparedShapes::holds_for(const ShapeSpec& wanted, int wanted_step) const {
  if (!(spec == wanted)) return false;
  return zoom_step == wanted_step || (cells == nullptr && shapes->thinnest() >= least_thickness(*shapes, wanted_step));
}

PreparedShapesPtr prepare_shapes(const ShapeSpec& spec, int zoom_step, const PreparedShapesPtr& previous,
                                 const std::stop_token& stop) {
  auto made = std::make_shared<PreparedShapes>();
  made->spec = spec;
  made->zoom_step = zoom_step;
  made->shapes = previous != nullptr && previous->spec == spec
                     ? previous->shapes
                     : std::make_shared<const ShapeSet>(spec, previous ? previous->shapes.get() : nullptr, stop);
  if (stop.stop_requested()) return nullptr;
  const float least = least_thickness(*made->shapes, zoom_step);
  if (made->shapes->thinnest() < least) {
    made->least = least;
    const auto cell_units = static_cast<uint32_t>(std::max(2.0, kCellPx * units_per_px(zoom_step)));
    made->cells = std::make_shared<const CoverageCells>(coverage_cells(*made->shapes, least, cell_units, stop));
  }
  return stop.stop_requested() ? nullptr : made;
}

}  // namespace onescreen::map
