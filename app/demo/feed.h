// What one path of the demo city's server is asked and answers, whatever the format: the city behind all of them is the
// same. A feed is a pure function of (city, instant, parameters, body), so equal questions get equal bytes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "demo/city.h"

namespace onescreen::demo {

inline constexpr const char* kJsonType = "application/json;charset=UTF-8";
inline constexpr const char* kGeoJsonType = "application/geo+json";

struct Asked {
  TimePoint now;                                  // the city's, in whole seconds
  std::map<std::string, std::string> parameters;  // of the address and of form bodies, decoded; the first of each name
  std::string body;
  std::string authorization;  // the header

  // Empty where there is none.
  std::string text(const std::string& name) const;
  // Bounded; `fallback` where there is none or it is no number.
  int64_t number(const std::string& name, int64_t fallback, int64_t least, int64_t most) const;
};

struct Answer {
  std::string body;
  std::string type = kJsonType;
  int status = 200;
  bool confirmable = true;  // has an ETag; an envelope that refuses must never be confirmed as if it were data
  std::string gzip = {};  // the body compressed once for all who accept it; empty: as it is
};

struct Feed {
  std::string path;
  std::function<Answer(const Asked&)> answer;  // called from several threads at once; the city outlives it
  std::string method = "GET";
};

void add_open311_feeds(const City& city, std::vector<Feed>& feeds);
void add_sensorthings_feeds(const City& city, std::vector<Feed>& feeds);
void add_prometheus_feeds(const City& city, std::vector<Feed>& feeds);
void add_alertmanager_feeds(const City& city, std::vector<Feed>& feeds);
void add_geojson_feeds(const City& city, std::vector<Feed>& feeds);
void add_warning_feeds(const City& city, std::vector<Feed>& feeds);
void add_camera_feeds(const City& city, std::vector<Feed>& feeds);
void add_building_feeds(const City& city, std::vector<Feed>& feeds);
void add_csv_feeds(const City& city, std::vector<Feed>& feeds);
void add_java_feeds(const City& city, std::vector<Feed>& feeds);
void add_north_bund_feeds(const City& city, std::vector<Feed>& feeds);
// All of them.
std::vector<Feed> feeds_of(const City& city);

// Percent-encoded as RFC 3986, 2.3 has it.
std::string encoded(std::string_view text);
// `path` with `parameters` behind it, as the address of a next page.
std::string address(const std::string& path, const std::map<std::string, std::string>& parameters);
// "2026-11-20T07:52:36Z", and with the city's own offset.
std::string utc_text(TimePoint time);
std::string offset_text(TimePoint time);

// Made when first asked for: most walls ask for few of the feeds, and none should wait for what it does not ask.
template <typename T>
class Lazy {
 public:
  explicit Lazy(std::function<T()> make) : make_(std::move(make)) {}
  const T& get() const {
    std::call_once(once_, [this] { value_ = std::make_unique<const T>(make_()); });
    return *value_;
  }

 private:
  std::function<T()> make_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const T> value_;
};

}  // namespace onescreen::demo
