// image: one still picture, of a file beside the layouts or of a picture set by its id, with a caption and whose it is.
// In: the newest pictures, and for a set a query of one id; out: pixels and the wish for that picture.
#include <cmath>
#include <optional>
#include <string>

#include "ui/cells.h"
#include "ui/fit.h"
#include "ui/quality_words.h"
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

class Image : public ui::Widget {
 public:
  explicit Image(const ui::Config& config)
      : file_(config.text("file")),
        set_(config.text("set")),
        data_(config.text("data")),
        caption_(config.text("caption")),
        credit_(config.text("credit")),
        empty_(config.text("empty")),
        offline_(ui::offline_values(config)),
        fit_(config.text("fit") == "cover" ? ui::StillFit::cover : ui::StillFit::contain) {}

  bool reads_pictures() const override { return true; }
  void gpu_lost() override { cache_.abandon(); }
  void rest() override { cache_ = {}; }
  // The wish has to be renewed, and the age of a live picture counts seconds.
  std::optional<Duration> changes_in(const ui::Frame&) const override {
    return Duration(set_.empty() ? 10'000 : 1'000);
  }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    ui::WantPicturesCommand wish{panel.id, set_.empty() ? model::kAssetPictures : set_, {}};
    cache_.begin();
    if (const auto id = id_of(frame, panel)) {
      const model::CameraFacts facts = facts_of(frame);
      ui::Still still = ui::still_of(frame, wish.set, *id, facts);
      if (id->empty()) still.state = StillState::no_set;
      // A file is no camera: what it shows does not age.
      if (set_.empty() && still.has_image()) still.state = StillState::live;
      if (model::is_asked_for(still.set.get(), facts) && !id->empty()) wish.ids.push_back(*id);
      draw_picture(frame, panel, still);
    }
    cache_.end();
    frame.commands.push_back(std::move(wish));
  }

 private:
  // nullopt where there is none, which is then said.
  std::optional<std::string> id_of(const ui::Frame& frame, ui::Panel& panel) const {
    if (set_.empty()) return file_;
    const model::Answer* answer = frame.answer(data_);
    if (ui::draw_absence(frame, panel, answer, empty_)) return std::nullopt;
    const Column* ids = answer->table->column("id");
    return ui::text_at(ids, 0);
  }

  model::CameraFacts facts_of(const ui::Frame& frame) const {
    const model::Answer* answer = set_.empty() ? nullptr : frame.answer(data_);
    if (answer == nullptr || answer->table == nullptr || answer->table->row_count() == 0) return {};
    return ui::facts_of_camera(frame, *answer, 0, offline_);
  }

  std::string caption_of(const ui::Frame& frame) const {
    const model::Answer* answer = set_.empty() ? nullptr : frame.answer(data_);
    const Column* names = answer == nullptr || answer->table == nullptr ? nullptr : answer->table->column("caption");
    if (names == nullptr || answer->table->row_count() == 0) return caption_;
    return ui::joined(caption_, names->as_text(0));
  }

  void draw_picture(const ui::Frame& frame, ui::Panel& panel, const ui::Still& still) {
    ui::Painter& painter = panel.painter;
    const ui::Theme& theme = frame.theme;
    Rect area = panel.area;
    // A picture that is whole on its own comes from a file; a missing one is the layout's mistake and says so.
    if (set_.empty() && still.picture != nullptr && still.picture->error && !still.has_image())
      return draw_fault(frame, panel);
    std::string caption = caption_of(frame);
    if (!set_.empty()) caption = ui::joined(caption, ui::brief_words(frame, still));
    const float line = std::round(painter.note_px() * 1.8f);
    const bool has_line = (!caption.empty() || !credit_.empty()) && area.height() > 4 * line;
    if (has_line) area.y1 -= line;
    ui::draw_still(frame, painter, cache_, area, fit_, still, has_line);
    if (!has_line) return;
    const float baseline = ui::Painter::baseline_centred(area.y1 + line / 2, painter.note_px());
    float room = area.width();
    if (!credit_.empty()) {
      const TextStyle quiet = painter.note(theme.text_third);
      const std::string credit = ui::cut_words(painter, quiet, credit_, room * 0.6f);
      room -= painter.text(area.x1, baseline, quiet, credit, ui::Align::right) + painter.px(10);
    }
    const TextStyle style =
        painter.note(still.state == StillState::live ? theme.text_second : ui::colour_of_still(theme, still.state));
    painter.text(area.x0, baseline, style, ui::cut_words(painter, style, caption, room));
  }

  void draw_fault(const ui::Frame& frame, ui::Panel& panel) const {
    ui::Painter& painter = panel.painter;
    const TextStyle style = painter.label(frame.theme.text_second);
    const std::string text = frame.words.with("image.unreadable", file_);
    const float line = painter.label_px() * 1.5f;
    const float y = panel.area.centre().y;
    painter.text_block(panel.area.x0, ui::Painter::baseline_centred(y, painter.label_px()), panel.area.width(), line,
                       style, text, 3);
  }

  std::string file_;
  std::string set_;
  std::string data_;
  std::string caption_;
  std::string credit_;
  std::string empty_;
  std::vector<std::string> offline_;
  ui::StillFit fit_;
  ui::PictureCache cache_;
};

std::vector<KeySpec> keys() {
  return {
      {.name = "file",
       .type = KeyType::text,
       .summary = "PNG or JPEG, as a path below the folder that holds the folder of layouts; or \"set\""},
      {.name = "set", .type = KeyType::text, .summary = "one of the site's \"pictures\"; or \"file\""},
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row: which picture of the set",
       .columns = {{"id", "which one"},
                   {"caption", "words below it", false},
                   {"secret", "neither asked for nor shown unless this says no; also as secrecy", false},
                   {"status", "neither, too, where it is one of `offline`", false}}},
      {.name = "fit",
       .type = KeyType::choice,
       .summary = "\"contain\" shows all of the picture, \"cover\" fills the panel and cuts what juts out",
       .fallback = "\"contain\"",
       .choices = {"cover", "contain"}},
      {.name = "caption", .type = KeyType::text, .summary = "words below it"},
      {.name = "credit", .type = KeyType::text, .summary = "whose picture it is, at the right below it"},
      ui::offline_key(),
      {.name = "empty", .summary = "words for no row"},
  };
}

const bool registered = ui::register_widget({"image",
                                             "one still picture of a file or a picture set, with caption and credit",
                                             keys(),
                                             {160, 110},
                                             {900, 700},
                                             ui::make<Image>});

}  // namespace
}  // namespace onescreen::widgets
