// map: areas, lines, marks and names of a district, with legend, scale bar, attribution, and a card for the worst open
// case. In: one query a layer; out: pixels, the selection when something is clicked, and a new view when the map is
// dragged or zoomed. Where it looks is the screen's state; without one it fits its data. Drawing of shapes is the map
// layer's job, words are the painter's.
#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "map/data_work.h"
#include "map/hit_test.h"
#include "map/labels.h"
#include "map/layer_facts.h"
#include "map/layer_style.h"
#include "map/map_renderer.h"
#include "map/scale_bar.h"
#include "map/table_columns.h"
#include "map_names.h"
#include "map_scene.h"
#include "ui/map_card.h"
#include "ui/map_furniture.h"
#include "ui/map_layer_config.h"
#include "ui/quality_words.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using map::Box;
using map::LayerFacts;
using map::LonLat;
using map::PixelPoint;
using map::Place;
using model::Column;
using model::Duration;
using ui::MapCard;
using ui::MapLayerConfig;
using ui::Painter;
using ui::Point;
using ui::Rect;

using Hit = map::MapRenderer::Hit;

constexpr float kWheelZoom = 0.5f;  // levels a notch
// Pulses move in steps of the wall clock that divide a second, so that any redraw within a step gives the same picture.
constexpr int64_t kStepMs = 40;
constexpr int64_t kMinuteMs = 60'000;

map::FactsWanted facts_wanted(const MapLayerConfig& config) {
  map::FactsWanted wanted;
  wanted.bounds = config.fit;
  wanted.label_places = !config.label.empty();
  wanted.level_column = config.points.level;
  if (!config.card.empty()) wanted.case_level = static_cast<double>(config.card_level);
  if (config.type == "areas" && !config.legend.empty()) wanted.value_column = config.areas.value;
  return wanted;
}

map::AreaLayer bare_areas(const model::TablePtr& table) {
  map::AreaLayer areas;
  areas.table = table;
  return areas;
}

class Map : public ui::Widget {
 public:
  explicit Map(const ui::Config& config)
      : title_(config.text("title")),
        attribution_(config.text("attribution")),
        schematic_(config.flag("schematic")),
        has_scale_(config.flag("scale_bar")),
        has_legend_(config.flag("legend")) {
    for (const ui::Config& layer : config.objects("layers")) layers_.emplace_back(layer);
    facts_.resize(layers_.size());
  }

  bool fills_panel() const override { return true; }
  bool uses_pointer() const override { return true; }
  bool reads_tiles() const override {
    return std::any_of(layers_.begin(), layers_.end(), [](const auto& layer) { return layer.type == "tiles"; });
  }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    changes_in_.reset();
    Painter& painter = panel.painter;
    scale_ = painter.scale();
    origin_ = {std::round(panel.outer.x0), std::round(panel.outer.y0)};
    viewport_ = {static_cast<int>(std::round(panel.outer.x1) - origin_.x),
                 static_cast<int>(std::round(panel.outer.y1) - origin_.y)};
    latch(frame);
    bounds_ = {};
    for (const LayerFacts& facts : facts_) bounds_.extend(facts.bounds);
    const bool has_ground = !bounds_.empty() || frame.screen.map_views.contains(panel.id);  // somewhere to look at
    furniture_.place(frame, painter, static_cast<float>(viewport_.width_px), static_cast<float>(viewport_.height_px),
                     furniture_content(frame, has_ground));
    const map::Camera fitted = fitted_camera();
    camera_ = camera_of(frame, panel.id, fitted);
    draw_map(frame, painter);
    want_tiles(scene_input(frame, palette_of(frame.theme)), panel.id, camera_, viewport_);
    take_wishes(frame, panel, fitted);

