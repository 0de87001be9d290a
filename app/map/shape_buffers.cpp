#include "map/shape_buffers.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "map/table_columns.h"

namespace onescreen::map {

namespace {

// Up to so many positions, preparing takes less than starting a thread and drawing once more would.
constexpr size_t kPositionsAtOnce = 4000;

constexpr gfx::Attribute kSurfaceAttributes[] = {
    {0, 2, gfx::AttributeType::u32, offsetof(ShapeVertex, world)},
    {1, 1, gfx::AttributeType::u16, offsetof(ShapeVertex, height)},
    {2, 2, gfx::AttributeType::u8, offsetof(ShapeVertex, style)},
};

constexpr gfx::Attribute kOutlineAttributes[] = {
    {0, 2, gfx::AttributeType::u32, offsetof(OutlineVertex, world)},
    {1, 2, gfx::AttributeType::i8_normalised, offsetof(OutlineVertex, extrude_x)},
    {2, 1, gfx::AttributeType::i8_normalised, offsetof(OutlineVertex, side)},
    {3, 1, gfx::AttributeType::u8, offsetof(OutlineVertex, style)},
};

constexpr gfx::Attribute kOutlineHeight[] = {{4, 1, gfx::AttributeType::u16, 0}};

bool is_large(const ShapeSpec& spec) {
  const model::Column* column = spec.table != nullptr ? geometry_column(*spec.table, spec.geometry_column) : nullptr;
  size_t positions = 0;
  for (size_t row = 0; column != nullptr && row < column->size() && positions <= kPositionsAtOnce; ++row) {
    ++positions;
    if (!column->is_null(row) && column->geometry(row) != nullptr) positions += column->geometry(row)->positions.size();
  }
  return positions > kPositionsAtOnce;
}

std::array<std::array<float, 4>, kMaxStyles> floats(const StyleColours& colours) {
  std::array<std::array<float, 4>, kMaxStyles> result;
  std::transform(colours.begin(), colours.end(), result.begin(), gfx::to_floats);
  return result;
}

// A pattern's origin in the target's own coordinates, y up: it moves with the ground.
void set_origin(gfx::Program& program, const char* name, float spacing_px, const DrawPass& pass) {
  const double period = spacing_px * std::sqrt(2.0);
  const WorldPoint centre = world_from_lonlat(pass.camera.centre);
  const double scale = world_px(pass.camera.zoom);
  program.set(name, static_cast<float>(std::fmod(pass.viewport.width_px / 2.0 - centre.x * scale, period)),
              static_cast<float>(std::fmod(pass.viewport.height_px / 2.0 + centre.y * scale, period)));
}

}  // namespace

StyleColours style_table(Colour of_null, std::span<const Colour> colours, float opacity) {
  StyleColours table;
  table.fill(kNoColour);
  table[0] = faded(of_null, opacity);
  for (size_t i = 0; i < colours.size() && i + 1 < table.size(); ++i) table[i + 1] = faded(colours[i], opacity);
  return table;
}

StyleColours style_table(Colour of_all) {
  StyleColours table;
  table.fill(of_all);
  return table;
}

bool ShapeBuffers::update(const ShapeSpec& spec, DrawPass& pass) {
  const int step = shape_step(pass.camera.zoom);
  const PreparedShapesPtr before = prepared_;
  const auto holds = [&] { return prepared_ != nullptr && prepared_->holds_for(spec, step); };
  if (!holds()) {
    if (!pass.may_prepare_later || !is_large(spec)) {
      preparer_.discard();
      take_over(prepare_shapes(spec, step, prepared_), pass);
    } else if (PreparedShapesPtr ready = preparer_.take(); ready != nullptr) {
      // Shown even when something newer is wanted by now: a feed that is faster than its preparation must not keep
      // the screen from changing.
      take_over(std::move(ready), pass);
    }
    if (!holds() && !preparer_.busy()) {
      preparer_.start([spec, step, previous = prepared_](const std::stop_token& stop) {
        return prepare_shapes(spec, step, previous, stop);
      });
    }
  } else {
    preparer_.discard();
  }
  current_ = prepared_ != nullptr && prepared_->spec == spec;
  return prepared_ != before;
}

void ShapeBuffers::take_over(PreparedShapesPtr next, DrawPass& pass) {
  const PreparedShapesPtr last = std::exchange(prepared_, std::move(next));
  if (last == nullptr || last->shapes != prepared_->shapes) {
    ++pass.statistics.built_layers;
    upload_shapes(pass);
  }
  if (prepared_->cells != nullptr && (last == nullptr || last->cells != prepared_->cells)) upload_cells(pass);
}

void ShapeBuffers::upload_shapes(DrawPass& pass) {
  const ShapeSet& set = shapes();
  surface_.upload(std::span<const ShapeVertex>(set.vertices()));
  surface_index_.upload(std::span<const uint32_t>(set.indices()));
  surface_array_.attributes(surface_, sizeof(ShapeVertex), kSurfaceAttributes);
  surface_array_.indices(surface_index_);
  outline_.upload(std::span<const OutlineVertex>(set.outline_vertices()));
  outline_index_.upload(std::span<const uint32_t>(set.outline_indices()));
  outline_array_.attributes(outline_, sizeof(OutlineVertex), kOutlineAttributes);
  outline_array_.indices(outline_index_);
  pass.statistics.uploaded_bytes +=
      surface_.size_bytes() + surface_index_.size_bytes() + outline_.size_bytes() + outline_index_.size_bytes();
  if (set.outline_heights().empty()) return;
  outline_height_.upload(std::span<const uint16_t>(set.outline_heights()));
  outline_array_.attributes(outline_height_, sizeof(uint16_t), kOutlineHeight);
  pass.statistics.uploaded_bytes += outline_height_.size_bytes();
}

void ShapeBuffers::upload_cells(DrawPass& pass) {
  cells_.upload(std::span<const ShapeVertex>(prepared_->cells->vertices));
  cells_index_.upload(std::span<const uint32_t>(prepared_->cells->indices));
  cells_array_.attributes(cells_, sizeof(ShapeVertex), kSurfaceAttributes);
  cells_array_.indices(cells_index_);
  pass.statistics.uploaded_bytes += cells_.size_bytes() + cells_index_.size_bytes();
}

void ShapeBuffers::Ranges::add(uint32_t first, uint32_t end) {
  if (first == end) return;
  if (!firsts.empty() && static_cast<uint32_t>(firsts.back() + counts.back()) == first) {
    counts.back() += static_cast<int>(end - first);
    return;
  }
  firsts.push_back(static_cast<int>(first));
  counts.push_back(static_cast<int>(end - first));
}

ShapeBuffers::Window ShapeBuffers::window_of(const DrawPass& pass, double margin_px) {
  const double units_per_px = 1 / pass.px_per_unit();
  const FixedPoint centre = fixed_from_lonlat(pass.camera.centre);
  const double left = centre.x + (pass.region.x - pass.viewport.width_px / 2.0 - margin_px) * units_per_px;
  const double top = centre.y + (pass.region.y - pass.viewport.height_px / 2.0 - margin_px) * units_per_px;
  return {left, top, left + (pass.region.width + 2 * margin_px) * units_per_px,
          top + (pass.region.height + 2 * margin_px) * units_per_px};
}

template <typename IndexOf>
ShapeBuffers::Ranges ShapeBuffers::visible(const Window& window, float raise, float least, IndexOf index_of) const {
  Ranges ranges;
  const ShapeSet& set = shapes();
  for (const ShapeChunk& chunk : set.chunks()) {
    if (chunk.high.x < window.x0 || chunk.low.x > window.x1 || chunk.high.y < window.y0 ||
        chunk.low.y - static_cast<double>(chunk.height) * raise > window.y1)
      continue;
    const ShapeEntry* first = set.entries().data() + chunk.first;
    const ShapeEntry* end = first + chunk.count;
    if (set.sorted_by_place() && least > 0)
      end = std::partition_point(first, end, [least](const ShapeEntry& entry) { return entry.thickness >= least; });
    if (end != first) ranges.add(index_of(*first), index_of(*end));
  }
  return ranges;
}

void ShapeBuffers::draw_surfaces(const SurfaceStyle& style, const Relief& relief, DrawPass& pass) {
  if (empty()) return;
  const Window window = window_of(pass, 0);
  const Ranges ranges =
      visible(window, relief.raise, prepared_->least, [](const ShapeEntry& entry) { return entry.index; });
  Ranges cells;
  if (prepared_->cells != nullptr) {
    for (const CellChunk& chunk : prepared_->cells->chunks) {
      if (chunk.high.x >= window.x0 && chunk.low.x <= window.x1 && chunk.high.y >= window.y0 &&
          chunk.low.y <= window.y1)
        cells.add(chunk.first_index, chunk.first_index + chunk.index_count);
    }
  }
  if ((ranges.firsts.empty() && cells.firsts.empty()) || !use_surface(style, relief, pass)) return;
  if (!ranges.firsts.empty()) surface_array_.draw_indexed_triangles(ranges.firsts, ranges.counts);
  if (!cells.firsts.empty()) cells_array_.draw_indexed_triangles(cells.firsts, cells.counts);
  pass.statistics.draw_calls += !ranges.firsts.empty() + !cells.firsts.empty();
}

bool ShapeBuffers::use_surface(const SurfaceStyle& style, const Relief& relief, DrawPass& pass) const {
  gfx::Program& program = pass.programs["shape"];
  if (!pass.use(program)) return false;
  const auto colours = floats(style.colours);
  std::array<float, kMaxStyles> patterns;
  std::transform(style.patterns.begin(), style.patterns.end(), patterns.begin(),
                 [](Pattern pattern) { return static_cast<float>(pattern); });
  program.set("u_colour", std::span<const std::array<float, 4>>(colours));
  program.set("u_pattern", std::span<const float>(patterns));
  program.set("u_pattern_px", style.pattern_spacing_px);
  program.set("u_pattern_colour", style.pattern_colour);
  set_origin(program, "u_pattern_origin_px", style.pattern_spacing_px, pass);
  program.set("u_hatch_px", style.hatch.a != 0 ? style.hatch_spacing_px : 0.0f);
  program.set("u_hatch_colour", style.hatch);
  set_origin(program, "u_hatch_origin_px", style.hatch_spacing_px, pass);
  program.set("u_raise", relief.raise);
  program.set("u_depth_per_px", relief.depth_per_px);
  return true;
}

bool ShapeBuffers::use_outline(const OutlineStyle& style, const Relief& relief, DrawPass& pass) const {
  gfx::Program& program = pass.programs["outline"];
  if (!pass.use(program)) return false;
  const auto colours = floats(style.colours);
  program.set("u_colour", std::span<const std::array<float, 4>>(colours));
  program.set("u_width_px", style.width_px);
  program.set("u_raise", relief.raise);
  program.set("u_depth_per_px", relief.depth_per_px);
  program.set("u_nearer_px", relief.nearer_px);
  return true;
}

void ShapeBuffers::draw_outlines(const OutlineStyle& style, const Relief& relief, DrawPass& pass) {
  if (empty()) return;
  const auto least = std::max(prepared_->least, static_cast<float>(style.least_thickness_px / pass.px_per_unit()));
  const Ranges ranges = visible(window_of(pass, style.width_px + 2), relief.raise, least,
                                [](const ShapeEntry& entry) { return entry.outline_index; });
  if (ranges.firsts.empty() || !use_outline(style, relief, pass)) return;
  outline_array_.draw_indexed_triangles(ranges.firsts, ranges.counts);
  ++pass.statistics.draw_calls;
}

void ShapeBuffers::draw_outline(size_t entry, const OutlineStyle& style, const Relief& relief, DrawPass& pass) {
  const auto& entries = shapes().entries();
  const size_t first = entries[entry].outline_index, end = entries[entry + 1].outline_index;
  if (first == end || !use_outline(style, relief, pass)) return;
  outline_array_.draw_indexed_triangles(first, end - first);
  ++pass.statistics.draw_calls;
}

void ShapeBuffers::abandon() {
  for (gfx::Buffer* buffer :
       {&surface_, &surface_index_, &outline_, &outline_height_, &outline_index_, &cells_, &cells_index_})
    buffer->abandon();
  for (gfx::VertexArray* array : {&surface_array_, &outline_array_, &cells_array_}) array->abandon();
  preparer_.discard();
  prepared_.reset();
  current_ = false;
}

}  // namespace onescreen::map
