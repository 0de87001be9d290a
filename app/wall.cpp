#include "wall.h"

#include <imgui.h>

#include "gfx/context.h"

namespace onescreen::app {

model::Result<std::unique_ptr<Wall>> Wall::create(int width, int height) {
  std::unique_ptr<Wall> wall(new Wall);
  wall->imgui_ = ImGui::CreateContext();
  ImGui::SetCurrentContext(wall->imgui_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // nothing of ImGui's own is kept: the layout file says where things are
  io.LogFilename = nullptr;
  wall->renderer_ = std::make_unique<gfx::ImGuiRenderer>(wall->imgui_);
  auto fonts = ui::Fonts::load();
  if (!fonts) return fonts.error();
  wall->fonts_ = std::move(*fonts);
  wall->canvas_.resize(width, height);
  return wall;
}

Wall::~Wall() {
  ImGui::SetCurrentContext(imgui_);
  view_.reset();
  next_view_.reset();
  renderer_.reset();
  // Fonts last: the atlas frees its bakes before the mapped files go.
  fonts_.reset();
  if (imgui_ != nullptr) ImGui::DestroyContext(imgui_);
}

void Wall::show(std::shared_ptr<const ui::Layout> layout) {
  if (next_view_ != nullptr && next_layout_ == layout) {
    view_ = std::move(next_view_);
    std::swap(canvas_, next_canvas_);
  } else {
    view_ = std::make_unique<ui::WallView>(std::move(layout), *fonts_, *renderer_);
  }
  next_view_.reset();
  next_layout_.reset();
  next_canvas_ = {};
}

ui::DrawReport Wall::make_ready(const std::shared_ptr<const ui::Layout>& layout, const ui::Frame& frame,
                                const ui::Display& display) {
  ImGui::SetCurrentContext(imgui_);
  if (next_layout_ != layout) {
    next_view_ = std::make_unique<ui::WallView>(layout, *fonts_, *renderer_);
    next_layout_ = layout;
  }
  if (next_canvas_.resize(canvas_.width(), canvas_.height())) next_view_->invalidate();
  return next_view_->draw(frame, display, next_canvas_);
}

void Wall::resize(int width, int height) {
  if (canvas_.resize(width, height)) view_->invalidate();
}

ui::DrawReport Wall::draw(const ui::Frame& frame, const ui::Display& display) {
  ImGui::SetCurrentContext(imgui_);
  return view_->draw(frame, display, canvas_);
}

void Wall::draw_over(const ui::Theme& theme, const ui::Display& display, int width, int height,
                     const std::function<void(ui::Painter&)>& paint) {
  ImGui::SetCurrentContext(imgui_);
  renderer_->new_frame();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  io.DeltaTime = 1.0f / 60;
  ImGui::NewFrame();
  ImDrawList list(ImGui::GetDrawListSharedData());
  list._ResetForNewFrame();
  list.PushTexture(io.Fonts->TexRef);
  list.PushClipRect({0, 0}, io.DisplaySize);
  ui::Painter painter(list, *fonts_, theme, display, width, height);
  paint(painter);
  ImGui::Render();
  ImDrawData data;
  data.Valid = true;
  data.DisplaySize = io.DisplaySize;
  data.FramebufferScale = {1, 1};
  data.Textures = ImGui::GetDrawData()->Textures;
  data.AddDrawList(&list);
  renderer_->render(data);
}

void Wall::gpu_lost() {
  const int width = canvas_.width();
  const int height = canvas_.height();
  // First, while the new context holds nothing: names of the old one that are deleted in it are nobody's.
  renderer_->rebuild();
  // Deleting them is an error that means nothing, and must not be taken for a later one.
  gfx::take_gl_error("names of the old context");
  canvas_.abandon();
  canvas_.resize(width, height);
  if (view_ != nullptr) view_->gpu_lost();
  // What was being made ready is made again, which is rare and takes a moment.
  if (next_view_ != nullptr) next_view_->gpu_lost();
  next_canvas_.abandon();
}

std::string Wall::reload_shaders() { return view_ != nullptr ? view_->reload_shaders() : std::string(); }

void Wall::invalidate() {
  if (view_ != nullptr) view_->invalidate();
}

}  // namespace onescreen::app
