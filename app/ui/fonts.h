// Fonts: finds Noto Sans CJK SC and B612 through fontconfig, maps the files once and gives Dear ImGui's dynamic atlas
// any size of them. Counts characters that no font has. One per ImGui context; UI thread only.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "model/result.h"
#include "ui/painter.h"

struct ImFont;

namespace onescreen::ui {

class Fonts {
 public:
  // The current ImGui context must exist, and outlive the fonts. Fails with a sentence that names the missing family and its Debian package.
  static model::Result<std::unique_ptr<Fonts>> load();
  ~Fonts();

  // The font that draws `codepoint` in `face`, and the size to ask ImGui for so that the em is `em_px` (ImGui sizes a
  // font by its line height; each font has its own ratio to the em).
  struct Choice {
    ImFont* font;
    float imgui_px;
  };
  Choice choose(Face face, char32_t codepoint, float em_px);
  // Distance from the top of ImGui's line to the baseline.
  float ascent(const Choice& choice) const;

  // Characters met so far that are in no font and were drawn as a visible box.
  const std::set<char32_t>& missing_glyphs() const { return missing_; }

 private:
  Fonts();
  struct Loaded;
  std::unique_ptr<Loaded> loaded_;
  std::set<char32_t> missing_;
};

}  // namespace onescreen::ui
