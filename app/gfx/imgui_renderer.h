// Draws ImGui's draw lists into whatever target is bound, so that nobody else includes ImGui's OpenGL back end. Needs a
// current context; belongs to one ImGuiContext.
#pragma once

#include <cstdint>

#include "gfx/colour.h"
#include "gfx/rect.h"

struct ImDrawData;
struct ImDrawList;
struct ImGuiContext;

namespace onescreen::gfx {

class Target;

// Both go into the list between what was drawn before and what comes after, are clipped as that is, and cost a fraction
// of the same as triangles: on a software rasteriser, filling a screen that way takes longer than everything on it.
// The whole of `picture`, without blending, over `to`. It must live until the list was rendered.
void add_picture(ImDrawList& list, const Target& picture, Rect to);
// Fills without blending.
void add_fill(ImDrawList& list, Rect rect, Colour colour);

class ImGuiRenderer {
 public:
  // Attaches to `context`, which must outlive it, and lets ImGui grow its font atlas on demand.
  explicit ImGuiRenderer(ImGuiContext* context);
  ~ImGuiRenderer();
  ImGuiRenderer(const ImGuiRenderer&) = delete;
  ImGuiRenderer& operator=(const ImGuiRenderer&) = delete;

  // Once before ImGui::NewFrame.
  void new_frame();
  // Draws with blending into the bound framebuffer and uploads glyphs that are new. Leaves: no program, no vertex
  // array, blending on, scissor test off, the caller's framebuffer and viewport as they were.
  void render(ImDrawData& draw_data);
  // Deletes and builds again everything on the GPU: after a lost context.
  void rebuild();

 private:
  // Everything in the atlas is drawn pixel for pixel: without interpolation it looks the same and costs a third less.
  void sample_nearest() const;
  // Keeps the counters of what the back end holds on the GPU.
  void count(int64_t buffer_bytes);

  ImGuiContext* context_;
  int64_t textures_ = 0;
  int64_t texture_bytes_ = 0;
  int64_t buffer_bytes_ = 0;
};

}  // namespace onescreen::gfx
