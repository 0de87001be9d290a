// The city's metrics as a Prometheus server's HTTP API (GET, and POST with a form).
// /prometheus/api/v1/query?query&time               an instant vector, in no order
// /prometheus/api/v1/query_range?query&start&end&step   a matrix; times in seconds
//   {"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"city_open_incidents",..},
//    "value":[1795132356,"38"]}]},"infos":["演示数据"]}
// Understood of PromQL is one metric found by name, with = and != matchers, sum(..) and sum by (label) (..) around it,
// timestamp(..), and a value together with its time in one answer: label_replace(Q,"onescreen_part","value","","") or
// label_replace(timestamp(Q),"onescreen_part","time","",""). An unknown metric has no series, as it has there.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "demo/feed.h"
#include "demo/json_writer.h"
#include "demo/metrics.h"

namespace onescreen::demo {

namespace {

constexpr int64_t kMostPoints = 11'000;
constexpr std::string_view kPart = "onescreen_part";

Answer bad_data(std::string_view error) {
  JsonWriter out;
  out.begin_object().key("status").text("error").key("errorType").text("bad_data").key("error").text(error);
  out.end_object();
  return {out.take(), kJsonType, 400};
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':';
}

struct Matcher {
  std::string label;
  std::string value;
  bool equal = true;
};

struct PromQuery {
  std::string metric;  // empty: none that the city has
  std::vector<Matcher> matchers;
  bool sum = false;
  std::string by;  // of the sum; empty: one series
  bool timestamp = false;
  bool sampled = false;
};

// Where `word` stands as a whole word.
size_t find_word(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]))) return at;
  }
  return text.npos;
}

// `text` begins behind "{". nullopt: not understood.
std::optional<std::vector<Matcher>> matchers_of(std::string_view text) {
  std::vector<Matcher> matchers;
  for (;;) {
    const size_t label = text.find_first_not_of(", \t\n");
    if (label == text.npos) return std::nullopt;
    if (text[label] == '}') return matchers;
    const size_t open = text.find('"', label);
    const size_t close = open == text.npos ? open : text.find('"', open + 1);
    if (close == text.npos) return std::nullopt;
    size_t end = label;
    while (is_word(text[end])) ++end;
    std::string sign;
    for (const char c : text.substr(end, open - end)) {
      if (c != ' ') sign += c;
    }
    if (sign != "=" && sign != "!=") return std::nullopt;
    matchers.push_back({std::string(text.substr(label, end - label)),
                        std::string(text.substr(open + 1, close - open - 1)), sign == "="});
    text.remove_prefix(close + 1);
  }
}

std::optional<PromQuery> read_query(std::string_view text) {
  PromQuery query;
  query.sampled = text.find(kPart) != text.npos;
  if (query.sampled) {
    // Q stands between the first parenthesis and the label.
    text = text.substr(0, text.find(",\"onescreen_part\""));
    text.remove_prefix(std::min(text.size(), text.find('(') + 1));
  }
  size_t at = text.npos;
  for (const std::string& name : metric_names()) {
    const size_t found = find_word(text, name);
    if (found >= at) continue;
    at = found;
    query.metric = name;
  }
  if (query.metric.empty()) return query;
  const std::string_view before = text.substr(0, at);
  const std::string_view behind = text.substr(at + query.metric.size());
  query.timestamp = find_word(before, "timestamp") != before.npos;
  query.sum = find_word(before, "sum") != before.npos;
  if (const size_t by = find_word(before, "by"); query.sum && by != before.npos) {
    const size_t open = before.find('(', by);
    const size_t close = open == before.npos ? open : before.find(')', open);
    if (close == before.npos) return std::nullopt;
    query.by = before.substr(open + 1, close - open - 1);
    std::erase(query.by, ' ');
  }
  if (behind.starts_with('{')) {
    auto matchers = matchers_of(behind.substr(1));
    if (!matchers) return std::nullopt;
    query.matchers = std::move(*matchers);
  }
  return query;
}

