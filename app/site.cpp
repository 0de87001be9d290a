#include "site.h"

#include <algorithm>
#include <filesystem>

#include "data/crs.h"
#include "data/format.h"
#include "data/zone.h"

namespace onescreen::app {
namespace {

namespace fs = std::filesystem;
using model::KeySpec;
using model::KeyType;

model::Duration from_secs(double secs) { return model::Duration(static_cast<int64_t>(secs * 1000)); }

// A relative file: address is relative to the site file, so that a site can be moved with what it names.
std::string resolved_url(const std::string& url, const std::string& site_file) {
  constexpr std::string_view kFile = "file:";
  if (!url.starts_with(kFile)) return url;
  std::string path = url.substr(kFile.size());
  if (path.starts_with("//")) path.erase(0, 2);
  if (!fs::path(path).is_absolute()) path = (fs::absolute(site_file).parent_path() / path).lexically_normal().string();
  return "file:" + path;
}

data::ColumnMapping read_column(const std::string& name, const ui::Config& config, std::vector<ui::Problem>& problems) {
  data::ColumnMapping column;
  column.spec.name = name;
  const std::string type = config.text("type");
  if (const auto known = model::type_from_name(type)) {
    column.spec.type = *known;
  } else {
    problems.push_back(
        config.problem("type", "\"" + type + "\" is not a type; use text, number, integer, time or boolean"));
  }
  column.pointer = config.text("pointer");
  if (!column.pointer.empty() && column.pointer.front() != '/') {
    problems.push_back(config.problem("pointer", "a JSON pointer begins with \"/\""));
  }
  column.required = config.flag("required");
  column.optional = config.flag("optional");
  column.time_format = config.text("format");
  for (const auto& [from, to] : config.entries("names")) column.names.emplace(from, to.text(""));
  return column;
}

class SourceReader {
 public:
  SourceReader(const Site& site, std::vector<ui::Problem>& problems) : site_(site), problems_(problems) {}

  data::SourceConfig read(const std::string& name, const ui::Config& config) {
    data::SourceConfig source;
    source.name = name;
    source.title = config.text("title").empty() ? name : config.text("title");
    source.url = resolved_url(config.text("url"), site_.file);
    check_url(config, source.url);
    source.format = config.text("format");
    const data::Format* format = data::find_format(source.format);
    if (format == nullptr) {
      std::vector<std::string> known;
      for (const auto& candidate : data::formats()) known.push_back(candidate.name);
      const auto near = ui::nearest_name(source.format, known);
      problems_.push_back(
          config.problem("format", "unknown format \"" + source.format + "\"; " +
                                       (near ? "did you mean \"" + *near + "\"?" : "`onescreen list` names them all")));
    }
    source.demo = config.flag("demo") || source.url.starts_with(Site::kDemoScheme);
    source.every = from_secs(config.number("every_secs"));
    source.timeout = from_secs(config.number("timeout_secs"));
    // Five missed polls make data stale unless the site says otherwise.
    source.max_age = config.has("max_age_secs") ? from_secs(config.number("max_age_secs")) : 5 * source.every;
    source.max_bytes = static_cast<size_t>(config.number("max_mb") * 1024 * 1024);
    for (const auto& [header, value] : config.entries("headers")) source.headers.emplace(header, value.text(""));
    source.paging = read_paging(config.object("paging"));
    source.decode = read_decode(config);
    if (format != nullptr) {
      for (const auto& key : format->keys) {
        if (config.has(key.name)) source.decode.extra.emplace(key.name, config.text(key.name));
      }
    }
    return source;
  }

 private:
  void check_url(const ui::Config& config, const std::string& url) {
    for (const std::string_view scheme :
         {std::string_view("http://"), std::string_view("https://"), std::string_view("file:"), Site::kDemoScheme}) {
      if (url.starts_with(scheme)) return;
    }
    problems_.push_back(config.problem(
        "url", "\"" + url + "\" is no address that can be polled; use http://, https://, file: or demo:/path"));
  }

  static data::Paging read_paging(const ui::Config& config) {
    data::Paging paging;
    if (!config.has("style")) return paging;
    paging.style = config.text("style");
    if (config.has("page_param")) paging.page_param = config.text("page_param");
    if (config.has("size_param")) paging.size_param = config.text("size_param");
    if (config.has("size")) paging.size = static_cast<int>(config.integer("size"));
    if (config.has("first")) paging.first = static_cast<int>(config.integer("first"));
    if (config.has("max_pages")) paging.max_pages = static_cast<int>(config.integer("max_pages"));
    return paging;
  }

