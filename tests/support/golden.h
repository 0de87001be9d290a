// The stage of golden and purity tests: a headless context with the real fonts, theme and words, and cases read from
// JSON that are drawn by the real WallView. One thread. A case file, tests/golden/cases/WIDGET/CASE.json:
//   { "size": [w, h], "scale": 1, "now": "2026-11-20T07:52:36+08:00", "selected": "id", "widget": { ... as in a layout
//   ... },
//     "tables": { "name": { "columns": { "t": "time" }, "rows": [ ... ], "repeat": 200, "state": "late", "error":
//     "timeout" } } }
// A table may also say "truncated", "dropped_rows", "carried_rows", "restored", "suspected_crs", "warnings",
// "clock_offset_secs", "as_of_secs" (age of the data by the back end's clock), "paused_secs", "latency_ms", "age_secs";
// beside "tables", "broken_rules": [{"title": "...", "reads": ["name"]}].
// "screen" may hold "street", "street_name", "grid", "grid_name", "hovered" (in another panel), and "sort" (a column
// that the table was told to be sorted by) with "falling"; "pointer" is its place in design pixels from the panel's top
// left; "follows" names parameters that a table's answer depends on. "tiles": {"base": {"attribution": "...", "state":
// "offline", "age_secs": 3600, "light": true, "levels": [11, 14], "missing": [[14, dx, dy], ...]}} gives a tile set
// with tiles of these levels everywhere but for the missing ones (golden_tiles.h). "pictures": {"cameras": {"demo":
// true, "stills": {"id": {"age_secs": 2, "unchanged_secs": 4, "error": "timeout"}}}} gives a set of still pictures
// (golden_pictures.h). `size` is the panel's own in design pixels. A number in a time column is seconds from now; "{n}"
// in a text is the row's number; a geometry is [lon, lat], an array of them, one ring, or {"line": [[lon, lat], ...]}.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "gfx/canvas.h"
#include "gfx/image.h"
#include "model/answer.h"
#include "ui/frame.h"
#include "ui/layout.h"
#include "ui/wall_view.h"

namespace onescreen::test_support {

// A case file, or one derived from typical.json by a state, a size or a scale that every widget must stand.
struct GoldenName {
  std::string widget;
  std::string name;

  std::string file() const;   // the JSON that it is read from
  std::string image() const;  // the accepted picture
};

// "kpi_typical": what gtest calls the case.
void PrintTo(const GoldenName& name, std::ostream* out);

// Every case of every widget that has any, sorted.
std::vector<GoldenName> golden_names();

// What a case puts in front of a widget; everything that a Frame refers to.
struct GoldenCase {
  int width = 0;  // of the canvas: the panel and the margin around it
  int height = 0;
  ui::Display display;
  ui::Theme theme;
  model::Instant now;
  model::Zone zone;
  std::shared_ptr<const ui::Layout> layout;
  model::Scene scene;
  ui::ScreenState screen;
  ui::Pointer pointer;
  model::TilesPtr tiles;
  model::PicturesPtr pictures;
};

// Throws std::runtime_error with a sentence when the file is wrong: a test fails with it.
GoldenCase load_golden(const GoldenName& name);

// A WallView of one case with its canvas. The case must outlive it.
class GoldenWall {
 public:
  // `tile_px`: no tile of the canvas is larger; 0: one tile.
  explicit GoldenWall(const GoldenCase& golden, int tile_px = 0);

  ui::DrawReport draw(model::Instant now);
  ui::DrawReport draw() { return draw(golden_.now); }
  // Draws until the wall has nothing more to say about this instant.
  void settle(model::Instant now);
  void settle() { settle(golden_.now); }
  void invalidate() { view_.invalidate(); }
  gfx::Image pixels() const { return canvas_.read_pixels(); }

  ui::Pointer pointer;
  ui::Commands commands;

 private:
  const GoldenCase& golden_;
  ui::WallView view_;
  gfx::Canvas canvas_;
};

// Characters that were drawn as a box because no font has them, since the last call.
size_t take_missing_glyphs();

}  // namespace onescreen::test_support
