// Arcs in one draw call.
#include "map/flow_batch.h"

#include <algorithm>
#include <cmath>

#include "map/flow_path.h"

namespace onescreen::map {

namespace {

// How long a light takes from start to end. It divides a minute, so that all screens show the same.
constexpr double kLightSecs = 2;

constexpr gfx::Attribute kAttributes[] = {
    {0, 2, gfx::AttributeType::u32, offsetof(FlowVertex, world)},
    {1, 2, gfx::AttributeType::i16_normalised, offsetof(FlowVertex, direction_x)},
    {2, 1, gfx::AttributeType::f32, offsetof(FlowVertex, along_units)},
    {3, 1, gfx::AttributeType::f32, offsetof(FlowVertex, length_units)},
    {4, 1, gfx::AttributeType::f32, offsetof(FlowVertex, width_share)},
    {5, 4, gfx::AttributeType::u8, offsetof(FlowVertex, side)},
};

bool same_mesh(const FlowLayer& a, const FlowLayer& b) {
  return a.table == b.table && a.from_lon_column == b.from_lon_column && a.from_lat_column == b.from_lat_column &&
         a.to_lon_column == b.to_lon_column && a.to_lat_column == b.to_lat_column && a.value_column == b.value_column;
}

}  // namespace

bool FlowBatch::update(const Layer& layer, DrawPass& pass) {
  shown_ = layer;
  const auto& flows = std::get<FlowLayer>(shown_);
  if (built_for_ && same_mesh(*built_for_, flows)) return false;
  built_for_ = flows;
  ++pass.statistics.built_layers;
  const FlowMesh mesh = flow_mesh(flows);
  skipped_rows_ = mesh.skipped_rows;
  index_count_ = mesh.indices.size();
  vertices_.upload(std::span<const FlowVertex>(mesh.vertices));
  indices_.upload(std::span<const uint32_t>(mesh.indices));
  array_.attributes(vertices_, sizeof(FlowVertex), kAttributes);
  array_.indices(indices_);
  pass.statistics.uploaded_bytes += vertices_.size_bytes() + indices_.size_bytes();
  return true;
}

void FlowBatch::draw(DrawPass& pass) {
  const auto& layer = std::get<FlowLayer>(shown_);
  pass.statistics.rows_skipped += skipped_rows_;
  gfx::Program& program = pass.programs["flow"];
  if (index_count_ == 0 || !pass.use(program)) return;
  program.set("u_colour", faded(layer.colour, layer.opacity));
  program.set("u_min_width_px", layer.min_width_px);
  program.set("u_max_width_px", layer.value_column.empty() ? layer.min_width_px : layer.max_width_px);
  const double phase = std::fmod(pass.seconds, kLightSecs) / kLightSecs;
  program.set("u_phase", layer.moving ? static_cast<float>(phase) : -1.0f);
  array_.draw_indexed_triangles(0, index_count_);
  ++pass.statistics.draw_calls;
}

void FlowBatch::abandon() {
  vertices_.abandon();
  indices_.abandon();
  array_.abandon();
  built_for_.reset();
}

}  // namespace onescreen::map
