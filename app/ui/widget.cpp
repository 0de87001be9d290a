#include "ui/widget.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
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
      {.name = "widget", .type = KeyType::text, .summary = "kind of panel, as `onescreen list` names it", .required = true},
      {.name = "weight", .type = KeyType::number, .summary = "share of the row or column", .fallback = "1", .minimum = 0.001, .maximum = 1000},
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
  const model::Quality quality = asked ? model::quality_of(answer->reads, *frame.scene.snapshot, frame.now) : model::Quality{};
  if (asked && answer->error && answer->table == nullptr) {
    text = answer->error->message;
    colour = theme.down;
  } else if (!asked || answer->table == nullptr || (quality.freshness == model::Freshness::never && quality.sources > 0)) {
    text = quality.error ? frame.words.with("waiting_error", frame.words("error." + std::string(model::name_of(quality.error->code))))
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

std::string format_number(std::optional<double> value, int decimals, bool headline) {
  if (!value || std::isnan(*value)) return "\u2014";
  if (std::isinf(*value)) return *value > 0 ? "\u221E" : "-\u221E";
  double shown = *value;
  std::string suffix;
  // From where the smaller unit would round to 10,000.0 of itself.
  constexpr double kFullWan = 9999.95e4;
  if (headline && std::abs(shown) >= kFullWan) {
    shown /= 1e8;
    suffix = "\u4EBF";  // the hundred million sign
    decimals = 2;
  } else if (headline && std::abs(shown) >= 1e4) {
    shown /= 1e4;
    suffix = "\u4E07";  // the ten thousand sign
    decimals = 1;
  }
  std::string digits = fmt::format("{:.{}f}", shown, std::clamp(decimals, 0, 6));
  if (digits.find_first_not_of("-0.") == std::string::npos && digits.front() == '-') digits.erase(0, 1);
  const size_t point = std::min(digits.find('.'), digits.size());
  const size_t first = digits.front() == '-' ? 1 : 0;
  for (size_t at = point; at > first + 3; at -= 3) digits.insert(at - 3, ",");
  return digits + suffix;
}

}  // namespace onescreen::ui
