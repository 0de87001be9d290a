// The city's sensors as an OGC SensorThings 1.1 server: a Thing with one Location and one Datastream each. Positions in
// WGS-84; ids are integers of 19 digits.
// GET /sensorthings/v1.1/Things?$top&$skip&$count&$expand
//   {"value":[{"@iot.id":1720000000000000123,"name":"GAS-000123","description":"演示数据","properties":{"kind":"燃气",
//     "street":"北外滩","grid":"BWT-03"},"Locations":[{"location":{"type":"Point","coordinates":[..]}}],
//     "Datastreams":[{"@iot.id":..,"name":"可燃气体浓度","unitOfMeasurement":{..},"ObservedProperty":{"name":..},
//       "Observations":[{"phenomenonTime":"...Z","resultTime":null,"result":0.05,"parameters":{"status":"online"}}]}]}],
//    "@iot.nextLink":"/sensorthings/v1.1/Things?..."}      what $expand names is there
// GET /sensorthings/v1.1/Observations?$top&$skip&$count&$resultFormat=dataArray
//   the newest of each Datastream; groups of the form {"Datastream@iot.navigationLink":..,"components":[..],
//   "dataArray":[[..]]} when asked for.
// $top is 100 unless given and 10,000 at most, more is cut silently; $orderby and $select are taken and change nothing;
// $filter is answered with 501.
#include <fmt/format.h>

#include <algorithm>

#include "demo/feed.h"
#include "demo/json_writer.h"

namespace onescreen::demo {

namespace {

constexpr const char* kRoot = "/sensorthings/v1.1/";
constexpr int64_t kDefaultTop = 100;
constexpr int64_t kLargestTop = 10'000;

TimePoint observed_at(const Reading& reading) { return TimePoint(std::chrono::seconds(reading.observed)); }

double value_of(const Reading& reading, const SensorMeasure& measure) {
  double value = static_cast<double>(reading.scaled);
  for (int i = 0; i < measure.decimals; ++i) value /= 10;
  return value;
}

std::string stream_link(const Sensor& sensor) { return fmt::format("{}Datastreams({})", kRoot, sensor.id); }

Answer failure(int status, std::string_view message) {
  JsonWriter out;
  out.begin_object().key("code").integer(status).key("type").text("error").key("message").text(message).end_object();
  return {out.take(), kJsonType, status};
}

// What all lists have in common.
struct Part {
  size_t begin = 0;
  size_t end = 0;
  std::string next;  // empty on the last page
};

Part part_of(const Asked& asked, const std::string& path, size_t total) {
  const auto top = static_cast<size_t>(asked.number("$top", kDefaultTop, 0, kLargestTop));
  Part part;
  part.begin = std::min(total, static_cast<size_t>(asked.number("$skip", 0, 0, 10'000'000)));
  part.end = std::min(total, part.begin + top);
  if (part.end < total && top > 0) {
    auto parameters = asked.parameters;
    parameters["$skip"] = std::to_string(part.end);
    part.next = address(path, parameters);
  }
  return part;
}

class Writer {
 public:
  Writer(const City& city, const Asked& asked)
      : city_(city), now_(asked.now), expand_(asked.text("$expand")), whole_(expand_ == "*") {}

  void thing(JsonWriter& out, const Sensor& sensor) const {
    const SensorKind& kind = city_.sensors().kinds()[sensor.kind];
    const Cell& cell = city_.ground().cells()[sensor.cell];
    out.begin_object().key("@iot.id").unsigned_integer(sensor.id);
    out.key("name").text(fmt::format("{}-{:06}", kind.code, sensor.number));
    out.key("description").text(city_.feed_texts().mark).key("properties").begin_object();
    out.key("kind").text(kind.kind).key("street").text(city_.ground().streets()[cell.street].label);
    out.key("grid").text(cell.id).end_object();
    if (has("Locations")) {
      out.key("Locations").begin_array().begin_object().key("location").begin_object().key("type").text("Point");
      out.key("coordinates").begin_array().number(sensor.at.lon, 6).number(sensor.at.lat, 6).end_array();
      out.end_object().end_object().end_array();
    }
    if (has("Datastreams")) {
      out.key("Datastreams").begin_array();
      stream(out, sensor);
      out.end_array();
    }
    out.end_object();
  }

