// Layers of surfaces: areas, extruded buildings; and the legend of their colours, from the very classes that
// they are drawn by.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "map_scene.h"
#include "ui/number.h"
#include "ui/theme_colours.h"

namespace onescreen::widgets {

namespace {

using map::ClassRule;
using map::Pattern;

// Of a category, by its name in the configuration, else by its place in the list.
size_t place_of(const std::vector<std::string>& names, const std::string& name, size_t otherwise) {
  const auto found = std::find(names.begin(), names.end(), name);
  return (name.empty() || found == names.end() ? otherwise : static_cast<size_t>(found - names.begin())) % names.size();
}

std::vector<map::Colour> steps_of(const SceneInput& input, const ui::MapLayerConfig& config) {
  const map::MapPalette& palette = input.palette;
  std::vector<map::Colour> steps;
  if (!config.areas.class_column.empty()) {
    for (size_t i = 0; i < config.areas.classes.size(); ++i) {
      const std::string& name = config.areas.classes[i].colour;
      const map::Colour category = palette.area_category[place_of(ui::map_area_colours(), name, i)];
      steps.push_back(to_gfx(ui::theme_colour(input.frame.theme, name, to_ui(category))));
    }
  } else if (config.areas.middle) {
    steps.assign(palette.area_diverge.begin(), palette.area_diverge.end());
  } else {
    steps.assign(palette.area_steps.begin(), palette.area_steps.end());
  }
  return steps;
}

std::vector<Pattern> patterns_of(const ui::MapLayerConfig& config) {
  std::vector<Pattern> patterns;
  for (size_t i = 0; !config.areas.class_column.empty() && i < config.areas.classes.size(); ++i)
    patterns.push_back(static_cast<Pattern>(place_of(ui::map_area_patterns(), config.areas.classes[i].pattern, i)));
  return patterns;
}

bool is_current(model::Freshness freshness) {
  return freshness == model::Freshness::fresh || freshness == model::Freshness::never;
}

}  // namespace

map::Classing classing_of(const ui::MapLayerConfig& config) {
  map::Classing classing;
  const ui::MapAreaKeys& keys = config.areas;
  if (config.type != "areas" && config.type != "extrusion") return classing;
  if (!keys.class_column.empty()) {
    classing.column = keys.class_column;
    classing.rule = ClassRule::category;
    for (const ui::MapAreaClass& one : keys.classes) classing.values.push_back(one.value);
    return classing;
  }
  classing.column = keys.value;
  classing.classes = static_cast<size_t>(keys.class_count);
  classing.breaks = keys.breaks;
  classing.middle = keys.middle;
  classing.rule = !keys.breaks.empty()    ? ClassRule::given
                  : keys.steps == "ramp"  ? ClassRule::ramp
                  : keys.steps == "equal" ? ClassRule::equal
                                          : ClassRule::quantile;
  return classing;
}

map::Layer area_layer(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  const auto is_boundary_above = [&] {
    for (size_t above = index; above < input.configs.size(); ++above) {
      if (input.configs[above].type == "areas" && input.configs[above].style == "outline" && input.shown(above))
        return true;
    }
    return false;
  };
  const bool divided = config.style == "plain" && is_boundary_above();
  map::AreaLayer layer = map::styled_areas(config.style, input.palette, input.scale, divided);
  layer.table = input.table(index);
  layer.id_column = config.id;
  layer.classing = classing_of(config);
  if (!layer.classing.column.empty()) {
    layer.steps = steps_of(input, config);
    layer.patterns = patterns_of(config);
    // Ground and boundaries are what they are; figures may be of yesterday.
    if (!is_current(input.freshness(index))) layer.hatch = gfx::faded(to_gfx(input.frame.theme.late), 0.2f);
  }
  layer.selected = input.frame.screen.selected;
  return layer;
}

map::Layer extrusion_layer(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  map::ExtrusionLayer layer = map::styled_buildings(input.palette, input.scale);
  layer.table = input.table(index);
  layer.id_column = config.id;
  if (!config.areas.height.empty()) layer.height_column = config.areas.height;
  if (!config.areas.floors.empty()) layer.floors_column = config.areas.floors;
  layer.classing = classing_of(config);
  // By height, a roof is a little lighter than the ground that it stands on; other figures speak for themselves.
  if (config.areas.middle || !config.areas.class_column.empty()) layer.steps = steps_of(input, config);
  layer.tilt = static_cast<float>(config.areas.tilt);
  layer.flat_zoom = input.zoom_of_design(config.areas.flat_below);
  layer.selected = input.frame.screen.selected;
  return layer;
}

namespace {

// As many decimals as tell neighbouring limits apart.
int decimals_for(double step) {
  if (!(step > 0)) return 0;
  return std::clamp(static_cast<int>(std::ceil(-std::log10(step) + 0.3)), 0, 4);
}

class Legend {
 public:
  Legend(const SceneInput& input, const ui::MapLayerConfig& config, const map::Layer& layer,
         const map::Classes& classes)
      : words_(input.frame.words), config_(config), classes_(classes) {
    if (const auto* areas = std::get_if<map::AreaLayer>(&layer)) {
      read(*areas, areas->fill);
      patterns_ = areas->patterns;
      pattern_colour_ = to_ui(areas->pattern_colour);
      edge_ = to_ui(areas->outline);
    } else if (const auto* buildings = std::get_if<map::ExtrusionLayer>(&layer)) {
      read(*buildings, buildings->roof);
      no_value_ = to_ui(buildings->roof);
    }
  }

