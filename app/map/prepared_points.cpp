// Each part is made again only when what it depends on differs.
#include "map/prepared_points.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace onescreen::map {

namespace {

constexpr int kStepsPerZoom = 2;
// Marks nearer than this share of their size lie so far under each other that the lower one shows nothing of its own.
constexpr double kThinningShare = 0.5;
// And of marks of a few pixels, no eye tells two that are nearer than this.
constexpr double kLeastThinningPx = 2.5;

bool same_marks(const PointLayer& a, const PointLayer& b) {
  return a.table == b.table && a.lon_column == b.lon_column && a.lat_column == b.lat_column &&
         a.level_column == b.level_column && a.icon_column == b.icon_column && a.icons == b.icons &&
         a.pulse_column == b.pulse_column && a.since_column == b.since_column && a.class_column == b.class_column &&
         a.classes == b.classes && a.size_column == b.size_column && a.largest_value == b.largest_value &&
         a.largest_factor == b.largest_factor && a.heading_column == b.heading_column &&
         a.age_column == b.age_column && a.fade_secs == b.fade_secs && a.now_secs == b.now_secs;
}

bool same_pictures(const PointLayer& a, const PointLayer& b) {
  return a.levels == b.levels && a.icons == b.icons && a.icon_column.empty() == b.icon_column.empty() &&
         a.class_column.empty() == b.class_column.empty() && a.classes == b.classes &&
         a.size_column.empty() == b.size_column.empty() && a.largest_factor == b.largest_factor &&
         a.heading_column.empty() == b.heading_column.empty() && a.size_px == b.size_px &&
         a.outline == b.outline && a.outline_px == b.outline_px && a.opacity == b.opacity;
}

// Pictures of everything that the marks look like: `known`, where that has them all already.
std::shared_ptr<const MarkAtlas> with_looks(const PointLayer& layer, const std::vector<Mark>& marks,
                                            std::shared_ptr<const MarkAtlas> known) {
  std::vector<bool> drawn(look_count(layer));
  std::vector<MarkLook> looks;
  bool all_known = known != nullptr;
  const auto want = [&](const MarkLook& look) {
    const size_t index = look_index(layer, look);
    if (drawn[index]) return;
    drawn[index] = true;
    looks.push_back(look);
    all_known = all_known && known->has(index);
  };
  for (const Mark& mark : marks) want(mark.look);
  if (all_known) return known;
  if (known != nullptr) std::for_each(known->looks.begin(), known->looks.end(), want);
  return std::make_shared<const MarkAtlas>(make_mark_atlas(layer, std::move(looks)));
}

// Only marks that differ by level alone are thinned: a small or faint one must not hide what a large or bright one says.
bool is_thinned(const PointLayer& layer) {
  return layer.size_column.empty() && layer.fade_secs <= 0 &&
         std::all_of(layer.classes.begin(), layer.classes.end(),
                     [](const PointClass& one) { return one.size_factor == 1; });
}

uint32_t thinning_cell(const PointLayer& layer, int zoom_step) {
  const double units_per_px = 4294967296.0 / world_px(static_cast<double>(zoom_step) / kStepsPerZoom);
  const double mark_px = layer.size_px + 2 * layer.outline_px;
  const double cell = std::max(mark_px * kThinningShare, kLeastThinningPx) * units_per_px;
  // The cell is given for the coarser end of the step; at the finer end it is 1.4 times as many pixels.
  return static_cast<uint32_t>(std::clamp(cell / 1.2, 1.0, 4294967295.0));
}

}  // namespace

int thinning_step(double zoom) { return static_cast<int>(std::floor(zoom * kStepsPerZoom)); }

bool PreparedPoints::holds_for(const PointLayer& wanted, int wanted_step) const {
  return same_marks(layer, wanted) && same_pictures(layer, wanted) && layer.thin_above == wanted.thin_above &&
         (drawn == all || zoom_step == wanted_step);
}

PreparedPointsPtr prepare_points(const PointLayer& layer, int zoom_step, const PreparedPointsPtr& previous,
                                 const std::stop_token& stop) {
  auto made = std::make_shared<PreparedPoints>();
  made->layer = layer;
  made->zoom_step = zoom_step;
  const bool known_marks = previous != nullptr && same_marks(previous->layer, layer);
  made->all = known_marks ? previous->all : std::make_shared<const PointSet>(layer, stop);
  if (stop.stop_requested()) return nullptr;
  const bool known_pictures = previous != nullptr && same_pictures(previous->layer, layer);
  made->atlas = with_looks(layer, made->all->marks(), known_pictures ? previous->atlas : nullptr);
  made->drawn = made->all;
  if (made->all->marks().size() > layer.thin_above && is_thinned(layer)) {
    made->drawn = std::make_shared<const PointSet>(made->all->thinned(thinning_cell(layer, zoom_step)));
  }
  if (stop.stop_requested()) return nullptr;
  made->vertices.reserve(made->drawn->marks().size());
  for (const Mark& mark : made->drawn->marks()) {
    made->vertices.push_back({mark.world, made->atlas->cells[look_index(layer, mark.look)],
                              static_cast<uint16_t>(mark.opacity * 257)});
  }
  const bool has_rings = std::any_of(layer.levels.begin(), layer.levels.end(), [](const auto& l) { return l.ring; });
  if (has_rings) {
    std::copy_if(made->all->marks().begin(), made->all->marks().end(), std::back_inserter(made->ringed),
                 [&](const Mark& mark) { return layer.levels[mark.look.level].ring; });
  }
  return made;
}

}  // namespace onescreen::map
