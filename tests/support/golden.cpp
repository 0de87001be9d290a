#include "support/golden.h"

#include <imgui.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <stdexcept>

#include "gfx/context.h"
#include "gfx/imgui_renderer.h"
#include "golden_pictures.h"
#include "golden_tiles.h"
#include "ui/fonts.h"

namespace onescreen::test_support {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using namespace std::chrono_literals;

// States and shapes that every widget must stand, derived from its typical case.
const char* const kDerived[] = {"late", "stale", "down", "denied", "never", "tiny", "tiny_720", "large"};

std::string source_dir() {
  const char* set = std::getenv("ONESCREEN_SOURCE_DIR");
  return set == nullptr ? "." : set;
}

// Everything that lives as long as the process: contexts and fonts cost more than the cases.
class Stage {
 public:
  static Stage& instance() {
    static Stage stage;
    return stage;
  }

  ui::Fonts& fonts() { return *fonts_; }
  gfx::ImGuiRenderer& renderer() { return *renderer_; }
  const ui::Theme& theme() const { return theme_; }
  const ui::Words& words() const { return words_; }

 private:
  Stage() {
    std::string why_not;
    context_ = gfx::HeadlessContext::create(why_not);
    if (context_ == nullptr) throw std::runtime_error(why_not);
    imgui_ = ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    renderer_ = std::make_unique<gfx::ImGuiRenderer>(imgui_);
    fonts_ = wanted(ui::Fonts::load());
    theme_ = wanted(ui::load_theme(source_dir() + "/assets/theme/night.json"));
    words_ = wanted(ui::Words::load(source_dir() + "/assets/theme/words.zh-CN.json"));
  }
  ~Stage() {
    fonts_.reset();
    renderer_.reset();
    ImGui::DestroyContext(imgui_);
  }

  template <typename T>
  static T wanted(model::Result<T> result) {
    if (!result) throw std::runtime_error(model::describe(result.error()));
    return std::move(*result);
  }

