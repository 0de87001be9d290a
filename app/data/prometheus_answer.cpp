#include "data/prometheus_answer.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "data/cells.h"
#include "data/prometheus_request.h"

namespace onescreen::data {
namespace {

namespace od = simdjson::ondemand;
using simdjson::error_code;
using simdjson::SUCCESS;

static_assert(RoomyText::kRoom >= simdjson::SIMDJSON_PADDING);

#define ONESCREEN_TRY(expression)           \
  do {                                      \
    const error_code failed = (expression); \
    if (failed != SUCCESS) return failed;   \
  } while (false)

RawJson trimmed(RawJson raw) {
  while (!raw.empty() && (raw.back() == ' ' || raw.back() == '\n' || raw.back() == '\r' || raw.back() == '\t'))
    raw.remove_suffix(1);
  return raw;
}

std::string text_of(RawJson raw) {
  std::string scratch;
  const auto text = scalar_text(raw, scratch);
  return text ? std::string(*text) : std::string();
}

// One entry of the answer.
struct Entry {
  std::vector<std::pair<std::string, RawJson>> labels;
  std::vector<PromSample> samples;
  std::vector<PromSample> counts;  // of native histograms
  std::vector<PromSample> sums;
};

class Reader {
 public:
  std::vector<Entry> entries;

  error_code list(std::string_view json) {
    od::document document;
    ONESCREEN_TRY(parser_.iterate(json.data(), json.size(), json.size() + simdjson::SIMDJSON_PADDING).get(document));
    od::array array;
    ONESCREEN_TRY(document.get_array().get(array));
    for (auto element : array) {
      od::object object;
      ONESCREEN_TRY(element.get_object().get(object));
      ONESCREEN_TRY(entry(object, entries.emplace_back()));
    }
    return SUCCESS;
  }

  error_code single(std::string_view json) {
    od::document document;
    ONESCREEN_TRY(parser_.iterate(json.data(), json.size(), json.size() + simdjson::SIMDJSON_PADDING).get(document));
    od::array array;
    ONESCREEN_TRY(document.get_array().get(array));
    Entry& entry = entries.emplace_back();
    return pair(array, entry.samples.emplace_back());
  }

 private:
  error_code entry(od::object object, Entry& into) {
    for (auto field : object) {
      od::field member;
      ONESCREEN_TRY(std::move(field).get(member));
      std::string_view key;
      ONESCREEN_TRY(member.unescaped_key().get(key));
      if (key == "metric") {
        ONESCREEN_TRY(metric(member.value(), into));
      } else if (key == "value" || key == "histogram") {
        od::array array;
        ONESCREEN_TRY(member.value().get_array().get(array));
        ONESCREEN_TRY(key == "value" ? pair(array, into.samples.emplace_back()) : histogram(array, into));
      } else if (key == "values" || key == "histograms") {
        const bool plain = key == "values";
        od::array array;
        ONESCREEN_TRY(member.value().get_array().get(array));
        for (auto element : array) {
          od::array one;
          ONESCREEN_TRY(element.get_array().get(one));
          ONESCREEN_TRY(plain ? pair(one, into.samples.emplace_back()) : histogram(one, into));
        }
      }
    }
    return SUCCESS;
  }

  error_code metric(od::value value, Entry& into) {
    od::object object;
    ONESCREEN_TRY(value.get_object().get(object));
    for (auto field : object) {
      od::field member;
      ONESCREEN_TRY(std::move(field).get(member));
      std::string_view key;
      ONESCREEN_TRY(member.unescaped_key().get(key));
      into.labels.emplace_back(std::string(key), trimmed(member.value().raw_json_token()));
    }
    return SUCCESS;
  }

  static error_code pair(od::array array, PromSample& into) {
    size_t place = 0;
    for (auto element : array) {
      od::value value;
      ONESCREEN_TRY(std::move(element).get(value));
      const RawJson raw = trimmed(value.raw_json_token());
      if (place == 0) into.evaluated = raw;
      if (place == 1) into.value = raw;
      ++place;
    }
    return place >= 2 ? SUCCESS : simdjson::INDEX_OUT_OF_BOUNDS;
  }

  // [time, {"count": "..", "sum": "..", "buckets": [...]}]; buckets are left out.
  static error_code histogram(od::array array, Entry& into) {
    PromSample count;
    PromSample sum;
    size_t place = 0;
    for (auto element : array) {
      od::value value;
      ONESCREEN_TRY(std::move(element).get(value));
      if (place++ == 0) {
        count.evaluated = sum.evaluated = trimmed(value.raw_json_token());
        continue;
      }
      od::object object;
      ONESCREEN_TRY(value.get_object().get(object));
      for (auto field : object) {
        od::field member;
        ONESCREEN_TRY(std::move(field).get(member));
        std::string_view key;
        ONESCREEN_TRY(member.unescaped_key().get(key));
        if (key == "count") count.value = trimmed(member.value().raw_json_token());
        if (key == "sum") sum.value = trimmed(member.value().raw_json_token());
      }
    }
    into.counts.push_back(count);
    into.sums.push_back(sum);
    return SUCCESS;
  }

