// Reads what all back ends that a site file names have in common - address, how they let us in, headers, time limit -
// from checked JSON into data's plain values. Pure; appends what is wrong to a list and reads on.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "data/access.h"
#include "data/source_config.h"
#include "model/key_spec.h"
#include "model/time.h"
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

// Keys of one entry of "auth".
std::vector<model::KeySpec> access_keys();
data::AccessConfig read_access(const std::string& name, const ui::Config& config, const std::string& site_file,
                               std::vector<ui::Problem>& problems);

// The keys "timeout_secs", "requests" and "headers" of a set of tiles or pictures.
model::KeySpec timeout_key(std::string summary, std::string fallback);
model::KeySpec requests_key();
model::KeySpec headers_key();

// The entry of the site's "auth" that the key "auth" names; none, with a problem, where the site has no such entry.
data::AccessConfig access_of(const ui::Config& config, const SourceContext& context,
                             std::vector<ui::Problem>& problems);
std::map<std::string, std::string> headers_of(const ui::Config& config);
// A path relative to the site file becomes absolute; "file:" before it stays.
std::string beside(const std::string& path, const std::string& site_file);
// Keys whose numbers are seconds, and MiB of which the bytes are given.
model::Duration seconds(const ui::Config& config, std::string_view key);
int64_t mebibytes(const ui::Config& config, std::string_view key);

// The keys "url", "auth", "headers" and "timeout_secs" of a source, tile set or picture set.
template <typename Asked>
void read_request(const ui::Config& config, const SourceContext& context, Asked& asked,
                  std::vector<ui::Problem>& problems) {
  asked.url = beside(config.text("url"), context.site_file);
  asked.access = access_of(config, context, problems);
  asked.headers = headers_of(config);
  asked.timeout = seconds(config, "timeout_secs");
}

}  // namespace onescreen::app
