// The way from the district down to the chosen area, as a map's title: "A › B › C". The current level is bright, those
// above it can be clicked, those below it that could still be chosen are quiet. Placed before it is drawn; cut in the
// middle where it is too wide. UI thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ui/drill.h"
#include "ui/painter.h"

namespace onescreen::ui {

struct Crumb {
  std::string text;
  std::optional<AreaLevel> level;  // none: an ellipsis for what had no room
  float x0 = 0;
  float x1 = 0;
};

class Breadcrumb {
 public:
  // `title` gives the district's name and, after it, the names of the levels below: "A › street › grid".
  // At most `room` pixels from `x`, in pixels as `width_of` a text says.
  void place(const std::function<float(const std::string&)>& width_of, const Words& words, const ScreenState& screen,
             const std::string& title, float x, float room);

  const std::vector<Crumb>& crumbs() const { return crumbs_; }
  // As it is shown, in one line.
  std::string text() const;
  // What a click at `position` goes up to; only levels above the current one can be gone to. `line`: where it stands.
  std::optional<AreaLevel> level_at(Point position, const Rect& line) const;
  void draw(const Frame& frame, Painter& painter, float baseline_y, const Rect& line) const;

 private:
  std::vector<Crumb> crumbs_;
  std::string separator_;
  float separator_px_ = 0;
  AreaLevel current_ = AreaLevel::district;
};

}  // namespace onescreen::ui
