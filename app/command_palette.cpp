#include "command_palette.h"

#include <algorithm>
#include <cmath>

namespace onescreen::app {
namespace {

using ui::Align;
using ui::Painter;
using ui::Rect;

constexpr size_t kMostShown = 12;
constexpr size_t kLongestText = 120;  // bytes

std::string utf8_of(char32_t c) {
  std::string out;
  const auto add = [&](char32_t bits) { out += static_cast<char>(bits); };
  if (c < 0x80) {
    add(c);
  } else if (c < 0x800) {
    add(0xC0 | c >> 6);
    add(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    add(0xE0 | c >> 12);
    add(0x80 | (c >> 6 & 0x3F));
    add(0x80 | (c & 0x3F));
  } else {
    add(0xF0 | c >> 18);
    add(0x80 | (c >> 12 & 0x3F));
    add(0x80 | (c >> 6 & 0x3F));
    add(0x80 | (c & 0x3F));
  }
  return out;
}

void remove_last_character(std::string& text) {
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
  if (!text.empty()) text.pop_back();
}

}  // namespace

void CommandPalette::open() {
  open_ = true;
  text_.clear();
  marked_ = 0;
  rows_.clear();
  search();
}

void CommandPalette::offer(std::vector<FoundThing> things, size_t missing) {
  const auto known = [](const FoundThing& thing) { return std::pair(thing.group, thing.key); };
  std::optional<std::pair<std::string, std::string>> was_marked;
  const bool had_mark = marked_.has_value() || things_.empty();
  if (marked_ && *marked_ < shown_.size()) was_marked = known(things_[shown_[*marked_]]);
  things_ = std::move(things);
  missing_ = missing;
  search();
  if (!had_mark) marked_.reset();
  if (!was_marked) return;
  const auto is_it = [&](size_t i) { return known(things_[i]) == *was_marked; };
  const auto row = std::find_if(shown_.begin(), shown_.end(), is_it);
  marked_.reset();  // where it is gone, Enter must open nothing else
  if (row != shown_.end()) marked_ = static_cast<size_t>(row - shown_.begin());
  if (marked_) return;
  // Better ones have come before it; it is shown as the last.
  size_t total = 0;
  const auto all = found(things_, text_, things_.size(), total);
  const auto still = std::find_if(all.begin(), all.end(), is_it);
  if (still == all.end() || shown_.empty()) return;
  marked_ = shown_.size() - 1;
  shown_.back() = *still;
}

void CommandPalette::search() {
  shown_ = found(things_, text_, kMostShown, total_);
  marked_ = shown_.empty() ? 0 : std::min(marked_.value_or(0), shown_.size() - 1);
}

void CommandPalette::choose(size_t row) {
  if (row >= shown_.size()) return;
  choice_ = things_[shown_[row]];
  close();
}

std::optional<FoundThing> CommandPalette::take_choice() { return std::exchange(choice_, std::nullopt); }

void CommandPalette::key(int code) {
  switch (code) {
    case gfx::kKeyEscape:
      close();
      break;
    case gfx::kKeyEnter:
    case gfx::kKeyPadEnter:
      if (marked_) choose(*marked_);
      break;
    case gfx::kKeyDown:
      marked_ = marked_ && *marked_ + 1 < shown_.size() ? *marked_ + 1 : marked_.value_or(0);
      break;
    case gfx::kKeyUp:
      marked_ = marked_ && *marked_ > 0 ? *marked_ - 1 : 0;
      break;
    case gfx::kKeyBackspace:
      remove_last_character(text_);
      marked_ = 0;
      search();
      break;
    default:
      break;
  }
}

bool CommandPalette::take(const gfx::InputEvent& event) {
  using Kind = gfx::InputEvent::Kind;
  if (!open_) return false;
  if (event.kind == Kind::key) {
    if (event.pressed) key(event.code);
    return true;
  }
  if (event.kind == Kind::character) {
    if (event.code >= 0x20 && text_.size() < kLongestText) {
      text_ += utf8_of(static_cast<char32_t>(event.code));
      marked_ = 0;
      search();
    }
    return true;
  }
  if (event.kind == Kind::button && event.pressed && event.code == 0) {
    const ui::Point at{static_cast<float>(event.x), static_cast<float>(event.y)};
    const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const Rect& rect) { return rect.contains(at); });
    if (row == rows_.end()) {
      close();
    } else {
      choose(static_cast<size_t>(row - rows_.begin()));
    }
    return true;
  }
  return event.kind == Kind::button || event.kind == Kind::scroll;
}

