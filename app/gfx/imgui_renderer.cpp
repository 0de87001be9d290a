// The only includer of ImGui's OpenGL back end.
#include "gfx/imgui_renderer.h"

#include <glad/gl.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include "gfx/state.h"
#include "gfx/statistics.h"

namespace onescreen::gfx {

namespace {

// The back end works on ImGui's current context; ours is made current for the call and the caller's one put back.
class CurrentContext {
 public:
  explicit CurrentContext(ImGuiContext* context) : before_(ImGui::GetCurrentContext()) {
    ImGui::SetCurrentContext(context);
  }
  ~CurrentContext() { ImGui::SetCurrentContext(before_); }
  CurrentContext(const CurrentContext&) = delete;
  CurrentContext& operator=(const CurrentContext&) = delete;

 private:
  ImGuiContext* before_;
};

}  // namespace

ImGuiRenderer::ImGuiRenderer(ImGuiContext* context) : context_(context) {
  const CurrentContext current(context_);
  ImGui_ImplOpenGL3_Init("#version 330 core");
}

ImGuiRenderer::~ImGuiRenderer() {
  const CurrentContext current(context_);
  ImGui_ImplOpenGL3_Shutdown();
}

void ImGuiRenderer::new_frame() {
  const CurrentContext current(context_);
  ImGui_ImplOpenGL3_NewFrame();
}

void ImGuiRenderer::render(ImDrawData& draw_data) {
  const CurrentContext current(context_);
  for (const ImDrawList* list : draw_data.CmdLists) {
    statistics().draw_calls += static_cast<uint64_t>(list->CmdBuffer.Size);
    statistics().uploaded_bytes +=
        static_cast<uint64_t>(list->VtxBuffer.size_in_bytes()) + static_cast<uint64_t>(list->IdxBuffer.size_in_bytes());
  }
  ImGui_ImplOpenGL3_RenderDrawData(&draw_data);
  glUseProgram(0);
  glBindVertexArray(0);
  set_state(Blending::straight);
  clear_scissor();
}

void ImGuiRenderer::rebuild() {
  const CurrentContext current(context_);
  ImGui_ImplOpenGL3_DestroyDeviceObjects();
  ImGui_ImplOpenGL3_CreateDeviceObjects();
}

}  // namespace onescreen::gfx
