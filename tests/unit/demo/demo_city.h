// The demo city as the tests of this folder ask it: one city for all of them, loaded from the assets.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "demo/answers.h"
#include "demo/city.h"

namespace onescreen::demo {

inline std::string assets() {
  const char* root = std::getenv("ONESCREEN_SOURCE_DIR");
  return std::string(root ? root : ".") + "/assets";
}

inline City::Options city_options(uint64_t seed = 1, int sensors = 61000) {
  return {seed, sensors, assets() + "/districts", assets() + "/demo"};
}

inline std::unique_ptr<City> make_city(uint64_t seed = 1, int sensors = 500) {
  auto city = City::load(city_options(seed, sensors));
  if (!city) throw std::runtime_error(model::describe(city.error()));
  return std::move(*city);
}

// Seed 1 with all sensors; shared, since a city does not change by being asked.
inline const City& shared_city() {
  static const std::unique_ptr<City> city = make_city(1, 61000);
  return *city;
}

inline TimePoint at(const std::string& local_time) { return *model::parse_iso8601(local_time + "+08:00"); }

inline std::vector<Endpoint> endpoints_of(const City& city) {
  std::vector<Endpoint> endpoints;
  add_case_endpoints(city, endpoints);
  add_figure_endpoints(city, endpoints);
  add_duty_endpoints(city, endpoints);
  add_unit_endpoints(city, endpoints);
  add_epidemic_endpoints(city, endpoints);
  add_module_endpoints(city, endpoints);
  add_station_endpoints(city, endpoints);
  add_north_bund_endpoints(city, endpoints);
  add_festival_endpoints(city, endpoints);
  add_sensor_endpoints(city, endpoints);
  add_scene_endpoints(city, endpoints);
  return endpoints;
}

inline std::string body_of(const City& city, const std::string& path, TimePoint now, Page page = {1, 100000}) {
  std::vector<Endpoint> endpoints;
  add_case_endpoints(city, endpoints);
  add_figure_endpoints(city, endpoints);
  add_duty_endpoints(city, endpoints);
  add_unit_endpoints(city, endpoints);
  add_scene_endpoints(city, endpoints);
  add_epidemic_endpoints(city, endpoints);
  add_module_endpoints(city, endpoints);
  add_station_endpoints(city, endpoints);
  add_north_bund_endpoints(city, endpoints);
  add_festival_endpoints(city, endpoints);
  // Only when asked for: writing down 61,000 records takes most of a test's time.
  if (path.starts_with("/api/sensors")) add_sensor_endpoints(city, endpoints);
  for (const Endpoint& endpoint : endpoints) {
    if (endpoint.path == path) return endpoint.build(now, page);
  }
  throw std::runtime_error("no such endpoint: " + path);
}

inline nlohmann::json json_of(const City& city, const std::string& path, TimePoint now, Page page = {1, 100000}) {
  return nlohmann::json::parse(body_of(city, path, now, page));
}

}  // namespace onescreen::demo
