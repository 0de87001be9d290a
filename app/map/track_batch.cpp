// Old stretches first, so that of two tails the newer lies on top; heads over all tails.
#include "map/track_batch.h"

#include <algorithm>
#include <span>

#include "map/stroke_draw.h"

namespace onescreen::map {

namespace {

static_assert(kTailSteps == kStrokeStyles);

constexpr gfx::Attribute kHeadAttributes[] = {
    {0, 2, gfx::AttributeType::u32, offsetof(TrackHead, world)},
    {1, 1, gfx::AttributeType::f32, offsetof(TrackHead, heading_rad)},
};

bool same_mesh(const TrackLayer& a, const TrackLayer& b) {
  return a.table == b.table && a.lon_column == b.lon_column && a.lat_column == b.lat_column &&
         a.id_column == b.id_column && a.time_column == b.time_column && a.heading_column == b.heading_column &&
         a.class_column == b.class_column && a.classes == b.classes && a.now_secs == b.now_secs &&
         a.stale_secs == b.stale_secs && a.gap_secs == b.gap_secs && a.tail_secs == b.tail_secs;
}

}  // namespace

bool TrackBatch::update(const Layer& layer, DrawPass& pass) {
  shown_ = layer;
  const auto& tracks = std::get<TrackLayer>(shown_);
  if (built_for_ && same_mesh(*built_for_, tracks)) return false;
  built_for_ = tracks;
  ++pass.statistics.built_layers;
  const TrackMesh mesh = track_mesh(tracks);
  groups_ = mesh.groups;
  head_groups_ = mesh.head_groups;
  skipped_rows_ = mesh.skipped_rows;
  pass.statistics.uploaded_bytes += upload_strokes(mesh.tails, tails_, tail_indices_, tail_array_);
  heads_.resize(head_groups_.size());
  head_arrays_.resize(head_groups_.size());
  for (size_t group = 0; group < head_groups_.size(); ++group) {
    const TrackMesh::Range& range = head_groups_[group];
    heads_[group].upload(std::span<const TrackHead>(mesh.heads).subspan(range.first_index, range.count));
    head_arrays_[group].attributes(heads_[group], sizeof(TrackHead), kHeadAttributes, 1);
    pass.statistics.uploaded_bytes += heads_[group].size_bytes();
  }
  return true;
}

TrackBatch::Look TrackBatch::look_of(size_t group) const {
  const auto& layer = std::get<TrackLayer>(shown_);
  if (group == 0) return {layer.colour};
  if (group <= layer.classes.size()) return {layer.classes[group - 1].colour};
  return {layer.stale, true};
}

void TrackBatch::draw_tails(DrawPass& pass) const {
  const auto& layer = std::get<TrackLayer>(shown_);
  for (size_t group = 0; group < groups_.size(); ++group) {
    StrokeStyles styles;
    styles.widths_px.fill(layer.width_px);
    for (size_t step = 0; step < kTailSteps; ++step) {
      const float left = 1 - static_cast<float>(step) / kTailSteps;
      styles.colours[step] = faded(look_of(group).colour, layer.opacity * left * left);
    }
    draw_strokes(tail_array_, groups_[group].first_index, groups_[group].count, styles, pass);
  }
}

void TrackBatch::draw_heads(DrawPass& pass) {
  const auto& layer = std::get<TrackLayer>(shown_);
  gfx::Program& program = pass.programs["head"];
  if (!pass.use(program)) return;
  program.set("u_radius_px", layer.head_px / 2);
  program.set("u_outline_px", std::max(1.0f, layer.head_px * 0.12f));
  program.set("u_outline", faded(layer.outline, layer.opacity));
  // The stale ones lie under the others.
  for (size_t group = head_groups_.size(); group-- > 0;) {
    if (head_groups_[group].count == 0) continue;
    program.set("u_fill", faded(look_of(group).colour, layer.opacity));
    program.set("u_hollow", look_of(group).hollow ? 1.0f : 0.0f);
    head_arrays_[group].draw_strip_instanced(4, head_groups_[group].count);
    ++pass.statistics.draw_calls;
  }
}

void TrackBatch::draw(DrawPass& pass) {
  pass.statistics.rows_skipped += skipped_rows_;
  if (head_groups_.empty()) return;
  draw_tails(pass);
  draw_heads(pass);
}

void TrackBatch::abandon() {
  tails_.abandon();
  tail_indices_.abandon();
  tail_array_.abandon();
  for (gfx::Buffer& buffer : heads_) buffer.abandon();
  for (gfx::VertexArray& array : head_arrays_) array.abandon();
  built_for_.reset();
}

}  // namespace onescreen::map
