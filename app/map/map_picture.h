// The picture of a map, and its moving by whole pixels: what is seen already is copied, and only what came in is drawn.
// Needs a current context.
#pragma once

#include <optional>
#include <vector>

#include "gfx/rect.h"
#include "gfx/target.h"
#include "map/projection.h"

namespace onescreen::map {

// How far a picture must be moved, in pixels to the right and downwards.
struct PixelShift {
  int x = 0;
  int y = 0;

  bool operator==(const PixelShift&) const = default;
};

// From a picture that `from` sees to the one that `to` sees; nullopt when these are not the same pixels elsewhere:
// another zoom, a move by parts of a pixel, or one by more than the viewport.
std::optional<PixelShift> whole_pixel_shift(const Camera& from, const Camera& to, const Viewport& viewport);

class MapPicture {
 public:
  // True when the pixels are undefined afterwards.
  bool resize(int width_px, int height_px);
  const gfx::Target& target() const { return shown_; }
  // Moves the content. Returns the regions that came in, which do not overlap and whose pixels are undefined.
  std::vector<gfx::Rect> shift(PixelShift by);
  // Gives back what only shifting needs.
  void rest() { spare_ = {}; }
  void abandon();

 private:
  gfx::Target shown_;
  gfx::Target spare_;  // the copy goes here: a target cannot be copied over itself
};

}  // namespace onescreen::map
