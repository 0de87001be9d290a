// The fixed-function state that a draw call depends on, set as a whole, so that no drawing relies on what drew before
// it.
#pragma once

#include "gfx/rect.h"

namespace onescreen::gfx {

enum class Blending {
  off,
  straight,       // colour with straight alpha over what is there; the target's alpha accumulates
  premultiplied,  // colour already multiplied by its alpha
};

// No depth, no stencil, no culling, all channels written, point size from the shader. The scissor test stays: it says
// where may be drawn, not how.
void set_state(Blending blending);
// OpenGL clips a point as soon as its centre leaves the viewport; with a viewport that is larger than the target by
// `margin_px` on every side, marks slide over the edge. Shaders must scale their clip coordinates accordingly.
void set_viewport(int width, int height, int margin_px = 0);
// `rect` in a target of that height.
void set_scissor(Rect rect, int target_height);
void clear_scissor();
// Waits until everything is drawn: for benchmarks.
void finish();

}  // namespace onescreen::gfx
