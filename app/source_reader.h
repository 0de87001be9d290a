// Reads the sources of a site file from checked JSON into data's plain values. Pure; appends what is wrong to a list
// and reads on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/source_config.h"
#include "model/key_spec.h"
#include "request_reader.h"
#include "ui/config.h"

namespace onescreen::app {

// Keys of one source of any format.
std::vector<model::KeySpec> all_source_keys();

data::SourceConfig read_source(const std::string& name, const ui::Config& config, const SourceContext& context,
                               std::vector<ui::Problem>& problems);

// "90s", "30m", "24h", "7d"; nullopt when it is none of these.
std::optional<model::Duration> read_span(std::string_view text);

}  // namespace onescreen::app
