#include "ui/wall_view.h"

#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>

#include "gfx/canvas.h"
#include "gfx/imgui_renderer.h"
#include "ui/drill.h"
#include "ui/panel_area.h"
#include "ui/panel_frame.h"
#include "ui/panel_inputs.h"
#include "ui/steering.h"
#include "ui/text_audit.h"

namespace onescreen::ui {
namespace {

// Everything that counts seconds counts on the same beat, the whole second of the wall clock: one frame a second, not
// one for each panel. Animations, which are sooner, keep their own time.
constexpr model::Duration kSoonerIsAnimation{250};
constexpr float kLeastContent = 2;  // lines of content that must be left where the area's name takes one

model::Duration on_the_beat(model::Duration in, model::Instant now, bool may_animate) {
  if (may_animate && in < kSoonerIsAnimation) return std::max(in, model::Duration(1));
  const model::TimePoint due = now.utc + in;
  return std::max(model::Duration(1), std::chrono::ceil<std::chrono::seconds>(due) - now.utc);
}

void keep_sooner(std::optional<model::Duration>& soonest, std::optional<model::Duration> other) {
  if (other && (!soonest || *other < *soonest)) soonest = other;
}

}  // namespace

struct WallView::PanelState {
  std::unique_ptr<Widget> widget;
  std::string error;
  std::optional<PanelInputs> inputs;  // as last drawn
  AgeLine age;
  PanelCost cost;
  bool area_below = false;                // the line had no room to say which area the data is of
  float age_x0 = 0;                       // left edge of the age line's region, as of the last whole draw
  std::optional<model::Duration> due_at;  // uptime
  std::optional<model::Duration> age_due_at;
};

WallView::WallView(std::shared_ptr<const Layout> layout, Fonts& fonts, gfx::ImGuiRenderer& renderer)
    : layout_(std::move(layout)), fonts_(fonts), renderer_(renderer) {
  for (const auto& panel : layout_->panels) {
    auto state = std::make_unique<PanelState>();
    state->error = panel.error;
    if (panel.type != nullptr) {
      try {
        state->widget = panel.type->make(panel.config);
      } catch (const std::exception& problem) {
        state->error = problem.what();
      }
    }
    panels_.push_back(std::move(state));
  }
}

WallView::~WallView() = default;

void WallView::invalidate() { everything_ = true; }

void WallView::rest() {
  for (const auto& panel : panels_) {
    if (panel->widget != nullptr) panel->widget->rest();
    panel->inputs.reset();  // which hold the data that was shown
  }
  everything_ = true;
}

void WallView::gpu_lost() {
  for (const auto& panel : panels_) {
    if (panel->widget != nullptr) panel->widget->gpu_lost();
  }
  everything_ = true;
}

std::string WallView::reload_shaders() {
  std::string refused;
  for (const auto& panel : panels_) {
    if (panel->widget == nullptr) continue;
    if (panel->widget->reload_shaders()) panel->inputs.reset();
    if (refused.empty()) refused = panel->widget->refused_shader();
  }
  return refused;
}

std::vector<WallView::PanelCost> WallView::costs() const {
  std::vector<PanelCost> out;
  for (size_t i = 0; i < panels_.size(); ++i) {
    out.push_back(panels_[i]->cost);
    const LayoutPanel& panel = layout_->panels[i];
    out.back().title = panel.title.empty() ? panel.widget : panel.title;
  }
  return out;
}

std::vector<std::string> WallView::problems() const {
  std::vector<std::string> out;
  for (size_t i = 0; i < panels_.size(); ++i) {
    if (!panels_[i]->error.empty()) out.push_back(layout_->panels[i].id + ": " + panels_[i]->error);
  }
  return out;
}

const LayoutPanel* WallView::panel_at(Point at) const {
  for (size_t i = 0; i < rects_.size(); ++i) {
    if (rects_[i].contains(at)) return &layout_->panels[i];
  }
  return nullptr;
}

std::optional<size_t> WallView::steer(const Frame& frame) const {
  std::vector<KeyTaker> takers;
  for (size_t i = 0; i < panels_.size(); ++i) {
    const Widget* widget = panels_[i]->widget.get();
    if (widget != nullptr && widget->takes_keys() && !rects_[i].empty())
      takers.push_back({i, layout_->panels[i].id, rects_[i]});
  }
  for (const KeyTaker& taker : takers) {
    const bool clicked = frame.pointer.clicked || frame.pointer.double_clicked;
    if (clicked && taker.rect.contains(frame.pointer.position) && taker.id != frame.screen.key_panel)
      frame.commands.push_back(KeyPanelCommand{taker.id});
  }
  const auto steered = steered_panel(takers, frame.pointer, frame.screen.key_panel);
  if (!steered && frame.steering != nullptr) {
    // Without a map there is still a selection to let go of.
    for (const KeyPress press : frame.steering->presses) {
      const auto step = press == KeyPress::back ? back_step(frame.screen) : std::nullopt;
      if (step) frame.commands.push_back(*step);
    }
  }
  return steered;
}

DrawReport WallView::draw(const Frame& wall_frame, const Display& display, const gfx::Canvas& canvas) {
  DrawReport report;
  const bool all = everything_ || notice_ != wall_frame.notice || width_ != canvas.width() ||
                   height_ != canvas.height() || theme_ != &wall_frame.theme || !(display_ == display);
  if (all) {
    width_ = canvas.width();
    height_ = canvas.height();
    theme_ = &wall_frame.theme;
    display_ = display;
    notice_ = wall_frame.notice;
    everything_ = false;
    rects_ =
        place_panels(*layout_, wall_frame.theme, canvas_scale(display, std::min(width_, height_)), width_, height_);
    report.damage.push_back({0, 0, static_cast<float>(width_), static_cast<float>(height_)});
  }

  renderer_.new_frame();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width_), static_cast<float>(height_)};
  io.DeltaTime = 1.0f / 60;  // ImGui's own widgets are not used; it only must not be zero
  ImGui::NewFrame();

  std::vector<std::unique_ptr<ImDrawList>> lists;
  const auto begin_list = [&]() -> ImDrawList& {
    lists.push_back(std::make_unique<ImDrawList>(ImGui::GetDrawListSharedData()));
    ImDrawList& list = *lists.back();
    list._ResetForNewFrame();
    list.PushTexture(io.Fonts->TexRef);
    list.PushClipRect({0, 0}, io.DisplaySize);
    return list;
  };
  const auto painter_on = [&](ImDrawList& list) {
    Painter painter(list, fonts_, wall_frame.theme, display, width_, height_);
    painter.audit_into(audit_);
    return painter;
  };
  if (all) painter_on(begin_list()).fill(report.damage.front(), wall_frame.theme.ground);

  const model::Duration now = wall_frame.now.uptime;
  const auto second = std::chrono::floor<std::chrono::seconds>(wall_frame.now.utc);
  const bool beat = all || second != beat_;
  beat_ = second;
  const auto steered = steer(wall_frame);
  Frame unsteered = wall_frame;
  unsteered.steering = nullptr;
  for (size_t i = 0; i < panels_.size(); ++i) {
    PanelState& state = *panels_[i];
    const LayoutPanel& panel = layout_->panels[i];
    const Rect& outer = rects_[i];
    if (outer.empty()) continue;
    if (audit_ != nullptr) audit_->begin_panel(panel.id);
    const Frame& frame = steered == i ? wall_frame : unsteered;
    if (state.widget == nullptr) {
      if (!all) continue;
      ImDrawList& list = begin_list();
      list.PushClipRect({outer.x0, outer.y0}, {outer.x1, outer.y1});
      Painter painter = painter_on(list);
      draw_error_panel(frame, painter, outer, panel.title, state.error);
      ++report.panels_drawn;
      continue;
    }
    Widget& widget = *state.widget;
    const PanelQuality quality = quality_of_panel(frame, panel);
    PanelInputs inputs = inputs_of(frame, panel, &widget, quality, outer);
    // A board of all sources would be drawn again for each poll of each; it follows on the beat.
    if (widget.reads_snapshot()) {
      inputs.snapshot = beat || !state.inputs ? frame.scene.snapshot : state.inputs->snapshot;
      inputs.rules = frame.scene.rules;
    }
    const bool due = state.due_at && now >= *state.due_at;
    bool whole = all || due || state.inputs != inputs;

    if (!whole && !beat) continue;
    const auto line_now = [&] {
      AgeLine line = age_line(frame, quality, widget.remark(frame), panel.note);
      // A way of areas as title says itself what is chosen.
      if (!widget.own_title()) line.area = area_of_panel(frame, panel);
      return line;
    };
    AgeLine line = line_now();
    if (!whole && line == state.age) {
      state.age_due_at =
          line.changes_in ? std::optional(now + on_the_beat(*line.changes_in, frame.now, false)) : std::nullopt;
      continue;
    }

    ImDrawList& list = begin_list();
    list.PushClipRect({outer.x0, outer.y0}, {outer.x1, outer.y1});
    Painter painter = painter_on(list);
    const bool title_line = widget.has_title_line();
    const bool fills = widget.fills_panel();
    PanelBox box = panel_box(painter, outer, title_line, fills, panel.title);
    const auto freshness = quality.query_error ? model::Freshness::fresh : quality.quality.freshness;
    // Over content, the ground of the age line is as wide as it needs to be, in steps, so that the same line always
    // covers the same; where it needs another width, what it covered has to be drawn again.
    const auto age_x0 = [&](const AgeLine& of) {
      if (!fills) return box.age.x0;
      const float step = 4 * painter.note_px();
      const float width = std::ceil((age_line_width(painter, of) + painter.note_px()) / step) * step;
      return std::max(box.age.x0, box.age.x1 - width);
    };
    const auto area_below = [&](const AgeLine& of) { return title_line && !has_room_for_area(painter, box, of); };
    whole |= age_x0(line) != state.age_x0 || area_below(line) != state.area_below ||
             (state.area_below && line.area != state.age.area);
    const auto began = std::chrono::steady_clock::now();
    if (whole) {
      try {
        if (!fills) draw_ground(painter, box, title_line);
        // The line below the title is the content's no more, where that leaves it enough.
        const float below = std::round(painter.note_px() * 1.5f);
        if (!fills && area_below(line) && box.content.height() - below >= kLeastContent * painter.label_px())
          box.content.y0 += below;
        Panel given{panel.id, box.content, outer, painter};
        // In a panel that is smaller than its frame nothing can be shown; its title still says that it is there.
        if (box.content.width() >= 1 && box.content.height() >= 1) widget.draw(frame, given);
        line = line_now();  // a remark may speak of what was just drawn
        state.area_below = area_below(line);
        if (state.area_below) draw_area_below(painter, box, line.area);
        // A bar without a title line says itself what is wrong with its data: its clock and its badges are not to be
        // dimmed.
        if (title_line) draw_staleness(painter, box, freshness, title_line);
        if (const auto title = widget.own_title()) {
          box.age = panel_box(painter, outer, title_line, fills, *title).age;
        } else if (title_line) {
          draw_title(painter, box, panel.title, fills);
        }
        const auto changes = widget.changes_in(frame);
        state.due_at =
            changes ? std::optional(now + on_the_beat(*changes, frame.now, !widget.reads_snapshot())) : std::nullopt;
        state.error.clear();
      } catch (const std::exception& problem) {
        // One broken panel stays one broken panel: what it had drawn is thrown away and its place says why.
        list._ResetForNewFrame();
        list.PushTexture(io.Fonts->TexRef);
        list.PushClipRect({outer.x0, outer.y0}, {outer.x1, outer.y1});
        state.error = problem.what();
        draw_error_panel(frame, painter, outer, panel.title, state.error);
        state.due_at.reset();
      }
      state.inputs = std::move(inputs);
      state.cost.newest_ms =
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
      state.cost.vertices = static_cast<size_t>(list.VtxBuffer.Size);
      if (state.cost.times_drawn++ == 0) state.cost.since = frame.now.uptime;
      ++report.panels_drawn;
      if (!all) report.damage.push_back(outer);
    } else {
      report.damage.push_back({state.age_x0, box.age.y0, box.age.x1, box.age.y1});
    }
    state.age_x0 = box.age.x0 = age_x0(line);
    if (title_line && state.error.empty()) {
      draw_age(painter, box, line, freshness, fills);
      ++report.ages_drawn;
    }
    state.age = line;
    state.age_due_at =
        line.changes_in ? std::optional(now + on_the_beat(*line.changes_in, frame.now, false)) : std::nullopt;
  }

  if (audit_ != nullptr) audit_->begin_panel("");
  // What lies over panels is drawn again with them, and only there: drawn twice over itself, soft edges would harden.
  if (!report.damage.empty()) {
    const bool marked = std::any_of(panels_.begin(), panels_.end(),
                                    [](const auto& p) { return p->widget != nullptr && p->widget->marks_demo_data(); });
    const auto& sources = wall_frame.scene.snapshot->sources;
    const bool invented =
        std::any_of(sources.begin(), sources.end(), [](const auto& source) { return source.second->demo; });
    Painter painter = painter_on(begin_list());
    for (const Rect& damaged : report.damage) {
      painter.push_clip(damaged);
      if (!notice_.empty()) draw_notice(painter, notice_, width_, height_);
      if (invented && !marked) draw_demo_mark(painter, wall_frame.words("demo"), width_);
      painter.pop_clip();
    }
  }

  const model::Duration next_beat = second + std::chrono::seconds(1) - wall_frame.now.utc;
  // The soonest moment at which anything looks different by time alone, the states of the sources included.
  for (const auto& state : panels_) {
    report.preparing |= state->widget != nullptr && state->error.empty() && state->widget->is_preparing();
    if (state->due_at) keep_sooner(report.changes_in, std::max(model::Duration(0), *state->due_at - now));
    // Ages are only looked at on the beat, so one that is overdue waits for the next.
    if (state->age_due_at) keep_sooner(report.changes_in, std::max(next_beat, *state->age_due_at - now));
  }
  for (const auto& [name, source] : wall_frame.scene.snapshot->sources)
    keep_sooner(report.changes_in, model::next_change_in(*source, wall_frame.now));

  ImGui::Render();
  if (report.damage.empty()) return report;
  ImDrawData data;
  data.Valid = true;
  data.FramebufferScale = {1, 1};
  data.Textures = ImGui::GetDrawData()->Textures;
  for (const auto& list : lists) data.AddDrawList(list.get());
  for (const gfx::Canvas::Tile& tile : canvas.tiles()) {
    const Rect place{static_cast<float>(tile.place.x), static_cast<float>(tile.place.y),
                     static_cast<float>(tile.place.x + tile.place.width),
                     static_cast<float>(tile.place.y + tile.place.height)};
    const auto meets = [&](const Rect& damaged) { return damaged.intersects(place); };
    if (std::none_of(report.damage.begin(), report.damage.end(), meets)) continue;
    data.DisplayPos = {place.x0, place.y0};
    data.DisplaySize = {place.width(), place.height()};
    tile.target.bind();
    renderer_.render(data);
  }
  return report;
}

}  // namespace onescreen::ui
