// What a panel's picture depends on besides its configuration, rectangle, theme and the passing of time, as a value: a
// panel whose inputs did not change is not drawn again. Pure.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ui/frame.h"
#include "ui/panel_frame.h"
#include "ui/widget.h"

namespace onescreen::ui {

struct PanelInputs {
  std::vector<model::AnswerPtr> answers;
  model::SnapshotPtr snapshot;                // only for widgets that read it
  std::shared_ptr<const model::Rules> rules;  // likewise
  model::TilesPtr tiles;                      // only for widgets that draw some
  model::PicturesPtr pictures;                // likewise
  model::Freshness freshness = model::Freshness::fresh;
  std::string worst_source;
  int good_sources = 0;
  // What is said besides the age; of counts only whether there are any, since the age line follows them by itself.
  std::vector<std::string> broken_rules;
  std::string suspected_crs;
  bool restored = false;
  bool truncated = false;
  bool carried = false;
  bool dropped = false;
  bool warned = false;
  bool answered = true;
  std::optional<model::Error> query_error;
  std::optional<model::Error> source_error;
  ScreenState screen;
  std::optional<Pointer> pointer;
  std::optional<Steering> steering;

  bool operator==(const PanelInputs&) const = default;
};

// The snapshot is left to the caller. `widget` may be null, `outer` is the panel's rectangle.
PanelInputs inputs_of(const Frame& frame, const LayoutPanel& panel, const Widget* widget, const PanelQuality& quality,
                      const Rect& outer);

}  // namespace onescreen::ui
