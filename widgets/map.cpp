// map: areas, lines, marks and names of a district, with legend, scale bar, attribution, and a card for the worst open case.
// In: one query a layer; out: pixels, the selection when something is clicked, and a new view when the map is dragged or zoomed.
// Where it looks is the screen's state; without one it fits its data. Drawing of shapes is the map layer's job, words are the painter's.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "map/classes.h"
#include "map/hit_test.h"
#include "map/label_point.h"
#include "map/labels.h"
#include "map/map_renderer.h"
#include "map/mark_atlas.h"
#include "map/scale_bar.h"
#include "map/table_columns.h"
#include "ui/widget.h"

namespace onescreen::widgets {
namespace {

using map::Box;
using map::LonLat;
using map::PixelPoint;
using map::Place;
using model::Column;
using model::Duration;
using model::KeySpec;
using model::KeyType;
using ui::Face;
using ui::Painter;
using ui::Point;
using ui::Rect;

constexpr float kWheelZoom = 0.5f;  // levels a notch
// Pulses move in steps of the wall clock that divide a second, so that any redraw within a step gives the same picture.
constexpr int64_t kStepMs = 40;
constexpr int64_t kMinuteMs = 60'000;

// --- what a layer of the configuration says -----------------------------------------------------------------------------

struct LayerConfig {
  explicit LayerConfig(const ui::Config& config)
      : type(config.text("type")),
        data(config.text("data")),
        style(config.text("style")),
        id(config.text("id")),
        label(config.text("label")),
        label_value(config.text("label_value")),
        value(config.text("value")),
        class_column(config.text("class")),
        level(config.text("level")),
        icon(config.text("icon")),
        pulse(config.text("pulse")),
        since(config.text("since")),
        legend(config.text("legend")),
        count(config.text("count")),
        card(config.texts("card")),
        card_level(config.integer("card_level")),
        hover(config.texts("hover")),
        size(static_cast<float>(config.number("size"))),
        min_zoom(config.number("min_zoom")),
        fit(config.flag("fit")) {
    for (const auto& [name, one] : config.entries("classes")) classes.push_back({name, static_cast<float>(one.number("width")), {}});
  }

  std::string type, data, style, id, label, label_value, value, class_column, level, icon, pulse, since, legend, count;
  std::vector<std::string> card;
  int64_t card_level = 2;
  std::vector<std::string> hover;
  float size = 10;
  double min_zoom = 0;
  bool fit = false;
  std::vector<map::LineClass> classes;
};

gfx::Colour to_gfx(ui::Colour c) {
  return {static_cast<uint8_t>(c), static_cast<uint8_t>(c >> 8), static_cast<uint8_t>(c >> 16), static_cast<uint8_t>(c >> 24)};
}

// On a canvas of twice the pixels the same ground is one zoom level closer; styles speak of the ground.
double design_zoom(double zoom, float scale) { return zoom - std::log2(scale); }

// `divided`: another layer draws the boundaries of larger areas over this one, so its own must be quieter.
map::Layer area_layer(const LayerConfig& config, const model::TablePtr& table, const ui::Theme& theme, float scale, const std::string& selected, bool divided) {
  map::AreaLayer layer;
  layer.table = table;
  layer.id_column = config.id;
  layer.selected = selected;
  layer.selected_outline = to_gfx(theme.text);
  layer.selected_outline_px = 2.2f * scale;
  layer.fill = to_gfx(config.style == "water" ? theme.water : theme.area_step[0]);
  if (config.style == "outline") layer.fill = map::kNoColour;
  if (config.style != "water") {
    layer.outline = to_gfx(divided ? ui::faded(theme.area_edge, 0.28f) : theme.area_edge);
    layer.outline_px = std::max(1.0f, (config.style == "outline" ? 1.5f : 1.15f) * scale);
  }
  layer.class_column = config.value;
  for (const ui::Colour step : theme.area_step) layer.steps.push_back(to_gfx(step));
  layer.null_fill = map::kNoColour;  // no number is not the lowest number: the ground shows
  return layer;
}

map::Layer line_layer(const LayerConfig& config, const model::TablePtr& table, const ui::Theme& theme, float scale) {
  map::LineLayer layer;
  layer.table = table;
  layer.class_column = config.class_column;
  layer.classes = config.classes;
  std::vector<map::WidthStop> stops;
  if (config.style == "water") {
    // As wide as the water itself: twice the pixels a level. Lighter than open water, to be water and not a crack over any step of areas.
    layer.colour = to_gfx(ui::mixed(theme.water, theme.area_step[4], 0.45f));
    layer.round_caps = true;
    stops = {{11, 1.0f}, {13, 2.2f}, {20, 282.0f}};
  } else if (config.style == "rail") {
    layer.colour = to_gfx(theme.rail);
    layer.dash_px = 6 * scale;
    layer.gap_px = 4 * scale;
    stops = {{12, 1.0f}, {16, 2.2f}};
  } else {
    layer.colour = to_gfx(theme.road);
    stops = {{11, 0.7f}, {13.5, 1.15f}, {15, 2.2f}, {17, 7.0f}, {19, 24.0f}};
  }
  for (const map::WidthStop& stop : stops) layer.widths.push_back({stop.zoom + std::log2(scale), stop.width_px * scale});
  for (map::LineClass& one : layer.classes) one.colour = layer.colour;
  return layer;
}

map::Layer point_layer(const LayerConfig& config, const model::TablePtr& table, const ui::Theme& theme, float scale, const std::string& selected) {
  map::PointLayer layer;
  layer.table = table;
  layer.id_column = config.id;
  layer.level_column = config.level;
  layer.icon_column = config.icon;
  layer.pulse_column = config.pulse;
  layer.since_column = config.since;
  layer.size_px = config.size * scale;
  layer.outline = to_gfx(theme.map_ground);
  layer.outline_px = (config.size < 8 ? 1.0f : 1.5f) * scale;
  layer.selected = selected;
  layer.selected_ring = to_gfx(theme.text);
  layer.levels = {map::MarkStyle{map::MarkShape::circle, to_gfx(theme.data), 1, false},
                  map::MarkStyle{map::MarkShape::diamond, to_gfx(theme.level[0]), 1.8f, true},
                  map::MarkStyle{map::MarkShape::triangle, to_gfx(theme.level[1]), 1.25f, false},
                  map::MarkStyle{map::MarkShape::circle, to_gfx(theme.level[2]), 1, false},
                  map::MarkStyle{map::MarkShape::square, to_gfx(theme.level[3]), 1, false}};
  layer.icons = {{"fire", map::Icon::fire},         {"gas", map::Icon::gas},     {"water", map::Icon::water},
                 {"traffic", map::Icon::traffic},   {"noise", map::Icon::noise}, {"building", map::Icon::building},
                 {"facility", map::Icon::facility}, {"sanitation", map::Icon::sanitation}};
  return layer;
}

// --- words of a row: "{level:level} · {title}" -----------------------------------------------------------------------------

struct Segment {
  std::string text;
  bool countdown = false;  // remaining time: a figure in the colour of urgency
};

std::string remaining(const ui::Words& words, int64_t millis) {
  const int64_t minutes = std::abs(millis) / kMinuteMs;
  const std::string time = minutes < 100 * 60 ? fmt::format("{:02}:{:02}", minutes / 60, minutes % 60) : words.span(Duration(std::abs(millis)));
  return millis < 0 ? words.with("overdue", time) : time;
}

Segment field(const ui::Frame& frame, const model::Table& table, size_t row, std::string_view name, std::string_view how) {
  const Column* column = table.column(name);
  if (column == nullptr || column->is_null(row)) return {frame.words("null")};
  if (how == "level") return {frame.words("level." + column->as_text(row))};
  const auto time = how == "left" || column->type() == model::Type::time ? column->as_time(row) : std::nullopt;
  if (how == "left") return time ? Segment{remaining(frame.words, (*time - frame.now.utc).count()), true} : Segment{frame.words("null")};
  if (time) return {model::format_civil(frame.zone.civil(*time), "%H:%M")};
  return {column->as_text(row)};
}

// "{column}" is the cell, "{column:left}" the time left until it, "{column:level}" the word of a severity.
std::vector<Segment> filled(const ui::Frame& frame, const model::Table& table, size_t row, std::string_view pattern) {
  std::vector<Segment> segments;
  while (!pattern.empty()) {
    const size_t open = pattern.find('{');
    const size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
    if (close == std::string_view::npos) {
      segments.push_back({std::string(pattern)});
      break;
    }
    if (open > 0) segments.push_back({std::string(pattern.substr(0, open))});
    const std::string_view inside = pattern.substr(open + 1, close - open - 1);
    const size_t colon = inside.find(':');
    segments.push_back(field(frame, table, row, inside.substr(0, colon), colon == std::string_view::npos ? std::string_view() : inside.substr(colon + 1)));
    pattern.remove_prefix(close + 1);
  }
  return segments;
}

// A small panel over the map: a heading and lines, measured before it is placed.
struct Card {
  std::vector<std::vector<Segment>> lines;  // the first is the heading
  Box box;
};

class Map : public ui::Widget {
 public:
  explicit Map(const ui::Config& config) : attribution_key_(config.text("attribution")), schematic_(config.flag("schematic")), scale_bar_(config.flag("scale_bar")), legend_(config.flag("legend")) {
    for (const ui::Config& layer : config.objects("layers")) layers_.emplace_back(layer);
    states_.resize(layers_.size());
  }

