#include "demo/feed.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace onescreen::demo {

std::string Asked::text(const std::string& name) const {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::string() : found->second;
}

int64_t Asked::number(const std::string& name, int64_t fallback, int64_t least, int64_t most) const {
  const std::string given = text(name);
  int64_t value = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
  if (given.empty() || error != std::errc() || end != given.data() + given.size()) return fallback;
  return std::clamp(value, least, most);
}

std::vector<Feed> feeds_of(const City& city) {
  std::vector<Feed> feeds;
  add_open311_feeds(city, feeds);
  add_sensorthings_feeds(city, feeds);
  add_prometheus_feeds(city, feeds);
  add_alertmanager_feeds(city, feeds);
  add_geojson_feeds(city, feeds);
  add_warning_feeds(city, feeds);
  add_camera_feeds(city, feeds);
  add_building_feeds(city, feeds);
  add_csv_feeds(city, feeds);
  add_java_feeds(city, feeds);
  add_north_bund_feeds(city, feeds);
  return feeds;
}

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

std::string address(const std::string& path, const std::map<std::string, std::string>& parameters) {
  std::string out = path;
  for (const auto& [name, value] : parameters) {
    out += out.size() == path.size() ? '?' : '&';
    out += encoded(name) + "=" + encoded(value);
  }
  return out;
}

std::string utc_text(TimePoint time) {
  std::string text = local_text(time - kOffset);
  text[10] = 'T';
  return text + 'Z';
}

std::string offset_text(TimePoint time) {
  std::string text = local_text(time);
  text[10] = 'T';
  return text + "+08:00";
}

}  // namespace onescreen::demo
