// source_board: every source of the site with its state, age, latency and what is wrong with it in words; where there
// is room, its three clocks below: last poll, last confirmation, time of the data. Always on the wall, so that nobody
// has to ask whether a number is alive. In: the frame's snapshot, rules and instant; out: pixels.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "model/freshness.h"
#include "ui/panel_frame.h"
#include "ui/quality_words.h"
#include "ui/spans.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Duration;
using model::Freshness;
using model::KeySpec;
using ui::Face;
using ui::Rect;
using ui::TextStyle;

constexpr const char* kSeparator = " · ";
constexpr float kRowOfTwoLines = 2.5f;  // labels high

struct Line {
  std::string title;
  Freshness state = Freshness::never;
  std::string right;                // age, or since when it fails
  std::string brief;                // the same without its words, where there is no room for them
  std::string latency;              // before it, where there is room for all
  std::vector<ui::Notice> notices;  // instead of the latency
  std::vector<std::string> clocks;  // data, confirmation, last poll: the last is the first to go

  bool grave() const { return !notices.empty() && notices.front().weight == ui::NoticeWeight::grave; }
};

class SourceBoard : public ui::Widget {
 public:
  explicit SourceBoard(const ui::Config& config) : named_(config.texts("sources")) {}

  bool reads_snapshot() const override { return true; }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    ui::Painter& painter = panel.painter;
    std::vector<Line> lines = read(frame);
    if (lines.empty()) {
      const ui::Point c = panel.area.centre();
      const TextStyle style = painter.note(frame.theme.text_third);
      painter.text(c.x, ui::Painter::baseline_centred(c.y, style.px), style, frame.words("no_rows"), ui::Align::centre,
                   panel.area.width());
      return;
    }
    const Rect& area = panel.area;
    const float least = std::round(painter.label_px() * 1.45f);
    const size_t per_column = std::max<size_t>(1, static_cast<size_t>(area.height() / least));
    const size_t most_columns = std::max<size_t>(
        1, static_cast<size_t>((area.width() + painter.px(28)) / (painter.label_px() * 11 + painter.px(28))));
    const size_t columns = std::clamp<size_t>((lines.size() + per_column - 1) / per_column, 1, most_columns);
    const size_t capacity = per_column * columns;
    const bool cut = lines.size() > capacity;
    // In their own order while all of them fit: a line that jumps about is hard to find. Worst first when some must go.
    if (cut)
      std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
        return std::pair(a.state, !a.notices.empty()) > std::pair(b.state, !b.notices.empty());
      });
    const size_t total = lines.size();
    const size_t shown = cut ? capacity - 1 : total;
    const size_t rows = (std::min(capacity, total) + columns - 1) / columns;
    const float row_height = std::min(area.height() / static_cast<float>(rows), painter.label_px() * 2.8f);
    const float gap = columns > 1 ? painter.px(28) : 0;
    const float width = (area.width() - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    lines.resize(shown);
    const Lanes lanes = measure(painter, lines, {0, 0, width, row_height});
    for (size_t i = 0; i < shown + (cut ? 1 : 0); ++i) {
      const float x = area.x0 + (width + gap) * static_cast<float>(i / rows);
      const float y = area.y0 + row_height * static_cast<float>(i % rows);
      const Rect row{x, y, x + width, y + row_height};
      if (i < shown) {
        draw_line(frame, painter, lines[i], row, lanes);
      } else {
        const std::string more = frame.words.with("more", std::to_string(total - shown));
        painter.text(row.x0 + painter.px(19), ui::Painter::baseline_centred(row.centre().y, painter.note_px()),
                     painter.note(frame.theme.text_third), more, ui::Align::left, width - painter.px(19));
      }
    }
  }

  std::optional<Duration> changes_in(const ui::Frame& frame) const override {
    std::optional<Duration> next;
    const auto sooner = [&](std::optional<Duration> wait) {
      if (wait) next = next ? std::min(*next, *wait) : *wait;
    };
    for (const auto& [name, source] : frame.scene.snapshot->sources) {
      if (const auto age = model::age(*source, frame.now)) sooner(ui::span_changes_in(*age));
      if (source->failing_since) sooner(ui::span_changes_in(frame.now.uptime - source->failing_since->uptime));
      sooner(model::next_change_in(*source, frame.now));
      if (source->paused_to && source->paused_to->uptime > frame.now.uptime)
        sooner(source->paused_to->uptime - frame.now.uptime);
    }
    return next;
  }

  // "6/8": how many can be believed.
  std::string remark(const ui::Frame& frame) const override {
    size_t good = 0;
    const auto& sources = frame.scene.snapshot->sources;
    for (const auto& [name, source] : sources) good += model::freshness(*source, frame.now) <= Freshness::late ? 1 : 0;
    return sources.empty() ? std::string() : fmt::format("{}/{}", good, sources.size());
  }

 private:
  // Files that lie beside the program need no line while they are well; nothing that fails or lies can be left out.
  bool shows(const std::string& name, const Line& line) const {
    const bool doubtful = std::any_of(line.notices.begin(), line.notices.end(),
                                      [](const auto& notice) { return notice.weight != ui::NoticeWeight::remark; });
    return named_.empty() || line.state != Freshness::fresh || doubtful ||
           std::find(named_.begin(), named_.end(), name) != named_.end();
  }

  std::vector<Line> read(const ui::Frame& frame) const {
    const ui::Words& words = frame.words;
    std::vector<Line> lines;
    for (const auto& [name, source] : frame.scene.snapshot->sources) {
      Line line;
      line.title = source->title.empty() ? name : source->title;
      line.state = model::freshness(*source, frame.now);
      line.notices = ui::notices_of(words, *source, *frame.scene.rules, frame.now, frame.zone);
      if (!shows(name, line)) continue;
      const auto age = model::age(*source, frame.now);
      const std::string span = !age ? words("null") : age->count() < 1000 ? words("just_now") : words.span(*age);
      switch (line.state) {
        case Freshness::fresh:
          line.right = span;
          break;
        case Freshness::late:
        case Freshness::stale:
          line.brief = span;
          line.right = words.with(model::name_of(line.state), span);
          break;
        case Freshness::down:
          line.brief = source->failing_since ? words.span(frame.now.uptime - source->failing_since->uptime) : span;
          line.right = words.with("down", line.brief);
          break;
        case Freshness::denied:
          line.right = words("denied");
          break;
        case Freshness::never:
          line.right = words("never");
          break;
      }
      if (line.notices.empty() && source->polls > 0 && source->latency.count() > 0)
        line.latency = fmt::format("{} ms", source->latency.count());
      const auto clock = [&](const char* key, model::TimePoint time) {
        line.clocks.push_back(words.with(key, ui::time_of_day(time, frame.now.utc, frame.zone)));
      };
      if (source->as_of) clock("data_at", *source->as_of);
      if (source->confirmed) clock("confirmed_at", source->confirmed->utc);
      if (source->attempted) clock("polled_at", source->attempted->utc);
      lines.push_back(std::move(line));
    }
    return lines;
  }

  struct Lanes {
    float right = 0;         // width of the widest age
    bool latencies = false;  // there is room for all of them, one below the other
    bool clocks = false;     // each row has a second line
  };

  static float title_x(const ui::Painter& painter) { return painter.px(19); }
  static float gap(const ui::Painter& painter) { return painter.px(10); }

  static Lanes measure(const ui::Painter& painter, const std::vector<Line>& lines, const Rect& row) {
    const TextStyle style{Face::figure, painter.note_px(), 0};
    Lanes lanes;
    for (const Line& line : lines) lanes.right = std::max(lanes.right, painter.text_width(style, line.right));
    lanes.right = std::min(lanes.right, row.width() * 0.6f);
    lanes.latencies = std::all_of(lines.begin(), lines.end(), [&](const Line& line) {
      if (line.latency.empty()) return true;
      const float needed =
          title_x(painter) + painter.text_width(painter.label(0), line.title) + painter.text_width(style, line.latency);
      return needed + lanes.right + 2 * gap(painter) <= row.width();
    });
    lanes.clocks = row.height() >= painter.label_px() * kRowOfTwoLines && row.width() >= painter.label_px() * 18;
    return lanes;
  }

  // What is wrong, as much of it as fits into `room`; where not even one word does, the first in brief.
  static std::string said(const ui::Painter& painter, const std::vector<ui::Notice>& notices, float room) {
    // The separator behind the last is not drawn.
    const float separator = painter.text_width(painter.note(0), kSeparator);
    std::string all;
    for (const auto& text : ui::fitting_notices(painter, notices, room + separator)) all = ui::joined(all, text);
    return all.empty() ? notices.front().brief : all;
  }

  static void draw_line(const ui::Frame& frame, ui::Painter& painter, const Line& line, const Rect& row,
                        const Lanes& lanes) {
    const ui::Theme& theme = frame.theme;
    const float centre = lanes.clocks ? row.y0 + row.height() * 0.3f : row.centre().y;
    const float baseline = ui::Painter::baseline_centred(centre, painter.label_px());
    const float mark = painter.px(10);
    painter.state_mark({row.x0 + mark / 2, centre}, mark, static_cast<int>(line.state));

    const bool late = line.state == Freshness::late || line.state == Freshness::stale;
    const bool bad = line.state == Freshness::down || line.state == Freshness::denied;
    const bool never = line.state == Freshness::never;
    const float text_x = row.x0 + title_x(painter);
    const TextStyle title_style = painter.label(bad ? theme.down : theme.text_second);
    TextStyle style{Face::figure, painter.note_px(), late ? theme.late : bad ? theme.down : theme.text_third};
    TextStyle reason_style = style;
    reason_style.colour = line.notices.empty() ? theme.quiet : bad || never ? theme.down : theme.late;
    std::string text = line.right;
    const float most = (row.x1 - text_x) * 0.6f;
    if (!line.brief.empty()) {
      const float width = painter.text_width(style, text);
      if (width > most || painter.text_width(title_style, line.title) + gap(painter) + width > row.x1 - text_x)
        text = line.brief;
    }
    std::string reason = lanes.latencies ? line.latency : std::string();
    if (!line.notices.empty()) {
      // A warning may cost the title its end, and where it still has no room it stands in place of an age that says
      // less.
      const float title = std::min(painter.text_width(title_style, line.title), painter.label_px() * 5);
      const float room = row.x1 - text_x - title - lanes.right - 2 * gap(painter);
      reason = said(painter, line.notices, room);
      if (painter.text_width(style, reason) > room) {
        if (line.state == Freshness::fresh || never) {
          text = said(painter, line.notices, most);
          style.colour = reason_style.colour;
        }
        reason.clear();
      }
    }
    float left = row.x1 - painter.text(row.x1, baseline, style, text, ui::Align::right, most);
    if (!reason.empty()) {
      const float right = row.x1 - lanes.right - gap(painter);
      left = right - painter.text(right, baseline, reason_style, reason, ui::Align::right);
    }
    const float sign = std::round(painter.note_px() * 0.95f);
    const float before = left - sign - painter.px(5);
    // Words say it already; the sign makes it stand out where it costs the title nothing.
    if (line.grave() && before - text_x - gap(painter) >= painter.text_width(title_style, line.title)) {
      ui::draw_grave_sign(painter, {std::round(before + sign / 2), std::round(centre)}, sign);
      left = before;
    }
    const float room = left - gap(painter) - text_x;
    painter.text(text_x, baseline, title_style, line.title, ui::Align::left, std::max(1.0f, room));
    if (lanes.clocks) {
      const TextStyle clock_style{Face::figure, painter.note_px(), theme.text_third};
      std::string clocks;
      for (const auto& clock : line.clocks) {
        const std::string longer = ui::joined(clocks, clock);
        if (painter.text_width(clock_style, longer) <= row.x1 - text_x) clocks = longer;
      }
      const float y = ui::Painter::baseline_centred(row.y0 + row.height() * 0.7f, painter.note_px());
      painter.text(text_x, y, clock_style, clocks, ui::Align::left, row.x1 - text_x);
    }
  }

  std::vector<std::string> named_;
};

std::vector<KeySpec> keys() {
  return {{.name = "sources",
           .type = model::KeyType::texts,
           .summary = "names of the sources that have a line while they are fresh; empty: all. One that is not fresh "
                      "always has a line"}};
}

const bool registered = ui::register_widget({"source_board",
                                             "every source with state, age, latency and error",
                                             keys(),
                                             {190, 150},
                                             {480, 400},
                                             ui::make<SourceBoard>});

}  // namespace
}  // namespace onescreen::widgets
