#include "ui/widget.h"

#include <algorithm>
#include <deque>

namespace onescreen::ui {
namespace {

std::deque<WidgetType>& registry() {
  static std::deque<WidgetType> types;
  return types;
}

}  // namespace

const std::vector<model::KeySpec>& common_keys() {
  using model::KeyType;
  static const std::vector<model::KeySpec> keys = {
      {.name = "widget",
       .type = KeyType::text,
       .summary = "kind of panel, as `onescreen list` names it",
       .required = true},
      {.name = "weight",
       .type = KeyType::number,
       .summary = "share of the row or column",
       .fallback = "1",
       .minimum = 0.001,
       .maximum = 1000},
      {.name = "title", .type = KeyType::text, .summary = "title line of the panel"},
      {.name = "note", .type = KeyType::text, .summary = "quiet remark at the right of the title line"},
  };
  return keys;
}

bool register_widget(WidgetType type) {
  registry().push_back(std::move(type));
  return true;
}

const std::vector<const WidgetType*>& widget_types() {
  // Registration happens before main, so the first caller sees all of them.
  static const std::vector<const WidgetType*> sorted = [] {
    std::vector<const WidgetType*> types;
    for (const auto& type : registry()) types.push_back(&type);
    std::sort(types.begin(), types.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
    return types;
  }();
  return sorted;
}

const WidgetType* find_widget_type(std::string_view name) {
  for (const auto* type : widget_types()) {
    if (type->name == name) return type;
  }
  return nullptr;
}

bool draw_absence(const Frame& frame, Panel& panel, const model::Answer* answer, const std::string& empty_text) {
  if (answer != nullptr && answer->table != nullptr && answer->table->row_count() > 0) return false;
  Painter& painter = panel.painter;
  const Theme& theme = frame.theme;
  std::string text;
  Colour colour = theme.text_third;
  const bool asked = answer != nullptr;
  const model::Quality quality =
      asked ? model::quality_of(answer->reads, *frame.scene.snapshot, frame.now) : model::Quality{};
  if (asked && answer->error && answer->table == nullptr) {
    text = answer->error->message;
    colour = theme.down;
  } else if (!asked || answer->table == nullptr ||
             (quality.freshness == model::Freshness::never && quality.sources > 0)) {
    text = quality.error ? frame.words.with("waiting_error",
                                            frame.words("error." + std::string(model::name_of(quality.error->code))))
                         : frame.words("waiting");
    if (quality.freshness == model::Freshness::denied) text = frame.words("denied");
  } else {
    text = empty_text.empty() ? frame.words("no_rows") : empty_text;
  }
  const float line = painter.note_px() * 1.5f;
  const int max_lines = std::clamp(static_cast<int>(panel.area.height() / line), 1, 6);
  const TextStyle style = painter.note(colour);
  if (painter.text_width(style, text) <= panel.area.width()) {
    const Point c = panel.area.centre();
    painter.text(c.x, Painter::baseline_centred(c.y, style.px), style, text, Align::centre);
  } else {
    painter.text_block(panel.area.x0, panel.area.y0 + line, panel.area.width(), line, style, text, max_lines);
  }
  return true;
}

}  // namespace onescreen::ui
