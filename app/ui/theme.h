// Theme: every colour and size that is drawn, as values read from assets/theme/*.json. Widgets name a token, never a
// colour. Colours are packed as Dear ImGui packs them (ImU32, 0xAABBGGRR). Sizes are arc minutes at the eye and become
// pixels through Display.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "model/result.h"

namespace onescreen::ui {

using Colour = uint32_t;

constexpr Colour rgba(uint32_t r, uint32_t g, uint32_t b, uint32_t a = 255) { return a << 24 | b << 16 | g << 8 | r; }
// The same colour with its opacity multiplied by `factor` (0..1).
Colour faded(Colour colour, float factor);
// Linear mix in sRGB: 0 gives `a`, 1 gives `b`.
Colour mixed(Colour a, Colour b, float amount);

// Physical facts of the screen. Where pixel_pitch_mm is 0 the canvas is taken for a desk display whose shorter side is
// 299 mm (24 inch, 16:9) at 0.6 m, so that a layout keeps its proportions at any resolution.
struct Display {
  double pixel_pitch_mm = 0;
  double viewing_distance_m = 0.6;

  bool operator==(const Display&) const = default;
};

struct Theme {
  std::string name;

  Colour ground = 0;  // behind everything
  Colour panel = 0;   // one step lighter
  Colour line = 0;    // separators inside a panel
  Colour grid = 0;    // chart grids, empty bars
  Colour text = 0;    // what must be read
  Colour text_second = 0;
  Colour text_third = 0;  // what may be missed
  Colour quiet = 0;
  Colour data = 0;  // the one hue of data
  Colour data_second = 0;
  Colour previous = 0;            // yesterday's curve
  std::array<Colour, 4> level{};  // severity 1..4 at index 0..3; for nothing else
  Colour good = 0;
  Colour late = 0;          // a feed's data is late or stale
  Colour down = 0;          // a feed is interrupted or refused; an overdue figure
  Colour alert_ground = 0;  // behind the row or card of the worst event
  Colour map_ground = 0;
  std::array<Colour, 5> area_step{};
  std::array<Colour, 6> area_diverge{};   // from far below a middle to far above it
  std::array<Colour, 6> area_category{};  // kinds of areas, none worse than another
  Colour area_edge = 0;
  Colour water = 0;
  Colour road = 0;
  Colour rail = 0;

  // Character heights in arc minutes: note (ages, legends), label (titles, rows), lead (first line of a row), heading
  // (screen title), figure (a panel's number), figure_small (numbers in rows).
  float note_arcmin = 0;
  float label_arcmin = 0;
  float heading_arcmin = 0;
  float figure_arcmin = 0;

  // Lengths at a canvas scale of 1 (1080 rows): gap between panels, padding inside, corner radius.
  float gap = 12;
  float padding = 16;
  float radius = 4;

  bool motion = true;  // whether maps fly; without it, they are there at once
};

// Reads assets/theme/NAME.json. Every token must be there and be "#RRGGBB" or "#RRGGBBAA".
model::Result<Theme> load_theme(const std::string& file);

// Pixels of a height of `arcmin` on a canvas whose shorter side is `shorter_side_px`: h = 2 D tan(a/2) (reference: ISO
// 9241-303), but never below `kMinimumTextPx`, under which Chinese characters lose strokes.
inline constexpr float kMinimumTextPx = 12;
float px_from_arcmin(const Display& display, float arcmin, int shorter_side_px);
// Factor for lengths that belong to the text (padding, marks): 1 where a label of 16 pixels at 1080 rows comes out as
// 16 pixels.
float canvas_scale(const Display& display, int shorter_side_px);

}  // namespace onescreen::ui
