// map: areas, lines, marks and names of a district, with legend, scale bar, attribution, and a card for the worst open
// case. In: one query a layer; out: pixels, the selection or an area when something is clicked, and a new view when the
// map is dragged, zoomed or steered. Where it looks is the screen's state; without one it fits its data. Shapes are the
// map layer's job, words the painter's, the camera's rules map_camera's, cards map_cards's.
#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "map/data_work.h"
#include "map/labels.h"
#include "map/layer_facts.h"
#include "map/layer_style.h"
#include "map/map_renderer.h"
#include "map/scale_bar.h"
#include "map/table_columns.h"
#include "map_areas.h"
#include "map_camera.h"
#include "map_cards.h"
#include "map_clusters.h"
#include "map_home.h"
#include "map_names.h"
#include "map_scene.h"
#include "map_stage.h"
#include "map_wishes.h"
#include "map_words.h"
#include "ui/breadcrumb.h"
#include "ui/map_furniture.h"
#include "ui/map_layer_config.h"
#include "ui/panel_frame.h"
#include "ui/quality_words.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using map::Box;
using map::LayerFacts;
using map::PixelPoint;
using model::Duration;
using ui::MapLayerConfig;
using ui::Painter;
using ui::Point;
using ui::Rect;

// Pulses move in steps of the wall clock that divide a second, so that any redraw within a step gives the same picture.
constexpr int64_t kStepMs = 40;
constexpr float kVeil = 0.6f;   // of what lies outside the chosen area
constexpr float kAgeRoom = 8;   // characters that a way of areas leaves to the age of the data
constexpr int64_t kMoveMs = 8;  // between two frames of a camera that moves; the display's own beat is slower

class Map : public ui::Widget {
 public:
  explicit Map(const ui::Config& config)
      : title_(config.text("title")),
        attribution_(config.text("attribution")),
        schematic_(config.flag("schematic")),
        has_scale_(config.flag("scale_bar")),
        has_legend_(config.flag("legend")),
        linked_(config.flag("linked")),
        rules_{false, config.text("focus") == "selected", config.number("focus_radius_m")} {
    for (const ui::Config& layer : config.objects("layers")) layers_.emplace_back(layer);
    facts_.resize(layers_.size());
    rules_.drills =
        std::any_of(layers_.begin(), layers_.end(), [](const auto& layer) { return layer.drill.has_value(); });
    veil_at_ = place_of_veil(layers_);
  }

  bool fills_panel() const override { return true; }
  bool uses_pointer() const override { return true; }
  void gpu_lost() override { renderer_.rebuild(true); }
  bool reload_shaders() override { return renderer_.reload_shaders(); }
  std::string refused_shader() const override { return renderer_.refused_edit(); }
  bool takes_keys() const override { return true; }
  std::optional<std::string> own_title() const override {
    return rules_.drills ? std::optional(crumbs_.text()) : std::nullopt;
  }
  std::string map_entry(const std::string& panel_id) const override { return linked_ ? ui::kLinkedMaps : panel_id; }
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
    const std::string entry = map_entry(panel.id);
    const bool has_ground = !bounds_.empty() || frame.screen.map_views.contains(entry);  // somewhere to look at
    place_title(frame, painter, panel.outer);
    MapStage stage{frame, painter, layers_, facts_, renderer_, veil_at_, viewport_, origin_, scale_, {}};
    const auto look = [&](double legend_zoom) {
      furniture_.place(painter, static_cast<float>(viewport_.width_px), static_cast<float>(viewport_.height_px),
                       furniture_content(frame, has_ground, legend_zoom));
      const MapGround ground = ground_of(stage, rules_, entry, bounds_, furniture_.top_px(), furniture_.bottom_px());
      return std::pair(ground, sight_of(frame, ground));
    };
    // The legend explains what is shown at this zoom, and what is fitted leaves room for the legend: the first look is
    // only to know the zoom.
    const auto [ground, sight] = look(map::design_zoom(look(0).second.camera.zoom, scale_));
    stage.camera = camera_ = sight.camera;
    if (sight.moving) due_in(kMoveMs);
    draw_map(frame, painter);
    draw_cluster_counts(stage);
    want_tiles(scene_input(frame, palette_of(frame.theme)), panel.id, camera_, viewport_);
    const auto selected = selected_.find(layers_, facts_, frame.screen.selected);
    note_where_selected(frame, selected);
    take_wishes({stage, rules_, ground, sight, selected, crumbs_, title_line_, panel.outer});

