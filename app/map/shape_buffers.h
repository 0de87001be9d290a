// Shapes on the GPU: prepares them on a thread where it may, uploads what changed, and draws what of them lies in the
// region that is wanted. Holds caches, no truth. UI thread, current context.
#pragma once

#include <array>
#include <chrono>
#include <limits>
#include <optional>
#include <vector>

#include "gfx/buffer.h"
#include "map/cell_pictures.h"
#include "map/draw_pass.h"
#include "map/prepared_shapes.h"
#include "map/preparer.h"
#include "map/shape_window.h"

namespace onescreen::map {

// How surfaces look; patterns and hatch only where nothing is raised.
struct SurfaceStyle {
  StyleColours colours{};
  std::array<Pattern, kMaxStyles> patterns{};
  Colour pattern_colour = kNoColour;
  float pattern_spacing_px = 6;
  Colour hatch = kNoColour;
  float hatch_spacing_px = 8;
};

struct OutlineStyle {
  StyleColours colours{};
  float width_px = 1;
  float least_thickness_px = 0;  // in large tables, shapes as thin as this have a pale outline, thinner ones none
};

// How what is raised is seen; as it is: flat.
struct Relief {
  float raise = 0;         // fixed-point units up the screen for each unit of height
  float depth_per_px = 0;  // 0: no depth is compared
  float nearer_px = 0;     // outlines, than what they are the edge of
};

class ShapeBuffers {
 public:
  // Brings the buffers up to `spec`, or starts to. Returns whether other shapes are shown than before.
  bool update(const ShapeSpec& spec, DrawPass& pass);
  // Whether what is shown is what the newest update asked for.
  bool current() const { return current_; }
  bool empty() const { return prepared_ == nullptr; }
  std::optional<std::chrono::milliseconds> ready_in() const { return preparer_.ready_in(); }
  // Precondition: not empty.
  const ShapeSet& shapes() const { return *prepared_->shapes; }

  // What stands for the shapes that are too small; below all others.
  void draw_small(const SurfaceStyle& style, DrawPass& pass);
  void draw_surfaces(const SurfaceStyle& style, const Relief& relief, DrawPass& pass);
  void draw_outlines(const OutlineStyle& style, const Relief& relief, DrawPass& pass);
  void draw_outline(size_t entry, const OutlineStyle& style, const Relief& relief, DrawPass& pass);

  void abandon();

 private:
  // In fixed-point units.
  struct Thickness {
    float least = 0;
    float below = std::numeric_limits<float>::infinity();
  };
  struct Ranges {
    std::vector<int> firsts;  // indices
    std::vector<int> counts;

    void add(uint32_t first, uint32_t end);  // joins what lies side by side
  };
  void take_over(PreparedShapesPtr next, DrawPass& pass);
  void upload_shapes(const ShapeSet* last, DrawPass& pass);
  bool use_surface(const SurfaceStyle& style, const Relief& relief, DrawPass& pass) const;
  bool use_outline(const OutlineStyle& style, const Relief& relief, DrawPass& pass) const;
  // Of visible chunks, the entries of that thickness, as index ranges; in small tables all.
  template <typename IndexOf>
  Ranges visible(const ShapeWindow& window, float raise, Thickness thickness, IndexOf index_of) const;

  PreparedShapesPtr prepared_;  // what the buffers hold; null before anything is ready
  bool current_ = false;
  gfx::Buffer surface_, surface_index_, outline_, outline_height_, outline_index_;
  gfx::VertexArray surface_array_, outline_array_;
  CellPictures small_;
  Preparer<PreparedShapes> preparer_;
};

// The colours of the first styles, the rest transparent; all faded by `opacity`.
StyleColours style_table(Colour of_null, std::span<const Colour> colours, float opacity);
StyleColours style_table(Colour of_all);

}  // namespace onescreen::map
