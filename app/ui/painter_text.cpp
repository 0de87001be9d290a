// Painter's text: runs of characters by font, cut with an ellipsis, halo, and line breaking.
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "ui/fonts.h"
#include "ui/painter.h"
#include "ui/text_audit.h"
#include "ui/utf8.h"

namespace onescreen::ui {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

// One character of a line, resolved to the font that has it.
struct Glyph {
  Fonts::Choice choice;
  char32_t codepoint;
  size_t begin;  // bytes in the text
  size_t end;
  float advance;
};

// A character that no font has is a box one em wide: never dropped, never a blank.
float advance_of(const Fonts::Choice& choice, char32_t codepoint) {
  if (choice.font == nullptr) return std::round(choice.imgui_px);
  return choice.font->GetFontBaked(choice.imgui_px)->GetCharAdvance(static_cast<ImWchar>(codepoint));
}

template <typename Visit>  // bool visit(const Glyph&): false stops
void for_each_glyph(Fonts& fonts, const TextStyle& style, std::string_view text, Visit visit) {
  if (!(style.px >= 1)) return;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    char32_t codepoint = next_codepoint(text, at);
    if (codepoint < 0x20) codepoint = ' ';
    const Fonts::Choice choice = fonts.choose(style.face, codepoint, style.px);
    if (!visit(Glyph{choice, codepoint, begin, at, advance_of(choice, codepoint)})) return;
  }
}

}  // namespace

float Painter::text_width(const TextStyle& style, std::string_view text) const {
  float width = 0;
  for_each_glyph(fonts_, style, text, [&](const Glyph& glyph) {
    width += glyph.advance;
    return true;
  });
  return width;
}

float Painter::text(float x, float baseline_y, const TextStyle& style, std::string_view text, Align align,
                    float max_width) {
  if (!(style.px >= 1)) return 0;  // smaller than a pixel there is nothing to see
  std::string cut;
  float width = text_width(style, text);
  if (max_width > 0 && width > max_width) {
    const float room = max_width - text_width(style, kEllipsis);
    float used = 0;
    size_t end = 0;
    for_each_glyph(fonts_, style, text, [&](const Glyph& glyph) {
      if (used + glyph.advance > room) return false;
      used += glyph.advance;
      end = glyph.end;
      return true;
    });
    cut = std::string(text.substr(0, end)) + std::string(kEllipsis);
    text = cut;
    width = text_width(style, text);
  }
  if (align == Align::centre) x -= width / 2;
  if (align == Align::right) x -= width;
  x = std::round(x);
  baseline_y = std::round(baseline_y);
  if (audit_ != nullptr) {
    const ImVec2 from = list_.GetClipRectMin();
    const ImVec2 to = list_.GetClipRectMax();
    audit_->wrote(text, {x, baseline_y - 0.83f * style.px, x + width, baseline_y + 0.09f * style.px},
                  {from.x, from.y, to.x, to.y}, style.px);
  }
  for_each_glyph(fonts_, style, text, [&](const Glyph& glyph) {
    if (glyph.choice.font == nullptr) {
      const float em = glyph.choice.imgui_px;
      outline({x + em * 0.1f, baseline_y - em * 0.82f, x + em * 0.9f, baseline_y + em * 0.06f}, style.colour,
              std::max(1.0f, em * 0.06f));
    } else if (glyph.codepoint != ' ') {
      const float top = baseline_y - fonts_.ascent(glyph.choice);
      glyph.choice.font->RenderChar(&list_, glyph.choice.imgui_px, {x, top}, style.colour,
                                    static_cast<ImWchar>(glyph.codepoint));
    }
    x += glyph.advance;
    return true;
  });
  return width;
}

float Painter::text_with_halo(float x, float baseline_y, const TextStyle& style, std::string_view text, Align align,
                              Colour halo, float halo_px) {
  TextStyle around = style;
  around.colour = halo;
  TextAudit* const audit = std::exchange(audit_, nullptr);  // the outline is no text of its own
  for (int step = 0; step < 8; ++step) {
    const float angle = static_cast<float>(step) * 0.785398f;
    const float dx = std::round(std::cos(angle) * halo_px);
    const float dy = std::round(std::sin(angle) * halo_px);
    this->text(x + dx, baseline_y + dy, around, text, align);
  }
  audit_ = audit;
  return this->text(x, baseline_y, style, text, align);
}

int Painter::text_block(float x, float first_baseline_y, float width, float line_height, const TextStyle& style,
                        std::string_view text, int max_lines) {
  int lines = 0;
  while (!text.empty() && lines < max_lines) {
    size_t fits = 0;         // bytes that fit on this line
    size_t after_blank = 0;  // where a Latin word could be taken to the next line
    float used = 0;
    bool newline = false;
    for_each_glyph(fonts_, style, text, [&](const Glyph& glyph) {
      if (text[glyph.begin] == '\n') {
        newline = true;
        return false;
      }
      if (used + glyph.advance > width && fits > 0) return false;
      used += glyph.advance;
      fits = glyph.end;
      // Between Chinese characters a line may break anywhere.
      if (glyph.codepoint == ' ' || glyph.codepoint > 0x2E7F) after_blank = glyph.end;
      return true;
    });
    const bool last = lines + 1 == max_lines;
    const bool rest = fits < text.size() && !newline;
    if (last && rest) {
      this->text(x, first_baseline_y, style, text, Align::left, width);
      return lines + 1;
    }
    const size_t end = rest && after_blank > 0 && text[fits] != ' ' ? after_blank : fits;
    this->text(x, first_baseline_y, style, text.substr(0, end), Align::left);
    text.remove_prefix(newline ? end + 1 : end);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    first_baseline_y += line_height;
    ++lines;
  }
  return lines;
}

}  // namespace onescreen::ui
