#include "source_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>

#include "data/format.h"
#include "data/json_text.h"
#include "site.h"

namespace onescreen::app {
namespace {

using model::KeyType;

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return lower;
}

// RFC 9110, 5.6.2.
bool is_header_name(std::string_view name) {
  constexpr std::string_view kAlso = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](unsigned char c) {
    return std::isalnum(c) != 0 || kAlso.find(static_cast<char>(c)) != std::string_view::npos;
  });
}

// What is wrong with host and port of an http address; the rest of a sentence.
std::optional<std::string> authority_problem(std::string_view url) {
  std::string_view rest = url.substr(url.find("://") + 3);
  rest = rest.substr(0, rest.find_first_of("/?#"));
  if (rest.find('@') != std::string_view::npos) return "must not carry a user or password; use \"auth\"";
  const size_t bracket = rest.find(']');
  const size_t colon = rest.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (rest.substr(0, colon).empty()) return "names no host";
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view port = rest.substr(colon + 1);
  int number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (error != std::errc{} || end != port.data() + port.size() || number < 1 || number > 65535)
    return fmt::format("has the port \"{}\"; ports are 1 to 65535", port);
  return std::nullopt;
}

}  // namespace

void check_address(const std::string& url, const ui::Config& config, std::vector<ui::Problem>& problems) {
  const auto report = [&](std::string sentence) { problems.push_back(config.problem("url", std::move(sentence))); };
  if (url.starts_with("file:")) {
    std::error_code error;
    const std::string path = url.substr(5);
    // A file may be written by another program later; but what is there must be something that can be read.
    if (path.find_first_of("%{") == std::string::npos && !std::filesystem::exists(path, error))
      report(path + " does not exist");
    return;
  }
  const bool http = url.starts_with("http://") || url.starts_with("https://");
  if (!http && !url.starts_with(Site::kDemoScheme)) {
    return report("\"" + url + "\" is no address that can be polled; use http://, https://, file: or demo:/path");
  }
  const auto odd = std::find_if(url.begin(), url.end(), [](unsigned char c) { return c <= ' ' || c == 0x7F; });
  if (odd != url.end()) return report("an address cannot hold a space or control character; write %20");
  if (!http) return;
  if (const auto problem = authority_problem(url)) report("\"" + url + "\" " + *problem);
}

// A site file is copied, mailed and committed; what lets us in must not go with it.
void check_headers(const ui::Config& config, std::vector<ui::Problem>& problems) {
  const auto report = [&](std::string sentence) { problems.push_back(config.problem("headers", std::move(sentence))); };
  for (const auto& [header, value] : config.entries("headers")) {
    const std::string text = value.text("");
    if (!is_header_name(header)) report("\"" + header + "\" is not a header's name");
    if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return (c < ' ' && c != '\t') || c == 0x7F; }))
      report("the value of \"" + header + "\" holds a line break or control character");
    const std::string lower = lower_case(header);
    for (const std::string_view part :
         {"authorization", "cookie", "token", "api-key", "apikey", "secret", "password"}) {
      if (lower.find(part) == std::string::npos) continue;
      report("\"" + header + "\" carries a secret, which must not stand in a file; use \"auth\"");
      break;
    }
  }
}

namespace {

class SourceChecker {
 public:
  SourceChecker(const data::SourceConfig& source, const ui::Config& config, std::vector<ui::Problem>& problems)
      : source_(source), config_(config), problems_(problems) {}

  void check() {
    check_address(source_.url, config_, problems_);
    check_headers(config_, problems_);
    check_request();
    check_names();
    check_columns();
    for (const char* key : {"rows", "message", "total", "as_of"}) check_pointer(config_, key);
    for (const char* key : {"success_when", "auth_fail_when"}) {
      if (config_.has(key)) check_pointer(config_.object(key), "pointer");
    }
    if (config_.has("paging")) check_pointer(config_.object("paging"), "next");
    if (config_.has("max_age_secs") && source_.max_age < source_.every) {
      report("max_age_secs", "the data would be stale between any two polls: it must not be less than \"every_secs\"");
    }
  }

 private:
  void report(const char* key, std::string sentence) { problems_.push_back(config_.problem(key, std::move(sentence))); }

