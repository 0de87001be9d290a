// The keys that all kinds of layers share, then those of each kind.
#include "ui/map_layer_config.h"

namespace onescreen::ui {

using model::KeySpec;
using model::KeyType;

MapLayerConfig::MapLayerConfig(const Config& config)
    : type(config.text("type")),
      data(config.text("data")),
      style(config.text("style")),
      id(config.text("id")),
      label(config.text("label")),
      label_value(config.text("label_value")),
      legend(config.text("legend")),
      count(config.text("count")),
      card(config.texts("card")),
      card_level(config.integer("card_level")),
      hover(config.texts("hover")),
      min_zoom(config.number("min_zoom")),
      min_level(area_level_from_name(config.text("min_level"))),
      max_level(area_level_from_name(config.text("max_level"))),
      drill(config.has("drill") ? std::optional(area_level_from_name(config.text("drill"))) : std::nullopt),
      crumb(config.text("crumb")),
      fit(config.flag("fit")),
      areas(config),
      lines(config),
      points(config),
      tiles(config) {}

namespace {

std::vector<KeySpec> layer_keys() {
  std::vector<KeySpec> keys = {
      {.name = "type",
       .type = KeyType::choice,
       .summary = "what the rows are drawn as",
       .required = true,
       .choices = {"areas", "lines", "points", "labels", "circles", "flows", "tracks", "clusters", "heat", "extrusion",
                   "tiles"}},
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each shape: a geometry, or lon and lat; every layer but `tiles` needs it",
       .columns = {{"lon", "longitude in degrees, for points and labels", false},
                   {"lat", "latitude in degrees, for points and labels", false},
                   {"geometry", "the shape", false},
                   {"deadline", "of the cases that a card may tell of", false}}},
      {.name = "style",
       .type = KeyType::choice,
       .summary = "how areas and lines look; `outline` is the boundary of larger areas over filled smaller ones, "
                  "`buildings` a faint texture of many",
       .fallback = "\"plain\"",
       .choices = {"plain", "water", "outline", "buildings", "road", "rail"}},
      {.name = "id", .type = KeyType::text, .summary = "column that a click selects by", .fallback = "\"id\""},
      {.name = "label", .type = KeyType::column, .summary = "column of names"},
      {.name = "label_value", .type = KeyType::column, .summary = "column of numbers under the names"},
      {.name = "legend", .summary = "areas, extrusion: what the colours mean; without it they are not in the legend"},
      {.name = "count", .summary = "remark beside the age, {} is the number of rows"},
      {.name = "card",
       .type = KeyType::texts,
       .summary = "points: heading and lines of the card at the worst case; {column}, {column:left}, {column:level}"},
      {.name = "card_level",
       .type = KeyType::integer,
       .summary = "points: a case of this level or worse gets the card",
       .fallback = "2",
       .minimum = 1,
       .maximum = 4},
      {.name = "hover",
       .type = KeyType::texts,
       .summary = "heading and lines of the card under the pointer, as for `card`"},
      {.name = "min_zoom",
       .type = KeyType::number,
       .summary = "hidden below this zoom of a 1080-row canvas",
       .fallback = "0",
       .minimum = 0,
       .maximum = 20},
      {.name = "min_level",
       .type = KeyType::choice,
       .summary = "hidden while no area of this level is chosen",
       .fallback = "\"district\"",
       .choices = {"district", "street", "grid"}},
      {.name = "max_level",
       .type = KeyType::choice,
       .summary = "hidden once an area below this level is chosen",
       .fallback = "\"grid\"",
       .choices = {"district", "street", "grid"}},
      {.name = "drill",
       .type = KeyType::choice,
       .summary = "areas: a click chooses one as `:street` or `:grid` by its `id`, and maps fly to it",
       .choices = {"street", "grid"}},
      {.name = "crumb",
       .summary = "drill: an area's name in the title, such as \"grid {id}\"; without it, its `label`, else its id"},
      {.name = "fit",
       .type = KeyType::boolean,
       .summary = "the map shows all of this layer until somebody moves it",
       .fallback = "false"},
  };
  for (const auto& more : {map_area_keys(), map_line_keys(), map_point_keys(), map_tile_keys()}) {
    keys.insert(keys.end(), more.begin(), more.end());
  }
  return keys;
}

}  // namespace

std::vector<KeySpec> map_keys() {
  return {
      {.name = "layers",
       .type = KeyType::objects,
       .summary = "what is drawn, the first at the bottom",
       .required = true,
       .children = layer_keys()},
      {.name = "attribution", .summary = "whose data the map is; always shown"},
      {.name = "schematic",
       .type = KeyType::boolean,
       .summary = "whether to say that this is no surveyed map, where the attribution does not",
       .fallback = "false"},
      {.name = "focus",
       .type = KeyType::choice,
       .summary = "`selected`: the map follows what is selected anywhere, where it shows it",
       .fallback = "\"none\"",
       .choices = {"none", "selected"}},
      {.name = "focus_radius_m",
       .type = KeyType::number,
       .summary = "focus: how far around it is shown",
       .fallback = "500",
       .minimum = 20,
       .maximum = 50000},
      {.name = "linked",
       .type = KeyType::boolean,
       .summary = "whether it looks where the other linked maps of the layout look",
       .fallback = "false"},
      {.name = "legend",
       .type = KeyType::boolean,
       .summary = "whether shapes and colours are explained",
       .fallback = "true"},
      {.name = "scale_bar",
       .type = KeyType::boolean,
       .summary = "whether a length is shown, in true metres",
       .fallback = "true"},
  };
}

namespace {

constexpr size_t kMostPointClasses = 12;  // as map::kMaxPointClasses

void check_points(const Config& layer, std::vector<Problem>& problems) {
  if (layer.text("type") != "points") return;
  if (layer.entries("classes").size() > kMostPointClasses)
    problems.push_back(layer.problem("classes", "a layer of points tells at most 12 classes apart"));
  if (layer.number("fade_secs") > 0 && !layer.has("time"))
    problems.push_back(layer.problem("fade_secs", "fading counts from \"time\": name the column"));
  for (const auto& [name, one] : layer.entries("classes")) {
    if (one.text("shape") == "arrow" && !layer.has("heading"))
      problems.push_back(one.problem("shape", "an arrow points along \"heading\": name the column"));
  }
}

}  // namespace

void check_map(const Config& map, std::vector<Problem>& problems) {
  for (const Config& layer : map.objects("layers")) {
    check_points(layer, problems);
    const bool tiles = layer.text("type") == "tiles";
    if (layer.has(tiles ? "set" : "data")) continue;
    problems.push_back(layer.problem("", tiles ? "a layer of tiles needs \"set\": one of the site's \"tiles\""
                                               : "this layer needs \"data\": what is drawn"));
  }
}

}  // namespace onescreen::ui
