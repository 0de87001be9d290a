// The city's figures as a monitoring system would scrape them: every 15 seconds, each metric a set of labelled series.
// Pure functions of (city, instant).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "demo/city.h"

namespace onescreen::demo {

struct MetricSample {
  std::map<std::string, std::string> labels;  // without __name__
  double value = 0;                           // NaN where nothing was counted, as 0/0 is
};

// city_open_incidents{street}, city_overdue_incidents{street}, city_received_today{street}, city_closed_today{street},
// city_on_time_ratio{street} (the river has no cases: always NaN), city_sensors{kind,status},
// city_hotline_calls_today. Sorted by name.
const std::vector<std::string>& metric_names();

// When the newest scrape before or at `now` was.
TimePoint scraped_at(TimePoint now);
// What that scrape found; empty for an unknown name.
std::vector<MetricSample> scrape(const City& city, std::string_view metric, TimePoint now);

}  // namespace onescreen::demo
