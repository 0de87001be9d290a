// How any panel draws a still picture, so that what is not live never looks live: in words, and apart without colour.
#pragma once

#include <string>
#include <vector>

#include "model/key_spec.h"
#include "model/pictures.h"
#include "ui/config.h"
#include "ui/frame.h"
#include "ui/painter.h"
#include "ui/picture_cache.h"

namespace onescreen::ui {

enum class StillFit { cover, contain };

// One picture at one instant, with what is said of it.
struct Still {
  model::PictureSetPtr set;                 // keeps the picture alive
  const model::Picture* picture = nullptr;  // null: none
  model::StillState state = model::StillState::waiting;
  std::optional<model::TimePoint> offline_since;

  bool has_image() const { return picture != nullptr && picture->image != nullptr; }
  // Kept from before, while nothing newer comes.
  bool shows_image() const;
};

// What a row says of its camera: whether its `status` is one of `offline`, and whether it is a secret: where one of the
// answer's columns of secrecy (model::tells_secrecy) has no "no" for it, or where the answer has none though a source
// behind it has, so that nobody can know. Both are the mistake that does no harm. The answer must have a table.
model::CameraFacts facts_of_camera(const Frame& frame, const model::Answer& answer, size_t row,
                                   const std::vector<std::string>& offline);

// The key `offline`, which gives these values.
model::KeySpec offline_key();
std::vector<std::string> offline_values(const Config& config);

Still still_of(const Frame& frame, const std::string& set, const std::string& id, model::CameraFacts facts);

// "live", of how old a picture is: "3 s ago"; of all others what is wrong, in as few words as a caption has room for.
std::string brief_words(const Frame& frame, const Still& still);
// What is wrong, and since when or why; both "" of a live one.
struct StillWords {
  std::string what;
  std::string more;
};
StillWords full_words(const Frame& frame, const Still& still);
Colour colour_of_still(const Theme& theme, model::StillState state);
// The shape of its state, `size` across.
void draw_still_mark(Painter& painter, Point centre, float size, model::StillState state);

// The picture in `area`, dimmed and hatched where it is not live, with full_words over it and the mark of invented
// pictures in its corner. `captioned`: a caption beside it says brief_words, so that they are left out where they do
// not fit.
void draw_still(const Frame& frame, Painter& painter, PictureCache& cache, const Rect& area, StillFit fit,
                const Still& still, bool captioned);

}  // namespace onescreen::ui
