// Stroke meshes on the GPU.
#include "map/stroke_draw.h"

namespace onescreen::map {

namespace {

constexpr gfx::Attribute kAttributes[] = {
    {0, 2, gfx::AttributeType::u32, offsetof(StrokeVertex, world)},
    {1, 2, gfx::AttributeType::i16_normalised, offsetof(StrokeVertex, extrude_x)},
    {2, 1, gfx::AttributeType::f32, offsetof(StrokeVertex, along_units)},
    {3, 1, gfx::AttributeType::i16_normalised, offsetof(StrokeVertex, side)},
    {4, 1, gfx::AttributeType::u16, offsetof(StrokeVertex, style)},
};

}  // namespace

void append_styled(StrokeMesh& mesh, const StrokeMesh& part, uint16_t style) {
  const uint32_t base = static_cast<uint32_t>(mesh.vertices.size());
  for (StrokeVertex vertex : part.vertices) {
    vertex.style = style;
    mesh.vertices.push_back(vertex);
  }
  for (const uint32_t index : part.indices) mesh.indices.push_back(base + index);
}

size_t upload_strokes(const StrokeMesh& mesh, gfx::Buffer& vertices, gfx::Buffer& indices, gfx::VertexArray& array) {
  vertices.upload(std::span<const StrokeVertex>(mesh.vertices));
  indices.upload(std::span<const uint32_t>(mesh.indices));
  array.attributes(vertices, sizeof(StrokeVertex), kAttributes);
  array.indices(indices);
  return vertices.size_bytes() + indices.size_bytes();
}

void draw_strokes(const gfx::VertexArray& array, size_t first_index, size_t index_count, const StrokeStyles& styles,
                  DrawPass& pass) {
  gfx::Program& program = pass.programs["stroke"];
  if (index_count == 0 || !pass.use(program)) return;
  std::array<std::array<float, 4>, kStrokeStyles> colours;
  for (size_t i = 0; i < kStrokeStyles; ++i) colours[i] = to_floats(styles.colours[i]);
  program.set("u_width_px", std::span<const float>(styles.widths_px));
  program.set("u_colour", std::span<const std::array<float, 4>>(colours));
  program.set("u_casing_px", styles.casing_px);
  program.set("u_dash_px", styles.dash_px);
  program.set("u_gap_px", styles.gap_px);
  program.set("u_dash_shift_px", styles.dash_shift_px);
  array.draw_indexed_triangles(first_index, index_count);
  ++pass.statistics.draw_calls;
}

}  // namespace onescreen::map
