// Decoding, querying, publishing; as the program does it, without a wall.
#include "bench_data.h"

#include <nlohmann/json.hpp>

#include "bench_timing.h"
#include "data/clock.h"
#include "data/poll_session.h"
#include "data/query_runner.h"
#include "data/store.h"
#include "data/table_edit.h"
#include "session.h"

namespace onescreen::app {

namespace {

constexpr int kParseRuns = 7;
constexpr int kQueryRuns = 15;
constexpr model::Duration kLongestTakeOver{2000};

model::SnapshotPtr snapshot_of(const model::TablePtr& table) {
  auto state = std::make_shared<model::SourceState>();
  state->name = kSensorSource;
  state->table = table;
  auto snapshot = std::make_shared<model::Snapshot>();
  snapshot->sources.emplace(kSensorSource, std::move(state));
  return snapshot;
}

}  // namespace

const data::SourceConfig* find_source(const Site& site, const std::string& name) {
  for (const auto& source : site.sources) {
    if (source.name == name) return &source;
  }
  return nullptr;
}

// The answer as it comes over HTTP, decoded anew each time by a poller that remembers nothing.
model::TablePtr measure_parse(const BenchReport& report, const data::SourceConfig& source, const model::Clock& clock) {
  std::vector<double> decode;
  model::TablePtr table;
  uint64_t bytes = 0;
  for (int i = 0; i < kParseRuns; ++i) {
    data::PollSession session(source, clock);
    auto outcome = session.poll();
    if (const auto* decoded = std::get_if<data::Decoded>(&outcome.result)) {
      table = decoded->table;
      bytes = outcome.response_bytes;
      decode.push_back(std::chrono::duration<double, std::milli>(outcome.decode_time).count());
    }
  }
  if (table != nullptr)
    report.line("parse", decode, {{"rows", table->row_count()}, {"megabytes", static_cast<double>(bytes) / 1e6}});
  return table;
}

void measure_queries(const BenchReport& report, const Site& site, const model::TablePtr& table) {
  const std::pair<const char*, const char*> queries[] = {
      {"query.count", "SELECT count(*) AS n FROM sensors WHERE status = 'alarm'"},
      {"query.group_by", "SELECT kind, status, count(*) AS n, avg(value) AS mean FROM sensors GROUP BY kind, status"},
      {"query.all_rows", "SELECT id, lon, lat, status FROM sensors"},
      {"query.nearest", "SELECT id, distance_m(lon, lat, 121.4939, 31.2513) AS d FROM sensors ORDER BY d LIMIT 10"},
  };
  data::QueryEngine engine = make_engine(site);
  for (const auto& query : queries) {
    const char* const sql = query.second;  // clang captures no structured bindings
    std::vector<double> millis;
    std::string problem;
    for (int i = 0; i < kQueryRuns; ++i) {
      // Another table each time, as each poll brings one: what the engine remembers of the last one is of no help.
      const auto snapshot = snapshot_of(std::make_shared<model::Table>(*table));
      millis.push_back(timed([&] {
        const auto result = engine.run(*snapshot, sql, {});
        if (!result) problem = result.error().message;
      }));
    }
    nlohmann::ordered_json facts = nlohmann::ordered_json::object();
    if (!problem.empty()) facts["problem"] = problem;
    report.line(query.first, millis, facts);
  }
}

void measure_publication(const BenchReport& report, const Site& site, const model::TablePtr& table,
                         const model::Clock& clock) {
  const data::SourceConfig* source = find_source(site, kSensorSource);
  if (source == nullptr) return;
  data::Store store;
  store.declare(*source);
  data::QueryRunner runner(store, clock, make_engine(site));
  runner.set_queries({"SELECT kind, status, count(*) AS n, avg(value) AS mean FROM sensors GROUP BY kind, status"});
  runner.settle();
  // Two tables that differ in a row, in turns: an equal one would be no news.
  model::TableBuilder shorter(table->name(), table->schema());
  for (size_t row = 0; row + 1 < table->row_count(); ++row) {
    data::copy_row(*table, row, shorter);
    shorter.end_row();
  }
  const model::TablePtr other = shorter.build();
  std::vector<double> millis;
  bool in_time = true;
  for (int i = 0; i < kQueryRuns; ++i) {
    data::PollOutcome outcome;
    outcome.attempted = outcome.answered = clock();
    data::Decoded decoded;
    decoded.table = i % 2 == 0 ? table : other;
    outcome.result = std::move(decoded);
    millis.push_back(timed([&] {
      store.fold(kSensorSource, std::move(outcome));
      in_time &= runner.wait_for(store.latest()->version, kLongestTakeOver);
    }));
  }
  report.line("publish_to_answer", millis, {{"rows", table->row_count()}, {"in_time", in_time}});
}

}  // namespace onescreen::app
