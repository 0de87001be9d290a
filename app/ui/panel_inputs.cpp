#include "ui/panel_inputs.h"

namespace onescreen::ui {

PanelInputs inputs_of(const Frame& frame, const LayoutPanel& panel, const Widget* widget, const PanelQuality& quality,
                      const Rect& outer) {
  PanelInputs inputs;
  for (const auto& query : panel.queries) {
    const auto found = frame.scene.answers->find(query);
    inputs.answers.push_back(found == frame.scene.answers->end() ? nullptr : found->second);
  }
  inputs.freshness = quality.quality.freshness;
  inputs.worst_source = quality.quality.worst_source;
  inputs.good_sources = quality.quality.good_sources;
  inputs.broken_rules = quality.quality.broken_rules;
  inputs.suspected_crs = quality.quality.suspected_crs;
  inputs.restored = quality.quality.restored;
  inputs.truncated = quality.quality.truncated;
  inputs.carried = quality.quality.carried_rows > 0;
  inputs.dropped = quality.quality.dropped_rows > 0;
  inputs.warned = !quality.quality.warning.empty();
  inputs.answered = quality.answered;
  inputs.query_error = quality.query_error;
  // While nothing has come yet, the reason is on the panel; later it would only flicker.
  if (quality.quality.freshness >= model::Freshness::denied) inputs.source_error = quality.quality.error;
  inputs.screen = frame.screen;
  // A map that somebody moves concerns no other panel, and which panel the keys steer shows nowhere.
  const std::string entry = widget != nullptr ? widget->map_entry(panel.id) : panel.id;
  const auto is_of_another = [&](const auto& one) { return one.first != entry; };
  std::erase_if(inputs.screen.map_views, is_of_another);
  std::erase_if(inputs.screen.map_motions, is_of_another);
  std::erase_if(inputs.screen.map_goals, is_of_another);
  std::erase_if(inputs.screen.table_sorts, [&](const auto& one) { return one.first != panel.id; });
  inputs.screen.key_panel.clear();
  if (widget != nullptr && widget->reads_tiles()) inputs.tiles = frame.tiles;
  if (widget != nullptr && widget->reads_pictures()) inputs.pictures = frame.pictures;
  if (widget == nullptr || !widget->uses_pointer()) {
    inputs.screen.hovered = {};
  } else if (frame.pointer.inside && outer.contains(frame.pointer.position)) {
    inputs.pointer = frame.pointer;
  }
  if (frame.steering != nullptr && !frame.steering->idle()) inputs.steering = *frame.steering;
  return inputs;
}

}  // namespace onescreen::ui
