// Fixed-function OpenGL state.
#include "gfx/state.h"

#include <glad/gl.h>

namespace onescreen::gfx {

void set_state(Blending blending) {
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_STENCIL_TEST);
  glDisable(GL_CULL_FACE);
  glEnable(GL_PROGRAM_POINT_SIZE);
  glPolygonMode(GL_FRONT_AND_BACK, GL_FILL);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  if (blending == Blending::off) {
    glDisable(GL_BLEND);
    return;
  }
  glEnable(GL_BLEND);
  glBlendEquation(GL_FUNC_ADD);
  glBlendFuncSeparate(blending == Blending::straight ? GL_SRC_ALPHA : GL_ONE, GL_ONE_MINUS_SRC_ALPHA, GL_ONE,
                      GL_ONE_MINUS_SRC_ALPHA);
}

void set_viewport(int width, int height, int margin_px) {
  glViewport(-margin_px, -margin_px, width + 2 * margin_px, height + 2 * margin_px);
}

void set_scissor(Rect rect, int target_height) {
  glEnable(GL_SCISSOR_TEST);
  glScissor(rect.x, target_height - rect.y - rect.height, rect.width, rect.height);
}

void clear_scissor() { glDisable(GL_SCISSOR_TEST); }

void finish() { glFinish(); }

}  // namespace onescreen::gfx
