// What the data layer costs with the largest answer of a district: 61,000 sensors, 10 MB of JSON, once a second.
// Run by hand, in release: data_bench --benchmark_filter=...

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <string>

#include "data/format.h"
#include "data/query.h"
#include "data/table_edit.h"

namespace onescreen::data {
namespace {

constexpr int kSensors = 61'000;
constexpr const char* kStreets[] = {"四川北路街道", "北外滩街道",   "嘉兴路街道", "曲阳路街道",
                                    "欧阳路街道",   "凉城新村街道", "广中路街道", "江湾镇街道"};
constexpr const char* kKinds[] = {"smoke", "water", "gas", "elevator", "parking", "door"};

std::string sensors_json() {
  std::string json = R"({"code":200,"msg":"查询成功","rows":[)";
  for (int i = 0; i < kSensors; ++i) {
    json += fmt::format(
        R"({}{{"id":{},"kind":"{}","street":"{}","lng":"{:.6f}","lat":"{:.6f}","value":{:.2f},"level":{},"online":{},"reportTime":"2026-11-20 {:02}:{:02}:{:02}"}})",
        i == 0 ? "" : ",", 1640921804698550272 + i, kKinds[i % 6], kStreets[i % 8], 121.46 + i % 1000 * 6e-5,
        31.24 + i / 1000 * 1e-3, i % 997 * 0.25, i % 5, i % 17 != 0, i % 24, i % 60, i % 59);
  }
  return json + fmt::format(R"(],"total":{}}})", kSensors);
}

DecodeOptions sensor_options() {
  DecodeOptions options;
  options.rows = "/rows";
  options.id = "id";
  options.success_pointer = "/code";
  options.success_values = {"200"};
  options.total = "/total";
  options.zone = model::Zone::fixed("Asia/Shanghai", std::chrono::hours(8));
  options.crs = Crs::gcj02;
  options.lon = "lon";
  options.lat = "lat";
  const auto add = [&](const char* name, model::Type type, const char* pointer) {
    ColumnMapping column;
    column.spec = {name, type};
    column.pointer = pointer;
    options.columns.push_back(column);
  };
  add("id", model::Type::text, "/id");
  add("kind", model::Type::text, "/kind");
  add("street", model::Type::text, "/street");
  add("lon", model::Type::number, "/lng");
  add("lat", model::Type::number, "/lat");
  add("value", model::Type::number, "/value");
  add("level", model::Type::integer, "/level");
  add("online", model::Type::boolean, "/online");
  add("reported_at", model::Type::time, "/reportTime");
  return options;
}

const std::string& body() {
  static const std::string json = sensors_json();
  return json;
}

model::TablePtr sensors() {
  static const model::TablePtr table = find_format("json")->decode("sensors", body(), sensor_options())->table;
  return table;
}

model::TablePtr squares() {
  model::TableBuilder builder("squares", {{"name", model::Type::text}, {"geometry", model::Type::geometry}});
  for (int i = 0; i < 8; ++i) {
    auto shape = std::make_shared<model::Geometry>();
    shape->kind = model::GeometryKind::polygon;
    const double west = 121.46 + i * 0.0075;
    const double step = 0.0075 / 100;
    for (int s = 0; s <= 100; ++s) shape->positions.push_back({west + s * step, 31.24 + (s % 2) * 1e-4});
    for (int s = 100; s >= 0; --s) shape->positions.push_back({west + s * step, 31.31});
    shape->positions.push_back(shape->positions.front());
    shape->ring_ends = {static_cast<uint32_t>(shape->positions.size())};
    shape->part_ends = {1};
    builder.text(0, kStreets[i]);
    builder.geometry(1, std::move(shape));
    builder.end_row();
  }
  return builder.build();
}

model::Snapshot snapshot() {
  model::Snapshot all;
  for (const auto& table : {sensors(), squares()}) {
    auto state = std::make_shared<model::SourceState>();
    state->name = table->name();
    state->table = table;
    all.sources[state->name] = state;
  }
  return all;
}

void decode_json(benchmark::State& state) {
  const DecodeOptions options = [&] {
    DecodeOptions o = sensor_options();
    if (state.range(0) == 0) o.crs = Crs::wgs84;
    return o;
  }();
  for (auto _ : state) benchmark::DoNotOptimize(find_format("json")->decode("sensors", body(), options));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * body().size()));
}
BENCHMARK(decode_json)->ArgName("gcj02")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void compare_equal_tables(benchmark::State& state) {
  const auto other = find_format("json")->decode("sensors", body(), sensor_options())->table;
  for (auto _ : state) benchmark::DoNotOptimize(*sensors() == *other);
}
BENCHMARK(compare_equal_tables)->Unit(benchmark::kMillisecond);

void run_query(benchmark::State& state, const char* sql) {
  QueryEngine engine(model::Zone(), {});
  const model::Snapshot all = snapshot();
  for (auto _ : state) {
    auto result = engine.run(all, sql, {});
    if (!result) state.SkipWithError(result.error().message.c_str());
    benchmark::DoNotOptimize(result);
  }
}
BENCHMARK_CAPTURE(run_query, filter_count, "SELECT count(*) FROM sensors WHERE level >= 3")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_query, text_equal, "SELECT count(*) FROM sensors WHERE street = '北外滩街道'")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_query, group_by_one, "SELECT street, count(*) AS n FROM sensors GROUP BY street")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_query, group_by_two,
                  "SELECT street, kind, count(*) AS n, avg(value) AS mean FROM sensors GROUP BY street, kind")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_query, all_rows, "SELECT * FROM sensors WHERE 1")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_query, table_itself, "sensors")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_query, ten_nearest,
                  "SELECT id, distance_m(lon, lat, 121.5, 31.26) AS d FROM sensors ORDER BY d LIMIT 10")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_query, area_of,
                  "SELECT area_of(lon, lat, 'squares') AS area, count(*) AS n FROM sensors GROUP BY area")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_query, join_by_id, "SELECT count(*) FROM sensors a JOIN sensors b ON a.id = b.id")
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace onescreen::data
