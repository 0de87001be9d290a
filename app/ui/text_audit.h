// TextAudit: what of the text of one drawing could not be read from where people sit: it was cut, it is smaller than
// the norm allows, or it lies half under something. The painter tells it what it draws; nothing is drawn differently
// for it. For `check` and tests; lives for one drawing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/geometry.h"
#include "ui/theme.h"

namespace onescreen::ui {

// The least height of a character at the eye, in arc minutes (ISO 9241-303, ISO 11064-5).
inline constexpr float kLeastArcmin = 16;

enum class TextFault {
  cut,      // an ellipsis in its place, or its edge lies outside what is drawn
  small,    // below kLeastArcmin, or below the pixels that Chinese characters need
  covered,  // another text or a filled shape lies over a part of it
};

// "cut", "small", "covered"
const char* name_of(TextFault fault);

struct TextFinding {
  TextFault fault = TextFault::cut;
  std::string panel;  // id in its layout; empty: over all panels
  std::string text;
  std::string by;  // covered: the other text; empty: a filled shape
  float px = 0;    // its em

  bool operator==(const TextFinding&) const = default;
};

class TextAudit {
 public:
  // Of a canvas that is seen like that.
  TextAudit(const Display& display, int shorter_side_px);

  void begin_panel(const std::string& id) { panel_ = id; }
  // One line of text. `em_box` reaches from its left to its right edge and from the top of a Chinese character to its
  // foot; only what lies within `clip` is drawn.
  void wrote(std::string_view text, const Rect& em_box, const Rect& clip, float px);
  // An opaque shape within `clip`: what it covers whole is no longer there.
  void filled(const Rect& shape, const Rect& clip);

  // In the order of drawing, each once.
  std::vector<TextFinding> findings() const;
  // How many texts are seen, of all panels and of one.
  size_t texts() const { return texts_.size(); }
  size_t texts_of(const std::string& panel) const;
  float least_px() const { return least_px_; }

 private:
  struct Text {
    std::string panel;
    std::string text;
    Rect ink;  // what of it is drawn
    bool cut = false;
    float px = 0;
    bool covered = false;
    std::string by;
  };
  std::vector<Text> texts_;
  std::string panel_;
  float least_px_;
};

}  // namespace onescreen::ui
