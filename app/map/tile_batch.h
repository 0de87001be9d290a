// The GPU side of a tile layer: a raster base map, its pictures in one texture, its patches drawn by one call. Needs a
// current context.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "gfx/buffer.h"
#include "gfx/texture_array.h"
#include "map/layer_batch.h"
#include "map/tile_cover.h"

namespace onescreen::map {

class TileBatch : public LayerBatch {
 public:
  bool update(const Layer& layer, DrawPass& pass) override;
  const Layer& shown() const override { return shown_; }
  void draw(DrawPass& pass) override;
  void abandon() override;

  // Of its texture.
  size_t gpu_bytes() const { return pictures_.bytes(); }

 private:
  // A place in the texture. A picture is known by its owner, so that one that is gone is never taken for a new one at
  // the same address.
  struct Slot {
    std::weak_ptr<const model::TileImage> image;
    uint64_t used = 0;
  };

  // Brings the pictures of these patches into the texture; layer of each patch, or -1 where there is no room.
  std::vector<int> place(const std::vector<TilePatch>& patches, DrawPass& pass);
  void fit_capacity(size_t needed, int tile_px);

  Layer shown_ = TileLayer{};
  gfx::TextureArray pictures_;
  int tile_px_ = 0;
  std::vector<Slot> slots_;
  std::map<std::weak_ptr<const model::TileImage>, int, std::owner_less<>> places_;
  uint64_t drawings_ = 0;
  gfx::Buffer instances_;
  gfx::VertexArray array_;
  bool has_array_ = false;
};

}  // namespace onescreen::map