  std::unique_ptr<gfx::HeadlessContext> context_;
  ImGuiContext* imgui_ = nullptr;
  std::unique_ptr<gfx::ImGuiRenderer> renderer_;
  std::unique_ptr<ui::Fonts> fonts_;
  ui::Theme theme_;
  ui::Words words_;
};

std::string with_row_number(std::string text, size_t row) {
  for (size_t at = text.find("{n}"); at != std::string::npos; at = text.find("{n}"))
    text.replace(at, 3, std::to_string(row + 1));
  return text;
}

// [lon, lat] is a point, an array of such positions a polygon of one ring.
model::GeometryPtr read_geometry(const Json& json) {
  auto geometry = std::make_shared<model::Geometry>();
  if (json.is_object()) {
    geometry->kind = model::GeometryKind::line;
    for (const Json& position : json.at("line"))
      geometry->positions.push_back({position.at(0).get<double>(), position.at(1).get<double>()});
    geometry->ring_ends.push_back(static_cast<uint32_t>(geometry->positions.size()));
    return geometry;
  }
  if (json.at(0).is_number()) {
    geometry->positions.push_back({json.at(0).get<double>(), json.at(1).get<double>()});
    return geometry;
  }
  geometry->kind = model::GeometryKind::polygon;
  for (const Json& position : json)
    geometry->positions.push_back({position.at(0).get<double>(), position.at(1).get<double>()});
  geometry->ring_ends.push_back(static_cast<uint32_t>(geometry->positions.size()));
  geometry->part_ends.push_back(1);
  return geometry;
}

model::TablePtr read_table(const std::string& name, const Json& json, model::Instant now) {
  std::vector<model::ColumnSpec> schema;
  for (const auto& [column, type] : json.at("columns").items()) {
    const auto known = model::type_from_name(type.get<std::string>());
    if (!known) throw std::runtime_error("unknown column type " + type.dump());
    schema.push_back({column, *known});
  }
  const Json rows = json.value("rows", Json::array());
  model::TableBuilder builder(name, schema);
  const size_t count = rows.empty() ? 0 : json.value("repeat", rows.size());
  for (size_t row = 0; row < count; ++row) {
    const Json& cells = rows.at(row % rows.size());
    for (size_t column = 0; column < cells.size(); ++column) {
      const Json& cell = cells[column];
      if (cell.is_null()) continue;
      switch (builder.type(column)) {
        case model::Type::text:
          builder.text(column, with_row_number(cell.get<std::string>(), row));
          break;
        case model::Type::number:
          builder.number(column, cell.get<double>());
          break;
        case model::Type::integer:
          builder.integer(column, cell.get<int64_t>());
          break;
        case model::Type::boolean:
          builder.boolean(column, cell.get<bool>());
          break;
        case model::Type::time:
          if (cell.is_string()) {
            builder.time(column, model::parse_iso8601(cell.get<std::string>()).value());
          } else {
            builder.time(column, now.utc + std::chrono::seconds(cell.get<int64_t>()));
          }
          break;
        case model::Type::geometry:
          builder.geometry(column, read_geometry(cell));
          break;
      }
    }
    builder.end_row();
  }
  return builder.build();
}

// The facts that make a source late, stale, ... at `now`: polled every 10 seconds, good for 50.
void set_state(model::SourceState& source, const std::string& state, model::Instant now) {
  const auto ago = [&](model::Duration age) { return model::Instant{now.utc - age, now.uptime - age}; };
  const auto failing = [&](model::ErrorCode code, model::Duration since) {
    source.error = model::Error{code, "the connection was refused", source.name};
    source.failing_since = ago(since);
    source.consecutive_failures = 3;
  };
  source.confirmed = ago(3s);
  source.attempted = ago(3s);
  if (state == "late") source.confirmed = ago(34s);
  if (state == "stale") source.confirmed = ago(4min);
  if (state == "down") {
    source.confirmed = ago(27min);
    failing(model::ErrorCode::connection, 26min);
  }
  if (state == "denied") {
    source.confirmed = ago(12min);
    failing(model::ErrorCode::denied, 12min);
  }
  if (state == "never") {
    source.confirmed.reset();
    source.table.reset();
    failing(model::ErrorCode::connection, 2min);
  }
}

void add_table(model::Snapshot& snapshot, model::Answers& answers, const std::string& name, const Json& json,
               const std::string& state, model::Instant now) {
  model::SourceState source;
  source.name = name;
  source.title = json.value("title", name);
  source.demo = json.value("demo", false);
  source.every = 10s;
  source.max_age = 50s;
  source.polls = 100;
  source.latency = model::Duration(json.value("latency_ms", 12));
  source.truncated = json.value("truncated", false);
  source.dropped_rows = json.value("dropped_rows", 0);
  source.carried_rows = json.value("carried_rows", 0);
  source.restored = json.value("restored", false);
  source.suspected_crs = json.value("suspected_crs", "");
  source.warnings = json.value("warnings", std::vector<std::string>());
  source.clock_offset = std::chrono::seconds(json.value("clock_offset_secs", 0));
  if (json.contains("as_of_secs"))
    source.as_of = now.utc + source.clock_offset - std::chrono::seconds(json["as_of_secs"].get<int>());
  if (json.contains("paused_secs")) {
    const model::Duration wait = std::chrono::seconds(json["paused_secs"].get<int>());
    source.paused_to = model::Instant{now.utc + wait, now.uptime + wait};
  }
  if (json.contains("columns")) source.table = read_table(name, json, now);
  set_state(source, state, now);
  if (json.contains("age_secs")) {
    const model::Duration age = std::chrono::seconds(json["age_secs"].get<int>());
    source.confirmed = model::Instant{now.utc - age, now.uptime - age};
    source.every = source.max_age = age;
  }
  if (json.contains("query_error")) {
    answers[name] = std::make_shared<model::Answer>(model::Answer{
        nullptr, model::Error{model::ErrorCode::query, json["query_error"].get<std::string>(), name}, {name}, {}});
  } else if (source.table != nullptr) {
    answers[name] = std::make_shared<model::Answer>(
        model::Answer{source.table, std::nullopt, {name}, {}, json.value("follows", std::vector<std::string>())});
  }
  snapshot.sources[name] = std::make_shared<model::SourceState>(std::move(source));
}

bool is_derived(const std::string& name) {
  return std::find(std::begin(kDerived), std::end(kDerived), name) != std::end(kDerived);
}

}  // namespace

std::string GoldenName::file() const {
  const std::string folder = source_dir() + "/tests/golden/cases/" + widget + "/";
  const std::string own = folder + name + ".json";
  return fs::exists(own) || !is_derived(name) ? own : folder + "typical.json";
}

std::string GoldenName::image() const { return source_dir() + "/tests/golden/images/" + widget + "/" + name + ".png"; }

void PrintTo(const GoldenName& name, std::ostream* out) { *out << name.widget << "_" << name.name; }

std::vector<GoldenName> golden_names() {
  std::set<std::pair<std::string, std::string>> names;
  std::error_code none;
  for (const auto& folder : fs::directory_iterator(source_dir() + "/tests/golden/cases", none)) {
    const std::string widget = folder.path().filename().string();
    for (const auto& file : fs::directory_iterator(folder.path())) {
      if (file.path().extension() != ".json") continue;
      names.emplace(widget, file.path().stem().string());
      if (file.path().stem() != "typical") continue;
      for (const char* derived : kDerived) names.emplace(widget, derived);
    }
  }
  std::vector<GoldenName> out;
  for (const auto& [widget, name] : names) out.push_back({widget, name});
  return out;
}

