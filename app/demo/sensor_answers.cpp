// Answers about sensors, of a platform built with JeecgBoot.
// GET /api/sensors?pageNo&pageSize
//   {"demo":true,"success":true,"message":"演示数据","code":200,"timestamp":1795132356000 (ms, of the newest report),
//    "result":{"total":61000,"size":100000,"current":1,"pages":1,"records":[
//      {"id":1720000000000000123,"code":"GAS-000123","type":"燃气","unit":"%LEL","grid":"BWT-03",
//       "street":"北外滩","lng":121.502345,"lat":31.250123 (GCJ-02),"status":"online","value":0.05,"time":"2026-11-20
//       07:52:36"}]}}
//   status: online, offline, alarm. An offline sensor keeps its last value and time.
// GET /api/sensors/summary
//   a RuoYi list, rows: {"type":"燃气","code":"GAS","total":11590,"online":11380,"offline":205,"alarm":5}
#include <fmt/format.h>

#include <memory>

#include "demo/answers.h"
#include "demo/gcj02.h"

namespace onescreen::demo {

namespace {

void append_two_digits(std::string& out, int64_t value) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

// Prints times of one day after another without asking the calendar each time.
class TimePrinter {
 public:
  void append(std::string& out, int64_t second) {
    const int64_t shown = second + std::chrono::seconds(kOffset).count();
    const int64_t day = shown / kDaySecs;
    if (day != day_) {
      day_ = day;
      date_ = local_text(TimePoint(std::chrono::seconds(second))).substr(0, 11);
    }
    const int64_t rest = shown % kDaySecs;
    out += date_;
    append_two_digits(out, rest / 3600);
    out += ':';
    append_two_digits(out, rest / 60 % 60);
    out += ':';
    append_two_digits(out, rest % 60);
  }

 private:
  int64_t day_ = -1;
  std::string date_;
};

// 1234 with two decimals is 12.34. Precondition: scaled >= 0.
void append_scaled(std::string& out, int64_t scaled, int decimals) {
  const fmt::format_int digits(scaled);
  const auto size = static_cast<int>(digits.size());
  if (decimals == 0) {
    out.append(digits.data(), digits.size());
    return;
  }
  if (size > decimals) {
    out.append(digits.data(), static_cast<size_t>(size - decimals));
    out += '.';
    out.append(digits.data() + (size - decimals), static_cast<size_t>(decimals));
  } else {
    out += "0.";
    out.append(static_cast<size_t>(decimals - size), '0');
    out.append(digits.data(), digits.size());
  }
}

// The part of every record that never changes, written once: what is left each second is to copy it and to print three
// values.
class SensorRecords {
 public:
  explicit SensorRecords(const City& city) : city_(city) {
    const auto& all = city.sensors().all();
    ends_.reserve(all.size());
    for (const Sensor& sensor : all) {
      const SensorKind& kind = city.sensors().kinds()[sensor.kind];
      const SensorMeasure& measure = city.sensors().measure_of(sensor);
      const Cell& cell = city.ground().cells()[sensor.cell];
      const model::LonLat at = gcj02_from_wgs84(sensor.at);
      JsonWriter out;
      out.begin_object().key("id").unsigned_integer(sensor.id);
      out.key("code").text(fmt::format("{}-{:06}", kind.code, sensor.number));
      out.key("type").text(kind.kind).key("unit").text(measure.unit);
      out.key("grid").text(cell.id).key("street").text(city.ground().streets()[cell.street].label);
      out.key("lng").number(at.lon, 6).key("lat").number(at.lat, 6);
      fixed_ += out.out();
      fixed_ += ",\"status\":\"";
      ends_.push_back(fixed_.size());
    }
    fixed_.shrink_to_fit();
  }

  std::string answer(TimePoint now, const Page& page) const {
    const auto& all = city_.sensors().all();
    const Slice slice = slice_of(all.size(), page);
    std::string records;
    const size_t begin = slice.begin == 0 ? 0 : ends_[slice.begin - 1];
    const size_t end = slice.end == 0 ? 0 : ends_[slice.end - 1];
    records.reserve(end - begin + (slice.end - slice.begin) * 70 + 256);
    records += head(all.size(), page, slice);
    TimePrinter times;
    int64_t newest = 0;
    for (size_t i = slice.begin; i < slice.end; ++i) {
      const Reading reading = city_.sensors().read(all[i], now);
      newest = std::max(newest, reading.observed);
      const size_t from = i == 0 ? 0 : ends_[i - 1];
      if (i > slice.begin) records += ',';
      records.append(fixed_, from, ends_[i] - from);
      records += name_of(reading.status);
      records += "\",\"value\":";
      append_scaled(records, reading.scaled, city_.sensors().measure_of(all[i]).decimals);
      records += ",\"time\":\"";
      times.append(records, reading.observed);
      records += "\"}";
    }
    records += "]},\"timestamp\":";
    records += fmt::format_int(newest * 1000).str();
    records += '}';
    return records;
  }

 private:
  static std::string head(size_t total, const Page& page, const Slice& slice) {
    JsonWriter out;
    out.begin_object().key("demo").boolean(true).key("success").boolean(true).key("message").text("演示数据");
    out.key("code").integer(200).key("result").begin_object();
    out.key("total").unsigned_integer(total).key("size").integer(page.size);
    out.key("current").integer(slice.number).key("pages").integer(slice.pages).key("records").begin_array();
    return out.take();
  }

  const City& city_;
  std::string fixed_;         // one behind the other
  std::vector<size_t> ends_;  // in `fixed_`
};

std::string summary_answer(const City& city, TimePoint now, const Page& page) {
  const auto counts = city.sensors().count(now);
  return list_answer(counts.size(), page, [&](JsonWriter& out, size_t i) {
    const SensorKind& kind = city.sensors().kinds()[i];
    out.key("type").text(kind.kind).key("code").text(kind.code).key("total").integer(counts[i].total);
    out.key("online").integer(counts[i].online).key("offline").integer(counts[i].offline);
    out.key("alarm").integer(counts[i].alarm);
  });
}

}  // namespace

void add_sensor_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  auto records = std::make_shared<const SensorRecords>(city);
  endpoints.push_back(
      {"/api/sensors", [records](TimePoint now, const Page& page) { return records->answer(now, page); }, "pageNo"});
  endpoints.push_back(
      {"/api/sensors/summary", [&city](TimePoint now, const Page& page) { return summary_answer(city, now, page); }});
}

}  // namespace onescreen::demo
