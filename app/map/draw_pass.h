// What every layer's GPU side is given while one map is drawn: the camera as uniforms, the programs, the counters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "gfx/program.h"
#include "gfx/rect.h"
#include "map/geometry_cache.h"
#include "map/projection.h"

namespace onescreen::map {

// Of one MapRenderer since it was made, but for the last three, which tell of its newest drawing. (data_work.h counts
// milliseconds, for all renderers of a thread.)
struct RenderStatistics {
  uint64_t drawings = 0;  // calls of render() that drew
  uint64_t draw_calls = 0;
  uint64_t uploaded_bytes = 0;
  uint64_t built_layers = 0;  // meshes or mark sets made anew
  size_t marks_drawn = 0;     // inside or near the viewport
  size_t marks_hidden = 0;    // left out because they lie under another
  size_t rows_skipped = 0;    // without a position
};

// The shader programs that the layers of one renderer use, each compiled when it is first used.
class Programs {
 public:
  // shaders/<name>.vert and .frag.
  gfx::Program& operator[](std::string_view name);
  // Why one of them cannot be used at all; empty when all can.
  std::string problem() const;
  // Why the newest edit of one was not taken over, its last good form still being used; empty when all were.
  std::string refused_edit() const;
  // Development builds: whether any changed on disk.
  bool reload_if_changed();
  void abandon();

 private:
  std::map<std::string, gfx::Program, std::less<>> programs_;
};

struct DrawPass {
  Camera camera;
  Viewport viewport;
  double seconds = 0;  // wall clock, UTC since 1970
  Programs& programs;
  GeometryCache& geometry;
  RenderStatistics& statistics;
  bool may_prepare_later = false;
  gfx::Rect region;  // of the viewport: the part that is being drawn

  double px_per_unit() const { return world_px(camera.zoom) / 4294967296.0; }
  // Binds the program and sets the uniforms that all of the map's vertex shaders share; false when it does not
  // compile.
  bool use(gfx::Program& program, double margin_px = 0) const;
};

}  // namespace onescreen::map
