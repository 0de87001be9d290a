// Taking over prepared marks, and drawing those in sight.
#include "map/point_batch.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "gfx/state.h"
#include "map/data_work.h"
#include "map/table_columns.h"

namespace onescreen::map {

namespace {

constexpr gfx::Attribute kMarkAttributes[] = {
    {0, 2, gfx::AttributeType::u32, offsetof(MarkVertex, world)},
    {1, 4, gfx::AttributeType::u16, offsetof(MarkVertex, cell)},
};

// Up to here preparing takes less than starting a thread and drawing once more would.
constexpr size_t kRowsAtOnce = 4000;

uint32_t shifted(uint32_t value, double by) {
  return static_cast<uint32_t>(std::clamp(static_cast<double>(value) + by, 0.0, 4294967295.0));
}

}  // namespace

bool PointBatch::update(const Layer& wanted, DrawPass& pass) {
  const auto& layer = std::get<PointLayer>(wanted);
  const int step = thinning_step(pass.camera.zoom);
  // Marks of many looks take longer to paint than their rows to read.
  const bool many_looks = !layer.size_column.empty() || !layer.heading_column.empty();
  const bool later = pass.may_prepare_later && layer.table != nullptr &&
                     (many_looks || layer.table->row_count() > kRowsAtOnce);
  const PreparedPointsPtr before = points_;
  const auto is_current = [&] { return points_ != nullptr && points_->holds_for(layer, step); };
  if (!later) {
    preparer_.discard();
    if (!is_current()) take_over(prepare_points(layer, step, points_), pass);
  } else if (PreparedPointsPtr ready = preparer_.take(); ready != nullptr && !is_current()) {
    // Shown even when something newer is wanted by now: a feed that is faster than its preparation must not keep
    // the screen from changing.
    take_over(std::move(ready), pass);
  }
  const bool current = is_current();
  if (!current && !preparer_.busy()) {
    preparer_.start([layer, step, previous = points_](const std::stop_token& stop) {
      return prepare_points(layer, step, previous, stop);
    });
  }
  const bool changed = points_ != before;
  const bool other_selection = shown_points().selected != layer.selected || shown_points().id_column != layer.id_column;
  if (current) {
    shown_ = layer;
  } else {
    PointLayer before_it = points_ != nullptr ? points_->layer : PointLayer{};
    before_it.id_column = layer.id_column;
    before_it.selected = layer.selected;
    before_it.selected_ring = layer.selected_ring;
    shown_ = std::move(before_it);
  }
  if (changed || other_selection) find_selected();
  return changed;
}

void PointBatch::take_over(PreparedPointsPtr next, DrawPass& pass) {
  const PreparedPointsPtr last = std::exchange(points_, std::move(next));
  if (last == nullptr || last->all != points_->all) {
    ++pass.statistics.built_layers;
    ++data_work().point_sets;
  }
  if (last == nullptr || last->atlas != points_->atlas) {
    atlas_texture_.upload(points_->atlas->image, gfx::Texture::Filter::nearest);
    pass.statistics.uploaded_bytes += points_->atlas->image.rgba.size();
  }
  marks_.upload(std::span<const MarkVertex>(points_->vertices));
  marks_array_.attributes(marks_, sizeof(MarkVertex), kMarkAttributes);
  pass.statistics.uploaded_bytes += marks_.size_bytes();
}

const PointSet& PointBatch::marks() const {
  static const PointSet none;
  return points_ != nullptr ? *points_->all : none;
}

void PointBatch::find_selected() {
  selected_.reset();
  selected_vertex_.reset();
  const PointLayer& layer = shown_points();
  if (points_ == nullptr || layer.table == nullptr) return;
  const auto row = row_with_id(*layer.table, layer.id_column, layer.selected);
  if (!row) return;
  const size_t wanted = *row;
  const auto is_wanted = [wanted](const Mark& mark) { return mark.row == wanted; };
  const std::vector<Mark>& all = points_->all->marks();
  const auto selected = std::find_if(all.begin(), all.end(), is_wanted);
  if (selected != all.end()) selected_ = *selected;
  const std::vector<Mark>& drawn = points_->drawn->marks();
  const auto found = std::find_if(drawn.begin(), drawn.end(), is_wanted);
  if (found != drawn.end()) selected_vertex_ = static_cast<size_t>(found - drawn.begin());
}

MarkRanges PointBatch::visible_marks(DrawPass& pass) const {
  const double margin = points_->atlas->largest_px / 2.0 + 1;  // marks are moved to whole pixels
  const double units_per_px = 1 / pass.px_per_unit();
  const FixedPoint centre = fixed_from_lonlat(pass.camera.centre);
  const auto corner = [&](int x_px, int y_px, double outwards_px) {
    return FixedPoint{shifted(centre.x, (x_px - pass.viewport.width_px / 2.0 + outwards_px) * units_per_px),
                      shifted(centre.y, (y_px - pass.viewport.height_px / 2.0 + outwards_px) * units_per_px)};
  };
  const gfx::Rect& region = pass.region;
  return points_->drawn->ranges_in(corner(region.x, region.y, -margin),
                                   corner(region.x + region.width, region.y + region.height, margin));
}

void PointBatch::draw(DrawPass& pass) {
  if (points_ == nullptr) return;
  pass.statistics.rows_skipped += points_->all->skipped_rows();
  pass.statistics.marks_hidden += points_->all->marks().size() - points_->drawn->marks().size();
  draw_marks(pass);
}

void PointBatch::draw_marks(DrawPass& pass) {
  const MarkRanges ranges = visible_marks(pass);
  if (ranges.firsts.empty()) return;
  const int margin = points_->atlas->largest_px;
  gfx::Program& program = pass.programs["mark"];
  if (!pass.use(program, margin)) return;
  program.set("u_half_target_px", pass.viewport.width_px / 2.0f, pass.viewport.height_px / 2.0f);
  program.set("u_atlas", 0);
  atlas_texture_.bind(0);
  gfx::set_state(gfx::Blending::premultiplied);
  gfx::set_viewport(pass.viewport.width_px, pass.viewport.height_px, margin);
  marks_array_.draw_points(ranges.firsts, ranges.counts);
  ++pass.statistics.draw_calls;
  pass.statistics.marks_drawn += ranges.total();
  if (selected_vertex_) {
    // Once more, over everything that may cover it.
    marks_array_.draw_points(*selected_vertex_, 1);
    ++pass.statistics.draw_calls;
  }
  gfx::set_viewport(pass.viewport.width_px, pass.viewport.height_px);
  gfx::set_state(gfx::Blending::straight);
}

bool PointBatch::animating(double seconds) const {
  return std::any_of(pulses().begin(), pulses().end(), [&](const Pulse& pulse) {
    const double age = seconds - pulse.start_secs;
    return age >= 0 && age < kPulses * kPulseSecs;
  });
}

std::vector<MarkRing> PointBatch::rings_at(double seconds) const {
  std::vector<MarkRing> rings;
  if (points_ == nullptr) return rings;
  const PointLayer& layer = shown_points();
  const float line = std::max(1.0f, layer.size_px * 0.12f);
  for (const Pulse& pulse : pulses()) {
    const double age = seconds - pulse.start_secs;
    if (age < 0 || age >= kPulses * kPulseSecs) continue;
    const auto phase = static_cast<float>(std::fmod(age, kPulseSecs) / kPulseSecs);
    const float from = mark_radius_px(layer, pulse.look);
    rings.push_back({pulse.world, from + phase * layer.size_px * 2.2f, line * 1.5f,
                     faded(style_of(layer, pulse.look).fill, (1 - phase) * (1 - phase) * 0.9f)});
  }
  for (const Mark& mark : points_->ringed) {
    rings.push_back({mark.world, mark_radius_px(layer, mark.look) + layer.size_px * 0.28f, line * 0.8f,
                     faded(style_of(layer, mark.look).fill, 0.85f)});
  }
  if (selected_ && layer.selected_ring.a != 0) {
    const float apart = style_of(layer, selected_->look).ring ? 0.62f : 0.34f;
    rings.push_back({selected_->world, mark_radius_px(layer, selected_->look) + layer.size_px * apart, line * 1.4f,
                     layer.selected_ring});
  }
  return rings;
}

void PointBatch::abandon() {
  atlas_texture_.abandon();
  marks_.abandon();
  marks_array_.abandon();
  points_.reset();
}

}  // namespace onescreen::map