  void check_request() {
    if (source_.method == "GET" && !source_.body.empty()) report("body", "only a POST has a body; set \"method\"");
    const auto& paging = source_.paging;
    if (paging.style == "cursor" && paging.next.empty())
      problems_.push_back(
          config_.object("paging").problem("style", "\"cursor\" needs \"next\": where the answer names it"));
    if (paging.in_body && source_.body.find('{') == std::string::npos)
      problems_.push_back(config_.object("paging").problem("in_body", "the body has no {page}, {size} or {cursor}"));
  }

  // Names of columns that other keys refer to; a format may bring columns that are not declared.
  void check_names() {
    const auto schema = data::schema_of(source_);
    for (const auto& [key, name] :
         {std::pair("id", source_.decode.id), std::pair("lon", source_.decode.lon),
          std::pair("lat", source_.decode.lat), std::pair("data_time", source_.decode.data_time)}) {
      if (name.empty() || schema.empty()) continue;
      const auto known =
          std::find_if(schema.begin(), schema.end(), [&name = name](const auto& spec) { return spec.name == name; });
      if (known == schema.end()) {
        report(key, "\"" + name + "\" is not among the source's columns");
      } else if (key == std::string_view("data_time") && known->type != model::Type::time) {
        report(key, "\"" + name + "\" is not a column of times");
      } else if (key[0] == 'l' && known->type != model::Type::number) {
        report(key, "\"" + name + "\" is not a column of numbers");
      }
    }
    if (source_.decode.lon.empty() != source_.decode.lat.empty())
      report(source_.decode.lon.empty() ? "lat" : "lon", "a position needs both \"lon\" and \"lat\"");
    if (schema.empty() && data::find_format(source_.format) != nullptr)
      report("columns", "a table needs at least one column");
    std::set<std::string> seen;
    for (const auto& spec : schema) {
      if (!seen.insert(lower_case(spec.name)).second)
        report("columns", "\"" + spec.name + "\" stands twice; names of columns that differ in case only are the same");
    }
  }

  void check_columns() {
    for (const auto& [name, column] : config_.entries("columns")) {
      const bool masked = (column.has("mask") && column.text("mask") != "none") ||
                          (column.has("visitor_mask") && column.text("visitor_mask") != "none");
      if (masked && name == source_.decode.id)
        problems_.push_back(
            column.problem("", "what identifies a row cannot be masked: different rows would become one"));
      std::string pointer = column.text("pointer");
      const size_t outward = std::min(pointer.find_first_not_of('^'), pointer.size());
      if (!data::is_json_pointer(std::string_view(pointer).substr(outward))) {
        problems_.push_back(column.problem(
            "pointer", "\"" + pointer +
                           "\" is no JSON pointer: it begins with \"/\" (\"^/\" in the row around), and \"~\" is "
                           "written \"~0\", \"/\" in a name \"~1\""));
      }
      // A column that the format brings by itself may be declared for its mask or names alone.
      const bool named = column.has("pointer") || column.has("constant");
      if (column.has("pointer") && column.has("constant"))
        problems_.push_back(column.problem("constant", "a column has either \"pointer\" or \"constant\""));
      if (!named && !is_preset(name))
        problems_.push_back(column.problem("", "a column needs either \"pointer\" or \"constant\""));
    }
  }

  bool is_preset(const std::string& column) const {
    const data::Format* format = data::find_format(source_.format);
    if (format == nullptr) return true;
    data::DecodeOptions bare = source_.decode;
    bare.columns.clear();
    const auto presets = format->schema(bare);
    return std::any_of(presets.begin(), presets.end(), [&](const auto& spec) { return spec.name == column; });
  }

  void check_pointer(const ui::Config& config, const char* key) {
    const std::string pointer = config.text(key);
    if (!data::is_json_pointer(pointer)) {
      problems_.push_back(config.problem(key, "\"" + pointer +
                                                  "\" is no JSON pointer: it begins with \"/\", and \"~\" is "
                                                  "written \"~0\", \"/\" in a name \"~1\""));
    }
  }

  const data::SourceConfig& source_;
  const ui::Config& config_;
  std::vector<ui::Problem>& problems_;
};

}  // namespace

void check_source(const data::SourceConfig& source, const ui::Config& config, std::vector<ui::Problem>& problems) {
  SourceChecker(source, config, problems).check();
}

}  // namespace onescreen::app
