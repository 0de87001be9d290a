// What is wrong with a source as the site file declares it, beyond what its keys' types say: addresses that cannot be
// asked, pointers that are none, names that do not exist. Pure but for looking whether a file: address is there.
#pragma once

#include <string>
#include <vector>

#include "data/source_config.h"
#include "ui/config.h"

namespace onescreen::app {

// `config` is the JSON that `source` was read from; problems point at its keys.
void check_source(const data::SourceConfig& source, const ui::Config& config, std::vector<ui::Problem>& problems);
// The keys "url" and "headers" of anything that is asked over HTTP; braces in an address may stand for anything.
void check_address(const std::string& url, const ui::Config& config, std::vector<ui::Problem>& problems);
void check_headers(const ui::Config& config, std::vector<ui::Problem>& problems);

}  // namespace onescreen::app