  od::parser parser_;
};

#undef ONESCREEN_TRY

// `labels` sorted by name, escaped as the exposition format does, without the metric's name and our own label.
std::string label_text(const std::vector<std::pair<std::string, RawJson>>& labels) {
  std::string out;
  for (const auto& [name, raw] : labels) {
    if (name == "__name__" || name == kPromPart) continue;
    out += out.empty() ? "" : ",";
    out += name;
    out += "=\"";
    for (const char c : text_of(raw)) {
      if (c == '\\' || c == '"') out += '\\';
      out += c == '\n' ? std::string_view("\\n") : std::string_view(&c, 1);
    }
    out += '"';
  }
  return out;
}

std::string value_of(const Entry& entry, std::string_view label) {
  for (const auto& [name, raw] : entry.labels) {
    if (name == label) return text_of(raw);
  }
  return {};
}

double seconds_of(RawJson raw) {
  double secs = 0;
  std::from_chars(raw.data(), raw.data() + raw.size(), secs);
  return secs;
}

void add_line(PromAnswer& answer, const Entry& entry, const std::string& labels, std::string metric, bool histogram,
              std::vector<PromSample>&& samples) {
  if (samples.empty()) return;
  PromLine& line = answer.lines.emplace_back();
  line.series = labels.empty() && !metric.empty() ? metric : fmt::format("{}{{{}}}", metric, labels);
  line.metric = std::move(metric);
  line.labels = entry.labels;
  line.histogram = histogram;
  line.samples = std::move(samples);
  const auto earlier = [](const PromSample& a, const PromSample& b) {
    return seconds_of(a.evaluated) < seconds_of(b.evaluated);
  };
  if (!std::is_sorted(line.samples.begin(), line.samples.end(), earlier))
    std::stable_sort(line.samples.begin(), line.samples.end(), earlier);
}

std::string join_key(const std::string& labels, RawJson evaluated) { return fmt::format("{}\n{}", labels, evaluated); }

// timestamp() drops the name, so the halves are joined by what is left of the labels, and by time.
PromAnswer joined(std::vector<Entry>&& entries) {
  PromAnswer answer;
  std::vector<std::string> labels;
  labels.reserve(entries.size());
  std::unordered_map<std::string, RawJson> times;
  for (auto& entry : entries) {
    std::sort(entry.labels.begin(), entry.labels.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    labels.push_back(label_text(entry.labels));
    const std::string part = value_of(entry, kPromPart);
    answer.sampled |= part == kPromPartTime || part == kPromPartValue;
    if (part != kPromPartTime) continue;
    for (const auto& sample : entry.samples) times.emplace(join_key(labels.back(), sample.evaluated), sample.value);
  }
  for (size_t i = 0; i < entries.size(); ++i) {
    Entry& entry = entries[i];
    if (value_of(entry, kPromPart) == kPromPartTime) continue;
    if (!times.empty()) {
      for (auto* samples : {&entry.samples, &entry.counts, &entry.sums}) {
        for (auto& sample : *samples) {
          const auto found = times.find(join_key(labels[i], sample.evaluated));
          if (found != times.end()) sample.sampled = found->second;
        }
      }
    }
    const std::string name = value_of(entry, "__name__");
    const auto part_of = [&](const char* part) { return name.empty() ? std::string(part) : name + "_" + part; };
    add_line(answer, entry, labels[i], name, false, std::move(entry.samples));
    add_line(answer, entry, labels[i], part_of("count"), true, std::move(entry.counts));
    add_line(answer, entry, labels[i], part_of("sum"), true, std::move(entry.sums));
  }
  std::stable_sort(answer.lines.begin(), answer.lines.end(),
                   [](const PromLine& a, const PromLine& b) { return a.series < b.series; });
  return answer;
}

}  // namespace

model::Result<PromAnswer> read_prometheus(PromKind kind, std::string_view result) {
  Reader reader;
  const bool single = kind == PromKind::scalar || kind == PromKind::string;
  const error_code error = single ? reader.single(result) : reader.list(result);
  if (error != SUCCESS) {
    return model::Error{model::ErrorCode::format,
                        fmt::format("\"result\" is not what its \"resultType\" says ({}); is this really Prometheus?",
                                    simdjson::error_message(error)),
                        {}};
  }
  PromAnswer answer = joined(std::move(reader.entries));
  if (single) {
    for (auto& line : answer.lines) line.series = kind == PromKind::scalar ? "scalar" : "string";
  }
  return answer;
}

std::vector<std::string> read_texts(std::string_view json) {
  std::vector<std::string> texts;
  if (!json.starts_with('[')) return texts;
  od::parser parser;
  od::document document;
  od::array array;
  if (parser.iterate(json.data(), json.size(), json.size() + simdjson::SIMDJSON_PADDING).get(document) != SUCCESS ||
      document.get_array().get(array) != SUCCESS)
    return texts;
  for (auto element : array) {
    od::value value;
    if (std::move(element).get(value) != SUCCESS) break;
    std::string text = text_of(trimmed(value.raw_json_token()));
    if (!text.empty()) texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace onescreen::data
