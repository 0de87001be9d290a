#include "site.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "data/format.h"
#include "data/zone.h"
#include "picture_reader.h"
#include "source_reader.h"
#include "tile_reader.h"

namespace onescreen::app {
namespace {

namespace fs = std::filesystem;

// The district's shape, from GeoJSON.
data::OutlinePtr read_outline(const ui::Config& root, const std::string& site_file,
                              std::vector<ui::Problem>& problems) {
  const std::string name = root.text("outline");
  if (name.empty()) return nullptr;
  std::string path = beside(name, site_file);
  if (path.starts_with("file:")) path.erase(0, 5);
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  if (!in || !(bytes << in.rdbuf())) {
    problems.push_back(root.problem("outline", "cannot read " + path));
    return nullptr;
  }
  const data::Format* format = data::find_format("geojson");
  auto decoded = format->decode("outline", bytes.str(), {});
  if (!decoded) {
    problems.push_back(root.problem("outline", path + ": " + decoded.error().message));
    return nullptr;
  }
  return decoded->table;
}

void read_suppressions(const ui::Config& root, Site& site, std::vector<ui::Problem>& problems) {
  for (const auto& [name, config] : root.entries("suppress")) {
    const auto table = std::find_if(site.tables.begin(), site.tables.end(),
                                    [&name = name](const data::NamedQuery& query) { return query.name == name; });
    if (table == site.tables.end()) {
      problems.push_back(config.problem("", "\"" + name + "\" is not among \"tables\"; only those are suppressed"));
      continue;
    }
    table->suppress = config.texts("columns");
    table->suppress_below = config.integer("below");
  }
}

void check_conditions(const ui::Config& root, data::QueryEngine& engine, std::vector<ui::Problem>& problems) {
  for (const auto& [name, config] : root.entries("modes")) {
    if (config.text("when").empty()) continue;
    const auto prepared = engine.prepare(config.text("when"));
    if (!prepared) {
      problems.push_back(config.problem("when", prepared.error().message));
    } else if (prepared->columns.size() != 1) {
      problems.push_back(
          config.problem("when", fmt::format("a condition gives one column, true while the mode is wanted, not {}",
                                             prepared->columns.size())));
    }
  }
}

// "22:30" -> since midnight.
std::optional<model::Duration> time_of_day(const std::string& text) {
  const auto civil = model::parse_civil("2000-01-01 " + text, "%Y-%m-%d %H:%M");
  if (!civil) return std::nullopt;
  return std::chrono::hours(civil->hour) + std::chrono::minutes(civil->minute);
}

ScreenCare read_care(const ui::Config& display, std::vector<ui::Problem>& problems) {
  ScreenCare care;
  care.orbit_px = static_cast<int>(display.integer("orbit_px"));
  care.orbit_step = seconds(display, "orbit_secs");
  for (const auto& span : display.objects("dim")) {
    const auto from = time_of_day(span.text("from"));
    const auto to = time_of_day(span.text("to"));
    for (const auto& [key, time] : {std::pair("from", from), std::pair("to", to)}) {
      if (!time) problems.push_back(span.problem(key, "write a time of day such as \"22:30\""));
    }
    if (from && to && *from == *to)
      problems.push_back(span.problem("to", "is the same time as \"from\", so the display is never dimmed"));
    if (from && to) care.dim.push_back({*from, *to, span.number("brightness")});
  }
  return care;
}

void check_find(const ui::Config& root, data::QueryEngine& engine, std::vector<ui::Problem>& problems) {
  for (const auto& config : root.objects("find")) {
    if (config.text("data").empty()) continue;  // said already
    const auto prepared = engine.prepare(config.text("data"));
    if (!prepared) {
      problems.push_back(config.problem("data", prepared.error().message));
    } else if (std::none_of(prepared->columns.begin(), prepared->columns.end(),
                            [](const auto& column) { return column.name == "text"; })) {
      problems.push_back(config.problem("data", "the answer needs a column \"text\": what is shown and searched"));
    }
    const std::string layout = config.text("layout");
    bool shown = layout.empty();
    for (const auto& [name, mode] : root.entries("modes")) {
      const auto layouts = mode.texts("layouts");
      shown |= std::find(layouts.begin(), layouts.end(), layout) != layouts.end();
    }
    if (!shown) problems.push_back(config.problem("layout", "no mode shows a layout \"" + layout + "\""));
  }
}

void check_rules(const ui::Config& root, data::QueryEngine& engine, std::vector<ui::Problem>& problems) {
  for (const auto& [name, config] : root.entries("rules")) {
    if (config.text("holds").empty()) continue;  // said already
    const auto prepared = engine.prepare(config.text("holds"));
    if (!prepared) {
      problems.push_back(config.problem("holds", prepared.error().message));
    } else if (prepared->columns.size() != 1) {
      problems.push_back(config.problem(
          "holds", fmt::format("a rule gives one column, true while all is well, not {}", prepared->columns.size())));
    } else if (prepared->reads.empty()) {
      problems.push_back(config.problem("holds", "a rule that reads no source is never about any figure"));
    }
  }
}

}  // namespace

bool Site::needs_demo_city() const {
  const auto is_demo = [](const auto& source) { return source.url.starts_with(kDemoScheme); };
  return std::any_of(sources.begin(), sources.end(), is_demo) || std::any_of(tiles.begin(), tiles.end(), is_demo) ||
         std::any_of(pictures.begin(), pictures.end(), is_demo);
}

std::shared_ptr<const Site> read_site(const std::string& file, std::vector<ui::Problem>& problems, bool visitor) {
  const auto document = ui::Document::load(file, problems);
  if (document == nullptr) return nullptr;
  const ui::Config root = document->root().checked(site_keys(), problems, {"$schema"});
  auto site = std::make_shared<Site>();
  site->file = file;
  site->title = root.text("title");
  site->theme = root.text("theme");
  if (auto zone = data::load_zone(root.text("timezone"))) {
    site->zone = std::move(*zone);
  } else {
    problems.push_back(root.problem("timezone", zone.error().message));
  }
  const ui::Config display = root.object("display");
  site->display.pixel_pitch_mm = display.number("pixel_pitch_mm");
  site->display.viewing_distance_m = display.number("viewing_distance_m");
  site->care = read_care(display, problems);
  site->reduced_motion = root.text("motion") == "reduced";
  for (const auto& config : root.objects("find"))
    site->find.push_back({config.text("title"), config.text("data"), config.text("layout")});
  site->visitor = visitor || root.text("privacy") == "visitor";
  const auto folder = [&](const ui::Config& config) {
    return config.text("dir").empty() ? std::string() : beside(config.text("dir"), file);
  };
  if (root.has("memory")) {
    const ui::Config memory = root.object("memory");
    site->memory = {memory.flag("enabled"), folder(memory), mebibytes(memory, "max_mb")};
  }
  if (root.has("record")) site->record = {folder(root.object("record")), mebibytes(root.object("record"), "max_mb")};
  if (root.has("metrics")) {
    const ui::Config metrics = root.object("metrics");
    site->metrics = {static_cast<int>(metrics.integer("port")), metrics.text("address")};
  }
  SourceContext context{file, site->zone, site->visitor, read_outline(root, file, problems), {}};
  for (const auto& [name, config] : root.entries("auth"))
    context.access.emplace(name, read_access(name, config, file, problems));
  for (const auto& [name, config] : root.entries("sources"))
    site->sources.push_back(read_source(name, config, context, problems));
  for (const auto& [name, config] : root.entries("tiles"))
    site->tiles.push_back(read_tile_set(name, config, context, problems));
  for (const auto& [name, config] : root.entries("pictures"))
    site->pictures.push_back(read_picture_set(name, config, context, problems));
  site->pictures.push_back(asset_pictures(*site));
  for (const auto& [name, sql] : root.entries("tables")) site->tables.push_back({name, sql.text("")});
  read_suppressions(root, *site, problems);
  for (const auto& [name, config] : root.entries("rules"))
    site->rules.push_back({name, config.text("title"), config.text("holds"), seconds(config, "after_secs")});
  for (const auto& [name, config] : root.entries("modes")) {
    Mode mode{name,
              config.text("title"),
              config.texts("layouts"),
              seconds(config, "rotate_secs"),
              {},
              config.text("when"),
              seconds(config, "enter_after_secs"),
              seconds(config, "leave_after_secs")};
    if (config.has("dwell") && mode.rotate <= model::Duration(0))
      problems.push_back(config.problem("dwell", "these layouts take no turns; give \"rotate_secs\""));
    for (const auto& one : config.objects("dwell")) {
      const std::string layout = one.text("layout");
      if (std::find(mode.layouts.begin(), mode.layouts.end(), layout) == mode.layouts.end())
        problems.push_back(one.problem("layout", "\"" + layout + "\" is not among this mode's layouts"));
      mode.dwell.emplace_back(layout, seconds(one, "secs"));
    }
    site->modes.push_back(std::move(mode));
  }
  if (site->sources.empty())
    problems.push_back(root.problem("sources", "the site polls nothing; name at least one source"));

  // What the named queries get wrong is found by preparing them once.
  data::QueryEngine engine = make_engine(*site);
  for (const auto& error : engine.problems()) {
    for (const auto& [name, config] : root.entries("tables")) {
      if (name == error.where) problems.push_back(config.problem("", error.message));
    }
    for (const auto& [name, config] : root.entries("sources")) {
      if (name + "_history" == error.where && config.has("keep") && error.code == model::ErrorCode::config)
        problems.push_back(config.problem("keep", error.message));
    }
  }
  check_rules(root, engine, problems);
  check_conditions(root, engine, problems);
  check_find(root, engine, problems);
  return site;
}

std::string layout_file(const Site& site, const std::string& layout) {
  return (fs::absolute(site.file).parent_path() / ".." / "layouts" / (layout + ".json")).lexically_normal().string();
}

std::string assets_of(const Site& site) {
  return (fs::absolute(site.file).parent_path() / "..").lexically_normal().string();
}

std::string default_layout(const Site& site) {
  for (const auto& mode : site.modes) {
    if (!mode.layouts.empty()) return mode.layouts.front();
  }
  return {};
}

data::QueryEngine make_engine(const Site& site) {
  std::map<std::string, std::vector<model::ColumnSpec>> schemas;
  for (const auto& source : site.sources) {
    // A source of an unknown format has no columns; it is a problem of its own and no table.
    if (auto columns = data::schema_of(source); !columns.empty()) schemas.emplace(source.name, std::move(columns));
  }
  data::QueryOptions options;
  for (const auto& source : site.sources) {
    if (source.keep.age > model::Duration(0)) options.histories.push_back(source.name);
  }
  return data::QueryEngine(site.zone, std::move(schemas), site.tables, std::move(options));
}

}  // namespace onescreen::app