  bool fills_panel() const override { return true; }
  bool uses_pointer() const override { return true; }

  void draw(const ui::Frame& frame, ui::Panel& panel) override {
    changes_in_.reset();
    Painter& painter = panel.painter;
    scale_ = painter.scale();
    origin_ = {std::round(panel.outer.x0), std::round(panel.outer.y0)};
    viewport_ = {static_cast<int>(std::round(panel.outer.x1) - origin_.x), static_cast<int>(std::round(panel.outer.y1) - origin_.y)};
    latch(frame);
    bounds_ = {};
    for (const State& state : states_) bounds_.extend(state.bounds);
    has_ground_ = !bounds_.empty() || frame.screen.map_views.contains(panel.id);
    measure_furniture(frame, panel);
    const map::Camera fitted = fitted_camera();
    camera_ = camera_of(frame, panel.id, fitted);
    take_wishes(frame, panel, fitted);

    const int64_t now_ms = model::to_millis(frame.now.utc);
    const int64_t step_ms = now_ms - ((now_ms % kStepMs) + kStepMs) % kStepMs;
    const double seconds = static_cast<double>(step_ms) / 1000.0;
    renderer_.render(scene_of(frame), camera_, viewport_, seconds);
    if (const std::string problem = renderer_.problem(); !problem.empty()) throw std::runtime_error(problem);
    if (const auto moves = renderer_.moves_in(seconds)) {
      // The first step that is not before the beginning of a pulse.
      const auto steps = static_cast<int64_t>(std::ceil(std::min(*moves, 1e9) * 1000 / kStepMs - 1e-6));
      due_in(step_ms + std::max<int64_t>(1, steps) * kStepMs - now_ms);
    }
    painter.image(renderer_.texture_id(), rect({0, 0, double(viewport_.width_px), double(viewport_.height_px)}));

    std::vector<Box> taken = furniture_;
    draw_case_card(frame, painter, taken);
    keep_worst_marks_free(taken);
    draw_labels(frame, painter, taken);
    draw_furniture(frame, painter);
    draw_hover(frame, painter);
    if (!has_ground_) {
      // Nothing to fit: the reason is that of the layer that should have been.
      const auto fit = std::find_if(layers_.begin(), layers_.end(), [](const LayerConfig& layer) { return layer.fit; });
      const LayerConfig* layer = fit != layers_.end() ? &*fit : layers_.empty() ? nullptr : &layers_.front();
      ui::draw_absence(frame, panel, layer != nullptr ? frame.answer(layer->data) : nullptr);
    }
  }

