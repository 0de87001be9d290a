// The only includer of ImGui's OpenGL back end.
#include "gfx/imgui_renderer.h"

#include <glad/gl.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <utility>

#include "gfx/state.h"
#include "gfx/statistics.h"
#include "gfx/target.h"

namespace onescreen::gfx {

namespace {

// Of the back end: one of vertices and one of indices, which hold the newest list.
constexpr int64_t kBuffers = 2;

// The back end leaves out what is clipped away whole.
bool is_drawn(const ImDrawCmd& command, const ImDrawData& data) {
  if (command.UserCallback != nullptr) return false;
  const float x0 = std::max(command.ClipRect.x - data.DisplayPos.x, 0.0f);
  const float y0 = std::max(command.ClipRect.y - data.DisplayPos.y, 0.0f);
  const float x1 = std::min(command.ClipRect.z - data.DisplayPos.x, data.DisplaySize.x);
  const float y1 = std::min(command.ClipRect.w - data.DisplayPos.y, data.DisplaySize.y);
  return command.ElemCount > 0 && x1 > x0 && y1 > y0;
}

// New glyphs.
uint64_t bytes_to_upload(const ImTextureData& texture) {
  const auto bytes = [&](int width, int height) {
    return static_cast<uint64_t>(width) * static_cast<uint64_t>(height) * static_cast<uint64_t>(texture.BytesPerPixel);
  };
  if (texture.Status == ImTextureStatus_WantCreate) return bytes(texture.Width, texture.Height);
  if (texture.Status == ImTextureStatus_WantUpdates) return bytes(texture.UpdateRect.w, texture.UpdateRect.h);
  return 0;
}

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

bool textures_are_new(const ImVector<ImTextureData*>& textures) {
  return std::any_of(textures.begin(), textures.end(),
                     [](const ImTextureData* texture) { return texture->Status == ImTextureStatus_WantCreate; });
}

// What is being rendered, for the callbacks below: ImGui gives them a command but not where its list lies.
const ImDrawData* drawing = nullptr;

// ImGui packs these one behind the other.
struct alignas(8) PictureCommand {
  const Target* picture;
  Rect to;
};

struct alignas(8) FillCommand {
  Rect rect;
  Colour colour;
};

Rect in_target(Rect rect) {
  rect.x -= static_cast<int>(drawing->DisplayPos.x);
  rect.y -= static_cast<int>(drawing->DisplayPos.y);
  return rect;
}

// The part of `rect` that the command's clip leaves, in the target.
Rect clipped(const ImDrawCmd& command, const Rect& rect) {
  const int x0 = std::max(rect.x, static_cast<int>(command.ClipRect.x));
  const int y0 = std::max(rect.y, static_cast<int>(command.ClipRect.y));
  const int x1 = std::min(rect.x + rect.width, static_cast<int>(command.ClipRect.z));
  const int y1 = std::min(rect.y + rect.height, static_cast<int>(command.ClipRect.w));
  return in_target({x0, y0, std::max(0, x1 - x0), std::max(0, y1 - y0)});
}

int target_height() { return static_cast<int>(drawing->DisplaySize.y); }

void draw_picture(const ImDrawList*, const ImDrawCmd* command) {
  const auto& wanted = *static_cast<const PictureCommand*>(command->UserCallbackData);
  const Rect inside = clipped(*command, wanted.to);
  if (inside.empty()) return;
  wanted.picture->show(in_target(wanted.to), inside, target_height());
  ++statistics().draw_calls;
}

void draw_fill(const ImDrawList*, const ImDrawCmd* command) {
  const auto& wanted = *static_cast<const FillCommand*>(command->UserCallbackData);
  const Rect inside = clipped(*command, wanted.rect);
  if (inside.empty()) return;
  set_scissor(inside, target_height());
  const auto value = to_floats(wanted.colour);
  glClearColor(value[0], value[1], value[2], value[3]);
  glClear(GL_COLOR_BUFFER_BIT);
  ++statistics().draw_calls;
}

}  // namespace

void add_picture(ImDrawList& list, const Target& picture, Rect to) {
  PictureCommand command{&picture, to};
  list.AddCallback(draw_picture, &command, sizeof command);
}

void add_fill(ImDrawList& list, Rect rect, Colour colour) {
  FillCommand command{rect, colour};
  list.AddCallback(draw_fill, &command, sizeof command);
}

ImGuiRenderer::ImGuiRenderer(ImGuiContext* context) : context_(context) {
  const CurrentContext current(context_);
  ImGui_ImplOpenGL3_Init("#version 330 core");
  // Lines from pictures in the atlas would need interpolation.
  ImGui::GetStyle().AntiAliasedLinesUseTex = false;
  ImGui::GetIO().Fonts->Flags |= ImFontAtlasFlags_NoBakedLines;
  statistics().programs += 1;
  statistics().buffers += kBuffers;
}

ImGuiRenderer::~ImGuiRenderer() {
  const CurrentContext current(context_);
  ImGui_ImplOpenGL3_Shutdown();
  statistics().programs -= 1;
  statistics().buffers -= kBuffers;
  statistics().textures -= textures_;
  statistics().texture_bytes -= texture_bytes_;
  statistics().buffer_bytes -= buffer_bytes_;
}

void ImGuiRenderer::sample_nearest() const {
  for (const ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->TexID == ImTextureID_Invalid) continue;
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(texture->TexID));
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  }
  glBindTexture(GL_TEXTURE_2D, 0);
}

void ImGuiRenderer::count(int64_t buffer_bytes) {
  int64_t textures = 0;
  int64_t texture_bytes = 0;
  for (const ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->TexID == ImTextureID_Invalid) continue;
    ++textures;
    texture_bytes += int64_t{texture->Width} * texture->Height * texture->BytesPerPixel;
  }
  statistics().textures += textures - std::exchange(textures_, textures);
  statistics().texture_bytes += texture_bytes - std::exchange(texture_bytes_, texture_bytes);
  statistics().buffer_bytes += buffer_bytes - std::exchange(buffer_bytes_, buffer_bytes);
}

void ImGuiRenderer::new_frame() {
  const CurrentContext current(context_);
  ImGui_ImplOpenGL3_NewFrame();
}

void ImGuiRenderer::render(ImDrawData& draw_data) {
  const CurrentContext current(context_);
  int64_t buffer_bytes = 0;
  for (const ImDrawList* list : draw_data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) statistics().draw_calls += is_drawn(command, draw_data) ? 1 : 0;
    buffer_bytes = int64_t{list->VtxBuffer.size_in_bytes()} + list->IdxBuffer.size_in_bytes();
    statistics().uploaded_bytes += static_cast<uint64_t>(buffer_bytes);
  }
  if (draw_data.Textures != nullptr) {
    for (const ImTextureData* texture : *draw_data.Textures) statistics().uploaded_bytes += bytes_to_upload(*texture);
  }
  if (draw_data.Textures != nullptr && textures_are_new(*draw_data.Textures)) {
    for (ImTextureData* texture : *draw_data.Textures) ImGui_ImplOpenGL3_UpdateTexture(texture);
    sample_nearest();
  }
  drawing = &draw_data;
  ImGui_ImplOpenGL3_RenderDrawData(&draw_data);
  drawing = nullptr;
  count(buffer_bytes);
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
