#include "source_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "data/crs.h"
#include "data/format.h"
#include "data/zone.h"
#include "site.h"
#include "source_check.h"

namespace onescreen::app {
namespace {

using model::KeySpec;
using model::KeyType;

data::ColumnMapping read_column(const std::string& name, const ui::Config& config, bool visitor,
                                std::vector<ui::Problem>& problems) {
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
  if (config.has("constant")) column.constant = config.text("constant");
  const std::string mask = visitor && config.has("visitor_mask") ? config.text("visitor_mask") : config.text("mask");
  column.mask = data::mask_from_name(mask).value_or(data::Mask::hide);
  if (column.mask != data::Mask::none && column.spec.type != model::Type::text) {
    problems.push_back(config.problem("mask", "only text can be masked; a number is hidden by leaving its column out"));
  }
  column.required = config.flag("required");
  column.optional = config.flag("optional");
  column.time_format = config.text("format");
  for (const auto& [from, to] : config.entries("names")) column.names.emplace(from, to.text(""));
  return column;
}

class SourceReader {
 public:
  SourceReader(const SourceContext& site, std::vector<ui::Problem>& problems) : site_(site), problems_(problems) {}

  data::SourceConfig read(const std::string& name, const ui::Config& config) {
    data::SourceConfig source;
    source.name = name;
    source.title = config.text("title").empty() ? name : config.text("title");
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
    read_request(config, site_, source, problems_);
    source.demo = config.flag("demo") || source.url.starts_with(Site::kDemoScheme);
    source.every = seconds(config, "every_secs");
    // Five missed polls make data stale unless the site says otherwise.
    source.max_age = config.has("max_age_secs") ? seconds(config, "max_age_secs") : 5 * source.every;
    source.max_bytes = static_cast<size_t>(mebibytes(config, "max_mb"));
    source.method = config.text("method");
    source.body = config.text("body");
    source.content_type = config.text("content_type");
    if (const std::string keep = config.text("keep"); !keep.empty()) {
      if (const auto span = read_span(keep)) {
        source.keep = {*span, config.integer("keep_rows")};
      } else {
        problems_.push_back(
            config.problem("keep", "\"" + keep + "\" is no span such as \"90s\", \"30m\", \"24h\" or \"7d\""));
      }
    }
    source.outline = site_.outline;
    source.paging = read_paging(config.object("paging"));
    source.decode = read_decode(config);
    source.decode.next = source.paging.next;
    // Pages and truncated answers are put together by it.
    if (source.decode.id.empty() && format != nullptr) source.decode.id = format->id;
    if (format != nullptr) {
      for (const auto& key : format->keys) {
        if (config.has(key.name)) source.decode.extra.emplace(key.name, extra_text(config, key));
      }
    }
    return source;
  }

 private:
  // Values of a format's own keys travel as text.
  static std::string extra_text(const ui::Config& config, const KeySpec& key) {
    switch (key.type) {
      case KeyType::integer:
        return std::to_string(config.integer(key.name));
      case KeyType::number:
        return fmt::format("{}", config.number(key.name));
      case KeyType::boolean:
        return config.flag(key.name) ? "true" : "false";
      default:
        return config.text(key.name);
    }
  }

  static data::Paging read_paging(const ui::Config& config) {
    data::Paging paging;
    if (!config.has("style")) return paging;
    paging.style = config.text("style");
    if (config.has("cursor_param")) paging.cursor_param = config.text("cursor_param");
    if (config.has("next")) paging.next = config.text("next");
    if (config.has("in_body")) paging.in_body = config.flag("in_body");
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
      decode.columns.push_back(read_column(column, mapping, site_.visitor, problems_));
    decode.id = config.text("id");
    const auto read_when = [&](const char* key, std::string& pointer, std::vector<std::string>& values) {
      if (!config.has(key)) return;
      pointer = config.object(key).text("pointer");
      values = config.object(key).texts("equals");
    };
    read_when("success_when", decode.success_pointer, decode.success_values);
    read_when("auth_fail_when", decode.denied_pointer, decode.denied_values);
    decode.message = config.text("message");
    decode.total = config.text("total");
    decode.as_of = config.text("as_of");
    decode.data_time = config.text("data_time");
    decode.row_cap = config.integer("row_cap");
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
    if (config.has("local")) {
      const ui::Config local = config.object("local");
      decode.local = {local.number("dx"), local.number("dy"), local.number("rotation_deg"), local.number("scale")};
    } else if (decode.crs == data::Crs::local4p) {
      problems_.push_back(config.problem("crs", "\"local4p\" needs \"local\": its four parameters"));
    }
    decode.lon = config.text("lon");
    decode.lat = config.text("lat");
    return decode;
  }

  const SourceContext& site_;
  std::vector<ui::Problem>& problems_;
};

}  // namespace

// What source_keys() describes and what single formats add.
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

data::SourceConfig read_source(const std::string& name, const ui::Config& config, const SourceContext& context,
                               std::vector<ui::Problem>& problems) {
  data::SourceConfig source = SourceReader(context, problems).read(name, config);
  check_source(source, config, problems);
  return source;
}

std::optional<model::Duration> read_span(std::string_view text) {
  int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || count <= 0 || count > 366 * 86400 || end + 1 != text.data() + text.size())
    return std::nullopt;
  switch (*end) {
    case 's':
      return std::chrono::seconds(count);
    case 'm':
      return std::chrono::minutes(count);
    case 'h':
      return std::chrono::hours(count);
    case 'd':
      return std::chrono::hours(24 * count);
    default:
      return std::nullopt;
  }
}

}  // namespace onescreen::app
