// Which rows have names, how important they are, and where around their places they may stand.
#include "map_names.h"

#include <utility>

#include "map/scale_bar.h"
#include "map/table_columns.h"
#include "map/track_path.h"
#include "ui/number.h"

namespace onescreen::widgets {

namespace {

using map::Place;

constexpr double kMarginPx = 2;  // design pixels kept free around a name
constexpr size_t kMostCirclesWithRadii = 50;
constexpr double kRimBearingDeg = 45;

bool stands_beside(const std::string& type) { return type == "points" || type == "tracks"; }

}  // namespace

MapNames::Key MapNames::key_of(const NamesInput& input) {
  Key key{{}, input.scale, &input.frame.theme};
  for (size_t i = 0; i < input.configs.size(); ++i) {
    const bool named = input.shown[i] && (!input.configs[i].label.empty() || input.configs[i].type == "circles");
    key.tables.push_back(named || (input.shown[i] && !input.facts[i].worst_marks.empty()) ? input.facts[i].table
                                                                                          : nullptr);
  }
  return key;
}

void MapNames::add_layer(const NamesInput& input, const ui::Painter& painter, size_t index,
                         std::vector<map::AnchoredLabel>& labels) {
  const ui::MapLayerConfig& config = input.configs[index];
  const map::LayerFacts& facts = input.facts[index];
  const model::Table& table = *facts.table;
  const model::Column* text = table.column(config.label);
  if (text == nullptr || facts.label_places.size() != table.row_count()) return;
  const model::Column* value = map::optional_column(table, config.label_value);
  const ui::Words& words = input.frame.words;
  const bool quiet = config.type == "labels";
  // Of a unit, where it is now.
  const std::vector<bool> named =
      config.type == "tracks"
          ? map::newest_of_units(table, config.id, config.lines.time.empty() ? "time" : config.lines.time)
          : std::vector<bool>(table.row_count(), true);
  for (size_t row = 0; row < table.row_count(); ++row) {
    if (!named[row] || !facts.label_places[row] || !map::is_on_earth(*facts.label_places[row]) || text->is_null(row))
      continue;
    std::string figure;
    if (value != nullptr)
      figure = value->is_null(row) ? words("null") : ui::format_number(words, value->as_number(row), 0, true);
    names_.emplace_back(input.frame, painter, text->as_text(row), std::move(figure), quiet);
    map::LabelRequest request;
    request.width_px = names_.back().width();
    request.height_px = names_.back().height();
    request.margin_px = kMarginPx * input.scale;
    request.priority = quiet ? 0 : 1000 - static_cast<double>(index);
    request.places = stands_beside(config.type)
                         ? std::vector<Place>{Place::right, Place::left, Place::above, Place::below}
                         : std::vector<Place>{Place::centre};
    request.gap_px = config.points.size * input.scale;
    request.shifts = config.type == "areas";
    labels.push_back({*facts.label_places[row], std::move(request)});
  }
}

void MapNames::add_radii(const NamesInput& input, const ui::Painter& painter, size_t index,
                         std::vector<map::AnchoredLabel>& labels) {
  const ui::MapLayerConfig& config = input.configs[index];
  const model::Table& table = *input.facts[index].table;
  if (table.row_count() > kMostCirclesWithRadii) return;
  const model::Column* radius = map::optional_column(table, config.lines.radius);
  const map::PointPositions positions(table, "lon", "lat");
  for (size_t row = 0; row < table.row_count(); ++row) {
    const auto centre = positions.at(row);
    if (!centre) continue;
    std::vector<double> radii = config.lines.radii_m;
    if (!config.lines.radius.empty()) radii.assign(1, radius != nullptr ? radius->as_number(row).value_or(0) : 0);
    for (const double metres : radii) {
      if (!(metres > 0 && metres <= map::kMostRadiusM)) continue;
      names_.emplace_back(input.frame, painter, map::length_text(metres), std::string(), true);
      map::LabelRequest request;
      request.width_px = names_.back().width();
      request.height_px = names_.back().height();
      request.margin_px = kMarginPx * input.scale;
      request.priority = 500;
      request.places = {Place::right, Place::above_right, Place::below_right};
      request.gap_px = 3 * input.scale;
      labels.push_back({map::place_at(*centre, metres, kRimBearingDeg), std::move(request)});
    }
  }
}

void MapNames::measure(const NamesInput& input, const ui::Painter& painter) {
  names_.clear();
  std::vector<map::AnchoredLabel> labels;
  std::vector<map::AnchoredKeepOut> keep_outs;
  for (size_t i = 0; i < input.configs.size(); ++i) {
    if (!input.shown[i] || input.facts[i].table == nullptr) continue;
    if (!input.configs[i].label.empty()) add_layer(input, painter, i, labels);
    if (input.configs[i].type == "circles") add_radii(input, painter, i, labels);
    // Names step aside for the most severe marks.
    for (const map::LonLat place : input.facts[i].worst_marks)
      keep_outs.push_back({place, input.configs[i].points.size * 1.1 * input.scale});
  }
  layout_.set(std::move(labels), std::move(keep_outs));
}

void MapNames::draw(const NamesInput& input, ui::Painter& painter) {
  Key key = key_of(input);
  if (key_ != key) {
    measure(input, painter);
    key_ = std::move(key);
  }
  const ui::Colour halo = ui::faded(input.frame.theme.map_ground, 0.85f);
  const double edge = 4;
  const map::Box inside{edge, edge, input.viewport.width_px - edge, input.viewport.height_px - edge};
  for (const map::PlacedLabel& placed : layout_.visible(input.camera, input.viewport, input.taken, inside)) {
    names_[placed.request].draw(painter, input.origin.x + static_cast<float>((placed.box.x0 + placed.box.x1) / 2),
                                input.origin.y + static_cast<float>(placed.box.y0), halo);
  }
}

}  // namespace onescreen::widgets
