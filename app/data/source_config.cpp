#include "data/source_config.h"

#include <tuple>

namespace onescreen::data {
namespace {

using model::KeySpec;
using model::KeyType;

KeySpec key(std::string name, KeyType type, std::string summary, std::string fallback = {}) {
  KeySpec spec;
  spec.name = std::move(name);
  spec.type = type;
  spec.summary = std::move(summary);
  spec.fallback = std::move(fallback);
  return spec;
}

KeySpec bounded(KeySpec spec, double minimum, double maximum) {
  spec.minimum = minimum;
  spec.maximum = maximum;
  return spec;
}

KeySpec required(KeySpec spec) {
  spec.required = true;
  return spec;
}

KeySpec choice(std::string name, std::string summary, std::vector<std::string> choices, std::string fallback) {
  KeySpec spec = key(std::move(name), KeyType::choice, std::move(summary), std::move(fallback));
  spec.choices = std::move(choices);
  return spec;
}

KeySpec nested(std::string name, KeyType type, std::string summary, std::vector<KeySpec> children) {
  KeySpec spec = key(std::move(name), type, std::move(summary));
  spec.children = std::move(children);
  return spec;
}

constexpr char kTimeFormats[] =
    "a pattern of %Y %m %d %H %M %S in the source's timezone, \"iso8601\", \"epoch_s\", \"epoch_ms\" or \"epoch\" "
    "(either, told by size)";

std::vector<KeySpec> column_keys() {
  return {
      key("pointer", KeyType::text,
          "JSON pointer relative to the row, such as \"/level\"; \"^/name\" in the row that encloses it; in CSV \"/\" "
          "and "
          "the heading"),
      key("constant", KeyType::text, "the text of every cell, instead of \"pointer\""),
      choice("type", "what its cells are; ids are text", {"text", "number", "integer", "time", "boolean", "geometry"},
             "\"text\""),
      key("required", KeyType::boolean, "rows without it are dropped and counted", "false"),
      key("optional", KeyType::boolean, "no row need have it; otherwise an answer without it is an error", "false"),
      key("format", KeyType::text, std::string("of a time, instead of the source's time_format: ") + kTimeFormats),
      key("names", KeyType::map,
          "text for each of the back end's values, such as {\"1\": \"urgent\"}; others stay as they are"),
      choice("mask", "personal data: how much of it may be seen, kept and recorded", mask_names(), "\"none\""),
      choice("visitor_mask", "the same while the site's \"privacy\" is \"visitor\"; \"mask\" when absent", mask_names(),
             ""),
  };
}

std::vector<KeySpec> condition_keys() {
  return {required(key("pointer", KeyType::text, "JSON pointer from the root, such as \"/code\"")),
          required(key("equals", KeyType::texts, "its values as text: \"200\" is the same as 200"))};
}

}  // namespace

bool same_data(const SourceConfig& a, const SourceConfig& b) {
  const auto plain = [](const SourceConfig& s) {
    const DecodeOptions& d = s.decode;
    return std::tie(s.name, s.url, s.format, s.paging, d.rows, d.columns, d.id, d.success_pointer, d.success_values,
                    d.denied_pointer, d.denied_values, d.message, d.total, d.as_of, d.time_format, d.zone.name(), d.crs,
                    d.lon, d.lat, d.extra, d.local, d.next, d.data_time, d.row_cap, s.method, s.body, s.content_type);
  };
  return plain(a) == plain(b);
}

bool same_source(const SourceConfig& a, const SourceConfig& b) {
  const auto plain = [](const SourceConfig& s) {
    return std::tie(s.every, s.timeout, s.max_bytes, s.headers, s.access, s.keep, s.outline);
  };
  return same_data(a, b) && plain(a) == plain(b);
}

std::vector<KeySpec> source_keys() {
  return {
      required(key("url", KeyType::text, "http:, https: or file: address; demo:/path is the demo city's server")),
      key("format", KeyType::text, "how its answers are read; `onescreen list` names them", "\"json\""),
      key("title", KeyType::text, "as people name it on screen; its name when absent"),
      key("demo", KeyType::boolean, "its data is invented and is marked so on screen", "false"),
      bounded(key("every_secs", KeyType::number, "seconds between polls", "10"), 0.1, 86400),
      bounded(key("timeout_secs", KeyType::number, "seconds that one request may take, all told", "5"), 0.1, 600),
      bounded(key("max_age_secs", KeyType::number, "age past which its data is stale; five intervals when absent"), 0.1,
              31 * 86400.0),
      bounded(key("max_mb", KeyType::number, "largest answer in MiB", "64"), 0.001, 1024),
      choice("crs", "what its coordinates are; they are converted to WGS-84",
             {"wgs84", "cgcs2000", "gcj02", "bd09", "sh2000", "local4p"}, "\"wgs84\""),
      nested("local", KeyType::object, "of \"local4p\": from a plane of its own to Shanghai 2000, by four parameters",
             {required(key("dx", KeyType::number, "metres added to the east")),
              required(key("dy", KeyType::number, "metres added to the north")),
              key("rotation_deg", KeyType::number, "turn from east to north, in degrees", "0"),
              bounded(key("scale", KeyType::number, "factor of lengths", "1"), 0.9, 1.1)}),
      key("timezone", KeyType::text, "IANA name of the zone of its times without offset; the site's when absent"),
      key("time_format", KeyType::text, kTimeFormats, "\"%Y-%m-%d %H:%M:%S\""),
      choice("method", "how it is asked", {"GET", "POST"}, "\"GET\""),
      key("body", KeyType::text,
          "of a POST; {page}, {size} and {cursor} are replaced where \"paging\" has \"in_body\""),
      key("content_type", KeyType::text, "of the body", "\"application/json\""),
      key("auth", KeyType::text, "how we are let in: a name of the site's \"auth\""),
      key("headers", KeyType::map, "request headers: name and value; never a secret"),
      key("keep", KeyType::text,
          "how much past the table NAME_history holds, such as \"90s\", \"30m\", \"24h\" or \"7d\""),
      bounded(key("keep_rows", KeyType::integer, "rows of past at most, all its tables together", "1000000"), 1, 1e8),
      nested("columns", KeyType::map, "columns of its table, by name", column_keys()),
      key("rows", KeyType::text, "JSON pointer to the array of rows; \"*\" goes through all elements on the way",
          "\"\""),
      bounded(
          key("row_cap", KeyType::integer, "an answer of so many rows was cut by the back end; 0: it never cuts", "0"),
          0, 1e9),
      key("id", KeyType::text,
          "name of the column that identifies a row: rows without it are dropped, of equal ones the last stays"),
      nested("success_when", KeyType::object, "how the envelope tells a good answer", condition_keys()),
      nested("auth_fail_when", KeyType::object, "how the envelope tells that we are refused", condition_keys()),
      key("message", KeyType::text, "JSON pointer to the back end's own words, quoted in errors"),
      key("total", KeyType::text, "JSON pointer to the number of rows that the back end holds"),
      key("as_of", KeyType::text, "JSON pointer to the back end's time of its data, in time_format"),
      key("data_time", KeyType::text,
          "name of a time column: its newest value is the time of the data, where the envelope has none"),
      key("lon", KeyType::text, "name of the column of longitudes (number); of planes: east"),
      key("lat", KeyType::text, "name of the column of latitudes (number); of planes: north"),
      nested(
          "paging", KeyType::object, "how a long answer is asked for in parts",
          {choice("style",
                  "\"page\" counts pages, \"offset\" counts rows, \"cursor\" and \"link\" follow what the answer names",
                  {"none", "page", "offset", "cursor", "link"}, "\"none\""),
           key("cursor_param", KeyType::text, "query parameter of the cursor", "\"cursor\""),
           key("next", KeyType::text,
               "JSON pointer to the next cursor or address; the format's own link or the Link header when absent"),
           key("in_body", KeyType::boolean, "the parameters are {page}, {size} and {cursor} in the body", "false"),
           key("page_param", KeyType::text, "query parameter of the page's number, or of the first row", "\"pageNum\""),
           key("size_param", KeyType::text, "query parameter of the page's size", "\"pageSize\""),
           bounded(key("size", KeyType::integer, "rows a page", "1000"), 1, 1'000'000),
           bounded(key("first", KeyType::integer, "number of the first page, or of the first row", "1"), 0, 1),
           bounded(key("max_pages", KeyType::integer, "pages fetched at most; more count as truncated", "100"), 1,
                   10'000)}),
  };
}

}  // namespace onescreen::data