  std::optional<Duration> changes_in(const ui::Frame&) const override { return changes_in_; }

  std::string remark(const ui::Frame& frame) const override {
    std::string text;
    for (const LayerConfig& layer : layers_) {
      const model::Answer* answer = layer.count.empty() ? nullptr : frame.answer(layer.data);
      if (answer == nullptr || answer->table == nullptr) continue;
      std::string one = layer.count;
      if (const size_t at = one.find("{}"); at != std::string::npos) one.replace(at, 2, ui::format_number(frame.words, double(answer->table->row_count()), 0, true));
      text += (text.empty() ? "" : frame.words("separator")) + one;
    }
    return text;
  }

 private:
  // What is kept of a layer's table until another one comes.
  struct State {
    model::TablePtr table;
    map::Bounds bounds;
    std::optional<map::PointIndex> index;
    std::optional<size_t> worst;  // the row of the card
    std::vector<std::optional<LonLat>> places;  // of labels
    std::array<size_t, 5> per_level{};          // rows by severity, 0 for those without
  };

  struct Hit {
    size_t layer = 0;
    size_t row = 0;
  };

  Rect rect(const Box& box) const {
    return {origin_.x + static_cast<float>(box.x0), origin_.y + static_cast<float>(box.y0), origin_.x + static_cast<float>(box.x1),
            origin_.y + static_cast<float>(box.y1)};
  }
  Point canvas(PixelPoint p) const { return {origin_.x + static_cast<float>(p.x), origin_.y + static_cast<float>(p.y)}; }
  PixelPoint local(Point p) const { return {static_cast<double>(p.x - origin_.x), static_cast<double>(p.y - origin_.y)}; }
  PixelPoint pixel(LonLat position) const { return map::pixel_from_lonlat(camera_, viewport_, position); }
  bool shown(const LayerConfig& layer) const { return design_zoom(camera_.zoom, scale_) >= layer.min_zoom; }

  void due_in(int64_t ms) {
    const Duration wait(std::max<int64_t>(1, ms));
    changes_in_ = changes_in_ ? std::min(*changes_in_, wait) : wait;
  }

  // --- data -----------------------------------------------------------------------------------------------------------------

  void latch(const ui::Frame& frame) {
    for (size_t i = 0; i < layers_.size(); ++i) {
      const model::Answer* answer = frame.answer(layers_[i].data);
      const model::TablePtr table = answer != nullptr ? answer->table : nullptr;
      if (table == states_[i].table) continue;
      State state;
      state.table = table;
      if (table != nullptr) read(layers_[i], state);
      states_[i] = std::move(state);
    }
  }

  void read(const LayerConfig& config, State& state) {
    const model::Table& table = *state.table;
    if (config.fit) state.bounds = map::bounds_of(bare_layer(config, state.table));
    if (config.type == "points") {
      state.index.emplace(std::get<map::PointLayer>(bare_layer(config, state.table)));
      if (!config.card.empty()) state.worst = worst_row(config, table);
      const Column* level = map::optional_column(table, config.level);
      for (size_t row = 0; level != nullptr && row < table.row_count(); ++row) {
        const double severity = level->as_number(row).value_or(0);
        ++state.per_level[severity >= 1 && severity <= 4 ? static_cast<size_t>(severity) : 0];
      }
    }
    if (config.label.empty()) return;
    state.places.resize(table.row_count());
    const map::PointPositions positions(table, "lon", "lat");
    const Column* geometry = map::geometry_column(table, {});
    for (size_t row = 0; row < table.row_count(); ++row) {
      state.places[row] = positions.at(row);
      if (state.places[row] || geometry == nullptr || geometry->is_null(row)) continue;
      const model::GeometryPtr& shape = geometry->geometry(row);
      // The same shapes come back in every answer; their places are looked for once.
      const auto [known, is_new] = label_points_.try_emplace(shape);
      if (is_new) known->second = map::label_point(*shape);
      state.places[row] = known->second;
    }
    std::erase_if(label_points_, [](const auto& entry) { return entry.first.use_count() == 1; });
  }

  static map::AreaLayer bare_areas(const model::TablePtr& table) {
    map::AreaLayer areas;
    areas.table = table;
    return areas;
  }

  // Only what bounds and hit tests need.
  static map::Layer bare_layer(const LayerConfig& config, const model::TablePtr& table) {
    if (config.type == "areas") return bare_areas(table);
    if (config.type == "lines") {
      map::LineLayer lines;
      lines.table = table;
      return lines;
    }
    map::PointLayer points;
    points.table = table;
    points.level_column = config.level;
    return points;
  }

  // The most severe, of these the one whose deadline comes first.
  static std::optional<size_t> worst_row(const LayerConfig& config, const model::Table& table) {
    const Column* level = table.column(config.level);
    const Column* deadline = table.column("deadline");
    const map::PointPositions positions(table, "lon", "lat");
    std::optional<size_t> worst;
    std::pair<double, int64_t> best{static_cast<double>(config.card_level) + 0.5, 0};
    for (size_t row = 0; level != nullptr && row < table.row_count(); ++row) {
      const auto severity = level->as_number(row);
      if (!severity || *severity < 1 || *severity > best.first || !positions.at(row)) continue;
      const auto due = deadline != nullptr ? deadline->as_time(row) : std::nullopt;
      const std::pair<double, int64_t> rank{*severity, due ? model::to_millis(*due) : std::numeric_limits<int64_t>::max()};
      if (worst && rank >= best) continue;
      best = rank;
      worst = row;
    }
    return worst;
  }

