#include "tile_reader.h"

#include "data/tile_url.h"
#include "source_check.h"

namespace onescreen::app {

using model::KeySpec;
using model::KeyType;

std::vector<KeySpec> tile_set_keys() {
  return {
      {.name = "url",
       .type = KeyType::text,
       .summary = "address of a tile with {z}, {x}, {y} (or {-y}, from the south), {s}, {secret}; of a WMTS: its "
                  "address, or a template with {TileMatrix}, {TileRow}, {TileCol}",
       .required = true},
      {.name = "attribution",
       .type = KeyType::text,
       .summary = "whose map it is; always shown on maps that draw it",
       .required = true},
      {.name = "min_zoom",
       .type = KeyType::integer,
       .summary = "coarsest level that there is",
       .fallback = "0",
       .minimum = 0,
       .maximum = 22},
      {.name = "max_zoom",
       .type = KeyType::integer,
       .summary = "finest level that there is; closer views enlarge it",
       .fallback = "18",
       .minimum = 0,
       .maximum = 22},
      {.name = "tile_px",
       .type = KeyType::integer,
       .summary = "pixels of a tile's side",
       .fallback = "256",
       .minimum = 64,
       .maximum = 1024},
      {.name = "subdomains", .type = KeyType::texts, .summary = "what {s} stands for, in turn"},
      {.name = "scheme",
       .type = KeyType::choice,
       .summary = "\"tms\" counts {y} from the south",
       .fallback = "\"xyz\"",
       .choices = {"xyz", "tms"}},
      {.name = "crs",
       .type = KeyType::choice,
       .summary = "coordinates in which the tiles are cut",
       .fallback = "\"wgs84\"",
       .choices = {"wgs84", "cgcs2000", "gcj02"}},
      {.name = "wmts",
       .type = KeyType::object,
       .summary =
           "the set is a WMTS layer of Web Mercator matrices, asked by key and value unless \"url\" is a template",
       .children =
           {{.name = "layer", .type = KeyType::text, .summary = "its layer", .required = true},
            {.name = "style", .type = KeyType::text, .summary = "its style", .fallback = "\"default\""},
            {.name = "matrix_set", .type = KeyType::text, .summary = "its matrix set", .required = true},
            {.name = "format", .type = KeyType::text, .summary = "of its pictures", .fallback = "\"image/png\""},
            {.name = "matrix", .type = KeyType::text, .summary = "name of a level's matrix", .fallback = "\"{z}\""}}},
      {.name = "auth", .type = KeyType::text, .summary = "one of the site's \"auth\"; its secret also fills {secret}"},
      headers_key(),
      timeout_key("longest wait for one tile", "10"),
      requests_key(),
      {.name = "cache_days",
       .type = KeyType::number,
       .summary = "how long a tile is good whose answer does not say",
       .fallback = "7",
       .minimum = 0.01,
       .maximum = 366},
      {.name = "max_mb",
       .type = KeyType::number,
       .summary = "most that is kept on disk, in MiB; 0: nothing",
       .fallback = "256",
       .minimum = 0,
       .maximum = 1e5},
  };
}

data::TileSetConfig read_tile_set(const std::string& name, const ui::Config& config, const SourceContext& context,
                                  std::vector<ui::Problem>& problems) {
  data::TileSetConfig set;
  set.name = name;
  read_request(config, context, set, problems);
  set.attribution = config.text("attribution");
  set.min_zoom = static_cast<int>(config.integer("min_zoom"));
  set.max_zoom = static_cast<int>(config.integer("max_zoom"));
  set.tile_px = static_cast<int>(config.integer("tile_px"));
  set.subdomains = config.texts("subdomains");
  set.tms = config.text("scheme") == "tms";
  set.crs = config.text("crs") == "gcj02" ? model::TileCrs::gcj02 : model::TileCrs::wgs84;
  if (config.has("wmts")) {
    const ui::Config wmts = config.object("wmts");
    set.wmts = {wmts.text("layer"), wmts.text("style"), wmts.text("matrix_set"), wmts.text("format"),
                wmts.text("matrix")};
  }
  set.requests = static_cast<int>(config.integer("requests"));
  set.keep_for = model::Duration(static_cast<int64_t>(config.number("cache_days") * 86'400'000));
  set.max_disk_bytes = mebibytes(config, "max_mb");
  if (set.attribution.find_first_not_of(' ') == std::string::npos && config.has("attribution"))
    problems.push_back(config.problem("attribution", "a map must say whose it is"));
  for (auto& problem : data::problems_of_tile_url(set))
    problems.push_back(config.problem(problem.key, std::move(problem.sentence)));
  check_address(set.url, config, problems);
  check_headers(config, problems);
  return set;
}

}  // namespace onescreen::app
