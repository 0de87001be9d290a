// What a map says at its edge: the remark beside the age of its data, and whose data it is. Pure.
#pragma once

#include <string>
#include <vector>

#include "map/layer_facts.h"
#include "ui/frame.h"
#include "ui/map_layer_config.h"

namespace onescreen::widgets {

// How many rows each layer shows, where it is configured to say so, and how many rows have no position: those are in
// the counts, but not in the picture.
std::string remark_of_rows(const ui::Frame& frame, const std::vector<ui::MapLayerConfig>& layers,
                           const std::vector<map::LayerFacts>& facts);

// The configured `attribution`, that it is no surveyed map where that is so (`schematic`) and the words do not say it
// already, and the base maps'.
std::string attribution_of(const ui::Frame& frame, const std::string& attribution, bool schematic,
                           const std::vector<ui::MapLayerConfig>& layers);

}  // namespace onescreen::widgets
