// An hour of answers, one a second, through everything that holds data: decode, store, bounded history, memory on disk,
// recorder, queries. What is held must not grow. Short in ./test; ONESCREEN_SOAK_ROUNDS=3600 is the whole hour.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "data/format.h"
#include "data/last_good.h"
#include "data/query.h"
#include "data/recorder.h"
#include "data/store.h"
#include "support/repository.h"

// Of the sanitizers' own allocators, where the program is built with one.
extern "C" size_t __sanitizer_get_current_allocated_bytes() __attribute__((weak));

namespace onescreen {
namespace {

using namespace std::chrono_literals;

constexpr int64_t kStart = 1'795'131'900'000;
constexpr int64_t kRingBytes = 24 << 20;

bool is_sanitized() { return __sanitizer_get_current_allocated_bytes != nullptr; }

double live_mib() {
  const double bytes = is_sanitized() ? static_cast<double>(__sanitizer_get_current_allocated_bytes())
                                      : static_cast<double>(mallinfo2().uordblks + mallinfo2().hblkhd);
  return bytes / (1024 * 1024);
}

// Proportional share of resident memory: what the machine pays.
double pss_mib() {
  std::ifstream in("/proc/self/smaps_rollup");
  for (std::string word; in >> word;) {
    double kib = 0;
    if (word == "Pss:" && in >> kib) return kib / 1024;
  }
  return 0;
}

data::SourceConfig sensors() {
  data::SourceConfig config;
  config.name = "sensors";
  config.kept_as = "soak";
  config.every = 1s;
  config.max_age = 5s;
  auto& decode = config.decode;
  decode.rows = "/rows";
  decode.id = "id";
  decode.lon = "lon";
  decode.lat = "lat";
  decode.crs = data::Crs::gcj02;
  const auto add = [&](const char* name, model::Type type) {
    data::ColumnMapping column;
    column.spec = {name, type};
    column.pointer = std::string("/") + name;
    decode.columns.push_back(column);
  };
  add("id", model::Type::text);
  add("kind", model::Type::text);
  add("street", model::Type::text);
  add("value", model::Type::number);
  add("lon", model::Type::number);
  add("lat", model::Type::number);
  return config;
}

std::string body(int rows, int variant) {
  std::string out = R"({"rows": [)";
  for (int i = 0; i < rows; ++i) {
    fmt::format_to(std::back_inserter(out),
                   R"({}{{"id": "S{:06}", "kind": "kind {}", "street": "street {}", "value": {}.{}, "lon": 121.{:06}, )"
                   R"("lat": 31.{:06}, "note": "what nobody maps and everybody sends along, as back ends do"}})",
                   i == 0 ? "" : ",", i, i % 9, i % 8, (i * 31 + variant * 17) % 1000, variant, 460'000 + i,
                   240'000 + i);
  }
  return out + "]}";
}

TEST(DataSoak, an_hour_of_answers_holds_no_more_at_its_end_than_at_first) {
  const char* asked = std::getenv("ONESCREEN_SOAK_ROUNDS");
  const int rounds = std::max(40, asked == nullptr ? 200 : std::atoi(asked));
  const int rows = is_sanitized() ? 3'000 : 61'000;
  const test_support::TempFolder folder;
  data::SourceConfig config = sensors();
  config.keep = {10min, int64_t{3} * rows};
  std::vector<std::string> bodies;
  for (int i = 0; i < 3; ++i) bodies.push_back(body(rows, i));

  int64_t now = kStart;
  const auto instant = [&] { return model::Instant{model::from_millis(now), model::Duration(now - kStart)}; };
  data::Store store;
  data::LastGood memory({(folder.path() / "memory/last_good.sqlite").string(), 64 << 20, 1s});
  auto recorder =
      data::Recorder::open({.dir = (folder.path() / "rec").string(), .max_bytes = kRingBytes, .queue = 4}, [] {
        return model::Instant{model::from_millis(kStart), 0ms};
      });
  ASSERT_TRUE(recorder);
  store.on_change([&](const data::SourceChange& change) {
    memory.note(change);
    (*recorder)->note(change);
  });
  store.declare(config);
  data::QueryEngine engine(model::Zone(), {{"sensors", data::schema_of(config)}}, {},
                           {.time_limit = 60s, .histories = {"sensors"}});
  const auto* format = data::find_format("json");
  double first_live = 0;
  double first_pss = 0;
  for (int round = 0; round < rounds; ++round) {
    now += 1000;
    auto decoded = format->decode("sensors", bodies[static_cast<size_t>(round) % bodies.size()], config.decode);
    ASSERT_TRUE(decoded) << model::describe(decoded.error());
    store.fold("sensors", {instant(), instant(), bodies.front().size(), 1ms, std::move(*decoded)});
    const auto snapshot = store.latest();
    const auto groups =
        engine.run(*snapshot, "SELECT street, kind, count(*) AS n FROM sensors GROUP BY street, kind", {});
    ASSERT_TRUE(groups) << model::describe(groups.error());
    ASSERT_EQ(groups->table->row_count(), 72u);
    const auto past = engine.run(
        *snapshot, fmt::format("SELECT count(*) AS n FROM sensors_history WHERE seen_at > {}", now - 2'500), {});
    ASSERT_TRUE(past) << model::describe(past.error());
    ASSERT_EQ(past->table->columns()[0].integer(0), int64_t{std::min(round + 1, 3)} * rows);
    ASSERT_LE(snapshot->find("sensors")->history->rows, int64_t{3} * rows) << "bounded by rows";
    if (round == rounds / 10) {
      first_live = live_mib();
      first_pss = pss_mib();
    }
  }
  const double last_live = live_mib();
  const double last_pss = pss_mib();
  std::printf(
      "soak: %d answers of %d rows (%.1f MiB each); live %.1f -> %.1f MiB, PSS %.1f -> %.1f MiB (10 %% -> 100 %%)\n",
      rounds, rows, static_cast<double>(bodies.front().size()) / (1024 * 1024), first_live, last_live, first_pss,
      last_pss);
  // Up to a few tables may wait for the disk at either moment.
  const double slack = is_sanitized() ? 8 : 60;
  EXPECT_LT(last_live - first_live, slack);
  if (!is_sanitized()) {
    EXPECT_LT(last_pss - first_pss, slack);
  }
  store.on_change(nullptr);
  recorder->reset();
  uintmax_t recorded = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "rec")) recorded += entry.file_size();
  EXPECT_LE(recorded, static_cast<uintmax_t>(kRingBytes));
  EXPECT_GT(recorded, 10'000u);
}

}  // namespace
}  // namespace onescreen