  data::DecodeOptions read_decode(const ui::Config& config) {
    data::DecodeOptions decode;
    decode.rows = config.text("rows");
    for (const auto& [column, mapping] : config.entries("columns"))
      decode.columns.push_back(read_column(column, mapping, problems_));
    decode.id = config.text("id");
    const auto read_when = [&](const char* key, std::string& pointer, std::vector<std::string>& values) {
      if (!config.has(key)) return;
      pointer = config.object(key).text("pointer");
      values = config.object(key).texts("equals");
    };
    read_when("success_when", decode.success_pointer, decode.success_values);
    read_when("denied_when", decode.denied_pointer, decode.denied_values);
    decode.message = config.text("message");
    decode.total = config.text("total");
    decode.as_of = config.text("as_of");
    if (!config.text("time_format").empty()) decode.time_format = config.text("time_format");
    decode.zone = site_.zone;
    if (const std::string zone = config.text("timezone"); !zone.empty()) {
      if (auto loaded = data::load_zone(zone)) {
        decode.zone = std::move(*loaded);
      } else {
        problems_.push_back(config.problem("timezone", loaded.error().message));
      }
    }
    if (const auto crs = data::crs_from_name(config.text("crs"))) decode.crs = *crs;
    decode.lon = config.text("lon");
    decode.lat = config.text("lat");
    for (const auto& [key, name] :
         {std::pair("id", decode.id), std::pair("lon", decode.lon), std::pair("lat", decode.lat)}) {
      const bool known = std::any_of(decode.columns.begin(), decode.columns.end(),
                                     [&](const auto& column) { return column.spec.name == name; });
      if (!name.empty() && !known)
        problems_.push_back(config.problem(key, "\"" + name + "\" is not among the source's columns"));
    }
    return decode;
  }

  const Site& site_;
  std::vector<ui::Problem>& problems_;
};

// Keys of sources of any format: what source_keys() describes and what single formats add.
std::vector<KeySpec> all_source_keys() {
  std::vector<KeySpec> keys = data::source_keys();
  for (const auto& format : data::formats()) {
    for (const auto& key : format.keys) {
      const bool there =
          std::any_of(keys.begin(), keys.end(), [&](const KeySpec& known) { return known.name == key.name; });
      if (!there) keys.push_back(key);
    }
  }
  return keys;
}

}  // namespace

bool Site::needs_demo_city() const {
  return std::any_of(sources.begin(), sources.end(),
                     [](const auto& source) { return source.url.starts_with(kDemoScheme); });
}

const std::vector<KeySpec>& site_keys() {
  static const std::vector<KeySpec> keys = {
      {.name = "version",
       .type = KeyType::integer,
       .summary = "version of this file's format: 1",
       .required = true,
       .minimum = 1,
       .maximum = 1},
      {.name = "title", .type = KeyType::text, .summary = "name of the site, shown as the window's title"},
      {.name = "timezone",
       .type = KeyType::text,
       .summary = "IANA name of the zone in which times are shown and read",
       .fallback = "\"Asia/Shanghai\""},
      {.name = "theme",
       .type = KeyType::text,
       .summary = "file of assets/theme, without .json",
       .fallback = "\"night\""},
      {.name = "display",
       .type = KeyType::object,
       .summary = "physical facts of the screen; text sizes follow from them",
       .children = {{.name = "pixel_pitch_mm",
                     .type = KeyType::number,
                     .summary = "distance between two pixels; 0 takes the canvas for a desk display of any resolution",
                     .fallback = "0",
                     .minimum = 0,
                     .maximum = 20},
                    {.name = "viewing_distance_m",
                     .type = KeyType::number,
                     .summary = "distance of the farthest seat",
                     .fallback = "0.6",
                     .minimum = 0.2,
                     .maximum = 100}}},
      {.name = "sources",
       .type = KeyType::map,
       .summary = "what is polled; the name is the table's name in queries",
       .required = true,
       .children = all_source_keys()},
      {.name = "tables",
       .type = KeyType::map,
       .summary = "named queries: name -> SELECT; each may read sources and the ones above it"},
      {.name = "modes",
       .type = KeyType::map,
       .summary = "ways of working; the first mode's first layout is shown at the start",
       .required = true,
       .children = {{.name = "title", .type = KeyType::text, .summary = "as people call it"},
                    {.name = "layouts",
                     .type = KeyType::texts,
                     .summary = "names of files in the layouts folder beside the site's",
                     .required = true}}},
  };
  return keys;
}

std::shared_ptr<const Site> read_site(const std::string& file, std::vector<ui::Problem>& problems) {
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
  SourceReader reader(*site, problems);
  for (const auto& [name, config] : root.entries("sources")) site->sources.push_back(reader.read(name, config));
  for (const auto& [name, sql] : root.entries("tables")) site->tables.push_back({name, sql.text("")});
  for (const auto& [name, config] : root.entries("modes"))
    site->modes.push_back({name, config.text("title"), config.texts("layouts")});
  if (site->sources.empty())
    problems.push_back(root.problem("sources", "the site polls nothing; name at least one source"));

  // What the named queries get wrong is found by preparing them once.
  const data::QueryEngine engine = make_engine(*site);
  for (const auto& error : engine.problems()) {
    for (const auto& [name, config] : root.entries("tables")) {
      if (name == error.where) problems.push_back(config.problem("", error.message));
    }
  }
  return site;
}

std::string layout_file(const Site& site, const std::string& layout) {
  return (fs::absolute(site.file).parent_path() / ".." / "layouts" / (layout + ".json")).lexically_normal().string();
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
  return data::QueryEngine(site.zone, std::move(schemas), site.tables);
}

}  // namespace onescreen::app
