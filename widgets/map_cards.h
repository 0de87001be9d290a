// The cards over a map: of the selected or the worst case, with a line to its mark, and of what lies under the pointer.
// Each says in its own words and, where somebody asks for it, where that comes from.
#pragma once

#include <optional>
#include <vector>

#include "map/labels.h"
#include "map_clusters.h"
#include "map_stage.h"
#include "model/time.h"

namespace onescreen::widgets {

// The first layer with a card: of its selected row, else of its worst case, where that is in view. What it covers is
// added to `taken`. Returns in what time it will read differently.
std::optional<model::Duration> draw_case_card(const MapStage& stage, const std::optional<MapRow>& selected,
                                              std::vector<map::Box>& taken);

// At the pointer, of this row, beside what is `taken` where there is room. Returns in what time it will read
// differently.
std::optional<model::Duration> draw_hover_card(const MapStage& stage, const MapRow& hit,
                                               const std::vector<map::Box>& taken);

// Likewise of a disc of several rows: how many, and of which levels.
std::optional<model::Duration> draw_cluster_card(const MapStage& stage, const MapCluster& hit,
                                                 const std::vector<map::Box>& taken);

// Around the mark of a row, as if the pointer were on it.
void draw_hover_ring(const MapStage& stage, const MapRow& row);

}  // namespace onescreen::widgets
