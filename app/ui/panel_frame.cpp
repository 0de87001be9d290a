#include "ui/panel_frame.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "ui/spans.h"

namespace onescreen::ui {
namespace {

using model::Freshness;

constexpr float kHatchSpacingPx = 9;

// How much of the ground lies over content that is not current, and how strong the hatch is.
struct Marks {
  float veil = 0;
  float hatch = 0;
};

Marks marks_of(Freshness freshness) {
  switch (freshness) {
    case Freshness::late:
      return {0.30f, 0.030f};
    case Freshness::stale:
      return {0.45f, 0.055f};
    case Freshness::down:
    case Freshness::denied:
      return {0.55f, 0.075f};
    default:
      return {};
  }
}

// Anchored to the panel, so that a region drawn alone continues the lines around it.
void draw_marks(Painter& painter, const PanelBox& box, const Rect& region, Freshness freshness) {
  const Marks marks = marks_of(freshness);
  if (marks.veil <= 0) return;
  painter.push_clip(region);
  painter.hatch(box.outer, faded(painter.theme().text, marks.hatch), painter.px(kHatchSpacingPx), painter.px(1.5f));
  painter.pop_clip();
}

}  // namespace

PanelQuality quality_of_panel(const Frame& frame, const LayoutPanel& panel) {
  PanelQuality out;
  out.has_data = !panel.queries.empty();
  std::set<std::string> reads;
  for (const auto& query : panel.queries) {
    const model::Answer* answer = frame.answer(query);
    if (answer == nullptr) {
      out.answered = false;
      continue;
    }
    if (answer->error && !out.query_error) out.query_error = answer->error;
    reads.insert(answer->reads.begin(), answer->reads.end());
  }
  out.quality = model::quality_of({reads.begin(), reads.end()}, frame.scene, frame.now);
  return out;
}

AgeLine age_line(const Frame& frame, const PanelQuality& panel, const std::string& remark, const std::string& note) {
  AgeLine line;
  line.remark = remark;
  line.note = note;
  line.colour = frame.theme.quiet;
  if (!panel.has_data) {
    return line;
  }
  const auto& quality = panel.quality;
  const Words& words = frame.words;
  std::string age;
  if (panel.query_error) {
    age = words("query_error");
    line.colour = frame.theme.down;
  } else if (!panel.answered || (quality.sources > 0 && quality.freshness == Freshness::never)) {
    age = words("never");
    line.colour = frame.theme.text_third;
  } else if (quality.freshness == Freshness::denied) {
    age = words("denied");
    line.colour = frame.theme.down;
    // What stays on the panel is old, and how old it is must be said here too.
    if (quality.age) {
      line.remark = joined(remark, words.with("age", words.span(*quality.age)));
      line.changes_in = span_changes_in(*quality.age);
    }
  } else if (quality.age) {
    const std::string span = words.span(*quality.age);
    model::Duration shown = *quality.age;
    switch (quality.freshness) {
      case Freshness::late:
        age = words.with("late", span);
        line.colour = frame.theme.late;
        break;
      case Freshness::stale:
        age = words.with("stale", span);
        line.colour = frame.theme.late;
        break;
      case Freshness::down: {
        // An interruption is counted from its beginning, not from the last good answer's age.
        if (quality.failing_since) shown = frame.now.uptime - quality.failing_since->uptime;
        age = words.with("down", words.span(shown));
        line.colour = frame.theme.down;
        break;
      }
      default:
        age = *quality.age < std::chrono::seconds(1) ? words("just_now") : words.with("age", span);
    }
    line.changes_in = span_changes_in(shown);
  }
  line.text = age;
  line.notices = notices_of(words, quality);
  return line;
}

PanelBox panel_box(const Painter& painter, const Rect& outer, bool title_line, bool fills_panel,
                   const std::string& title) {
  PanelBox box;
  box.outer = outer;
  box.padding = std::round(painter.px(painter.theme().padding));
  const float top = std::round(painter.label_px() * 0.75f);
  box.title_baseline_y = outer.y0 + top + std::round(painter.label_px() * 0.88f);
  const float header_bottom =
      title_line ? box.title_baseline_y + std::round(painter.label_px() * 0.45f) : outer.y0 + box.padding * 0.5f;
  box.content = {outer.x0 + box.padding, header_bottom, outer.x1 - box.padding,
                 outer.y1 - std::round(box.padding * 0.65f)};
  if (fills_panel) box.content = outer;
  const float title_width = title.empty() ? 0 : painter.text_width(painter.label(0), title) + box.padding;
  box.age = {std::min(outer.x0 + box.padding + title_width, outer.x1 - box.padding), outer.y0 + top * 0.6f,
             outer.x1 - box.padding * 0.5f, box.title_baseline_y + std::round(painter.note_px() * 0.35f)};
  return box;
}

void draw_ground(Painter& painter, const PanelBox& box, bool title_line) {
  const Theme& theme = painter.theme();
  const bool covers = title_line && (theme.panel >> 24) == 0xFF;
  if (!covers) {
    painter.fill(box.outer, theme.ground);
    if (title_line) painter.fill(box.outer, theme.panel, painter.px(theme.radius));
    return;
  }
  // The ground shows at the corners only.
  const float radius = painter.px(theme.radius);
  const float side = std::ceil(radius) + 1;
  const Rect& outer = box.outer;
  for (const float x : {outer.x0, outer.x1 - side}) {
    for (const float y : {outer.y0, outer.y1 - side}) painter.fill({x, y, x + side, y + side}, theme.ground);
  }
  painter.fill(outer, theme.panel, radius);
}

void draw_title(Painter& painter, const PanelBox& box, const std::string& title, bool over_content) {
  if (title.empty()) return;
  const TextStyle style = painter.label(painter.theme().text_second);
  const float x = box.outer.x0 + box.padding;
  if (over_content) {
    painter.text_with_halo(x, box.title_baseline_y, style, title, Align::left, painter.theme().map_ground,
                           std::max(1.0f, painter.px(1.5f)));
  } else {
    painter.text(x, box.title_baseline_y, style, title, Align::left, box.outer.width() - 2 * box.padding);
  }
}

namespace {

constexpr float kUsualAge = 6;  // characters that the longest usual ages take
constexpr const char* kSeparator = " · ";

float grave_sign_px(const Painter& painter, const PanelBox& box) {
  return std::min(std::round(painter.note_px() * 0.95f), box.padding - 2);
}

}  // namespace

void draw_grave_sign(Painter& painter, Point centre, float size) {
  const Rect sign{centre.x - size / 2, centre.y - size / 2, centre.x + size / 2, centre.y + size / 2};
  painter.fill(sign, painter.theme().late, size * 0.25f);
  const float stroke = std::max(1.0f, std::round(size * 0.16f));
  const auto bar = [&](float from, float to) {
    painter.fill({centre.x - stroke / 2, sign.y0 + size * from, centre.x + stroke / 2, sign.y0 + size * to},
                 painter.theme().ground);
  };
  bar(0.18f, 0.6f);
  bar(0.7f, 0.7f + stroke / size);
}

bool has_room_for_area(const Painter& painter, const PanelBox& box, const AgeLine& line) {
  if (line.area.empty()) return true;
  const TextStyle style = painter.note(line.colour);
  // Where it stands must not change with each digit of the age.
  const float age = std::max(painter.text_width(style, line.text), kUsualAge * painter.note_px());
  float room = box.outer.x1 - box.padding - box.age.x0 - age;
  if (line.grave()) room -= painter.px(4);
  return painter.text_width(style, line.text.empty() ? line.area : line.area + kSeparator) <= room;
}

void draw_area_below(Painter& painter, const PanelBox& box, const std::string& area) {
  const TextStyle style = painter.note(painter.theme().text_second);
  const float right = box.outer.x1 - box.padding;
  const float left = std::max(box.outer.x0 + box.padding, right - painter.text_width(style, area));
  const float baseline = std::round(box.title_baseline_y + painter.note_px() * 1.5f);
  painter.fill({left - painter.px(4), baseline - painter.note_px(), right, baseline + painter.note_px() * 0.3f},
               painter.theme().panel);
  painter.text(right, baseline, style, area, Align::right, right - left);
}

float age_line_width(const Painter& painter, const AgeLine& line) {
  std::string all = joined(joined(line.note, line.remark), line.area);
  for (const Notice& notice : line.notices) all = joined(all, notice.full);
  return painter.text_width(painter.note(line.colour), joined(all, line.text));
}

void draw_age(Painter& painter, const PanelBox& box, const AgeLine& line, Freshness freshness, bool over_content) {
  Rect region = box.age;
  if (line.grave()) region.x1 = box.outer.x1;
  painter.push_clip(region);
  if (!over_content) {
    painter.fill(region, painter.theme().panel);
    draw_marks(painter, box, region, freshness);
  }
  const TextStyle style = painter.note(line.colour);
  float right = box.outer.x1 - box.padding;
  float room = right - box.age.x0;
  // Over a map the line brings its own ground, so that it can be drawn again without the map.
  if (over_content) painter.fill(region, painter.theme().map_ground);
  if (line.grave()) {
    const float size = grave_sign_px(painter, box);
    const float middle = box.title_baseline_y - painter.note_px() * 0.36f;
    draw_grave_sign(painter, {std::round(box.outer.x1 - size / 2 - painter.px(2)), std::round(middle)}, size);
    // A little air between age and sign, where it costs the age nothing.
    const float air = std::min(painter.px(4), room - painter.text_width(style, line.text));
    if (air > 0) {
      right -= air;
      room -= air;
    }
  }
  if (room > style.px) {
    // From the right to the left, each further to the left only where there is room: the age is what must be read.
    // What stands before it is whole or not there: half a count would be another count.
    const auto put = [&](const std::string& text, Colour colour) {
      const float width = painter.text(right, box.title_baseline_y, painter.note(colour), text, Align::right, room);
      right -= width;
      room -= width;
    };
    bool first = line.text.empty();
    if (!first) put(line.text, line.colour);
    const auto put_before = [&](const std::string& text, Colour colour) {
      put(first ? text : text + kSeparator, colour);
      first = false;
    };
    if (!line.area.empty() && has_room_for_area(painter, box, line)) put_before(line.area, painter.theme().text_second);
    const auto notices = fitting_notices(painter, line.notices, room);
    for (size_t i = notices.size(); i-- > 0;)
      put_before(notices[i], colour_of(painter.theme(), line.notices[i].weight));
    for (const std::string& before : {joined(line.note, line.remark), line.remark, line.note}) {
      const std::string text = first || before.empty() ? before : before + kSeparator;
      if (text.empty() || painter.text_width(style, text) > room) continue;
      put_before(before, painter.theme().quiet);
      break;
    }
  }
  painter.pop_clip();
}

void draw_staleness(Painter& painter, const PanelBox& box, Freshness freshness, bool title_line) {
  const Marks marks = marks_of(freshness);
  if (marks.veil <= 0) return;
  const Rect veiled = title_line ? Rect{box.outer.x0, box.age.y1, box.outer.x1, box.outer.y1} : box.outer;
  painter.fill(veiled, faded(painter.theme().panel, marks.veil), painter.px(painter.theme().radius));
  draw_marks(painter, box, box.outer, freshness);
}

void draw_error_panel(const Frame& frame, Painter& painter, const Rect& outer, const std::string& title,
                      const std::string& sentence) {
  const std::string heading = title.empty() ? frame.words("panel_error") : title;
  PanelBox box = panel_box(painter, outer, true, false, heading);
  draw_ground(painter, box, true);
  painter.hatch(outer, faded(frame.theme.down, 0.06f), painter.px(kHatchSpacingPx), painter.px(1.5f));
  draw_title(painter, box, heading, false);
  painter.text(outer.x1 - box.padding, box.title_baseline_y, painter.note(frame.theme.down), frame.words("panel_error"),
               Align::right, std::max(1.0f, outer.x1 - box.padding - box.age.x0));
  const float line = painter.note_px() * 1.5f;
  const int lines = std::max(1, static_cast<int>(box.content.height() / line));
  painter.push_clip(box.content);
  painter.text_block(box.content.x0, box.content.y0 + line, box.content.width(), line,
                     painter.note(frame.theme.text_second), sentence, lines);
  painter.pop_clip();
}

void draw_demo_mark(Painter& painter, const std::string& text, int canvas_width) {
  const TextStyle style = painter.note(painter.theme().late);
  const float right = static_cast<float>(canvas_width) - painter.px(2);
  const Rect mark{right - painter.text_width(style, text) - style.px, painter.px(2), right,
                  painter.px(2) + style.px * 1.5f};
  painter.fill(mark, painter.theme().ground);
  painter.dashed_outline(mark, style.colour, 1, painter.px(4));
  painter.text(mark.centre().x, Painter::baseline_centred(mark.centre().y, style.px), style, text, Align::centre);
}

void draw_notice(Painter& painter, const std::string& text, int canvas_width, int canvas_height) {
  const TextStyle style = painter.label(painter.theme().text);
  const float padding = std::round(painter.px(painter.theme().padding));
  const float room = static_cast<float>(canvas_width) - 4 * padding;
  const float width = std::min(room, painter.text_width(style, text));
  const float height = std::round(style.px * 2);
  const float centre = static_cast<float>(canvas_width) / 2;
  const float bottom = static_cast<float>(canvas_height) - padding;
  const Rect bar{std::round(centre - width / 2 - padding), bottom - height, std::round(centre + width / 2 + padding),
                 bottom};
  painter.fill(bar, painter.theme().grid, painter.px(painter.theme().radius));
  painter.outline(bar, painter.theme().late, 1, painter.px(painter.theme().radius));
  painter.text(centre, Painter::baseline_centred(bar.centre().y, style.px), style, text, Align::centre, room);
}

}  // namespace onescreen::ui
