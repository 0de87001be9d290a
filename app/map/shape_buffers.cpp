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
  if (last != nullptr && last->shapes == prepared_->shapes) return;
  ++pass.statistics.built_layers;
  upload_shapes(last != nullptr ? last->shapes.get() : nullptr, pass);
}

void ShapeBuffers::upload_shapes(const ShapeSet* last, DrawPass& pass) {
  const ShapeSet& set = shapes();
  const auto upload = [&pass](gfx::Buffer& buffer, const auto& values) {
    buffer.upload(std::span(values.data(), values.size()));
    pass.statistics.uploaded_bytes += buffer.size_bytes();
  };
  upload(surface_, set.vertices());
  upload(outline_, set.outline_vertices());
  surface_array_.attributes(surface_, sizeof(ShapeVertex), kSurfaceAttributes);
  outline_array_.attributes(outline_, sizeof(OutlineVertex), kOutlineAttributes);
  // Figures change more often than shapes do, and half of the bytes are indices.
  if (last == nullptr || last->indices() != set.indices()) {
    upload(surface_index_, set.indices());
    surface_array_.indices(surface_index_);
  }
  if (last == nullptr || last->outline_indices() != set.outline_indices()) {
    upload(outline_index_, set.outline_indices());
    outline_array_.indices(outline_index_);
  }
  if (set.outline_heights().empty()) return;
  upload(outline_height_, set.outline_heights());
  outline_array_.attributes(outline_height_, sizeof(uint16_t), kOutlineHeight);
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

template <typename IndexOf>
ShapeBuffers::Ranges ShapeBuffers::visible(const ShapeWindow& window, float raise, Thickness thickness,
                                           IndexOf index_of) const {
  Ranges ranges;
  const ShapeSet& set = shapes();
  for (const ShapeChunk& chunk : set.chunks()) {
    if (chunk.high.x < window.x0 || chunk.low.x > window.x1 || chunk.high.y < window.y0 ||
        chunk.low.y - static_cast<double>(chunk.height) * raise > window.y1)
      continue;
    const ShapeEntry* first = set.entries().data() + chunk.first;
    const ShapeEntry* end = first + chunk.count;
    if (set.sorted_by_place()) {
      const auto from = [](float least) {
        return [least](const ShapeEntry& entry) { return entry.thickness >= least; };
      };
      first = std::partition_point(first, end, from(thickness.below));
      end = std::partition_point(first, end, from(thickness.least));
    }
    if (end != first) ranges.add(index_of(*first), index_of(*end));
  }
  return ranges;
}

void ShapeBuffers::draw_small(const SurfaceStyle& style, DrawPass& pass) {
  if (!empty()) small_.draw(prepared_->cells, style.colours, window_of(pass, 0), pass);
}

void ShapeBuffers::draw_surfaces(const SurfaceStyle& style, const Relief& relief, DrawPass& pass) {
  if (empty()) return;
  const Ranges ranges = visible(window_of(pass, 0), relief.raise, {prepared_->least},
                                [](const ShapeEntry& entry) { return entry.index; });
  if (ranges.firsts.empty() || !use_surface(style, relief, pass)) return;
  surface_array_.draw_indexed_triangles(ranges.firsts, ranges.counts);
  ++pass.statistics.draw_calls;
}

bool ShapeBuffers::use_surface(const SurfaceStyle& style, const Relief& relief, DrawPass& pass) const {
  const bool patterned = style.hatch.a != 0 || std::any_of(style.patterns.begin(), style.patterns.end(),
                                                           [](Pattern pattern) { return pattern != Pattern::none; });
  gfx::Program& program = pass.programs[patterned ? "pattern" : "shape"];
  if (!pass.use(program)) return false;
  const auto colours = floats(style.colours);
  program.set("u_colour", std::span<const std::array<float, 4>>(colours));
  program.set("u_raise", relief.raise);
  program.set("u_depth_per_px", relief.depth_per_px);
  if (!patterned) return true;
  std::array<float, kMaxStyles> patterns;
  std::transform(style.patterns.begin(), style.patterns.end(), patterns.begin(),
                 [](Pattern pattern) { return static_cast<float>(pattern); });
  program.set("u_pattern", std::span<const float>(patterns));
  program.set("u_pattern_px", style.pattern_spacing_px);
  program.set("u_pattern_colour", style.pattern_colour);
  set_origin(program, "u_pattern_origin_px", style.pattern_spacing_px, pass);
  program.set("u_hatch_px", style.hatch.a != 0 ? style.hatch_spacing_px : 0.0f);
  program.set("u_hatch_colour", style.hatch);
  set_origin(program, "u_hatch_origin_px", style.hatch_spacing_px, pass);
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
  // The thinner a shape, the paler its outline: none appears at once while the map is zoomed.
  struct Band {
    double least_factor;
    float strength;
  };
  constexpr Band kBands[] = {{1.7, 1.0f}, {1.3, 0.7f}, {1.0, 0.35f}};
  const ShapeWindow window = window_of(pass, style.width_px + 2);
  Thickness thickness;
  for (const Band& band : kBands) {
    const double least = band.least_factor * style.least_thickness_px / pass.px_per_unit();
    thickness.least = std::max(prepared_->least, static_cast<float>(least));
    const Ranges ranges =
        visible(window, relief.raise, thickness, [](const ShapeEntry& entry) { return entry.outline_index; });
    OutlineStyle paler = style;
    if (shapes().sorted_by_place())
      for (Colour& colour : paler.colours) colour = faded(colour, band.strength);
    if (!ranges.firsts.empty() && use_outline(paler, relief, pass)) {
      outline_array_.draw_indexed_triangles(ranges.firsts, ranges.counts);
      ++pass.statistics.draw_calls;
    }
    if (!shapes().sorted_by_place()) return;
    thickness.below = thickness.least;
  }
}

void ShapeBuffers::draw_outline(size_t entry, const OutlineStyle& style, const Relief& relief, DrawPass& pass) {
  const auto& entries = shapes().entries();
  const size_t first = entries[entry].outline_index, end = entries[entry + 1].outline_index;
  if (first == end || !use_outline(style, relief, pass)) return;
  outline_array_.draw_indexed_triangles(first, end - first);
  ++pass.statistics.draw_calls;
}

void ShapeBuffers::abandon() {
  for (gfx::Buffer* buffer : {&surface_, &surface_index_, &outline_, &outline_height_, &outline_index_})
    buffer->abandon();
  for (gfx::VertexArray* array : {&surface_array_, &outline_array_}) array->abandon();
  small_.abandon();
  preparer_.discard();
  prepared_.reset();
  current_ = false;
}

}  // namespace onescreen::map