    std::vector<Box> taken;
    for (const Rect& box : furniture_.taken()) taken.push_back({box.x0, box.y0, box.x1, box.y1});
    draw_case_card(frame, painter, taken);
    draw_labels(frame, painter, taken);
    const map::ScaleBar bar =
        furniture_.scale_max_px() > 0 ? map::scale_bar(camera_, furniture_.scale_max_px()) : map::ScaleBar{};
    furniture_.draw(frame, painter, origin_, static_cast<float>(bar.width_px), bar.text);
    draw_hover(frame, painter);
    if (!has_ground) {
      // Nothing to fit: the reason is that of the layer that should have been.
      const auto fit =
          std::find_if(layers_.begin(), layers_.end(), [](const MapLayerConfig& layer) { return layer.fit; });
      const MapLayerConfig* layer = fit != layers_.end() ? &*fit : layers_.empty() ? nullptr : &layers_.front();
      ui::draw_absence(frame, panel, layer != nullptr ? frame.answer(layer->data) : nullptr);
    }
  }

  std::optional<Duration> changes_in(const ui::Frame&) const override { return changes_in_; }

  std::string remark(const ui::Frame& frame) const override {
    std::string text;
    for (const MapLayerConfig& layer : layers_) {
      const model::Answer* answer = layer.count.empty() ? nullptr : frame.answer(layer.data);
      if (answer == nullptr || answer->table == nullptr) continue;
      std::string one = layer.count;
      if (const size_t at = one.find("{}"); at != std::string::npos)
        one.replace(at, 2, ui::format_number(frame.words, double(answer->table->row_count()), 0, true));
      text += (text.empty() ? "" : frame.words("separator")) + one;
    }
    return text;
  }

 private:
  Point canvas(PixelPoint p) const {
    return {origin_.x + static_cast<float>(p.x), origin_.y + static_cast<float>(p.y)};
  }
  PixelPoint local(Point p) const {
    return {static_cast<double>(p.x - origin_.x), static_cast<double>(p.y - origin_.y)};
  }
  PixelPoint pixel(LonLat position) const { return map::pixel_from_lonlat(camera_, viewport_, position); }
  bool shown(const MapLayerConfig& layer) const { return map::design_zoom(camera_.zoom, scale_) >= layer.min_zoom; }

  void due_in(int64_t ms) {
    const Duration wait(std::max<int64_t>(1, ms));
    changes_in_ = changes_in_ ? std::min(*changes_in_, wait) : wait;
  }

  // --- data
  // -----------------------------------------------------------------------------------------------------------------

  void latch(const ui::Frame& frame) {
    for (size_t i = 0; i < layers_.size(); ++i) {
      const model::Answer* answer = frame.answer(layers_[i].data);
      const model::TablePtr table = answer != nullptr ? answer->table : nullptr;
      if (table == facts_[i].table) continue;
      const map::DataWorkTimer timer;
      facts_[i] = map::facts_of(table, facts_wanted(layers_[i]), label_places_);
    }
  }

  SceneInput scene_input(const ui::Frame& frame, const map::MapPalette& palette) const {
    return {frame, palette, layers_, facts_, scale_, map::design_zoom(camera_.zoom, scale_)};
  }

  void draw_map(const ui::Frame& frame, Painter& painter) {
    const int64_t now_ms = model::to_millis(frame.now.utc);
    const int64_t step_ms = now_ms - ((now_ms % kStepMs) + kStepMs) % kStepMs;
    const double seconds = static_cast<double>(step_ms) / 1000.0;
    const map::MapPalette palette = palette_of(frame.theme);
    renderer_.render(scene_of(scene_input(frame, palette)), camera_, viewport_, seconds, frame.may_prepare_later);
    if (const std::string problem = renderer_.problem(); !problem.empty()) throw std::runtime_error(problem);
    if (const auto moves = renderer_.moves_in(seconds)) {
      // The first step that is not before the beginning of a pulse.
      const auto steps = static_cast<int64_t>(std::ceil(std::min(*moves, 1e9) * 1000 / kStepMs - 1e-6));
      due_in(step_ms + std::max<int64_t>(1, steps) * kStepMs - now_ms);
    }
    if (const auto ready = renderer_.ready_in()) due_in(ready->count());
    painter.image(renderer_.texture_id(), {origin_.x, origin_.y, origin_.x + static_cast<float>(viewport_.width_px),
                                           origin_.y + static_cast<float>(viewport_.height_px)});
    for (const auto& ring : renderer_.rings(seconds))
      painter.ring(canvas(ring.centre), ring.radius_px, to_ui(ring.colour), ring.width_px);
  }

  ui::MapFurnitureContent furniture_content(const ui::Frame& frame, bool has_ground) const {
    ui::MapFurnitureContent content;
    content.title = title_;
    content.attribution = attribution_;
    const std::string& mark = frame.words("schematic");
    if (schematic_ && attribution_.find(mark) == std::string::npos)
      content.attribution = attribution_.empty() ? mark : mark + frame.words("separator") + attribution_;
    content.attribution = ui::joined(content.attribution, tile_attribution(frame, layers_));
    content.has_scale = has_scale_ && has_ground;
    for (size_t i = 0; has_legend_ && i < layers_.size(); ++i) {
      const LayerFacts& facts = facts_[i];
      if (layers_[i].type == "points" && !layers_[i].points.level.empty()) {
        content.has_levels = true;
        for (size_t level = 1; facts.table != nullptr && level <= 4; ++level) {
          content.level_counts[level] =
              content.level_counts[level].value_or(0) + static_cast<double>(facts.per_level[level]);
        }
      }
      if (!content.ramp && facts.value_range)
        content.ramp = {layers_[i].legend, facts.value_range->first, facts.value_range->second};
    }
    return content;
  }

  // --- camera and pointer
  // -----------------------------------------------------------------------------------------------------

  map::Camera fitted_camera() const {
    const double side = 20 * scale_;
    return map::fitted(bounds_, viewport_, {side, furniture_.top_px(), side, furniture_.bottom_px()});
  }

  map::Camera camera_of(const ui::Frame& frame, const std::string& id, const map::Camera& fitted) const {
    const auto view = frame.screen.map_views.find(id);
    return view == frame.screen.map_views.end()
               ? fitted
               : map::clamped({{view->second.lon, view->second.lat}, view->second.zoom}, {});
  }

  // The view changes with the command it sends, in the next frame: this one still draws what it was given.
  void take_wishes(const ui::Frame& frame, const ui::Panel& panel, const map::Camera& fitted) {
    const ui::Pointer& pointer = frame.pointer;
    if (!pointer.inside || !panel.outer.contains(pointer.position)) return;
    map::Camera wish = camera_;
    if (pointer.down && (pointer.drag.x != 0 || pointer.drag.y != 0))
      wish = map::panned(wish, pointer.drag.x, pointer.drag.y);
    if (pointer.wheel != 0)
      wish = map::zoomed_at(wish, viewport_, local(pointer.position), pointer.wheel * kWheelZoom, fitted.zoom - 1.5);
    wish = map::clamped(wish, bounds_);
    if (!(wish == camera_)) {
      // Zooming out to where everything is seen gives the view back to the data.
      const bool whole = pointer.wheel < 0 && wish.zoom <= fitted.zoom;
      if (whole) {
        frame.commands.push_back(ui::MapResetCommand{panel.id});
      } else {
        frame.commands.push_back(ui::MapViewCommand{panel.id, {wish.centre.lon, wish.centre.lat, wish.zoom}});
      }
    }
    if (pointer.clicked) {
      const auto hit = hit_at(local(pointer.position));
      const std::string id = hit ? id_of(*hit) : std::string();
      frame.commands.push_back(ui::SelectCommand{id == frame.screen.selected ? std::string() : id});
    }
  }

  // Marks as they are seen, so also those of a table whose successor is being prepared.
  std::optional<Hit> hit_at(PixelPoint at) const {
    for (size_t i = layers_.size(); i-- > 0;) {
      if (layers_[i].type != "points" || !shown(layers_[i])) continue;
      if (auto hit = renderer_.mark_at(i, at, std::max(8.0f, layers_[i].points.size) * scale_)) return hit;
    }
    const LonLat position = map::lonlat_from_pixel(camera_, viewport_, at);
    for (size_t i = layers_.size(); i-- > 0;) {
      if (layers_[i].type != "areas" || layers_[i].style == "water" || !shown(layers_[i])) continue;
      if (const auto row = map::area_at(bare_areas(facts_[i].table), position)) return Hit{i, *row, facts_[i].table};
    }
    return std::nullopt;
  }

  std::string id_of(const Hit& hit) const {
    const Column* column = map::optional_column(*hit.table, layers_[hit.layer].id);
    return column == nullptr ? std::string() : column->as_text(hit.row);
  }

  // --- names
  // ------------------------------------------------------------------------------------------------------------------

  void draw_labels(const ui::Frame& frame, Painter& painter, const std::vector<Box>& taken) {
    std::vector<bool> shown_layers;
    for (const MapLayerConfig& layer : layers_) shown_layers.push_back(shown(layer));
    names_.draw({frame, layers_, facts_, shown_layers, scale_, camera_, viewport_, origin_, taken}, painter);
  }

  // --- cards
  // ------------------------------------------------------------------------------------------------------------------

  // Of the selected case of a layer, else of the worst one. Its countdown turns with the deadline's own second.
  void draw_case_card(const ui::Frame& frame, Painter& painter, std::vector<Box>& taken) {
    const std::vector<Box> furniture = taken;
    for (size_t i = 0; i < layers_.size(); ++i) {
      const MapLayerConfig& config = layers_[i];
      if (config.card.empty() || facts_[i].table == nullptr || !shown(config)) continue;
      const model::Table& table = *facts_[i].table;
      auto row = map::row_with_id(table, config.id, frame.screen.selected);
      if (!row) row = facts_[i].worst_case;
      const auto position = row ? map::PointPositions(table, "lon", "lat").at(*row) : std::nullopt;
      if (!position) continue;
      const Column* severity = map::optional_column(table, config.points.level);
      const int level = severity != nullptr ? static_cast<int>(severity->as_number(*row).value_or(0)) : 0;
      const bool alert = level == 1;
      const MapCard card(frame, painter, table, *row, config.card, alert, viewport_.width_px - 16 * scale_);
      if (const Column* deadline = table.column("deadline"); deadline != nullptr && !deadline->is_null(*row)) {
        if (const auto due = deadline->as_time(*row)) {
          const int64_t left = (*due - frame.now.utc).count();
          due_in(left >= 0 ? left % kMinuteMs + 1 : kMinuteMs - (-left) % kMinuteMs);
        }
      }
      const PixelPoint at = pixel(*position);
      if (at.x < 0 || at.y < 0 || at.x > viewport_.width_px || at.y > viewport_.height_px) continue;
      const double mark = 16 * scale_;
      taken.push_back({at.x - mark, at.y - mark, at.x + mark, at.y + mark});
      const double edge = 8 * scale_;
      const auto placed = map::place_card(at, card.width(), card.height(), 34 * scale_, 4 * scale_, furniture,
                                          {edge, edge, viewport_.width_px - edge, viewport_.height_px - edge});
      if (!placed) return;
      const Box box = *placed;
      const ui::Colour colour =
          level >= 1 && level <= 4 ? frame.theme.level[static_cast<size_t>(level - 1)] : frame.theme.data;
      draw_leader(painter, at, box, colour);
      card.draw(frame, painter, canvas({box.x0, box.y0}), colour);
      taken.push_back(box);
      return;
    }
  }

  void draw_leader(Painter& painter, PixelPoint from, const Box& box, ui::Colour colour) const {
    const PixelPoint to{std::clamp(from.x, box.x0, box.x1), std::clamp(from.y, box.y0, box.y1)};
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    const double start = 16 * scale_;  // outside the ring of the mark
    if (length <= start) return;
    const PixelPoint begin{from.x + (to.x - from.x) * start / length, from.y + (to.y - from.y) * start / length};
    painter.line(canvas(begin), canvas(to), colour, std::max(1.0f, painter.px(1.4f)));
  }

  void draw_hover(const ui::Frame& frame, Painter& painter) const {
    const ui::Pointer& pointer = frame.pointer;
    const PixelPoint at = local(pointer.position);
    if (!pointer.inside || pointer.down || at.x < 0 || at.y < 0 || at.x >= viewport_.width_px ||
        at.y >= viewport_.height_px)
      return;
    const auto hit = hit_at(at);
    if (!hit) return;
    const MapLayerConfig& config = layers_[hit->layer];
    const model::Table& table = *hit->table;
    std::vector<std::string> patterns = config.hover;
    if (patterns.empty() && !config.label.empty()) patterns = {"{" + config.label + "}"};
    PixelPoint anchor = at;
    if (config.type == "points") {
      const auto position = map::PointPositions(table, "lon", "lat").at(hit->row);
      if (!position) return;
      anchor = pixel(*position);
      painter.ring(canvas(anchor), config.points.size * scale_ * 1.1f, frame.theme.text,
                   std::max(1.0f, painter.px(1.5f)));
    }
    if (patterns.empty()) return;
    const MapCard card(frame, painter, table, hit->row, patterns, false, viewport_.width_px - 16 * scale_);
    const map::LabelRequest request{.point = anchor,
                                    .width_px = card.width(),
                                    .height_px = card.height(),
                                    .priority = 1,
                                    .places = {Place::below_right, Place::above_right, Place::below_left,
                                               Place::above_left, Place::below, Place::above},
                                    .gap_px = 14 * scale_};
    const auto placed =
        map::place_labels(std::vector{request}, {}, {4, 4, viewport_.width_px - 4.0, viewport_.height_px - 4.0});
    if (placed.empty()) return;
    card.draw(frame, painter, canvas({placed.front().box.x0, placed.front().box.y0}), frame.theme.area_edge);
  }

  std::vector<MapLayerConfig> layers_;
  std::string title_;
  std::string attribution_;
  bool schematic_ = false;
  bool has_scale_ = true;
  bool has_legend_ = true;

  // Caches.
  map::MapRenderer renderer_;
  std::vector<LayerFacts> facts_;  // of the newest table of each layer
  map::LabelPlaceCache label_places_;
  MapNames names_;

  // Of the newest draw.
  float scale_ = 1;
  Point origin_;
  map::Viewport viewport_;
  map::Camera camera_;
  map::Bounds bounds_;  // of the layers to fit
  ui::MapFurniture furniture_;
  std::optional<Duration> changes_in_;
};

const bool registered = ui::register_widget({"map",
                                             "areas, lines, marks and names of a district",
                                             ui::map_keys(),
                                             {480, 360},
                                             {1500, 4000},
                                             ui::make<Map>,
                                             ui::check_map});

}  // namespace
}  // namespace onescreen::widgets