GoldenCase load_golden(const GoldenName& name) {
  std::ifstream in(name.file());
  if (!in) throw std::runtime_error("cannot open " + name.file());
  const Json json = Json::parse(in);
  const bool derived = is_derived(name.name);
  GoldenCase golden;
  golden.now = {model::parse_iso8601(json.value("now", "2026-11-20T07:52:36+08:00")).value(), 100h};
  golden.zone = model::Zone::fixed("Asia/Shanghai", 8h);
  golden.theme = Stage::instance().theme();
  if (json.contains("theme")) {
    const std::string file = json.at("theme").get<std::string>() + ".json";
    auto theme = ui::load_theme(source_dir() + "/assets/theme/" + file);
    if (!theme) throw std::runtime_error(model::describe(theme.error()));
    golden.theme = *theme;
  }
  golden.theme.motion = json.value("motion", true);
  golden.screen.selected = json.value("selected", "");
  const Json screen = json.value("screen", Json::object());
  golden.screen.street = screen.value("street", "");
  golden.screen.street_name = screen.value("street_name", "");
  golden.screen.grid = screen.value("grid", "");
  golden.screen.grid_name = screen.value("grid_name", "");
  golden.screen.hovered = {"elsewhere", screen.value("hovered", "")};
  if (screen.contains("sort"))
    golden.screen.table_sorts["/column/0"] = {screen.at("sort"), screen.value("falling", false)};

  auto widget = json.at("widget");
  widget["widget"] = name.widget;
  const Json layout = {{"version", 1}, {"column", {widget}}};
  std::vector<ui::Problem> problems;
  const auto document = ui::Document::parse(layout.dump(), name.file(), problems);
  golden.layout = document == nullptr ? nullptr : ui::read_layout(document, name.name, problems);
  if (!problems.empty()) throw std::runtime_error(ui::describe(problems.front()));

  // The smallest canvas that lets the panel be its own size: text sizes come from the display, not from the canvas.
  double scale = json.value("scale", 1.0);
  const ui::Size least = ui::find_widget_type(name.widget)->minimum;
  Json size = json.value("size", Json::array({least.width, least.height}));
  if (name.name.starts_with("tiny") && derived) size = {least.width, least.height};
  if (name.name == "tiny_720") scale = 2.0 / 3;
  if (name.name == "large") scale = 2;
  golden.display.pixel_pitch_mm = 299.0 / 1080 / scale;
  const double margin = std::round(std::round(Stage::instance().theme().gap * scale) * 1.25);
  if (json.contains("pointer")) {
    golden.pointer.inside = true;
    golden.pointer.position = {static_cast<float>(margin + json["pointer"][0].get<double>() * scale),
                               static_cast<float>(margin + json["pointer"][1].get<double>() * scale)};
  }
  golden.width = static_cast<int>(std::round(size[0].get<double>() * scale + 2 * margin));
  golden.height = static_cast<int>(std::round(size[1].get<double>() * scale + 2 * margin));

  auto snapshot = std::make_shared<model::Snapshot>();
  auto answers = std::make_shared<model::Answers>();
  snapshot->version = 1;
  const bool state_derived = derived && !name.name.starts_with("tiny") && name.name != "large";
  const Json tables = json.value("tables", Json::object());
  for (const auto& [table, content] : tables.items()) {
    const std::string state = state_derived ? name.name : content.value("state", "fresh");
    add_table(*snapshot, *answers, table, content, state, golden.now);
  }
  auto rules = std::make_shared<model::Rules>();
  for (const Json& rule : json.value("broken_rules", Json::array())) {
    rules->push_back({rule.at("title"), rule.at("title"), rule.at("reads"), false, std::nullopt});
  }
  golden.scene = {snapshot, answers, rules};
  golden.tiles = read_tiles(json.value("tiles", Json::object()), golden.now);
  golden.pictures = read_pictures(json.value("pictures", Json::object()), golden.now);
  return golden;
}

GoldenWall::GoldenWall(const GoldenCase& golden, int tile_px)
    : golden_(golden), view_(golden.layout, Stage::instance().fonts(), Stage::instance().renderer()) {
  canvas_.resize(golden.width, golden.height, tile_px > 0 ? tile_px : gfx::max_target_size());
  pointer = golden.pointer;
}

ui::DrawReport GoldenWall::draw(model::Instant now) {
  Stage& stage = Stage::instance();
  ui::Frame frame{golden_.scene, now, golden_.zone, golden_.theme, stage.words(), golden_.screen, pointer, commands};
  frame.tiles = golden_.tiles;
  frame.pictures = golden_.pictures;
  const ui::DrawReport report = view_.draw(frame, golden_.display, canvas_);
  if (const auto problems = view_.problems(); !problems.empty()) throw std::runtime_error(problems.front());
  return report;
}

void GoldenWall::settle(model::Instant now) {
  for (int i = 0; i < 3 && !draw(now).damage.empty(); ++i) {
  }
}

size_t take_missing_glyphs() {
  static size_t seen = 0;
  const size_t all = Stage::instance().fonts().missing_glyphs().size();
  const size_t fresh = all - seen;
  seen = all;
  return fresh;
}

}  // namespace onescreen::test_support