void CommandPalette::draw(const ui::Words& words, Painter& painter, gfx::Size size) {
  rows_.clear();
  if (!open_) return;
  const ui::Theme& theme = painter.theme();
  const float padding = painter.px(theme.padding);
  const float line = std::round(painter.label_px() * 2.1f);
  const float width = std::min(static_cast<float>(size.width) - 2 * padding, painter.px(760));
  const float x0 = std::round((static_cast<float>(size.width) - width) / 2);
  const float y0 = std::round(static_cast<float>(size.height) * 0.14f);
  const float height =
      line * static_cast<float>(std::max<size_t>(shown_.size(), 1) + 1) + padding * 2 + painter.note_px() * 1.6f;
  const Rect box{x0, y0, x0 + width, y0 + height};
  painter.fill({0, 0, static_cast<float>(size.width), static_cast<float>(size.height)}, ui::faded(theme.ground, 0.55f));
  painter.fill(box, theme.panel, painter.px(theme.radius));
  painter.outline(box, theme.quiet, 1, painter.px(theme.radius));

  const float left = x0 + padding;
  const float right = box.x1 - padding;
  float y = y0 + padding * 0.5f;
  const float first = Painter::baseline_centred(y + line / 2, painter.label_px());
  const ui::TextStyle typed = painter.label(theme.text);
  if (text_.empty()) {
    painter.text(left, first, painter.label(theme.quiet), words("find.prompt"), Align::left, right - left);
    painter.fill({left - painter.px(5), y + line * 0.25f, left - painter.px(3), y + line * 0.75f}, theme.text);
  } else {
    const float end = left + painter.text(left, first, typed, text_, Align::left, right - left);
    painter.fill({end + painter.px(2), y + line * 0.25f, end + painter.px(4), y + line * 0.75f}, theme.text);
  }
  y += line;
  painter.line({x0, y}, {box.x1, y}, theme.grid, 1);
  if (shown_.empty()) {
    painter.text(left, Painter::baseline_centred(y + line / 2, painter.label_px()), painter.label(theme.text_third),
                 words(missing_ > 0 ? "find.waiting" : "find.nothing"), Align::left, right - left);
    y += line;
  }
  float group_width = 0;
  for (const size_t index : shown_)
    group_width = std::max(group_width, painter.text_width(painter.note(0), things_[index].group));
  group_width += painter.px(18);
  for (size_t row = 0; row < shown_.size(); ++row) {
    const FoundThing& thing = things_[shown_[row]];
    const Rect place{x0, y, box.x1, y + line};
    if (row == marked_) {
      painter.fill(place, theme.grid);
      painter.fill({place.x0, place.y0, place.x0 + painter.px(3), place.y1}, theme.text);
    }
    const float baseline = Painter::baseline_centred(place.centre().y, painter.label_px());
    painter.text(left, baseline, painter.note(theme.text_third), thing.group);
    const float text_x = left + group_width;
    const float used = painter.text(text_x, baseline, typed, thing.text, Align::left, right - text_x);
    const float note_room = right - text_x - used - painter.px(18);
    if (note_room > painter.note_px() * 3)
      painter.text(right, baseline, painter.note(theme.text_third), thing.note, Align::right, note_room);
    rows_.push_back(place);
    y += line;
  }
  std::string foot = words.with("find.foot", std::to_string(shown_.size()), std::to_string(total_));
  if (missing_ > 0) foot = words.with("find.missing", std::to_string(missing_)) + words("separator") + foot;
  painter.text(left, y + painter.note_px() * 1.5f, painter.note(theme.text_third), foot, Align::left, right - left);
}

}  // namespace onescreen::app
