// Layers of points: marks, clusters, density.
#include <algorithm>
#include <cmath>
#include <utility>

#include "map/mark_look.h"
#include "map_scene.h"
#include "ui/number.h"
#include "ui/theme_colours.h"

namespace onescreen::widgets {

namespace {

std::optional<map::MarkShape> shape_named(const std::string& name) {
  const auto& names = ui::map_mark_shapes();
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt : std::optional(static_cast<map::MarkShape>(found - names.begin()));
}

// Marks fade in steps of the wall clock, so that a map is not prepared anew each second.
int64_t fade_step_ms(const ui::MapLayerConfig& config) {
  return std::max<int64_t>(1000, static_cast<int64_t>(config.points.fade_secs * 1000 / map::kFadeSteps));
}

int64_t fade_step_start_ms(const ui::MapLayerConfig& config, const model::Instant& now) {
  const int64_t step = fade_step_ms(config);
  const int64_t at = model::to_millis(now.utc);
  return at - ((at % step) + step) % step;
}

}  // namespace

std::optional<model::Duration> fading_changes_in(const ui::MapLayerConfig& config, const model::Instant& now) {
  if (config.type != "points" || config.points.fade_secs <= 0) return std::nullopt;
  return model::Duration(fade_step_start_ms(config, now) + fade_step_ms(config) - model::to_millis(now.utc));
}

map::Layer point_layer(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  map::PointLayer layer = map::styled_points(config.points.size, input.palette, input.scale);
  layer.table = input.table(index);
  layer.id_column = config.id;
  layer.level_column = config.points.level;
  layer.icon_column = config.points.icon;
  if (input.frame.theme.motion) layer.pulse_column = config.points.pulse;
  layer.since_column = config.points.since;
  layer.class_column = config.lines.class_column;
  for (const ui::MapLineClass& one : config.lines.classes) {
    if (layer.classes.size() == map::kMaxPointClasses) break;
    layer.classes.push_back({one.value, shape_named(one.shape),
                             to_gfx(ui::theme_colour(input.frame.theme, one.colour, ui::Colour{0})), one.width});
  }
  layer.size_column = config.points.size_by;
  if (!layer.size_column.empty()) {
    // So that the largest stays below what a mark can be, and areas proportional.
    float factor = layer.largest_factor;
    for (const map::PointClass& one : layer.classes) factor = std::max(factor, layer.largest_factor * one.size_factor);
    layer.size_px = std::min(layer.size_px, map::kLargestMarkPx / factor);
  }
  layer.largest_value = config.points.size_at;
  layer.heading_column = config.lines.heading;
  if (config.points.fade_secs > 0) {
    layer.age_column = config.lines.time;
    layer.fade_secs = config.points.fade_secs;
    layer.now_secs = static_cast<double>(fade_step_start_ms(config, input.frame.now)) / 1000;
  }
  layer.selected = input.frame.screen.selected;
  return layer;
}

map::Layer cluster_layer(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  map::ClusterLayer layer;
  layer.table = input.table(index);
  layer.level_column = config.points.level;
  layer.levels = {input.palette.mark, input.palette.levels[0], input.palette.levels[1], input.palette.levels[2],
                  input.palette.levels[3]};
  layer.ground = gfx::faded(input.palette.ground, 0.9f);
  layer.outline = gfx::faded(input.palette.ground, 0.8f);
  layer.radius_px = 16 * input.scale;
  layer.mark_px = config.points.size * input.scale;
  return layer;
}

map::Layer heat_layer(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  map::HeatLayer layer;
  layer.table = input.table(index);
  layer.weight_column = config.points.weight;
  layer.radius_m = config.points.radius_m;
  layer.highest_per_km2 = config.points.highest;
  // The one hue of data, from the ground to nearly white: what is dense is bright, and no alarm's colour is lent.
  const gfx::Colour data = to_gfx(input.frame.theme.data);
  const gfx::Colour text = to_gfx(input.frame.theme.text);
  for (const float share : {0.35f, 0.65f}) layer.steps.push_back(gfx::mixed(input.palette.ground, data, share));
  for (const float share : {0.0f, 0.4f, 0.8f}) layer.steps.push_back(gfx::mixed(data, text, share));
  layer.opacity = 0.85f;
  return layer;
}

namespace {

// Without a highest value the densest place is the brightest, and a ramp has no figures that would be true.
ui::MapLegendGroup heat_legend(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  const ui::Words& words = input.frame.words;
  ui::MapLegendGroup group;
  group.words = config.legend;
  ui::MapLegendRamp ramp;
  const map::Layer layer = heat_layer(input, index);
  for (const gfx::Colour colour : std::get<map::HeatLayer>(layer).steps) ramp.colours.push_back(to_ui(colour));
  const bool figures = config.points.highest > 0;
  ramp.lowest = figures ? ui::format_number(words, 0.0, 0, true) : words("low");
  ramp.highest = figures ? ui::format_number(words, config.points.highest, 0, true) : words("high");
  ramp.unit = config.areas.unit;
  group.ramp = std::move(ramp);
  return group;
}

void add_levels(const SceneInput& input, size_t index, ui::MapLegendGroup& group) {
  const map::LayerFacts& facts = input.facts[index];
  for (size_t level = 1; level <= 4; ++level) {
    std::optional<double> count;
    if (facts.table != nullptr) count = static_cast<double>(facts.per_level[level]);
    ui::MapLegendItem item;
    item.swatch = ui::MapLegendItem::Swatch::level;
    item.level = static_cast<int>(level);
    item.words = input.frame.words("level." + std::to_string(level));
    item.figure = ui::format_number(input.frame.words, count, 0, true);
    group.items.push_back(std::move(item));
  }
}

// Each class that has a name, as a mark of it without a level looks.
void add_classes(const SceneInput& input, size_t index, ui::MapLegendGroup& group) {
  const ui::MapLayerConfig& config = input.configs[index];
  const map::Layer made = point_layer(input, index);
  const auto& layer = std::get<map::PointLayer>(made);
  for (size_t i = 0; i < layer.classes.size(); ++i) {
    if (config.lines.classes[i].words.empty()) continue;
    map::MarkLook look;
    look.klass = static_cast<uint8_t>(i + 1);
    look.turn = layer.heading_column.empty() ? 0 : 1;
    const map::MarkStyle style = map::style_of(layer, look);
    ui::MapLegendItem item;
    item.shape = static_cast<int>(style.shape);
    item.colour = to_ui(style.fill);
    item.words = config.lines.classes[i].words;
    group.items.push_back(std::move(item));
  }
}

// In words: a legend has no room for the largest mark in its true size.
void add_sizes(const SceneInput& input, size_t index, ui::MapLegendGroup& group) {
  const ui::MapLayerConfig& config = input.configs[index];
  const bool limited = config.points.size_at > 0;
  const double largest = limited ? config.points.size_at : input.facts[index].largest_value;
  if (!(largest > 0)) return;
  ui::MapLegendItem item;
  item.colour = to_ui(input.palette.mark);
  item.words = input.frame.words(limited ? "legend.size_limited" : "legend.size");
  item.figure = ui::format_number(input.frame.words, largest, 0, true);
  if (!config.areas.unit.empty()) item.figure += " " + config.areas.unit;
  group.items.push_back(std::move(item));
}

}  // namespace

std::optional<ui::MapLegendGroup> point_legend(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  if (config.type == "heat") return config.legend.empty() ? std::nullopt : std::optional(heat_legend(input, index));
  ui::MapLegendGroup group;
  if (!config.points.level.empty()) add_levels(input, index, group);
  if (config.type == "points") {
    add_classes(input, index, group);
    if (!config.points.size_by.empty()) add_sizes(input, index, group);
  }
  if (group.items.empty()) return std::nullopt;
  if (config.points.level.empty()) group.words = config.legend;
  return group;
}

}  // namespace onescreen::widgets
