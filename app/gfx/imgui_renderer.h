// Draws ImGui's draw lists into whatever target is bound, so that nobody else includes ImGui's OpenGL back end. Needs a
// current context; belongs to one ImGuiContext.
#pragma once

#include <cstdint>

struct ImDrawData;
struct ImGuiContext;

namespace onescreen::gfx {

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
  // Keeps the counters of what the back end holds on the GPU.
  void count(int64_t buffer_bytes);

  ImGuiContext* context_;
  int64_t textures_ = 0;
  int64_t texture_bytes_ = 0;
  int64_t buffer_bytes_ = 0;
};

}  // namespace onescreen::gfx
