// What the bars and the arcs of the gauge widget share: what a row says, its scale, and its figure with unit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/widget.h"

namespace onescreen::widgets {

struct GaugeItem {
  std::string label;
  std::string digits;
  std::string multiplier = {};  // a word behind the digits; without it the number is another one
  std::string unit = {};
  std::optional<double> value = {};
  std::optional<double> target = {};
  std::string target_text = {};
  std::string mark_text = {};  // with what it is called
  ui::Colour colour = 0;       // of the figure
  // The scale; equal ends are none.
  double low = 0;
  double high = 0;
  std::string low_text = {};
  std::string high_text = {};

  bool has_scale() const { return high > low; }
  // Where on the scale, 0 to 1; what lies outside it stands at its end.
  float place(double at) const;
  // Anything above the scale's low end is seen, however little.
  bool has_length() const { return value && has_scale() && *value > low; }
};

// Digits with the words behind them; of a long unit only its beginning counts, and the rest is cut.
float gauge_figure_width(const ui::Painter& painter, const GaugeItem& item, float px, const ui::TextStyle& words);
// The largest size up to `px` at which digits and words have `room`.
float gauge_figure_px(const ui::Painter& painter, const GaugeItem& item, float px, float room,
                      const ui::TextStyle& words);
// Returns the width.
float draw_gauge_figure(ui::Painter& painter, const GaugeItem& item, float x, float baseline, float px,
                        const ui::TextStyle& words);

ui::Colour gauge_track(const ui::Theme& theme);

// One arc beside the other. False, and nothing drawn, where there is no room for them.
bool draw_gauge_arcs(const ui::Frame& frame, ui::Panel& panel, const std::vector<GaugeItem>& items);

}  // namespace onescreen::widgets