  // `linked`: names its Datastream, where it does not stand inside one.
  void observation(JsonWriter& out, const Sensor& sensor, bool linked) const {
    const Reading reading = city_.sensors().read(sensor, now_);
    const SensorMeasure& measure = city_.sensors().measure_of(sensor);
    out.begin_object();
    if (linked) out.key("Datastream@iot.navigationLink").text(stream_link(sensor));
    out.key("phenomenonTime").text(utc_text(observed_at(reading))).key("resultTime").null();
    out.key("result").number(value_of(reading, measure), measure.decimals);
    out.key("parameters").begin_object().key("status").text(name_of(reading.status)).end_object().end_object();
  }

 private:
  bool has(const char* name) const { return whole_ || expand_.find(name) != std::string::npos; }

  void stream(JsonWriter& out, const Sensor& sensor) const {
    const SensorMeasure& measure = city_.sensors().measure_of(sensor);
    out.begin_object().key("@iot.id").unsigned_integer(sensor.id).key("name").text(measure.measure);
    out.key("unitOfMeasurement").begin_object().key("name").text(measure.unit).key("symbol").text(measure.unit);
    out.key("definition").null().end_object();
    if (has("ObservedProperty"))
      out.key("ObservedProperty").begin_object().key("name").text(measure.measure).end_object();
    if (has("Observations")) {
      out.key("Observations").begin_array();
      observation(out, sensor, false);
      out.end_array();
    }
    out.end_object();
  }

  const City& city_;
  TimePoint now_;
  std::string expand_;
  bool whole_;
};

// {"@iot.count":..,"value":[...],"@iot.nextLink":..}; `write(JsonWriter&, const Sensor&)` writes one entity.
template <typename Write>
Answer list(const City& city, const Asked& asked, const std::string& path, Write write) {
  if (!asked.text("$filter").empty()) return failure(501, "the demo city does not filter");
  const auto& all = city.sensors().all();
  const Part part = part_of(asked, path, all.size());
  JsonWriter out;
  out.out().reserve((part.end - part.begin) * 480 + 256);
  out.begin_object();
  if (asked.text("$count") == "true") out.key("@iot.count").unsigned_integer(all.size());
  out.key("value").begin_array();
  for (size_t i = part.begin; i < part.end; ++i) write(out, all[i]);
  out.end_array();
  if (!part.next.empty()) out.key("@iot.nextLink").text(part.next);
  out.end_object();
  return {out.take()};
}

Answer things(const City& city, const Asked& asked) {
  const Writer writer(city, asked);
  return list(city, asked, std::string(kRoot) + "Things",
              [&](JsonWriter& out, const Sensor& sensor) { writer.thing(out, sensor); });
}

void write_group(JsonWriter& out, const City& city, const Sensor& sensor, TimePoint now) {
  const Reading reading = city.sensors().read(sensor, now);
  const SensorMeasure& measure = city.sensors().measure_of(sensor);
  out.begin_object().key("Datastream@iot.navigationLink").text(stream_link(sensor));
  out.key("components").begin_array().text("id").text("phenomenonTime").text("result").end_array();
  out.key("dataArray").begin_array().begin_array().unsigned_integer(sensor.id).text(utc_text(observed_at(reading)));
  out.number(value_of(reading, measure), measure.decimals).end_array().end_array().end_object();
}

Answer observations(const City& city, const Asked& asked) {
  const bool compact = asked.text("$resultFormat") == "dataArray";
  const Writer writer(city, asked);
  return list(city, asked, std::string(kRoot) + "Observations", [&](JsonWriter& out, const Sensor& sensor) {
    if (compact) {
      write_group(out, city, sensor, asked.now);
    } else {
      writer.observation(out, sensor, true);
    }
  });
}

}  // namespace

void add_sensorthings_feeds(const City& city, std::vector<Feed>& feeds) {
  feeds.push_back({std::string(kRoot) + "Things", [&city](const Asked& asked) { return things(city, asked); }});
  feeds.push_back(
      {std::string(kRoot) + "Observations", [&city](const Asked& asked) { return observations(city, asked); }});
}

}  // namespace onescreen::demo
