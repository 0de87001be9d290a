// Reads the tile sets of a site file from checked JSON into data's plain values, and what only a look at their content
// finds. Pure; appends what is wrong to a list and reads on.
#pragma once

#include <string>
#include <vector>

#include "data/tile_config.h"
#include "model/key_spec.h"
#include "request_reader.h"
#include "ui/config.h"

namespace onescreen::app {

// Keys of one tile set.
std::vector<model::KeySpec> tile_set_keys();

data::TileSetConfig read_tile_set(const std::string& name, const ui::Config& config, const SourceContext& context,
                                  std::vector<ui::Problem>& problems);

}  // namespace onescreen::app
