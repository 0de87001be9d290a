// Coverage cells on the GPU: a texture for each tile that is seen, made when it is first seen. Holds caches, no truth.
// Needs a current context.
#pragma once

#include <map>
#include <memory>

#include "gfx/buffer.h"
#include "gfx/texture.h"
#include "map/coverage_cells.h"
#include "map/draw_pass.h"
#include "map/shape_window.h"

namespace onescreen::map {

class CellPictures {
 public:
  // Draws the tiles of `cells` within the window, its styles in those colours. Blending is straight before and after.
  void draw(const std::shared_ptr<const CoverageCells>& cells, const StyleColours& colours, const ShapeWindow& window,
            DrawPass& pass);
  void abandon();

 private:
  void paint(uint32_t tile, DrawPass& pass);
  void upload_quads(DrawPass& pass);

  std::shared_ptr<const CoverageCells> cells_;
  StyleColours colours_{};
  gfx::Buffer quads_;
  gfx::VertexArray quads_array_;
  std::map<uint32_t, gfx::Texture> textures_;  // by tile
};

}  // namespace onescreen::map