  map::Scene scene_of(const ui::Frame& frame) const {
    map::Scene scene{to_gfx(frame.theme.map_ground), {}};
    for (size_t i = 0; i < layers_.size(); ++i) {
      const LayerConfig& config = layers_[i];
      const model::TablePtr& table = states_[i].table;
      if (table == nullptr || config.type == "labels" || !shown(config)) continue;
      if (config.type == "areas") {
        const bool divided = config.style == "plain" && std::any_of(layers_.begin() + static_cast<std::ptrdiff_t>(i), layers_.end(), [&](const LayerConfig& above) {
                               return above.type == "areas" && above.style == "outline" && shown(above);
                             });
        scene.layers.push_back(area_layer(config, table, frame.theme, scale_, frame.screen.selected, divided));
      }
      if (config.type == "lines") scene.layers.push_back(line_layer(config, table, frame.theme, scale_));
      if (config.type == "points") scene.layers.push_back(point_layer(config, table, frame.theme, scale_, frame.screen.selected));
    }
    return scene;
  }

  // --- camera -----------------------------------------------------------------------------------------------------------------

  map::Camera fitted_camera() const {
    const double side = 20 * scale_;
    return map::fitted(bounds_, viewport_, {side, top_px_, side, bottom_px_});
  }

  map::Camera camera_of(const ui::Frame& frame, const std::string& id, const map::Camera& fitted) const {
    const auto view = frame.screen.map_views.find(id);
    return view == frame.screen.map_views.end() ? fitted : map::clamped({{view->second.lon, view->second.lat}, view->second.zoom}, {});
  }

