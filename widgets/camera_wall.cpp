// camera_wall: live stills of cameras, as many tiles as fit, page by page. Each says whose it is and how old, and what
// keeps it from being live. In: a query with one row per camera, and the newest pictures of a set; out: pixels, the
// wish for just the pictures that are shown, and the selection when a tile is clicked.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "ui/cells.h"
#include "ui/fit.h"
#include "ui/still_view.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using model::Column;
using model::Duration;
using model::KeySpec;
using model::KeyType;
using model::StillState;
using ui::Rect;
using ui::TextStyle;

// Of the next page, so that it is there when its turn comes.
constexpr Duration kAskedAhead{4'000};
constexpr float kWidth = 16;
constexpr float kHeight = 9;
constexpr float kFlattest = 0.48f;
constexpr float kTallest = 0.8f;  // of a tile's width: a picture that is cut more shows too little

using Page = std::vector<size_t>;  // rows

struct Grid {
  size_t columns = 1;
  size_t rows = 1;
  float tile_width = 0;
  float tile_height = 0;  // with its caption
  float gap = 0;

  size_t tiles() const { return columns * rows; }
};

class CameraWall : public ui::Widget {
 public:
  explicit CameraWall(const ui::Config& config)
      : data_(config.text("data")),
        set_(config.text("set")),
        empty_(config.text("empty")),
        columns_(static_cast<size_t>(config.integer("columns"))),
        fit_(config.text("fit") == "contain" ? ui::StillFit::contain : ui::StillFit::cover),
        page_ms_(static_cast<int64_t>(config.number("page_secs") * 1000)),
        offline_(ui::offline_values(config)) {}

  bool uses_pointer() const override { return true; }
  bool reads_pictures() const override { return true; }
  void gpu_lost() override { cache_.abandon(); }
  void rest() override { cache_ = {}; }
  std::optional<Duration> changes_in(const ui::Frame&) const override { return changes_in_; }

  std::string remark(const ui::Frame& frame) const override {
    if (pages_ < 2) return {};
    return frame.words.with("still.page", std::to_string(page_), std::to_string(pages_));
  }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    changes_in_.reset();
    total_ = page_ = pages_ = 0;
    ui::WantPicturesCommand wish{panel.id, set_, {}};
    cache_.begin();
    draw_tiles(frame, panel, wish.ids);
    cache_.end();
    // Also when there is nothing: what was shown before is not to be asked for any more.
    frame.commands.push_back(std::move(wish));
  }

 private:
  static float caption_height(const ui::Painter& painter) { return std::round(painter.label_px() * 1.7f); }

  Grid grid_of(const ui::Painter& painter, const Rect& area, size_t count) const {
    const float caption = caption_height(painter);
    const float gap = painter.px(10);
    const auto with = [&](size_t columns) {
      Grid grid{columns, 1, 0, 0, gap};
      grid.tile_width = (area.width() - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
      const float height = grid.tile_width * kHeight / kWidth + caption;
      grid.rows = std::max<size_t>(1, static_cast<size_t>((area.height() + gap + 1) / (height + gap)));
      const auto room_in = [&](size_t rows) {
        return (area.height() - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
      };
      // Rather a little flatter than a row less, where tiles would be left over.
      if (fit_ == ui::StillFit::cover && grid.tiles() < count &&
          room_in(grid.rows + 1) - caption >= kFlattest * grid.tile_width)
        ++grid.rows;
      grid.rows = std::min(grid.rows, (count + columns - 1) / columns);
      const float room = room_in(grid.rows);
      grid.tile_height = std::min(room, grid.tile_width * kTallest + caption);
      return grid;
    };
    const float least = painter.label_px() * (columns_ > 0 ? 8.0f : 14.0f);
    const auto most = std::max<size_t>(1, static_cast<size_t>((area.width() + gap) / (least + gap)));
    if (columns_ > 0) return with(std::min({columns_, most, count}));
    for (size_t columns = 1; columns < most; ++columns) {
      const Grid grid = with(columns);
      if (grid.tiles() >= count && grid.tile_height >= caption + grid.tile_width * 0.4f) return grid;
    }
    return with(std::min(most, count));
  }

  // All at once where a set polls so many, else pages of which it polls two: the one that is shown and the next.
  Grid grid_for_all(const ui::Painter& painter, const Rect& area) const {
    constexpr size_t kMostOnPage = model::kMostPicturesWanted / 2;
    Grid grid = grid_of(painter, area, total_);
    if (total_ <= model::kMostPicturesWanted) return grid;
    for (size_t count = kMostOnPage; grid.tiles() > kMostOnPage && count > 0; --count)
      grid = grid_of(painter, area, count);
    return grid;
  }

  void draw_tiles(const ui::Frame& frame, ui::Panel& panel, std::vector<std::string>& wanted) {
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer, empty_)) return;
    const model::Table& table = *answer->table;
    total_ = table.row_count();
    const Grid grid = grid_for_all(panel.painter, panel.area);
    const std::vector<Page> pages_of = paged(table, grid.tiles(), frame.screen.selected);
    const size_t pages = pages_of.size();
    const int64_t now_ms = model::to_millis(frame.now.utc);
    const auto page = static_cast<size_t>(now_ms / page_ms_ % static_cast<int64_t>(pages));
    const Duration left(page_ms_ - now_ms % page_ms_);
    // Ages count seconds.
    changes_in_ = pages > 1 ? std::min(left, Duration(1'000)) : Duration(1'000);
    const Page& rows = pages_of[page];
    page_ = page + 1;
    pages_ = pages;
    const float height =
        grid.tile_height * static_cast<float>(grid.rows) + grid.gap * static_cast<float>(grid.rows - 1);
    const float top = std::floor(panel.area.y0 + std::max(0.0f, panel.area.height() - height) / 2);
    for (size_t i = 0; i < rows.size(); ++i) {
      const auto column = static_cast<float>(i % grid.columns);
      const auto row = static_cast<float>(i / grid.columns);
      const float x = std::round(panel.area.x0 + column * (grid.tile_width + grid.gap));
      const float y = std::round(top + row * (grid.tile_height + grid.gap));
      draw_tile(frame, panel, *answer, rows[i],
                {x, y, std::round(x + grid.tile_width), std::round(y + grid.tile_height)});
    }
    add_wishes(frame, *answer, rows, wanted);
    if (pages > 1 && left <= kAskedAhead) add_wishes(frame, *answer, pages_of[(page + 1) % pages], wanted);
  }

  // Rows of each page. What is selected stays in its first place while the pages turn.
  static std::vector<Page> paged(const model::Table& table, size_t tiles, const std::string& selected) {
    std::optional<size_t> pinned;
    for (size_t row = 0; row < table.row_count() && !selected.empty() && !pinned; ++row) {
      if (text(table, "id", row) == selected) pinned = row;
    }
    if (table.row_count() <= tiles || tiles < 2) pinned.reset();
    std::vector<Page> pages;
    for (size_t row = 0; row < table.row_count(); ++row) {
      if (row == pinned) continue;
      if (pages.empty() || pages.back().size() >= tiles) {
        pages.emplace_back();
        if (pinned) pages.back().push_back(*pinned);
      }
      pages.back().push_back(row);
    }
    return pages;
  }

  void add_wishes(const ui::Frame& frame, const model::Answer& answer, const Page& rows,
                  std::vector<std::string>& wanted) const {
    const auto set = frame.pictures == nullptr ? nullptr : frame.pictures->find(set_);
    for (const size_t row : rows) {
      const std::string id = text(*answer.table, "id", row);
      const model::CameraFacts facts = ui::facts_of_camera(frame, answer, row, offline_);
      if (!id.empty() && model::is_asked_for(set.get(), facts)) wanted.push_back(id);
    }
  }

  static std::string text(const model::Table& table, const char* name, size_t row) {
    return ui::text_at(table.column(name), row);
  }

  void draw_tile(const ui::Frame& frame, ui::Panel& panel, const model::Answer& answer, size_t row, const Rect& tile) {
    const model::Table& table = *answer.table;
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    const std::string id = text(table, "id", row);
    ui::Still still = ui::still_of(frame, set_, id, ui::facts_of_camera(frame, answer, row, offline_));
    const Column* since = table.column("offline_since");
    if (id.empty()) still.state = StillState::no_set;
    if (since != nullptr) still.offline_since = since->as_time(row);
    const bool selected = !id.empty() && id == frame.screen.selected;
    const bool hovered = !id.empty() && frame.pointer.inside && tile.contains(frame.pointer.position);
    if (hovered && frame.pointer.clicked) frame.commands.push_back(ui::SelectCommand{selected ? std::string() : id});

    const Rect picture{tile.x0, tile.y0, tile.x1, tile.y1 - caption_height(painter)};
    if (picture.height() > painter.label_px()) ui::draw_still(frame, painter, cache_, picture, fit_, still, true);
    const Rect caption{tile.x0, picture.y1, tile.x1, tile.y1};
    painter.fill(caption, ui::mixed(theme.panel, theme.line, selected ? 1.0f : 0.45f));
    draw_caption(frame, painter, table, row, still, caption);
    if (selected || hovered)
      painter.outline(tile.inset(1, 1), selected ? theme.text : ui::faded(theme.text, 0.5f), painter.px(2));
  }

  static void draw_caption(const ui::Frame& frame, ui::Painter& painter, const model::Table& table, size_t row,
                           const ui::Still& still, const Rect& caption) {
    const ui::Theme& theme = frame.theme;
    const float baseline = ui::Painter::baseline_centred(caption.centre().y, painter.label_px());
    const float inset = painter.px(7);
    const float mark = painter.note_px() * 0.75f;
    ui::draw_still_mark(painter, {caption.x0 + inset + mark / 2, caption.centre().y}, mark, still.state);
    const float x0 = caption.x0 + 2 * inset + mark;
    const std::string said = ui::brief_words(frame, still);
    TextStyle state = painter.note(ui::colour_of_still(theme, still.state));
    // The state before the name: a camera that cannot be told to be dark does more harm than one without a name.
    const float said_room = caption.x1 - inset - x0;
    const float width = painter.text(caption.x1 - inset, baseline, state, said, ui::Align::right, said_room);
    const float room = said_room - width - inset;
    if (room < painter.label_px() * 1.5f) return;
    const TextStyle style = painter.label(theme.text);
    const std::string name = ui::cut_words(painter, style, text(table, "name", row), room);
    const float used = painter.text(x0, baseline, style, name);
    const std::string place = text(table, "place", row);
    const TextStyle quiet = painter.note(theme.text_third);
    if (!place.empty() && used + inset + painter.text_width(quiet, place) <= room)
      painter.text(x0 + used + inset, baseline, quiet, place);
  }

  std::string data_;
  std::string set_;
  std::string empty_;
  size_t columns_;
  ui::StillFit fit_;
  int64_t page_ms_;
  std::vector<std::string> offline_;
  ui::PictureCache cache_;
  // What the newest draw found.
  size_t total_ = 0;
  size_t page_ = 0;  // from 1
  size_t pages_ = 0;
  std::optional<Duration> changes_in_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each camera, in the order to show",
       .required = true,
       .columns = {{"id", "which picture of the set is its own; what a click selects"},
                   {"name", "whose picture it is"},
                   {"status", "what the system says of it; see \"offline\"", false},
                   {"secret", "never asked for and never shown unless this says no; also as secrecy", false},
                   {"offline_since", "since when it is offline", false},
                   {"place", "where it is", false}}},
      {.name = "set", .type = KeyType::text, .summary = "one of the site's \"pictures\"", .required = true},
      {.name = "columns",
       .type = KeyType::integer,
       .summary = "tiles side by side; 0: as few as show all, else as many as can be read",
       .fallback = "0",
       .minimum = 0,
       .maximum = 12},
      {.name = "fit",
       .type = KeyType::choice,
       .summary = "\"cover\" fills the tile and cuts what juts out, \"contain\" shows all of the picture",
       .fallback = "\"cover\"",
       .choices = {"cover", "contain"}},
      {.name = "page_secs",
       .type = KeyType::number,
       .summary = "seconds that a page stays, when there are several",
       .fallback = "12",
       .minimum = 2,
       .maximum = 600},
      ui::offline_key(),
      {.name = "empty", .summary = "words for no camera at all"},
  };
}

const bool registered = ui::register_widget({"camera_wall",
                                             "live stills of cameras, page by page, each with its age and state",
                                             keys(),
                                             {220, 150},
                                             {1500, 1000},
                                             ui::make<CameraWall>});

}  // namespace
}  // namespace onescreen::widgets
