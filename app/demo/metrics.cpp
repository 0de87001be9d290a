#include "demo/metrics.h"

#include <limits>

#include "demo/figures.h"

namespace onescreen::demo {

namespace {

constexpr int64_t kScrapeSecs = 15;
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

double figure_of(const CaseFigures& figures, std::string_view metric) {
  if (metric == "city_open_incidents") return figures.open;
  if (metric == "city_overdue_incidents") return figures.overdue;
  if (metric == "city_received_today") return figures.received_today;
  if (metric == "city_closed_today") return figures.closed_today;
  const auto rate = figures.on_time_rate();
  return rate ? *rate / 100 : kNothing;
}

}  // namespace

const std::vector<std::string>& metric_names() {
  static const std::vector<std::string> names = {
      "city_closed_today",      "city_hotline_calls_today", "city_on_time_ratio", "city_open_incidents",
      "city_overdue_incidents", "city_received_today",      "city_sensors"};
  return names;
}

TimePoint scraped_at(TimePoint now) {
  const int64_t second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  return TimePoint(std::chrono::seconds(second / kScrapeSecs * kScrapeSecs));
}

std::vector<MetricSample> scrape(const City& city, std::string_view metric, TimePoint now) {
  const TimePoint at = scraped_at(now);
  const std::map<std::string, std::string> job = {{"job", "demo"}, {"note", city.feed_texts().mark}};
  std::vector<MetricSample> samples;
  const auto add = [&](std::map<std::string, std::string> labels, double value) {
    labels.insert(job.begin(), job.end());
    samples.push_back({std::move(labels), value});
  };
  if (metric == "city_hotline_calls_today") {
    add({}, city.hotline().calls_today(at));
  } else if (metric == "city_sensors") {
    const auto counts = city.sensors().count(at);
    for (size_t i = 0; i < counts.size(); ++i) {
      const std::string& kind = city.sensors().kinds()[i].kind;
      add({{"kind", kind}, {"status", name_of(SensorStatus::online)}}, counts[i].online);
      add({{"kind", kind}, {"status", name_of(SensorStatus::offline)}}, counts[i].offline);
      add({{"kind", kind}, {"status", name_of(SensorStatus::alarm)}}, counts[i].alarm);
    }
  } else {
    bool known = false;
    for (const std::string& name : metric_names()) known |= name == metric;
    if (!known) return samples;
    const auto figures = street_figures(city, city.cases_at(at));
    for (size_t i = 0; i < figures.size(); ++i)
      add({{"street", city.ground().streets()[i].label}}, figure_of(figures[i], metric));
    if (metric == "city_on_time_ratio") add({{"street", city.feed_texts().river}}, kNothing);
  }
  return samples;
}

}  // namespace onescreen::demo