  // The view changes with the command it sends, in the next frame: this one still draws what it was given.
  void take_wishes(const ui::Frame& frame, const ui::Panel& panel, const map::Camera& fitted) {
    const ui::Pointer& pointer = frame.pointer;
    if (!pointer.inside || !panel.outer.contains(pointer.position)) return;
    map::Camera wish = camera_;
    if (pointer.down && (pointer.drag.x != 0 || pointer.drag.y != 0)) wish = map::panned(wish, pointer.drag.x, pointer.drag.y);
    if (pointer.wheel != 0) wish = map::zoomed_at(wish, viewport_, local(pointer.position), pointer.wheel * kWheelZoom, fitted.zoom - 1.5);
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

  std::optional<Hit> hit_at(PixelPoint at) const {
    for (size_t i = layers_.size(); i-- > 0;) {
      if (!states_[i].index || !shown(layers_[i])) continue;
      const double radius = std::max(8.0f, layers_[i].size) * scale_;
      if (const auto row = states_[i].index->nearest(camera_, viewport_, at, radius)) return Hit{i, *row};
    }
    const LonLat position = map::lonlat_from_pixel(camera_, viewport_, at);
    for (size_t i = layers_.size(); i-- > 0;) {
      if (layers_[i].type != "areas" || layers_[i].style == "water" || states_[i].table == nullptr || !shown(layers_[i])) continue;
      if (const auto row = map::area_at(bare_areas(states_[i].table), position)) return Hit{i, *row};
    }
    return std::nullopt;
  }

  std::string id_of(const Hit& hit) const {
    const Column* column = map::optional_column(*states_[hit.layer].table, layers_[hit.layer].id);
    return column == nullptr ? std::string() : column->as_text(hit.row);
  }

  // --- names ------------------------------------------------------------------------------------------------------------------

  struct Name {
    std::string text;
    std::string value;
    ui::TextStyle style;
    ui::TextStyle value_style;
  };

  void draw_labels(const ui::Frame& frame, Painter& painter, const std::vector<Box>& taken) const {
    std::vector<map::LabelRequest> requests;
    std::vector<Name> names;
    const Box view{0, 0, double(viewport_.width_px), double(viewport_.height_px)};
    for (size_t i = 0; i < layers_.size(); ++i) {
      const LayerConfig& config = layers_[i];
      if (states_[i].table == nullptr || config.label.empty() || !shown(config)) continue;
      const model::Table& table = *states_[i].table;
      const Column* text = table.column(config.label);
      const Column* value = map::optional_column(table, config.label_value);
      const bool quiet = config.type == "labels";
      for (size_t row = 0; text != nullptr && row < table.row_count(); ++row) {
        if (!states_[i].places[row] || text->is_null(row)) continue;
        const PixelPoint at = pixel(*states_[i].places[row]);
        if (at.x < view.x0 || at.x > view.x1 || at.y < view.y0 || at.y > view.y1) continue;
        Name name{text->as_text(row), {}, quiet ? painter.note(frame.theme.quiet) : painter.label(frame.theme.text), {}};
        if (value != nullptr) name.value = value->is_null(row) ? frame.words("null") : ui::format_number(frame.words, value->as_number(row), 0, true);
        name.value_style = {Face::figure, painter.label_px(), frame.theme.text};
        map::LabelRequest request;
        request.point = at;
        request.width_px = std::max(painter.text_width(name.style, name.text), name.value.empty() ? 0.0f : painter.text_width(name.value_style, name.value));
        request.height_px = name.style.px * 1.15f + (name.value.empty() ? 0.0f : painter.label_px() * 1.1f);
        request.margin_px = 2 * scale_;
        request.priority = quiet ? 0 : 1000 - static_cast<double>(i);
        request.places = config.type == "points" ? std::vector<Place>{Place::right, Place::left, Place::above, Place::below} : std::vector<Place>{Place::centre};
        request.gap_px = config.size * scale_;
        request.shifts = config.type == "areas";
        requests.push_back(std::move(request));
        names.push_back(std::move(name));
      }
    }
    const float halo = std::max(1.0f, std::round(1.6f * scale_));
    const ui::Colour dark = ui::faded(frame.theme.map_ground, 0.85f);
    for (const map::PlacedLabel& placed : map::place_labels(requests, taken, {4, 4, view.x1 - 4, view.y1 - 4})) {
      const Name& name = names[placed.request];
      const float x = std::round(origin_.x + static_cast<float>(placed.box.x0 + placed.box.x1) / 2);
      const float y = std::round(origin_.y + static_cast<float>(placed.box.y0) + name.style.px * 0.94f);
      painter.text_with_halo(x, y, name.style, name.text, ui::Align::centre, dark, halo);
      if (name.value.empty()) continue;
      painter.text_with_halo(x, y + std::round(painter.label_px() * 1.18f), name.value_style, name.value, ui::Align::centre, dark, halo);
    }
  }

  // --- cards ------------------------------------------------------------------------------------------------------------------

  Card card_of(const ui::Frame& frame, Painter& painter, const model::Table& table, size_t row, const std::vector<std::string>& patterns) const {
    Card card;
    double width = 0;
    for (const std::string& pattern : patterns) {
      card.lines.push_back(filled(frame, table, row, pattern));
      double line = 0;
      for (const Segment& segment : card.lines.back()) line += painter.text_width(segment_style(frame, painter, segment, card.lines.size() == 1, true), segment.text);
      width = std::max(width, line);
    }
    const double padding = 14 * scale_;
    card.box = {0, 0, std::min(width + 2 * padding, viewport_.width_px - 16.0 * scale_), padding * 1.7 + painter.label_px() * 1.25 + double(patterns.size() - 1) * painter.note_px() * 1.55};
    return card;
  }

  static ui::TextStyle segment_style(const ui::Frame& frame, const Painter& painter, const Segment& segment, bool heading, bool alert) {
    const ui::Theme& theme = frame.theme;
    if (segment.countdown) return {Face::figure, heading ? painter.label_px() : painter.note_px() * 1.15f, alert ? theme.down : theme.text};
    if (heading) return painter.label(alert ? ui::mixed(theme.text, theme.down, 0.6f) : theme.text);
    return painter.note(alert ? ui::mixed(theme.text_second, theme.down, 0.25f) : theme.text_second);
  }

  void draw_card(const ui::Frame& frame, Painter& painter, const Card& card, ui::Colour edge, bool alert) const {
    const Rect area = rect(card.box);
    painter.fill(area, alert ? ui::faded(frame.theme.alert_ground, 0.94f) : ui::faded(frame.theme.panel, 0.96f), painter.px(3));
    painter.fill({area.x0, area.y0, area.x0 + std::max(2.0f, painter.px(3)), area.y1}, edge);
    float y = area.y0 + 12 * scale_ + painter.label_px() * 0.88f;
    for (size_t i = 0; i < card.lines.size(); ++i) {
      float x = area.x0 + 14 * scale_;
      for (const Segment& segment : card.lines[i]) {
        const float room = area.x1 - 8 * scale_ - x;
        if (room <= 0) break;
        x += painter.text(x, std::round(y), segment_style(frame, painter, segment, i == 0, alert), segment.text, ui::Align::left, room);
      }
      y += (i == 0 ? painter.label_px() * 0.2f : 0.0f) + painter.note_px() * 1.55f;
    }
  }

  // Of the selected case of a layer, else of the worst one. Its countdown turns with the deadline's own second.
  void draw_case_card(const ui::Frame& frame, Painter& painter, std::vector<Box>& taken) {
    for (size_t i = 0; i < layers_.size(); ++i) {
      const LayerConfig& config = layers_[i];
      if (config.card.empty() || states_[i].table == nullptr || !shown(config)) continue;
      const model::Table& table = *states_[i].table;
      auto row = map::row_with_id(table, config.id, frame.screen.selected);
      if (!row) row = states_[i].worst;
      const auto position = row ? map::PointPositions(table, "lon", "lat").at(*row) : std::nullopt;
      if (!position) continue;
      const Column* severity = map::optional_column(table, config.level);
      const int level = severity != nullptr ? static_cast<int>(severity->as_number(*row).value_or(0)) : 0;
      const bool alert = level == 1;
      Card card = card_of(frame, painter, table, *row, config.card);
      if (const Column* deadline = table.column("deadline"); deadline != nullptr && !deadline->is_null(*row)) {
        if (const auto due = deadline->as_time(*row)) {
          const int64_t left = (*due - frame.now.utc).count();
          due_in(left >= 0 ? left % kMinuteMs + 1 : kMinuteMs - (-left) % kMinuteMs);
        }
      }
      const PixelPoint at = pixel(*position);
      if (at.x < 0 || at.y < 0 || at.x > viewport_.width_px || at.y > viewport_.height_px) continue;
      const double apart = 34 * scale_;
      map::LabelRequest request{.point = at, .width_px = card.box.x1, .height_px = card.box.y1, .priority = 1,
                                .places = {Place::above_right, Place::right, Place::below_right, Place::above_left, Place::left, Place::below_left, Place::above, Place::below},
                                .gap_px = apart, .margin_px = 4 * scale_};
      const double edge = 8 * scale_;
      const Box room{edge, edge, viewport_.width_px - edge, viewport_.height_px - edge};
      const double mark = 16 * scale_;
      taken.push_back({at.x - mark, at.y - mark, at.x + mark, at.y + mark});
      auto placed = map::place_labels(std::vector{request}, furniture_, room);
      // No room beside the mark: above or below it, as far to the side as the panel's edges push it.
      for (const double side : {-1.0, 1.0}) {
        if (!placed.empty()) break;
        const double half = card.box.x1 / 2;
        request.point = {std::clamp(at.x, edge + half, std::max(edge + half, viewport_.width_px - edge - half)), at.y + side * (apart + card.box.y1 / 2)};
        request.places = {Place::centre};
        placed = map::place_labels(std::vector{request}, furniture_, room);
      }
      if (placed.empty()) return;
      card.box = placed.front().box;
      const ui::Colour colour = level >= 1 && level <= 4 ? frame.theme.level[static_cast<size_t>(level - 1)] : frame.theme.data;
      draw_leader(painter, at, card.box, colour);
      draw_card(frame, painter, card, colour, alert);
      taken.push_back(card.box);
      return;
    }
  }

  // Names step aside for the most severe marks; in a flood of them names would find no place at all, so only for a few.
  void keep_worst_marks_free(std::vector<Box>& taken) const {
    constexpr size_t kMostMarks = 8;
    for (size_t i = 0; i < layers_.size(); ++i) {
      if (states_[i].per_level[1] == 0 || states_[i].per_level[1] > kMostMarks || !shown(layers_[i])) continue;
      const model::Table& table = *states_[i].table;
      const Column* level = table.column(layers_[i].level);
      const map::PointPositions positions(table, "lon", "lat");
      const double half = layers_[i].size * 1.1 * scale_;
      for (size_t row = 0; row < table.row_count(); ++row) {
        if (level->as_number(row) != 1.0) continue;
        const auto position = positions.at(row);
        if (!position) continue;
        const PixelPoint at = pixel(*position);
        taken.push_back({at.x - half, at.y - half, at.x + half, at.y + half});
      }
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
    if (!pointer.inside || pointer.down || at.x < 0 || at.y < 0 || at.x >= viewport_.width_px || at.y >= viewport_.height_px) return;
    const auto hit = hit_at(at);
    if (!hit) return;
    const LayerConfig& config = layers_[hit->layer];
    const model::Table& table = *states_[hit->layer].table;
    std::vector<std::string> patterns = config.hover;
    if (patterns.empty() && !config.label.empty()) patterns = {"{" + config.label + "}"};
    PixelPoint anchor = at;
    if (config.type == "points") {
      const auto position = map::PointPositions(table, "lon", "lat").at(hit->row);
      if (!position) return;
      anchor = pixel(*position);
      painter.ring(canvas(anchor), config.size * scale_ * 1.1f, frame.theme.text, std::max(1.0f, painter.px(1.5f)));
    }
    if (patterns.empty()) return;
    Card card = card_of(frame, painter, table, hit->row, patterns);
    const map::LabelRequest request{.point = anchor, .width_px = card.box.x1, .height_px = card.box.y1, .priority = 1,
                                    .places = {Place::below_right, Place::above_right, Place::below_left, Place::above_left, Place::below, Place::above},
                                    .gap_px = 14 * scale_};
    const auto placed = map::place_labels(std::vector{request}, {}, {4, 4, viewport_.width_px - 4.0, viewport_.height_px - 4.0});
    if (placed.empty()) return;
    card.box = placed.front().box;
    draw_card(frame, painter, card, frame.theme.area_edge, false);
  }

  // --- legend, scale, attribution ------------------------------------------------------------------------------------------------

  // Before the camera is known: what the furniture takes from the map. Rows from the bottom: attribution, legend.
  void measure_furniture(const ui::Frame& frame, const ui::Panel& panel) {
    const Painter& painter = panel.painter;
    const double padding = std::round(painter.px(painter.theme().padding));
    const double width = viewport_.width_px;
    const double height = viewport_.height_px;
    top_px_ = painter.label_px() * 2.5;
    note_line_ = painter.note_px() * 1.5;
    furniture_.clear();
    furniture_.push_back({0, 0, width, painter.label_px() * 2.2});

    const std::string& mark = frame.words("schematic");
    attribution_ = attribution_key_;
    if (schematic_ && attribution_.find(mark) == std::string::npos) attribution_ = attribution_.empty() ? mark : mark + frame.words("separator") + attribution_;
    const double room = width - 2 * padding;
    const bool has_scale = scale_bar_ && has_ground_ && width >= 200 * scale_;
    scale_max_px_ = has_scale ? std::clamp(width * 0.16, 60.0 * scale_, 130.0 * scale_) : 0;
    const double text_width = painter.text_width(painter.note(0), attribution_);
    const bool beside = text_width <= room - scale_max_px_ - padding;  // attribution and scale share a row
    attribution_lines_ = attribution_.empty() ? 0 : beside ? 1 : std::clamp(static_cast<int>(std::ceil(text_width * 1.05 / room)), 1, 3);
    attribution_width_ = room;
    double y = height - padding * 0.9 - attribution_lines_ * note_line_;
    attribution_y_ = y;
    if (attribution_lines_ > 0) furniture_.push_back({padding, y, padding + std::min(room, text_width), height});
    scale_box_ = {};
    if (has_scale) {
      const double top = y - note_line_ * (beside ? 0.6 : 1.6);
      scale_box_ = {width - padding - scale_max_px_, top, width - padding, top + note_line_ * 1.5};
      furniture_.push_back(scale_box_);
    }
    // Where the scale has a row of its own, the legend stands above it and has the whole width.
    if (has_scale && !beside) y = scale_box_.y0;
    const double top = measure_legend(frame, painter, padding, y, has_scale && beside ? scale_box_.x0 - padding : width - padding);
    bottom_px_ = height - top + 10 * scale_;
    if (height - top_px_ - bottom_px_ < height * 0.5) top_px_ = bottom_px_ = 8 * scale_;  // rather a map under words than none
  }

  // Shapes and colours in one row, else in two; what has no room at all is left out. Returns the upper edge.
  double measure_legend(const ui::Frame& frame, const Painter& painter, double x, double y, double right) {
    marks_box_ = ramp_box_ = {};
    if (!legend_ || viewport_.height_px < 260 * scale_) return y;
    const double row = note_line_ * 1.5;
    y -= note_line_ * 0.2;
    const auto room_for = [&](double after_x, double width, double bottom) {
      const Box box{after_x, bottom - row, after_x + width, bottom};
      if (box.x1 > right) return Box{};
      furniture_.push_back(box);
      return box;
    };
    bool has_levels = false;
    level_counts_ = {};
    for (size_t i = 0; i < layers_.size(); ++i) {
      if (layers_[i].type != "points" || layers_[i].level.empty()) continue;
      has_levels = true;
      if (states_[i].table == nullptr) continue;
      for (size_t level = 1; level <= 4; ++level) level_counts_[level] = level_counts_[level].value_or(0) + static_cast<double>(states_[i].per_level[level]);
    }
    double marks = 0;
    for (size_t level = 1; level <= 4; ++level) {
      marks += painter.note_px() * 1.5 + painter.text_width(painter.note(0), level_word(frame, level)) +
               painter.text_width({Face::figure, painter.note_px(), 0}, level_count(frame.words, level)) + 24 * scale_;
    }
    double ramp = 0;
    ramp_layer_.reset();
    for (size_t i = 0; i < layers_.size() && !ramp_layer_; ++i) {
      if (layers_[i].type != "areas" || layers_[i].value.empty() || layers_[i].legend.empty() || states_[i].table == nullptr || !value_range(i).first) continue;
      ramp_layer_ = i;
      ramp = painter.text_width(painter.note(0), layers_[i].legend) + 126 * scale_ + painter.note_px() * 4;
    }
    if (has_levels && ramp_layer_ && x + marks + ramp > right) {
      ramp_box_ = room_for(x, ramp, y);
      if (ramp_box_.y1 > 0) y -= row;
      marks_box_ = room_for(x, marks, y);
      return marks_box_.y1 > 0 ? y - row : y;
    }
    if (has_levels) marks_box_ = room_for(x, marks, y);
    if (ramp_layer_) ramp_box_ = room_for(marks_box_.y1 > 0 ? marks_box_.x1 : x, ramp, y);
    return marks_box_.y1 > 0 || ramp_box_.y1 > 0 ? y - row : y;
  }

  static std::string level_word(const ui::Frame& frame, size_t level) { return frame.words("level." + std::to_string(level)); }
  std::string level_count(const ui::Words& words, size_t level) const { return ui::format_number(words, level_counts_[level], 0, true); }

  void draw_furniture(const ui::Frame& frame, Painter& painter) const {
    const ui::Theme& theme = frame.theme;
    const float halo = std::max(1.0f, painter.px(1.5f));
    const ui::Colour dark = ui::faded(theme.map_ground, 0.8f);
    const float padding = std::round(painter.px(theme.padding));
    const float left = origin_.x + padding;
    if (attribution_lines_ == 1) {
      painter.text_with_halo(left, origin_.y + static_cast<float>(attribution_y_) + painter.note_px(), painter.note(theme.quiet), attribution_, ui::Align::left, dark, halo);
    } else if (attribution_lines_ > 1) {
      painter.text_block(left, origin_.y + static_cast<float>(attribution_y_) + painter.note_px(), static_cast<float>(attribution_width_),
                         static_cast<float>(note_line_), painter.note(theme.quiet), attribution_, attribution_lines_);
    }
    if (scale_max_px_ > 0) draw_scale(frame, painter, dark, halo);
    if (marks_box_.y1 > 0) draw_marks_legend(frame, painter, dark, halo);
    if (ramp_box_.y1 > 0) draw_ramp_legend(frame, painter, dark, halo);
  }

  void draw_scale(const ui::Frame& frame, Painter& painter, ui::Colour dark, float halo) const {
    const map::ScaleBar bar = map::scale_bar(camera_, scale_max_px_);
    if (bar.width_px <= 0) return;
    const Rect box = rect(scale_box_);
    const float x1 = std::round(box.x1);
    const float x0 = std::round(box.x1 - static_cast<float>(bar.width_px));
    const float y = std::round(box.y0 + painter.px(6));
    const float tick = std::round(painter.px(6));
    for (const bool under : {true, false}) {
      const ui::Colour colour = under ? dark : frame.theme.text_second;
      const float width = under ? 3.0f : std::max(1.0f, std::round(painter.px(1)));
      const Point points[] = {{x0 + 0.5f, y - tick + 0.5f}, {x0 + 0.5f, y + 0.5f}, {x1 - 0.5f, y + 0.5f}, {x1 - 0.5f, y - tick + 0.5f}};
      painter.polyline(points, colour, width);
    }
    const ui::TextStyle style{Face::figure, painter.note_px(), frame.theme.text_second};
    const bool fits = painter.text_width(style, bar.text) <= x1 - x0;
    painter.text_with_halo(fits ? x0 : x1, std::round(y + painter.note_px() * 1.15f), style, bar.text, fits ? ui::Align::left : ui::Align::right, dark, halo);
  }

  void draw_marks_legend(const ui::Frame& frame, Painter& painter, ui::Colour dark, float halo) const {
    const Rect box = rect(marks_box_);
    const float middle = std::round(box.centre().y);
    const float baseline = std::round(Painter::baseline_centred(middle, painter.note_px()));
    float x = box.x0;
    for (size_t level = 1; level <= 4; ++level) {
      painter.level_mark({x + painter.note_px() * 0.5f, middle}, painter.note_px() * 0.85f, static_cast<int>(level), dark);
      x += painter.note_px() * 1.5f;
      x += painter.text_with_halo(x, baseline, painter.note(frame.theme.text_third), level_word(frame, level), ui::Align::left, dark, halo) + 6 * scale_;
      x += painter.text_with_halo(x, baseline, {Face::figure, painter.note_px(), frame.theme.text}, level_count(frame.words, level), ui::Align::left, dark, halo) + 18 * scale_;
    }
  }

  void draw_ramp_legend(const ui::Frame& frame, Painter& painter, ui::Colour dark, float halo) const {
    const ui::Theme& theme = frame.theme;
    const Rect box = rect(ramp_box_);
    const float middle = box.centre().y;
    const float baseline = std::round(Painter::baseline_centred(middle, painter.note_px()));
    const ui::TextStyle words = painter.note(theme.text_second);
    float x = box.x0;
    const LayerConfig& config = layers_[*ramp_layer_];
    x += painter.text_with_halo(x, baseline, words, config.legend, ui::Align::left, dark, halo) + 10 * scale_;
    const auto [lowest, highest] = value_range(*ramp_layer_);
    const ui::TextStyle figure{Face::figure, painter.note_px(), theme.text_second};
    x += painter.text_with_halo(x, baseline, figure, ui::format_number(frame.words, lowest, 0, true), ui::Align::left, dark, halo) + 6 * scale_;
    const float step = std::round(22 * scale_);
    const float half = std::round(painter.note_px() * 0.4f);
    x = std::round(x);
    painter.fill({x - 1, std::round(middle) - half - 1, x + step * 5 + 1, std::round(middle) + half + 1}, ui::faded(theme.area_edge, 0.5f));
    for (const ui::Colour colour : theme.area_step) {
      painter.fill({x, std::round(middle) - half, x + step, std::round(middle) + half}, colour);
      x += step;
    }
    painter.text_with_halo(x + 6 * scale_, baseline, figure, ui::format_number(frame.words, highest, 0, true), ui::Align::left, dark, halo);
  }

  std::pair<std::optional<double>, std::optional<double>> value_range(size_t layer) const {
    const model::Table& table = *states_[layer].table;
    std::pair<std::optional<double>, std::optional<double>> range;
    for (const auto& value : map::column_values(table.column(layers_[layer].value), table.row_count())) {
      if (!value) continue;
      range.first = std::min(range.first.value_or(*value), *value);
      range.second = std::max(range.second.value_or(*value), *value);
    }
    return range;
  }

  std::vector<LayerConfig> layers_;
  std::string attribution_key_;
  bool schematic_ = false;
  bool scale_bar_ = true;
  bool legend_ = true;

  // Caches.
  map::MapRenderer renderer_;
  std::vector<State> states_;
  std::map<model::GeometryPtr, std::optional<LonLat>> label_points_;

  // Of the newest draw.
  float scale_ = 1;
  Point origin_;
  map::Viewport viewport_;
  map::Camera camera_;
  map::Bounds bounds_;       // of the layers to fit
  bool has_ground_ = false;  // somewhere to look at
  std::vector<Box> furniture_;  // what no label may cover
  std::string attribution_;  // what is written: the mark of a schematic, then the key's words
  Box marks_box_;
  Box ramp_box_;
  Box scale_box_;
  double top_px_ = 0;
  double bottom_px_ = 0;
  double note_line_ = 0;
  double scale_max_px_ = 0;
  double attribution_y_ = 0;
  double attribution_width_ = 0;
  int attribution_lines_ = 0;
  std::optional<size_t> ramp_layer_;
  std::array<std::optional<double>, 5> level_counts_{};  // no value while no answer has come
  std::optional<Duration> changes_in_;
};

std::vector<KeySpec> layer_keys() {
  return {
      {.name = "type", .type = KeyType::choice, .summary = "what the rows are drawn as", .required = true, .choices = {"areas", "lines", "points", "labels"}},
      {.name = "data",
       .type = KeyType::data,
       .summary = "one row for each shape: a geometry, or lon and lat",
       .required = true,
       .columns = {{"lon", "longitude in degrees, for points and labels", false},
                   {"lat", "latitude in degrees, for points and labels", false},
                   {"geometry", "the shape", false},
                   {"deadline", "of the cases that a card may tell of", false}}},
      {.name = "style", .type = KeyType::choice, .summary = "how areas and lines look; `outline` is the boundary of larger areas over filled smaller ones", .fallback = "\"plain\"", .choices = {"plain", "water", "outline", "road", "rail"}},
      {.name = "id", .type = KeyType::text, .summary = "column that a click selects by", .fallback = "\"id\""},
      {.name = "label", .type = KeyType::column, .summary = "column of names"},
      {.name = "label_value", .type = KeyType::column, .summary = "column of numbers under the names"},
      {.name = "value", .type = KeyType::column, .summary = "areas: column of numbers that decides on the colour, in five classes of equal count"},
      {.name = "class", .type = KeyType::column, .summary = "lines: column whose values `classes` names"},
      {.name = "classes",
       .type = KeyType::map,
       .summary = "lines: how each class differs",
       .children = {{.name = "width", .type = KeyType::number, .summary = "factor of the style's width", .fallback = "1", .minimum = 0.1, .maximum = 10}}},
      {.name = "level", .type = KeyType::column, .summary = "points: column of severities 1 (worst) to 4: shape, colour and order"},
      {.name = "icon", .type = KeyType::column, .summary = "points: column with fire, gas, water, traffic, building, sanitation, noise or facility"},
      {.name = "pulse", .type = KeyType::column, .summary = "points: column that is true for what is new; such a mark pulses three times"},
      {.name = "since", .type = KeyType::column, .summary = "points: column with the time from which it is new"},
      {.name = "size", .type = KeyType::number, .summary = "points: size of a mark in design pixels", .fallback = "10", .minimum = 2, .maximum = 60},
      {.name = "legend", .summary = "areas: what the colours mean; without it they are not in the legend"},
      {.name = "count", .summary = "remark beside the age, {} is the number of rows"},
      {.name = "card", .type = KeyType::texts, .summary = "points: heading and lines of the card at the worst case; {column}, {column:left}, {column:level}"},
      {.name = "card_level", .type = KeyType::integer, .summary = "points: a case of this level or worse gets the card", .fallback = "2", .minimum = 1, .maximum = 4},
      {.name = "hover", .type = KeyType::texts, .summary = "heading and lines of the card under the pointer, as for `card`"},
      {.name = "min_zoom", .type = KeyType::number, .summary = "hidden below this zoom of a 1080-row canvas", .fallback = "0", .minimum = 0, .maximum = 20},
      {.name = "fit", .type = KeyType::boolean, .summary = "the map shows all of this layer until somebody moves it", .fallback = "false"},
  };
}

std::vector<KeySpec> keys() {
  return {
      {.name = "layers", .type = KeyType::objects, .summary = "what is drawn, the first at the bottom", .required = true, .children = layer_keys()},
      {.name = "attribution", .summary = "whose data the map is; always shown"},
      {.name = "schematic", .type = KeyType::boolean, .summary = "whether to say that this is no surveyed map, where the attribution does not", .fallback = "false"},
      {.name = "legend", .type = KeyType::boolean, .summary = "whether shapes and colours are explained", .fallback = "true"},
      {.name = "scale_bar", .type = KeyType::boolean, .summary = "whether a length is shown, in true metres", .fallback = "true"},
  };
}

const bool registered = ui::register_widget({"map", "areas, lines, marks and names of a district", keys(), {480, 360}, {1500, 4000}, ui::make<Map>});

}  // namespace
}  // namespace onescreen::widgets
