// Reads the picture sets of a site file from checked JSON into data's plain values, and checks what the panels of a
// layout say of them. Pure but for looking whether a file is there; appends what is wrong to a list and reads on.
#pragma once

#include <string>
#include <vector>

#include "data/picture_config.h"
#include "data/query.h"
#include "model/key_spec.h"
#include "request_reader.h"
#include "ui/config.h"
#include "ui/layout.h"

namespace onescreen::app {

struct Site;

// Keys of one picture set.
std::vector<model::KeySpec> picture_set_keys();

data::PictureSetConfig read_picture_set(const std::string& name, const ui::Config& config, const SourceContext& context,
                                        std::vector<ui::Problem>& problems);

// The set of the files that layouts name (model::kAssetPictures).
data::PictureSetConfig asset_pictures(const Site& site);

// Sets that the site does not have, files that are not there, and queries that leave out which cameras are secret.
// `engine`: of the site.
void check_pictures(const ui::Layout& layout, const Site& site, data::QueryEngine& engine,
                    std::vector<ui::Problem>& problems);

}  // namespace onescreen::app
