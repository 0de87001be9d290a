// Two columns: frames, machine and panels; sources and queries. A table ends where its column does.
#include "debug_overlay.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "model/freshness.h"
#include "ui/number.h"

namespace onescreen::app {
namespace {

using ui::Align;
using ui::Painter;
using ui::TextStyle;

constexpr float kGround = 0.93f;
constexpr size_t kMostRows = 14;
constexpr double kMega = 1e6;

TextStyle figure(const Painter& painter, ui::Colour colour) { return {ui::Face::figure, painter.note_px(), colour}; }

float row_px(const Painter& painter) { return std::round(painter.note_px() * 1.5f); }

// A row of a table: words at the left, figures right-aligned in columns from the right edge.
struct Row {
  std::string words;
  std::vector<std::string> figures;
  ui::Colour colour = 0;
};

template <typename Column>
void draw_row(Painter& painter, Column& column, const Row& row) {
  column.y += row_px(painter);
  const float step = painter.note_px() * 5.2f;
  float x = column.right;
  for (size_t i = row.figures.size(); i-- > 0;) {
    painter.text(x, column.y, figure(painter, row.colour), row.figures[i], Align::right);
    x -= step;
  }
  painter.text(column.x, column.y, painter.note(row.colour), row.words, Align::left,
               std::max(painter.note_px() * 4, x + step * 0.1f - column.x));
}

template <typename Column>
bool has_room(const Painter& painter, const Column& column) {
  return column.y + 2 * row_px(painter) < column.bottom;
}

template <typename Column>
void draw_heading(Painter& painter, Column& column, const std::string& words, std::vector<std::string> figures) {
  column.y += row_px(painter) * 0.7f;
  draw_row(painter, column, {words, std::move(figures), painter.theme().data});
  painter.line({column.x, column.y + 4}, {column.right, column.y + 4}, painter.theme().line);
}

std::string per_minute(const ui::Words& words, const ui::WallView::PanelCost& panel, model::Duration uptime) {
  // In some seconds nothing can be said of a minute.
  const double minutes = static_cast<double>((uptime - panel.since).count()) / 60'000;
  return minutes < 0.1 ? words("null") : fmt::format("{:.0f}", static_cast<double>(panel.times_drawn) / minutes);
}

std::string age_text(const ui::Words& words, const model::SourceState& source, const model::Instant& now) {
  if (!source.confirmed) return words("null");
  return words.span(now.uptime - source.confirmed->uptime);
}

}  // namespace

std::optional<DebugAction> DebugOverlay::button_at(ui::Point at) const {
  if (reload_.contains(at)) return DebugAction::reload;
  if (picture_.contains(at)) return DebugAction::picture;
  if (record_.contains(at)) return DebugAction::record;
  return std::nullopt;
}

void DebugOverlay::draw(const ui::Frame& frame, const DebugFigures& figures, Painter& painter, gfx::Size size,
                        ui::Point pointer) {
  const float margin = std::round(painter.px(24));
  const float padding = std::round(painter.px(20));
  const ui::Rect box{margin, margin, static_cast<float>(size.width) - margin, static_cast<float>(size.height) - margin};
  painter.fill(box, ui::faded(frame.theme.ground, kGround), painter.px(frame.theme.radius));
  painter.outline(box, frame.theme.line);
  const float middle = std::round(box.centre().x);
  Column left{box.x0 + padding, box.y0 + padding * 0.5f, middle - padding, box.y1 - padding};
  Column right{middle + padding, box.y0 + padding * 0.5f, box.x1 - padding, box.y1 - padding};
  draw_frames(frame, figures, painter, left);
  draw_machine(frame, figures, painter, left);
  draw_panels(frame, figures, painter, left);
  draw_buttons(frame, figures, painter, right, pointer);
  draw_sources(frame, painter, right);
  draw_queries(frame, painter, right);
}

void DebugOverlay::draw_frames(const ui::Frame& frame, const DebugFigures& figures, Painter& painter, Column& column) {
  const ui::Words& words = frame.words;
  std::vector<float> sorted(figures.frame_ms.begin(), figures.frame_ms.end());
  std::sort(sorted.begin(), sorted.end());
  const auto at = [&](double share) {
    return sorted.empty() ? 0.0f : sorted[static_cast<size_t>(share * double(sorted.size() - 1))];
  };
  draw_heading(painter, column, words("debug.frames"),
               {fmt::format("{:.1f}", at(0.5)), fmt::format("{:.1f}", at(0.95)), fmt::format("{:.1f} ms", at(1))});
  const float height = std::round(painter.note_px() * 5);
  const float top = column.y + row_px(painter) * 0.6f;
  const ui::Rect graph{column.x, top, column.right, top + height};
  painter.fill(graph, frame.theme.panel);
  const float full_ms = std::max(2 * DebugFigures::kBudgetMs, at(1));
  const float bar = graph.width() / static_cast<float>(DebugFigures::kMostFrames);
  float x = graph.x1 - bar * static_cast<float>(figures.frame_ms.size());
  for (const float ms : figures.frame_ms) {
    const ui::Colour colour = ms > DebugFigures::kBudgetMs ? frame.theme.late : frame.theme.data;
    painter.fill({x, graph.y1 - graph.height() * std::min(1.0f, ms / full_ms), x + std::max(1.0f, bar - 1), graph.y1},
                 colour);
    x += bar;
  }
  const float budget = graph.y1 - graph.height() * DebugFigures::kBudgetMs / full_ms;
  painter.line({graph.x0, budget}, {graph.x1, budget}, frame.theme.text_third);
  painter.text(graph.x0 + 4, budget - 4, figure(painter, frame.theme.text_third),
               fmt::format("{:.1f} ms", DebugFigures::kBudgetMs));
  column.y = graph.y1;
  const auto row = [&](const char* key, std::string value) {
    draw_row(painter, column, {words(key), {std::move(value)}, frame.theme.text_second});
  };
  row("debug.panels_drawn", fmt::format("{}", figures.panels_drawn));
  row("debug.damage", fmt::format("{:.1f} %", figures.damage_share * 100));
  row("debug.draw_calls", fmt::format("{}", figures.draw_calls));
  row("debug.uploaded", fmt::format("{:.1f} kB", static_cast<double>(figures.uploaded_bytes) / 1e3));
}

void DebugOverlay::draw_machine(const ui::Frame& frame, const DebugFigures& figures, Painter& painter, Column& column) {
  const ui::Words& words = frame.words;
  draw_heading(painter, column, words("debug.machine"), {});
  const auto row = [&](const char* key, std::string value) {
    if (has_room(painter, column)) draw_row(painter, column, {words(key), {std::move(value)}, frame.theme.text_second});
  };
  row("debug.memory", fmt::format("{:.0f} / {:.0f} MB", figures.resident_mb, figures.pss_mb));
  row("debug.gpu_memory", fmt::format("{:.1f} MB", static_cast<double>(figures.gpu.gpu_bytes()) / kMega));
  row("debug.gpu_objects", fmt::format("{}", figures.gpu.objects()));
  row("debug.uptime", words.span(figures.uptime));
  row("debug.renderer", figures.renderer);
}

void DebugOverlay::draw_panels(const ui::Frame& frame, const DebugFigures& figures, Painter& painter, Column& column) {
  const ui::Words& words = frame.words;
  draw_heading(painter, column, words("debug.panels"),
               {words("debug.millis"), words("debug.vertices"), words("debug.per_minute")});
  auto panels = figures.panels;
  std::stable_sort(panels.begin(), panels.end(),
                   [](const auto& a, const auto& b) { return a.newest_ms > b.newest_ms; });
  for (size_t i = 0; i < panels.size() && has_room(painter, column); ++i) {
    draw_row(painter, column,
             {panels[i].title,
              {fmt::format("{:.2f}", panels[i].newest_ms), fmt::format("{}", panels[i].vertices),
               per_minute(words, panels[i], frame.now.uptime)},
              frame.theme.text_second});
  }
}

void DebugOverlay::draw_sources(const ui::Frame& frame, Painter& painter, Column& column) {
  const ui::Words& words = frame.words;
  draw_heading(painter, column, words("debug.sources"),
               {words("debug.state"), words("debug.age"), words("debug.millis"), words("debug.kilobytes")});
  size_t rows = 0;
  for (const auto& [name, source] : frame.scene.snapshot->sources) {
    if (!has_room(painter, column) || rows++ == kMostRows) break;
    const model::Freshness freshness = model::freshness(*source, frame.now);
    static constexpr const char* kStates[] = {"state.fresh", "state.late",   "state.stale",
                                              "state.down",  "state.denied", "state.never"};
    const bool good = freshness == model::Freshness::fresh;
    draw_row(painter, column,
             {source->title,
              {words(kStates[static_cast<size_t>(freshness)]), age_text(words, *source, frame.now),
               fmt::format("{}", source->latency.count()),
               fmt::format("{:.1f}", static_cast<double>(source->response_bytes) / 1e3)},
              good ? frame.theme.text_second : frame.theme.late});
    if (source->error && has_room(painter, column)) {
      column.y += row_px(painter);
      painter.text(column.x + painter.note_px(), column.y, painter.note(frame.theme.text_third),
                   model::describe(*source->error), Align::left, column.right - column.x - painter.note_px());
    }
  }
}

void DebugOverlay::draw_queries(const ui::Frame& frame, Painter& painter, Column& column) {
  const ui::Words& words = frame.words;
  draw_heading(painter, column, words("debug.queries"), {words("debug.millis"), words("debug.rows")});
  std::vector<std::pair<std::string, model::AnswerPtr>> answers(frame.scene.answers->begin(),
                                                                frame.scene.answers->end());
  std::stable_sort(answers.begin(), answers.end(),
                   [](const auto& a, const auto& b) { return a.second->took > b.second->took; });
  for (const auto& [query, answer] : answers) {
    if (!has_room(painter, column)) break;
    const size_t rows = answer->table != nullptr ? answer->table->row_count() : 0;
    draw_row(painter, column,
             {query,
              {fmt::format("{}", answer->took.count()), fmt::format("{}", rows)},
              answer->error ? frame.theme.down : frame.theme.text_second});
  }
}

void DebugOverlay::draw_buttons(const ui::Frame& frame, const DebugFigures& figures, Painter& painter, Column& column,
                                ui::Point pointer) {
  const bool records = !figures.recording_to.empty();
  column.y += row_px(painter) * 0.4f;
  float x = column.x;
  for (auto& [rect, key] : {std::pair<ui::Rect&, const char*>(reload_, "debug.reload"), {picture_, "debug.picture"},
                           {record_, records ? "debug.stop_recording" : "debug.record"}}) {
    const std::string& text = frame.words(key);
    const float width = painter.text_width(painter.label(0), text) + painter.px(28);
    rect = {x, column.y, x + width, column.y + std::round(painter.label_px() * 2)};
    painter.outline(rect, rect.contains(pointer) ? frame.theme.text : frame.theme.text_third, 1, painter.px(4));
    painter.text(rect.centre().x, std::round(Painter::baseline_centred(rect.centre().y, painter.label_px())),
                 painter.label(frame.theme.text), text, Align::centre);
    x += width + painter.px(12);
  }
  column.y = reload_.y1;
  if (records) {
    column.y += row_px(painter);
    painter.text(column.x, column.y, painter.note(frame.theme.late),
                 frame.words.with("debug.recording_to", figures.recording_to), Align::left, column.right - column.x);
  }
}

}  // namespace onescreen::app
