// The still pictures that one panel draws, on the GPU: each is uploaded once, and goes with the first drawing that does
// not show it, so that there are never more than two drawings' worth of them. UI thread, with a current context.
#pragma once

#include <cstddef>
#include <map>
#include <memory>

#include "gfx/texture.h"
#include "model/tiles.h"

namespace onescreen::ui {

class PictureCache {
 public:
  // Around one drawing of the panel.
  void begin() { ++drawing_; }
  // null where the picture is too large for the driver, or empty.
  const gfx::Texture* texture_of(const model::TileImagePtr& image);
  void end();

  size_t count() const { return kept_.size(); }
  // After the context that owned them was lost.
  void abandon();

 private:
  struct Kept {
    gfx::Texture texture;
    uint64_t drawing = 0;  // that last showed it
  };

  // A picture is known by its owner, so that one that is gone is never taken for a new one at the same address.
  std::map<std::weak_ptr<const model::TileImage>, Kept, std::owner_less<>> kept_;
  uint64_t drawing_ = 0;
};

}  // namespace onescreen::ui