    std::vector<Box> taken;
    for (const Rect& box : furniture_.taken()) taken.push_back({box.x0, box.y0, box.x1, box.y1});
    const size_t furniture = taken.size();
    due_in(draw_case_card(stage, selected, taken));
    // A mark and its card; what lies under the pointer may be that mark.
    std::vector<Box> cards;
    if (taken.size() > furniture + 1) cards.push_back(taken.back());
    keep_clusters_free(stage, taken);
    draw_labels(frame, painter, taken);
    const map::ScaleBar bar =
        furniture_.scale_max_px() > 0 ? map::scale_bar(camera_, furniture_.scale_max_px()) : map::ScaleBar{};
    furniture_.draw(frame, painter, origin_, static_cast<float>(bar.width_px), bar.text);
    if (rules_.drills) crumbs_.draw(frame, painter, title_baseline_, title_line_);
    draw_hover(stage, panel.id, cards);
    if (!has_ground) {
      // Nothing to fit: the reason is that of the layer that should have been.
      const auto fit =
          std::find_if(layers_.begin(), layers_.end(), [](const MapLayerConfig& layer) { return layer.fit; });
      const MapLayerConfig* layer = fit != layers_.end() ? &*fit : layers_.empty() ? nullptr : &layers_.front();
      ui::draw_absence(frame, panel, layer != nullptr ? frame.answer(layer->data) : nullptr);
    }
  }

  std::optional<Duration> changes_in(const ui::Frame&) const override { return changes_in_; }
  void rest() override {
    renderer_.rest();
    facts_.assign(layers_.size(), {});
  }
  bool is_preparing() const override { return renderer_.ready_in().has_value(); }

  std::string remark(const ui::Frame& frame) const override {
    const std::string text = remark_of_rows(frame, layers_, facts_);
    return selected_is_elsewhere_ ? ui::joined(text, frame.words("not_on_map")) : text;
  }

 private:
  Point canvas(PixelPoint p) const {
    return {origin_.x + static_cast<float>(p.x), origin_.y + static_cast<float>(p.y)};
  }
  bool shown(const MapLayerConfig& layer) const { return layer.shown(level_, map::design_zoom(camera_.zoom, scale_)); }

  void due_in(int64_t ms) { due_in(std::optional(Duration(std::max<int64_t>(1, ms)))); }
  void due_in(std::optional<Duration> wait) {
    if (wait) changes_in_ = changes_in_ ? std::min(*changes_in_, *wait) : *wait;
  }

  // --- data
  // -----------------------------------------------------------------------------------------------------------------

  void latch(const ui::Frame& frame) {
    level_ = ui::level_of(frame.screen);
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

  // Its place is kept while nothing is chosen, so that the layers above it keep theirs.
  map::AreaLayer veil_layer(const ui::Frame& frame) {
    const auto shape =
        rules_.drills ? shape_of_area(layers_, facts_, frame.screen.street, frame.screen.grid) : model::GeometryPtr();
    return veil_.layer(shape, to_gfx(ui::faded(frame.theme.map_ground, kVeil)),
                       to_gfx(ui::mixed(frame.theme.area_edge, frame.theme.text, 0.4f)), std::max(1.0f, 2 * scale_));
  }

  void draw_map(const ui::Frame& frame, Painter& painter) {
    const int64_t now_ms = model::to_millis(frame.now.utc);
    const int64_t step_ms = now_ms - ((now_ms % kStepMs) + kStepMs) % kStepMs;
    const double seconds = static_cast<double>(step_ms) / 1000.0;
    const map::MapPalette palette = palette_of(frame.theme);
    map::Scene scene = scene_of(scene_input(frame, palette));
    scene.layers.insert(scene.layers.begin() + static_cast<std::ptrdiff_t>(veil_at_), veil_layer(frame));
    renderer_.render(scene, camera_, viewport_, seconds, frame.may_prepare_later);
    if (const std::string problem = renderer_.problem(); !problem.empty()) throw std::runtime_error(problem);
    if (const auto moves = renderer_.moves_in(seconds)) {
      // The first step that is not before the beginning of a pulse.
      const auto steps = static_cast<int64_t>(std::ceil(std::min(*moves, 1e9) * 1000 / kStepMs - 1e-6));
      due_in(step_ms + std::max<int64_t>(1, steps) * kStepMs - now_ms);
    }
    if (const auto ready = renderer_.ready_in()) due_in(ready->count());
    for (const MapLayerConfig& layer : layers_) {
      if (layer.type == "tracks" && layer.lines.stale_secs > 0) due_in(kSilenceStepMs - now_ms % kSilenceStepMs);
      due_in(fading_changes_in(layer, frame.now));
    }
    painter.picture(renderer_.target(), {origin_.x, origin_.y, origin_.x + static_cast<float>(viewport_.width_px),
                                         origin_.y + static_cast<float>(viewport_.height_px)});
    for (const auto& ring : renderer_.rings(seconds))
      painter.ring(canvas(ring.centre), ring.radius_px, to_ui(ring.colour), ring.width_px);
  }

  ui::MapFurnitureContent furniture_content(const ui::Frame& frame, bool has_ground, double legend_zoom) const {
    ui::MapFurnitureContent content;
    content.title = rules_.drills ? crumbs_.text() : title_;
    content.attribution = attribution_of(frame, attribution_, schematic_, layers_);
    content.has_scale = has_scale_ && has_ground;
    const map::MapPalette palette = palette_of(frame.theme);
    if (has_legend_) content.legend = legend_of({frame, palette, layers_, facts_, scale_, legend_zoom});
    return content;
  }

  void place_title(const ui::Frame& frame, const Painter& painter, const Rect& outer) {
    if (!rules_.drills) return;
    const ui::PanelBox box = ui::panel_box(painter, outer, true, true, {});
    title_baseline_ = box.title_baseline_y;
    title_line_ = {outer.x0 + box.padding, box.age.y0, outer.x1 - box.padding - kAgeRoom * painter.note_px(),
                   box.age.y1};
    crumbs_.place([&](const std::string& text) { return painter.text_width(painter.label(0), text); }, frame.words,
                  frame.screen, title_, title_line_.x0, title_line_.width());
  }

  // --- what is pointed at
  // -----------------------------------------------------------------------------------------------------------------

  // Only once every layer has answered, and only on a map that has marks.
  void note_where_selected(const ui::Frame& frame, const std::optional<MapRow>& selected) {
    const auto answered = [](const LayerFacts& facts) { return facts.table != nullptr; };
    const auto has_marks = [](const MapLayerConfig& layer) { return layer.type == "points"; };
    selected_is_elsewhere_ = !frame.screen.selected.empty() && !selected &&
                             std::all_of(facts_.begin(), facts_.end(), answered) &&
                             std::any_of(layers_.begin(), layers_.end(), has_marks);
  }

  void draw_labels(const ui::Frame& frame, Painter& painter, const std::vector<Box>& taken) {
    std::vector<bool> shown_layers;
    for (const MapLayerConfig& layer : layers_) shown_layers.push_back(shown(layer));
    names_.draw({frame, layers_, facts_, shown_layers, scale_, camera_, viewport_, origin_, taken}, painter);
  }

  void draw_hover(const MapStage& stage, const std::string& panel_id, const std::vector<Box>& cards) {
    const ui::Frame& frame = stage.frame;
    const ui::Pointer& pointer = frame.pointer;
    const ui::Hovered& elsewhere = frame.screen.hovered;
    const auto pointed = elsewhere.panel != panel_id ? hovered_.find(layers_, facts_, elsewhere.id) : std::nullopt;
    if (pointed && layers_[pointed->layer].type == "points" && shown(layers_[pointed->layer]))
      draw_hover_ring(stage, *pointed);
    const PixelPoint at = stage.local(pointer.position);
    if (!pointer.inside || pointer.down || !stage.contains(at)) return;
    if (rules_.drills && crumbs_.level_at(pointer.position, title_line_)) return;
    if (const auto disc = cluster_at(stage, at); disc && !disc->cluster.is_alone()) {
      due_in(draw_cluster_card(stage, *disc, cards));
    } else if (const auto hit = row_at(stage, at)) {
      due_in(draw_hover_card(stage, *hit, cards));
    }
  }

  std::vector<MapLayerConfig> layers_;
  std::string title_;
  std::string attribution_;
  bool schematic_ = false;
  bool has_scale_ = true;
  bool has_legend_ = true;
  bool linked_ = false;
  MapRules rules_;
  size_t veil_at_ = 0;  // of the scene's layers

  // Caches.
  map::MapRenderer renderer_;
  std::vector<LayerFacts> facts_;  // of the newest table of each layer
  map::LabelPlaceCache label_places_;
  MapVeil veil_;
  MapNames names_;
  RowsWithId selected_;
  RowsWithId hovered_;

  // Of the newest draw.
  float scale_ = 1;
  Point origin_;
  map::Viewport viewport_;
  map::Camera camera_;
  map::Bounds bounds_;  // of the layers to fit
  ui::AreaLevel level_ = ui::AreaLevel::district;
  ui::MapFurniture furniture_;
  ui::Breadcrumb crumbs_;
  float title_baseline_ = 0;
  Rect title_line_;
  bool selected_is_elsewhere_ = false;
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