// The query's series at one instant.
std::vector<MetricSample> evaluate(const City& city, const PromQuery& query, TimePoint now) {
  std::vector<MetricSample> samples = scrape(city, query.metric, now);
  std::erase_if(samples, [&](const MetricSample& sample) {
    return std::any_of(query.matchers.begin(), query.matchers.end(), [&](const Matcher& matcher) {
      const auto label = sample.labels.find(matcher.label);
      const std::string value = label == sample.labels.end() ? "" : label->second;
      return (value == matcher.value) != matcher.equal;
    });
  });
  if (query.sum) {
    std::vector<MetricSample> sums;
    for (const MetricSample& sample : samples) {
      std::map<std::string, std::string> labels;
      if (const auto by = sample.labels.find(query.by); by != sample.labels.end()) labels.insert(*by);
      const auto group =
          std::find_if(sums.begin(), sums.end(), [&](const MetricSample& sum) { return sum.labels == labels; });
      if (group == sums.end()) {
        sums.push_back({labels, sample.value});
      } else {
        group->value += sample.value;
      }
    }
    samples = std::move(sums);
  } else if (!query.timestamp) {
    for (MetricSample& sample : samples) sample.labels["__name__"] = query.metric;
  }
  if (query.timestamp) {
    for (MetricSample& sample : samples)
      sample.value =
          static_cast<double>(std::chrono::floor<std::chrono::seconds>(scraped_at(now)).time_since_epoch().count());
  }
  if (!query.sampled) return samples;
  PromQuery times = query;
  times.sampled = false;
  times.timestamp = true;
  std::vector<MetricSample> both = evaluate(city, times, now);
  for (MetricSample& sample : both) sample.labels[std::string(kPart)] = "time";
  for (MetricSample& sample : samples) {
    sample.labels[std::string(kPart)] = "value";
    both.push_back(std::move(sample));
  }
  return both;
}

std::string value_text(double value) { return std::isnan(value) ? "NaN" : fmt::format("{}", value); }

void write_pair(JsonWriter& out, int64_t second, double value) {
  out.begin_array().integer(second).text(value_text(value)).end_array();
}

void write_labels(JsonWriter& out, const std::map<std::string, std::string>& labels) {
  out.key("metric").begin_object();
  for (const auto& [label, value] : labels) out.key(label).text(value);
  out.end_object();
}

void begin_success(JsonWriter& out, const char* type) {
  out.begin_object().key("status").text("success").key("data").begin_object();
  out.key("resultType").text(type).key("result").begin_array();
}

Answer end_success(JsonWriter& out, const City& city, const PromQuery& query) {
  out.end_array().end_object();
  if (query.metric == "city_on_time_ratio")
    out.key("warnings").begin_array().text("0/0 is NaN where nothing was closed").end_array();
  out.key("infos").begin_array().text(city.feed_texts().mark).end_array().end_object();
  return {out.take()};
}

TimePoint at_second(int64_t second) { return TimePoint(std::chrono::seconds(second)); }

Answer instant(const City& city, const Asked& asked, const PromQuery& query) {
  const int64_t now = std::chrono::floor<std::chrono::seconds>(asked.now).time_since_epoch().count();
  const int64_t second = asked.number("time", now, 0, now);
  auto samples = evaluate(city, query, at_second(second));
  // Prometheus promises no order.
  std::reverse(samples.begin(), samples.end());
  JsonWriter out;
  begin_success(out, "vector");
  for (const MetricSample& sample : samples) {
    out.begin_object();
    write_labels(out, sample.labels);
    out.key("value");
    write_pair(out, second, sample.value);
    out.end_object();
  }
  return end_success(out, city, query);
}

Answer range(const City& city, const Asked& asked, const PromQuery& query) {
  const int64_t now = std::chrono::floor<std::chrono::seconds>(asked.now).time_since_epoch().count();
  const int64_t start = asked.number("start", -1, -1, INT32_MAX);
  const int64_t end = asked.number("end", -1, -1, INT32_MAX);
  const int64_t step = asked.number("step", 0, 0, INT32_MAX);
  if (start < 0 || end < start || step <= 0) return bad_data("start, end and step must be whole seconds, in order");
  if ((end - start) / step + 1 > kMostPoints) return bad_data("more than 11,000 points a series; use a larger step");
  std::map<std::map<std::string, std::string>, std::vector<std::pair<int64_t, double>>> lines;
  for (int64_t second = start; second <= std::min(end, now); second += step) {
    for (MetricSample& sample : evaluate(city, query, at_second(second)))
      lines[std::move(sample.labels)].emplace_back(second, sample.value);
  }
  JsonWriter out;
  begin_success(out, "matrix");
  for (const auto& [labels, points] : lines) {
    out.begin_object();
    write_labels(out, labels);
    out.key("values").begin_array();
    for (const auto& [second, value] : points) write_pair(out, second, value);
    out.end_array().end_object();
  }
  return end_success(out, city, query);
}

}  // namespace

void add_prometheus_feeds(const City& city, std::vector<Feed>& feeds) {
  const auto add = [&](const char* path, Answer (*evaluated)(const City&, const Asked&, const PromQuery&)) {
    const auto answer = [&city, evaluated](const Asked& asked) {
      const std::string text = asked.text("query");
      if (text.empty()) return bad_data("the parameter \"query\" is missing");
      const auto query = read_query(text);
      return query ? evaluated(city, asked, *query) : bad_data("the demo city understands one metric with = and !=");
    };
    feeds.push_back({path, answer, "GET"});
    feeds.push_back({path, answer, "POST"});
  };
  add("/prometheus/api/v1/query", instant);
  add("/prometheus/api/v1/query_range", range);
}

}  // namespace onescreen::demo
