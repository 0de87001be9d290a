#include "ui/text_audit.h"

#include <algorithm>

#include "ui/utf8.h"

namespace onescreen::ui {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
// Rounded positions and the air around characters let boxes meet that do not touch.
constexpr float kSlack = 0.08f;  // of the em
// What is scrolled away by so much of its height is on its way out of the picture, not cut by mistake.
constexpr float kLeastSeen = 0.12f;

bool overlap(const Rect& a, const Rect& b, float slack) {
  const Rect both = a.intersection(b);
  return both.width() > slack && both.height() > slack;
}

// Figures and capitals stand lower than Chinese characters and have nothing below the line.
Rect ink_of(std::string_view text, const Rect& em_box, float px) {
  bool tall = false;
  bool descends = false;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_codepoint(text, at);
    tall |= c > 0x2E7F;
    descends |= c < 0x80 && std::string_view("gjpqy,;()[]{}|/").find(static_cast<char>(c)) != std::string_view::npos;
  }
  Rect ink = em_box;
  if (!tall) {
    ink.y0 = em_box.y0 + px * 0.1f;
    if (!descends) ink.y1 = em_box.y1 - px * 0.08f;
  }
  return ink;
}

}  // namespace

const char* name_of(TextFault fault) {
  switch (fault) {
    case TextFault::cut:
      return "cut";
    case TextFault::small:
      return "small";
    default:
      return "covered";
  }
}

TextAudit::TextAudit(const Display& display, int shorter_side_px)
    : least_px_(px_from_arcmin(display, kLeastArcmin, shorter_side_px)) {}

void TextAudit::wrote(std::string_view text, const Rect& em_box, const Rect& clip, float px) {
  if (text.find_first_not_of(' ') == std::string_view::npos || em_box.empty()) return;
  const Rect whole = ink_of(text, em_box, px);
  const Rect seen = whole.intersection(clip);
  if (seen.empty() || seen.height() < kLeastSeen * whole.height()) return;
  Text entry;
  entry.panel = panel_;
  entry.text = std::string(text);
  entry.ink = seen;
  entry.px = px;
  const float slack = kSlack * px + 1;
  entry.cut =
      text.ends_with(kEllipsis) || whole.width() - seen.width() > slack || whole.height() - seen.height() > slack;
  for (Text& before : texts_) {
    if (!overlap(before.ink, seen, kSlack * std::min(px, before.px) + 1)) continue;
    before.covered = true;
    before.by = entry.text;
  }
  texts_.push_back(std::move(entry));
}

void TextAudit::filled(const Rect& shape, const Rect& clip) {
  const Rect drawn = shape.intersection(clip);
  if (drawn.empty()) return;
  std::erase_if(texts_, [&](const Text& text) {
    const Rect both = text.ink.intersection(drawn);
    return !both.empty() && both.width() >= text.ink.width() - 1 && both.height() >= text.ink.height() - 1;
  });
  for (Text& text : texts_) {
    if (text.covered || !overlap(text.ink, drawn, kSlack * text.px + 1)) continue;
    text.covered = true;
    text.by.clear();
  }
}

size_t TextAudit::texts_of(const std::string& panel) const {
  return static_cast<size_t>(
      std::count_if(texts_.begin(), texts_.end(), [&](const Text& text) { return text.panel == panel; }));
}

std::vector<TextFinding> TextAudit::findings() const {
  std::vector<TextFinding> out;
  const auto add = [&](TextFault fault, const Text& text, const std::string& by) {
    TextFinding finding{fault, text.panel, text.text, by, text.px};
    if (std::find(out.begin(), out.end(), finding) == out.end()) out.push_back(std::move(finding));
  };
  for (const Text& text : texts_) {
    if (text.cut) add(TextFault::cut, text, "");
    if (text.px < least_px_ - 0.5f) add(TextFault::small, text, "");
    if (text.covered) add(TextFault::covered, text, text.by);
  }
  return out;
}

}  // namespace onescreen::ui
