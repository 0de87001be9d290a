#include "wall.h"

#include <imgui.h>

#include <algorithm>
#include <utility>

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
  aside_.clear();
  renderer_.reset();
  // Fonts last: the atlas frees its bakes before the mapped files go.
  fonts_.reset();
  if (imgui_ != nullptr) ImGui::DestroyContext(imgui_);
}

std::unique_ptr<ui::WallView> Wall::view_of(const std::shared_ptr<const ui::Layout>& layout) {
  auto kept = aside_.extract(layout.get());
  if (kept.empty()) return std::make_unique<ui::WallView>(layout, *fonts_, *renderer_);
  return std::move(kept.mapped());
}

void Wall::put_aside(std::unique_ptr<ui::WallView> view) {
  const auto is_its = [&](const auto& layout) { return layout.get() == &view->layout(); };
  if (view == nullptr || std::none_of(kept_.begin(), kept_.end(), is_its)) return;
  view->rest();
  aside_[&view->layout()] = std::move(view);
}

void Wall::keep(const std::vector<std::shared_ptr<const ui::Layout>>& layouts) {
  kept_ = layouts;
  std::erase_if(aside_, [&](const auto& one) {
    return std::none_of(kept_.begin(), kept_.end(), [&](const auto& layout) { return layout.get() == one.first; });
  });
}

void Wall::show(std::shared_ptr<const ui::Layout> layout) {
  auto before = std::exchange(view_, nullptr);
  if (before != nullptr && &before->layout() != layout.get()) put_aside(std::move(before));
  if (next_view_ != nullptr && next_layout_ == layout) {
    view_ = std::move(next_view_);
    std::swap(canvas_, next_canvas_);
  } else {
    put_aside(std::exchange(next_view_, nullptr));
    view_ = view_of(layout);
  }
  next_layout_.reset();
  next_canvas_ = {};
}

void Wall::warm_up(const std::shared_ptr<const ui::Layout>& layout, const ui::Frame& frame,
                   const ui::Display& display) {
  const bool shown = view_ != nullptr && &view_->layout() == layout.get();
  if (shown || aside_.contains(layout.get())) return;
  make_ready(layout, frame, display);
  put_aside(std::exchange(next_view_, nullptr));
  next_layout_.reset();
  next_canvas_ = {};
}

ui::DrawReport Wall::make_ready(const std::shared_ptr<const ui::Layout>& layout, const ui::Frame& frame,
                                const ui::Display& display) {
  ImGui::SetCurrentContext(imgui_);
  if (next_layout_ != layout) {
    put_aside(std::exchange(next_view_, nullptr));
    next_view_ = view_of(layout);
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
  for (const auto& [layout, view] : aside_) view->gpu_lost();
  aside_.clear();
  next_canvas_.abandon();
}

std::string Wall::reload_shaders() { return view_ != nullptr ? view_->reload_shaders() : std::string(); }

void Wall::invalidate() {
  if (view_ != nullptr) view_->invalidate();
}

}  // namespace onescreen::app
