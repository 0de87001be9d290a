#include "data/tile_url.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "data/placeholders.h"
#include "data/url.h"

namespace onescreen::data {
namespace {

constexpr std::array<std::string_view, 12> kKnown = {
    "z", "x", "y", "-y", "s", "secret", "Layer", "Style", "TileMatrixSet", "TileMatrix", "TileRow", "TileCol"};

bool has(std::string_view text, std::string_view placeholder) {
  return text.find(fmt::format("{{{}}}", placeholder)) != std::string_view::npos;
}

// The names between braces.
std::vector<std::string> placeholders_of(std::string_view text) {
  std::vector<std::string> names;
  for (size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    names.emplace_back(text.substr(open + 1, close - open - 1));
  }
  return names;
}

// A parameter of the query that gives a key away.
std::string literal_secret(std::string_view url) {
  const size_t query = url.find('?');
  for (size_t at = query; at < url.size(); at = url.find('&', at + 1)) {
    const std::string_view part = url.substr(at + 1, url.find('&', at + 1) - at - 1);
    const size_t equals = part.find('=');
    if (equals == std::string_view::npos || part.substr(equals + 1).empty() || part[equals + 1] == '{') continue;
    for (const std::string_view name : {"tk", "ak", "key", "apikey", "api_key", "token", "access_token", "sig"}) {
      if (part.substr(0, equals) == name) return std::string(name);
    }
  }
  return {};
}

}  // namespace

std::string tile_url(const TileSetConfig& set, model::TileKey key, std::string_view secret) {
  const int south = (1 << key.z) - 1 - key.y;
  const std::string z = std::to_string(key.z);
  const std::string row = std::to_string(set.tms ? south : key.y);
  const std::string matrix = filled(set.wmts.matrix, {{"z", z}});
  std::map<std::string, std::string, std::less<>> values = {
      {"z", z},
      {"x", std::to_string(key.x)},
      {"y", row},
      {"-y", std::to_string(south)},
      {"secret", percent_encoded(secret)},
      {"Layer", percent_encoded(set.wmts.layer)},
      {"Style", percent_encoded(set.wmts.style)},
      {"TileMatrixSet", percent_encoded(set.wmts.matrix_set)},
      {"TileMatrix", percent_encoded(matrix)},
      {"TileRow", row},
      {"TileCol", std::to_string(key.x)},
  };
  if (!set.subdomains.empty()) values["s"] = set.subdomains[static_cast<size_t>(key.x + key.y) % set.subdomains.size()];
  std::string url = filled(set.url, values);
  if (set.wmts.layer.empty() || has(set.url, "TileMatrix")) return url;
  for (const auto& [name, value] : {std::pair<const char*, std::string_view>("SERVICE", "WMTS"),
                                    {"REQUEST", "GetTile"},
                                    {"VERSION", "1.0.0"},
                                    {"LAYER", set.wmts.layer},
                                    {"STYLE", set.wmts.style},
                                    {"TILEMATRIXSET", set.wmts.matrix_set},
                                    {"FORMAT", set.wmts.format},
                                    {"TILEMATRIX", matrix},
                                    {"TILEROW", row},
                                    {"TILECOL", values["x"]}}) {
    url = with_parameter(std::move(url), name, value);
  }
  return url;
}

std::vector<TileUrlProblem> problems_of_tile_url(const TileSetConfig& set) {
  std::vector<TileUrlProblem> problems;
  const auto say = [&](const char* key, std::string sentence) { problems.push_back({key, std::move(sentence)}); };
  for (const auto& name : placeholders_of(set.url)) {
    if (std::find(kKnown.begin(), kKnown.end(), name) == kKnown.end())
      say("url", fmt::format("\"{{{}}}\" is no placeholder of a tile's address", name));
  }
  const bool by_template = has(set.url, "TileMatrix");
  if (set.wmts.layer.empty() && by_template) {
    say("url", "a WMTS template needs \"wmts\": its layer and matrix set");
  } else if (set.wmts.layer.empty()) {
    if (!has(set.url, "z") || !has(set.url, "x") || (!has(set.url, "y") && !has(set.url, "-y")))
      say("url", "a tile's address needs {z}, {x} and {y}");
  } else if (by_template && (!has(set.url, "TileRow") || !has(set.url, "TileCol"))) {
    say("url", "a WMTS template needs {TileMatrix}, {TileRow} and {TileCol}");
  }
  if (has(set.url, "s") == set.subdomains.empty()) {
    say(set.subdomains.empty() ? "url" : "subdomains",
        set.subdomains.empty() ? "{s} needs \"subdomains\"" : "the address has no {s} for them");
  }
  const bool takes_secret = has(set.url, "secret");
  if (takes_secret && set.access.secret.empty()) say("url", "{secret} needs \"auth\" with a \"secret\"");
  if (!takes_secret && set.access.kind == AccessKind::none && !set.access.secret.empty())
    say("auth", "nothing uses its secret: the address has no {secret}, and the type is \"none\"");
  if (const std::string name = literal_secret(set.url); !name.empty())
    say("url", fmt::format("\"{}\" carries a secret, which must not stand in a file; write {}={{secret}} and \"auth\"",
                           name, name));
  if (set.min_zoom > set.max_zoom) say("min_zoom", "must not be above \"max_zoom\"");
  return problems;
}

}  // namespace onescreen::data
