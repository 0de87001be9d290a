// Cards step aside for the map's furniture and for each other; what has no room is not there.
#include "map_cards.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "map/table_columns.h"
#include "ui/map_card.h"
#include "ui/number.h"
#include "ui/provenance.h"
#include "ui/quality_words.h"

namespace onescreen::widgets {
namespace {

using map::Box;
using map::PixelPoint;
using map::Place;
using model::Column;
using model::Duration;

constexpr int64_t kMinuteMs = 60'000;
// The time of the data goes on though the data stays the same.
constexpr Duration kProvenanceChanges{1000};

std::optional<Duration> sooner(std::optional<Duration> a, std::optional<Duration> b) {
  return a && b ? std::min(*a, *b) : a ? a : b;
}

ui::Provenance provenance_of(const MapStage& stage, size_t layer) {
  const model::Answer* answer = stage.frame.answer(stage.layers[layer].data);
  return answer == nullptr ? ui::Provenance{} : ui::provenance_of(stage.frame, answer->reads);
}

// A countdown turns with the deadline's own second.
std::optional<Duration> deadline_changes_in(const MapStage& stage, const model::Table& table, size_t row) {
  const Column* deadline = table.column("deadline");
  const auto due = deadline != nullptr && !deadline->is_null(row) ? deadline->as_time(row) : std::nullopt;
  if (!due) return std::nullopt;
  const int64_t left = (*due - stage.frame.now.utc).count();
  return Duration(left >= 0 ? left % kMinuteMs + 1 : kMinuteMs - (-left) % kMinuteMs);
}

void draw_leader(const MapStage& stage, PixelPoint from, const Box& box, ui::Colour colour) {
  const PixelPoint to{std::clamp(from.x, box.x0, box.x1), std::clamp(from.y, box.y0, box.y1)};
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  const double start = 16 * stage.scale;  // outside the ring of the mark
  if (length <= start) return;
  const PixelPoint begin{from.x + (to.x - from.x) * start / length, from.y + (to.y - from.y) * start / length};
  stage.painter.line(stage.canvas(begin), stage.canvas(to), colour, std::max(1.0f, stage.painter.px(1.4f)));
}

// Of the shape under the pointer, on its ground; over the picture, which need not be drawn again for it.
void draw_hover_outline(const MapStage& stage, const MapRow& row) {
  const model::Column* column = map::geometry_column(*row.table, {});
  if (column == nullptr || column->is_null(row.row) || column->geometry(row.row) == nullptr) return;
  const model::Geometry& shape = *column->geometry(row.row);
  ui::Painter& painter = stage.painter;
  const ui::Point origin = stage.canvas({0, 0});
  painter.push_clip({origin.x, origin.y, origin.x + static_cast<float>(stage.viewport.width_px),
                     origin.y + static_cast<float>(stage.viewport.height_px)});
  for (size_t ring = 0; ring < shape.ring_count(); ++ring) {
    std::vector<ui::Point> points;
    for (const map::LonLat position : shape.ring(ring)) {
      if (map::is_on_earth(position)) points.push_back(stage.canvas(stage.pixel(position)));
    }
    painter.polyline(points, ui::faded(stage.frame.theme.text, 0.7f), std::max(1.0f, painter.px(1.3f)), true);
  }
  painter.pop_clip();
}

}  // namespace

std::optional<Duration> draw_case_card(const MapStage& stage, const std::optional<MapRow>& selected,
                                       std::vector<Box>& taken) {
  const std::vector<Box> furniture = taken;
  std::optional<Duration> changes_in;
  for (size_t i = 0; i < stage.layers.size(); ++i) {
    const ui::MapLayerConfig& config = stage.layers[i];
    if (config.card.empty() || stage.facts[i].table == nullptr || !stage.shown(i)) continue;
    const model::Table& table = *stage.facts[i].table;
    const bool is_selected = selected && selected->layer == i;
    const auto row = is_selected ? std::optional(selected->row) : stage.facts[i].worst_case;
    const auto position = row ? map::PointPositions(table, "lon", "lat").at(*row) : std::nullopt;
    if (!position) continue;
    const Column* severity = map::optional_column(table, config.points.level);
    const int level = severity != nullptr ? static_cast<int>(severity->as_number(*row).value_or(0)) : 0;
    const auto provenance = is_selected ? provenance_of(stage, i) : ui::Provenance{};
    if (is_selected) changes_in = sooner(changes_in, kProvenanceChanges);
    const ui::MapCard card(stage.frame, stage.painter, table, *row, config.card, level == 1,
                           static_cast<float>(stage.viewport.width_px) - 16 * stage.scale, provenance);
    changes_in = sooner(changes_in, deadline_changes_in(stage, table, *row));
    const PixelPoint at = stage.pixel(*position);
    if (!stage.contains(at)) continue;
    const double mark = 16 * stage.scale;
    taken.push_back({at.x - mark, at.y - mark, at.x + mark, at.y + mark});
    const double edge = 8 * stage.scale;
    const auto placed = map::place_card(at, card.width(), card.height(), 34 * stage.scale, 4 * stage.scale, furniture,
                                        {edge, edge, stage.viewport.width_px - edge, stage.viewport.height_px - edge});
    if (!placed) return changes_in;
    const ui::Theme& theme = stage.frame.theme;
    const ui::Colour colour = level >= 1 && level <= 4 ? theme.level[static_cast<size_t>(level - 1)] : theme.data;
    draw_leader(stage, at, *placed, colour);
    card.draw(stage.frame, stage.painter, stage.canvas({placed->x0, placed->y0}), colour);
    taken.push_back(*placed);
    return changes_in;
  }
  return changes_in;
}

void draw_hover_ring(const MapStage& stage, const MapRow& row) {
  const auto position = map::PointPositions(*row.table, "lon", "lat").at(row.row);
  if (!position) return;
  stage.painter.ring(stage.canvas(stage.pixel(*position)), stage.layers[row.layer].points.size * stage.scale * 1.1f,
                     stage.frame.theme.text, std::max(1.0f, stage.painter.px(1.5f)));
}

namespace {

float widest_card(const MapStage& stage) { return static_cast<float>(stage.viewport.width_px) - 16 * stage.scale; }

std::optional<Duration> draw_beside(const MapStage& stage, const ui::MapCard& card, PixelPoint anchor,
                                    const std::vector<Box>& taken) {
  const double width = stage.viewport.width_px;
  const double height = stage.viewport.height_px;
  const map::LabelRequest request{.point = anchor,
                                  .width_px = card.width(),
                                  .height_px = card.height(),
                                  .priority = 1,
                                  .places = {Place::below_right, Place::above_right, Place::below_left,
                                             Place::above_left, Place::below, Place::above},
                                  .gap_px = 14 * stage.scale};
  const Box inside{4, 4, width - 4, height - 4};
  auto placed = map::place_labels(std::vector{request}, taken, inside);
  if (placed.empty()) placed = map::place_labels(std::vector{request}, {}, inside);
  if (placed.empty()) return std::nullopt;
  card.draw(stage.frame, stage.painter, stage.canvas({placed.front().box.x0, placed.front().box.y0}),
            stage.frame.theme.area_edge);
  return kProvenanceChanges;
}

}  // namespace

std::optional<Duration> draw_hover_card(const MapStage& stage, const MapRow& hit, const std::vector<Box>& taken) {
  const ui::MapLayerConfig& config = stage.layers[hit.layer];
  std::vector<std::string> patterns = config.hover;
  if (patterns.empty() && !config.label.empty()) patterns = {"{" + config.label + "}"};
  PixelPoint anchor = stage.local(stage.frame.pointer.position);
  if (config.type == "points") {
    const auto position = map::PointPositions(*hit.table, "lon", "lat").at(hit.row);
    if (!position) return std::nullopt;
    anchor = stage.pixel(*position);
    draw_hover_ring(stage, hit);
  } else {
    draw_hover_outline(stage, hit);
  }
  if (patterns.empty()) return std::nullopt;
  const ui::MapCard card(stage.frame, stage.painter, *hit.table, hit.row, patterns, false, widest_card(stage),
                         provenance_of(stage, hit.layer));
  return draw_beside(stage, card, anchor, taken);
}

std::optional<Duration> draw_cluster_card(const MapStage& stage, const MapCluster& hit, const std::vector<Box>& taken) {
  const ui::Words& words = stage.frame.words;
  const auto number = [&](uint32_t count) { return ui::format_number(words, double(count), 0, true); };
  // In the words that the layer has for all of its rows.
  std::string heading = stage.layers[hit.layer].count;
  const size_t place = heading.find("{}");
  if (place == std::string::npos) {
    heading = number(hit.cluster.count);
  } else {
    heading.replace(place, 2, number(hit.cluster.count));
  }
  std::string levels;
  for (size_t level = 1; level <= 4; ++level) {
    if (hit.cluster.per_level[level] == 0) continue;
    levels = ui::joined(levels, words("level." + std::to_string(level)) + " " + number(hit.cluster.per_level[level]));
  }
  model::TableBuilder said("cluster", {{"heading", model::Type::text}, {"levels", model::Type::text}});
  said.text(0, heading);
  said.text(1, levels);
  said.end_row();
  std::vector<std::string> patterns{"{heading}"};
  if (!levels.empty()) patterns.emplace_back("{levels}");
  const ui::MapCard card(stage.frame, stage.painter, *said.build(), 0, patterns, false, widest_card(stage),
                         provenance_of(stage, hit.layer));
  return draw_beside(stage, card, map::pixel_from_fixed(stage.camera, stage.viewport, hit.cluster.world), taken);
}

}  // namespace onescreen::widgets