  ui::MapLegendGroup group() const {
    ui::MapLegendGroup group;
    group.words = config_.legend;
    if (rule_ == ClassRule::category) {
      add_categories(group);
    } else if (rule_ == ClassRule::ramp) {
      const int decimals = classes_.whole ? 0 : decimals_for((classes_.highest - classes_.lowest) / 10);
      if (!classes_.empty()) {
        group.ramp = ui::MapLegendRamp{colours_, figure(classes_.lowest, decimals), figure(classes_.highest, decimals),
                                       config_.areas.unit};
      }
    } else {
      add_classes(group);
      if (!config_.areas.unit.empty()) group.words += words_("separator") + config_.areas.unit;
    }
    if (!classes_.counts.empty() && classes_.counts[0] > 0) group.items.push_back(no_value());
    return group;
  }

 private:
  template <typename Kind>
  void read(const Kind& layer, map::Colour otherwise) {
    rule_ = layer.classing.rule;
    for (const map::Colour colour : map::style_colours(layer.classing, layer.steps, otherwise))
      colours_.push_back(to_ui(colour));
  }

  std::string figure(double value, int decimals) const { return ui::format_number(words_, value, decimals, true); }

  ui::MapLegendItem fill(size_t style, std::string words) const {
    ui::MapLegendItem item{.swatch = ui::MapLegendItem::Swatch::fill, .colour = colours_[style - 1]};
    if (style - 1 < patterns_.size()) item.pattern = static_cast<int>(patterns_[style - 1]);
    item.pattern_colour = pattern_colour_;
    item.words = std::move(words);
    return item;
  }

  // As it is drawn: areas show the ground, buildings stand there all the same.
  ui::MapLegendItem no_value() const {
    ui::MapLegendItem item{.swatch = ui::MapLegendItem::Swatch::outline, .colour = edge_, .words = words_("no_value")};
    if (no_value_ == 0) return item;
    item.swatch = ui::MapLegendItem::Swatch::fill;
    item.colour = no_value_;
    return item;
  }

  void add_categories(ui::MapLegendGroup& group) const {
    for (size_t i = 0; i < config_.areas.classes.size(); ++i) {
      const ui::MapAreaClass& one = config_.areas.classes[i];
      group.items.push_back(fill(1 + i, one.words.empty() ? one.value : one.words));
    }
    if (!classes_.counts.empty() && classes_.counts.back() > 0 && classes_.counts.size() > 1)
      group.items.push_back(fill(classes_.counts.size() - 1, words_("other_value")));
  }

  // A class between equal limits holds nothing and is not explained. Of whole numbers, both ends belong to the class.
  void add_classes(ui::MapLegendGroup& group) const {
    const std::vector<double>& breaks = classes_.breaks;
    if (classes_.empty()) return;
    double least = classes_.highest - classes_.lowest;
    for (size_t i = 0; i + 1 < breaks.size(); ++i)
      if (breaks[i + 1] > breaks[i]) least = std::min(least, breaks[i + 1] - breaks[i]);
    const int decimals = classes_.whole ? 0 : decimals_for(least);
    for (size_t i = 0; i <= breaks.size(); ++i) {
      double low = i == 0 ? classes_.lowest : breaks[i - 1];
      double high = i == breaks.size() ? classes_.highest : breaks[i];
      if (i > 0 && i < breaks.size() && !(high > low)) continue;
      const bool beyond = i == 0 ? !breaks.empty() && classes_.lowest >= breaks[0] : low > classes_.highest;
      if (beyond && rule_ != ClassRule::given) continue;
      if (classes_.whole) {
        low = std::ceil(low);
        high = i == breaks.size() ? high : std::ceil(high) - 1;
      }
      group.items.push_back(fill(1 + i, range(low, high, i == 0 && beyond, i == breaks.size() && beyond, decimals)));
    }
  }

  // `below`, `above`: the class is there by name, but no value of it.
  std::string range(double low, double high, bool below, bool above, int decimals) const {
    const auto filled = [&](const char* key, double value) {
      std::string text = words_(key);
      if (const size_t at = text.find("{}"); at != std::string::npos) text.replace(at, 2, figure(value, decimals));
      return text;
    };
    if (below) return filled("range_below", classes_.breaks.front());
    if (above) return filled("range_above", low);
    if (figure(low, decimals) == figure(high, decimals)) return figure(low, decimals);
    // A dash before a minus would not be read.
    std::string text = filled(low < 0 || high < 0 ? "range_signed" : "range", low);
    if (const size_t at = text.find("{}"); at != std::string::npos) text.replace(at, 2, figure(high, decimals));
    return text;
  }

  const ui::Words& words_;
  const ui::MapLayerConfig& config_;
  const map::Classes& classes_;
  ClassRule rule_ = ClassRule::quantile;
  std::vector<ui::Colour> colours_;  // of the styles from 1 on
  std::vector<Pattern> patterns_;
  ui::Colour pattern_colour_ = 0;
  ui::Colour edge_ = 0;
  ui::Colour no_value_ = 0;  // 0: the ground
};

}  // namespace

std::optional<ui::MapLegendGroup> area_legend(const SceneInput& input, size_t index) {
  const ui::MapLayerConfig& config = input.configs[index];
  if (config.legend.empty() || !input.shown(index) || classing_of(config).column.empty()) return std::nullopt;
  const map::Layer layer = config.type == "areas" ? area_layer(input, index) : extrusion_layer(input, index);
  return Legend(input, config, layer, input.facts[index].classes).group();
}

}  // namespace onescreen::widgets
