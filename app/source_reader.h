// Reads the sources of a site file, and how they are let in, from checked JSON into data's plain values. Pure but for
// the outline's file; appends what is wrong to a list and reads on.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/source_config.h"
#include "model/key_spec.h"
#include "ui/config.h"

namespace onescreen::app {

// What is common to all sources of a site.
struct SourceContext {
  std::string site_file;
  model::Zone zone;
  bool visitor = false;  // the stricter masks apply
  data::OutlinePtr outline;
  std::map<std::string, data::AccessConfig> access;
};

// Keys of one source of any format, and of one entry of "auth".
std::vector<model::KeySpec> all_source_keys();
std::vector<model::KeySpec> access_keys();

data::SourceConfig read_source(const std::string& name, const ui::Config& config, const SourceContext& context,
                               std::vector<ui::Problem>& problems);
data::AccessConfig read_access(const std::string& name, const ui::Config& config, const std::string& site_file,
                               std::vector<ui::Problem>& problems);

// "90s", "30m", "24h", "7d"; nullopt when it is none of these.
std::optional<model::Duration> read_span(std::string_view text);
// A path relative to the site file becomes absolute; "file:" before it stays.
std::string beside(const std::string& path, const std::string& site_file);

}  // namespace onescreen::app
