#include "ui/still_view.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/quality_words.h"

namespace onescreen::ui {
namespace {

using model::Freshness;
using model::StillState;

// The part of the picture and where it goes.
struct Placed {
  Rect from{0, 0, 1, 1};
  Rect to;
};

Placed placed(const model::TileImage& image, const Rect& area, StillFit fit) {
  const float wide = static_cast<float>(image.width) / static_cast<float>(image.height);
  const float ours = area.width() / std::max(1.0f, area.height());
  Placed out{{0, 0, 1, 1}, area};
  if (fit == StillFit::cover) {
    // What is cut goes from both sides alike.
    const float share = std::min(wide, ours) / std::max(wide, ours);
    if (wide > ours) {
      out.from = {0.5f - share / 2, 0, 0.5f + share / 2, 1};
    } else {
      out.from = {0, 0.5f - share / 2, 1, 0.5f + share / 2};
    }
    return out;
  }
  const float width = std::round(std::min(area.width(), area.height() * wide));
  const float height = std::round(std::min(area.height(), area.width() / wide));
  const float x = std::round(area.x0 + (area.width() - width) / 2);
  const float y = std::round(area.y0 + (area.height() - height) / 2);
  out.to = {x, y, x + width, y + height};
  return out;
}

std::string error_word(const Frame& frame, const model::Error& error) {
  return frame.words(std::string("error.") + model::name_of(error.code));
}

// A closed lock: that there is a picture, and that it is not for this wall.
void draw_lock(Painter& painter, Point centre, float size, Colour colour) {
  const float half = size / 2;
  painter.ring({centre.x, centre.y - half * 0.25f}, half * 0.62f, colour, std::max(1.5f, size * 0.11f));
  painter.fill({centre.x - half, centre.y - half * 0.15f, centre.x + half, centre.y + half * 1.15f}, colour,
               size * 0.1f);
}

// On one line, else on two, else as much as there is room for.
std::vector<std::string> lines_of(const Painter& painter, const Rect& area, const StillWords& words, bool captioned) {
  if (words.what.empty()) return {};
  const auto fits = [&](const std::string& line) {
    return painter.text_width({Face::strong, painter.label_px(), 0}, line) + painter.label_px() * 1.4f <= area.width();
  };
  const std::string whole = joined(words.what, words.more);
  if (fits(whole) && area.height() >= painter.label_px() * 2.2f) return {whole};
  if (!words.more.empty() && fits(words.what) && fits(words.more) && area.height() >= painter.label_px() * 4)
    return {words.what, words.more};
  if ((fits(words.what) && area.height() >= painter.label_px() * 2.2f) || !captioned) return {words.what};
  return {};
}

}  // namespace

bool Still::shows_image() const {
  switch (state) {
    case StillState::live:
    case StillState::frozen:
    case StillState::timeout:
    case StillState::failed:
    case StillState::refused:
      return has_image();
    default:
      return false;
  }
}

model::CameraFacts facts_of_camera(const Frame& frame, const model::Answer& answer, size_t row,
                                   const std::vector<std::string>& offline) {
  const model::Table& table = *answer.table;
  model::CameraFacts facts;
  bool is_said = false;
  for (const model::Column& column : table.columns()) {
    if (!model::tells_secrecy(column.name())) continue;
    is_said = true;
    const auto value = column.as_number(row);
    facts.secret |= !value || *value != 0;
  }
  for (const std::string& name : answer.reads) {
    if (is_said) break;
    const model::SourceState* source = frame.scene.snapshot->find(name);
    if (source == nullptr || source->table == nullptr) continue;
    const auto& columns = source->table->columns();
    facts.secret |= std::any_of(columns.begin(), columns.end(),
                                [](const model::Column& column) { return model::tells_secrecy(column.name()); });
  }
  const model::Column* status = table.column("status");
  facts.offline = status != nullptr && std::find(offline.begin(), offline.end(), status->as_text(row)) != offline.end();
  return facts;
}

model::KeySpec offline_key() {
  return {.name = "offline",
          .type = model::KeyType::texts,
          .summary = "values of \"status\" that mean offline; \"offline\" and \"OFF\" when absent"};
}

std::vector<std::string> offline_values(const Config& config) {
  std::vector<std::string> values = config.texts("offline");
  return values.empty() ? std::vector<std::string>{"offline", "OFF"} : values;
}

Still still_of(const Frame& frame, const std::string& set, const std::string& id, model::CameraFacts facts) {
  Still still;
  if (frame.pictures != nullptr) still.set = frame.pictures->find(set);
  if (still.set != nullptr) still.picture = still.set->find(id);
  still.state = model::still_state(still.set.get(), still.picture, facts, frame.now);
  return still;
}

std::string brief_words(const Frame& frame, const Still& still) {
  const Words& words = frame.words;
  switch (still.state) {
    case StillState::live: {
      const auto age = model::still_age(still.picture, still.state, frame.now);
      if (!age || *age < std::chrono::seconds(1)) return words("just_now");
      return words.with("age", words.span(*age));
    }
    case StillState::frozen:
      return words("still.frozen_brief");
    case StillState::timeout:
      return words("error.timeout");
    case StillState::failed:
      return error_word(frame, *still.picture->error);
    case StillState::refused:
      return words("still.refused");
    case StillState::waiting:
      return words("still.waiting");
    case StillState::offline:
      return words("still.offline");
    case StillState::secret:
      return words("still.secret");
    case StillState::withheld:
    case StillState::no_set:
      return words("still.none");
  }
  return {};
}

StillWords full_words(const Frame& frame, const Still& still) {
  const Words& words = frame.words;
  const auto age = model::still_age(still.picture, still.state, frame.now);
  switch (still.state) {
    case StillState::live:
      return {};
    case StillState::frozen:
      return {words.with("still.frozen", words.span(age.value_or(model::Duration(0)))), {}};
    case StillState::timeout:
    case StillState::failed:
    case StillState::refused:
      if (!age || !still.has_image()) return {brief_words(frame, still), {}};
      return {brief_words(frame, still), words.with("still.picture_of", words.span(*age))};
    case StillState::waiting:
      if (still.picture == nullptr || !still.picture->error) return {words("still.waiting"), {}};
      return {words("still.waiting"), error_word(frame, *still.picture->error)};
    case StillState::offline:
      if (!still.offline_since) return {words("still.offline"), {}};
      return {words("still.offline"),
              words.with("still.since", time_of_day(*still.offline_since, frame.now.utc, frame.zone),
                         words.span(std::max(model::Duration(0), frame.now.utc - *still.offline_since)))};
    case StillState::secret:
      return {words("still.secret"), {}};
    case StillState::withheld:
      return {words(still.set->withheld == model::Withheld::in_replay ? "still.in_replay" : "still.from_visitors"), {}};
    case StillState::no_set:
      return {words("still.no_set"), {}};
  }
  return {};
}

Colour colour_of_still(const Theme& theme, StillState state) {
  switch (state) {
    case StillState::live:
      return theme.text_third;
    case StillState::frozen:
    case StillState::timeout:
    case StillState::failed:
      return theme.late;
    case StillState::refused:
    case StillState::offline:
      return theme.down;
    default:
      return theme.text_second;
  }
}

void draw_still_mark(Painter& painter, Point centre, float size, StillState state) {
  const auto mark = [&](Freshness freshness) { painter.state_mark(centre, size, static_cast<int>(freshness)); };
  switch (state) {
    case StillState::live:
      return mark(Freshness::fresh);
    case StillState::frozen:
      return mark(Freshness::late);
    case StillState::timeout:
    case StillState::failed:
      return mark(Freshness::stale);
    case StillState::offline:
      return mark(Freshness::down);
    case StillState::refused:
      return mark(Freshness::denied);
    case StillState::secret:
      return draw_lock(painter, centre, size * 0.8f, painter.theme().text_second);
    default:
      return mark(Freshness::never);
  }
}

void draw_still(const Frame& frame, Painter& painter, PictureCache& cache, const Rect& area, StillFit fit,
                const Still& still, bool captioned) {
  const Theme& theme = frame.theme;
  painter.fill(area, mixed(theme.ground, theme.panel, 0.4f));
  const bool live = still.state == StillState::live;
  if (still.shows_image()) {
    const Placed place = placed(*still.picture->image, area, fit);
    if (const gfx::Texture* texture = cache.texture_of(still.picture->image))
      painter.picture(*texture, place.to, place.from);
    if (!live) {
      painter.fill(place.to, faded(theme.ground, 0.62f));
      painter.hatch(place.to, faded(colour_of_still(theme, still.state), 0.34f), painter.px(9), painter.px(1.2f));
    }
    if (still.set->demo) {
      // An invented picture must be told from a real one even on a photograph of the wall.
      const TextStyle style = painter.note(faded(theme.text, 0.9f));
      const std::string& mark = frame.words("still.demo");
      const float width = painter.text_width(style, mark) + painter.note_px() * 0.7f;
      const float height = std::round(painter.note_px() * 1.5f);
      if (width < place.to.width() * 0.6f && height < place.to.height() * 0.4f) {
        const Rect ground{place.to.x1 - width, place.to.y1 - height, place.to.x1, place.to.y1};
        painter.fill(ground, faded(theme.ground, 0.62f));
        painter.text(ground.centre().x, Painter::baseline_centred(ground.centre().y, style.px), style, mark,
                     Align::centre);
      }
    }
  } else if (still.state == StillState::offline) {
    painter.hatch(area, faded(theme.text_third, 0.16f), painter.px(14), painter.px(1));
  }
  const bool bare = still.state == StillState::secret || still.state == StillState::offline;
  painter.dashed_outline(area.inset(0.5f, 0.5f),
                         live ? 0 : faded(colour_of_still(theme, still.state), bare ? 0.35f : 0.8f),
                         std::max(1.0f, painter.px(1.5f)), painter.px(6));
  const std::vector<std::string> lines = lines_of(painter, area, full_words(frame, still), captioned);
  if (lines.empty()) return;
  const Point centre = area.centre();
  const float room = area.width() - painter.label_px();
  const TextStyle style{Face::strong, painter.label_px(), live ? theme.text : colour_of_still(theme, still.state)};
  const float step = painter.label_px() * 1.5f;
  float y = centre.y - step * static_cast<float>(lines.size() - 1) / 2;
  if (still.state == StillState::secret && area.height() > painter.label_px() * 5) {
    draw_lock(painter, {centre.x, centre.y - painter.label_px() * 0.9f}, painter.label_px() * 1.5f, style.colour);
    y += painter.label_px() * 1.1f;
  }
  if (still.shows_image()) {
    float width = 0;
    for (const auto& line : lines) width = std::max(width, std::min(room, painter.text_width(style, line)));
    const float half = width / 2 + painter.label_px() * 0.6f;
    const float above = painter.label_px() * 0.95f;
    painter.fill({centre.x - half, y - above, centre.x + half, y + step * static_cast<float>(lines.size() - 1) + above},
                 faded(theme.ground, 0.82f), painter.px(theme.radius));
  }
  for (const auto& line : lines) {
    painter.text(centre.x, Painter::baseline_centred(y, style.px), style, line, Align::centre, room);
    y += step;
  }
}

}  // namespace onescreen::ui
