// `onescreen bench`: what one 61,000-row answer costs on its way to the screen (parse, query, upload), and what frames
// cost. One JSON line a measurement: median, p95, min, max in milliseconds. All on this machine in one run: compare
// lines, not days. `upload` is the whole frame that prepares and shows a new table at once, as `render` does;
// `upload.ui_thread` is the window's way, in which a thread prepares it: how long the UI thread works on data in all
// draw calls from the table's arrival until its marks are on the screen (`.cpu`: without the time in which the machine
// gave the processor to others), `upload.shown` how long that takes.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>

#include "commands.h"
#include "data/clock.h"
#include "data/table_edit.h"
#include "gfx/context.h"
#include "gfx/state.h"
#include "map/data_work.h"
#include "wall.h"

namespace onescreen::app {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr const char* kSensorLayout = "sensors";
constexpr const char* kSensorSource = "sensors";
constexpr int kParseRuns = 7;
constexpr int kQueryRuns = 15;
constexpr int kTableRuns = 20;
constexpr model::Duration kLongestNap{20};
constexpr model::Duration kLongestTakeOver{2000};

class Report {
 public:
  explicit Report(bool json) : json_(json) {}

  void line(const std::string& name, std::vector<double> millis, nlohmann::ordered_json facts = {}) {
    std::sort(millis.begin(), millis.end());
    const auto at = [&](double share) {
      return millis[static_cast<size_t>(share * static_cast<double>(millis.size() - 1))];
    };
    if (json_) {
      nlohmann::ordered_json out{{"name", name},
                                 {"median_ms", at(0.5)},
                                 {"p95_ms", at(0.95)},
                                 {"min_ms", millis.front()},
                                 {"max_ms", millis.back()},
                                 {"runs", millis.size()}};
      out.update(facts);
      fmt::print("{}\n", out.dump());
    } else {
      fmt::print("{:<34} median {:8.2f} ms   p95 {:8.2f}   min {:8.2f}   max {:8.2f}   {}\n", name, at(0.5), at(0.95),
                 millis.front(), millis.back(), facts.empty() ? "" : facts.dump());
    }
    std::fflush(stdout);
  }

 private:
  bool json_;
};

template <typename Work>
double timed(Work work) {
  const auto begin = SteadyClock::now();
  work();
  return std::chrono::duration<double, std::milli>(SteadyClock::now() - begin).count();
}

const data::SourceConfig* find_source(const Site& site, const std::string& name) {
  for (const auto& source : site.sources) {
    if (source.name == name) return &source;
  }
  return nullptr;
}

// The answer as it comes over HTTP, decoded anew each time by a poller that remembers nothing.
model::TablePtr measure_parse(Report& report, const data::SourceConfig& source, const model::Clock& clock) {
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

model::SnapshotPtr snapshot_of(const model::TablePtr& table) {
  auto state = std::make_shared<model::SourceState>();
  state->name = kSensorSource;
  state->table = table;
  auto snapshot = std::make_shared<model::Snapshot>();
  snapshot->sources.emplace(kSensorSource, std::move(state));
  return snapshot;
}

void measure_queries(Report& report, const Site& site, const model::TablePtr& table) {
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

// From the store's publication of a new table to the scene that holds the answer of a GROUP BY over it, through the
// worker's thread as in the running program.
void measure_publication(Report& report, const Site& site, const model::TablePtr& table, const model::Clock& clock) {
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

// The wall as its own frame loop drives it, with the pointer absent and one map moved.
class FrameBench {
 public:
  FrameBench(std::shared_ptr<const Files> files, Session& session, Wall& wall, const model::Clock& clock, int frames)
      : files_(std::move(files)), session_(session), wall_(wall), clock_(clock), frames_(frames) {}

  bool show(const std::string& name) {
    const auto found = files_->layouts.find(name);
    if (found == files_->layouts.end()) return false;
    screen_ = {};
    screen_.layout = name;
    wall_.show(found->second);
    session_.show(*found->second, screen_);
    session_.settle();
    scene_ = session_.latest();
    map_panel_.clear();
    for (const auto& panel : found->second->panels) {
      if (panel.widget == "map") map_panel_ = panel.id;
    }
    draw();
    return true;
  }

  std::vector<double> whole() {
    return frames([&](int) { wall_.invalidate(); });
  }
  std::vector<double> unchanged() {
    return frames([](int) {});
  }
  // Circles around the district, a few pixels a frame.
  std::vector<double> pan() {
    return frames([&](int frame) {
      const double angle = frame * 0.05;
      screen_.map_views[map_panel_] = {121.4840 + 0.004 * std::cos(angle), 31.2790 + 0.004 * std::sin(angle), 13.2};
    });
  }
  // The same rows in a new table, as a poll brings them: the frame that takes them over.
  std::vector<double> new_table(const model::TablePtr& table) {
    std::vector<double> millis;
    for (int i = 0; i < std::min(frames_, kTableRuns); ++i) {
      auto next = with_new_table(table);
      millis.push_back(timed([&] {
        scene_ = std::move(next);
        draw();
      }));
    }
    return millis;
  }
  // The same as the window does it. Draws when the wall asks for it, as the window's loop does.
  struct TakeOver {
    std::vector<double> ui_thread;
    std::vector<double> ui_thread_cpu;
    std::vector<double> shown;
  };
  TakeOver new_table_later(const model::TablePtr& table) {
    TakeOver out;
    later_ = true;
    for (int i = 0; i < std::min(frames_, kTableRuns); ++i) {
      auto next = with_new_table(table);
      const map::DataWork before = map::data_work();
      out.shown.push_back(timed([&] {
        scene_ = std::move(next);
        const auto began = SteadyClock::now();
        while (map::data_work().point_sets == before.point_sets && SteadyClock::now() - began < kLongestTakeOver) {
          std::this_thread::sleep_for(std::min(draw().value_or(kLongestNap), kLongestNap));
        }
      }));
      out.ui_thread.push_back(map::data_work().millis - before.millis);
      out.ui_thread_cpu.push_back(map::data_work().cpu_millis - before.cpu_millis);
    }
    later_ = false;
    return out;
  }

 private:
  model::ScenePtr with_new_table(const model::TablePtr& table) const {
    auto answers = std::make_shared<model::Answers>(*scene_->answers);
    for (auto& [query, answer] : *answers) {
      if (answer->table == nullptr || answer->table->row_count() != table->row_count()) continue;
      auto copy = std::make_shared<model::Answer>(*answer);
      copy->table = std::make_shared<model::Table>(*answer->table);
      answer = std::move(copy);
    }
    auto next = std::make_shared<model::Scene>(*scene_);
    next->answers = std::move(answers);
    return next;
  }

  template <typename Prepare>
  std::vector<double> frames(Prepare prepare) {
    std::vector<double> millis;
    for (int i = 0; i < frames_; ++i) {
      prepare(i);
      millis.push_back(timed([&] { draw(); }));
    }
    return millis;
  }

  // Returns when the wall wants to be drawn again.
  std::optional<model::Duration> draw() {
    const ui::Pointer pointer;
    ui::Commands commands;
    model::Instant now = clock_();
    // What asks to be drawn again must find that time has passed.
    if (later_) now.uptime += std::chrono::duration_cast<model::Duration>(SteadyClock::now() - began_);
    const ui::Frame frame{*scene_, now,   files_->site->zone, files_->theme, files_->words, screen_, pointer, commands,
                          {},      later_};
    const ui::DrawReport report = wall_.draw(frame, files_->site->display);
    gfx::finish();
    return report.changes_in;
  }

  std::shared_ptr<const Files> files_;
  Session& session_;
  Wall& wall_;
  const model::Clock& clock_;
  int frames_;
  ui::ScreenState screen_;
  model::ScenePtr scene_;
  std::string map_panel_;
  bool later_ = false;
  const SteadyClock::time_point began_ = SteadyClock::now();
};

}  // namespace

int run_benchmark(const BenchOptions& options) {
  auto files = load_files(demo_site_file(), kSensorLayout);
  if (!files) return cannot_start(model::describe(files.error()));
  std::string why_not;
  const auto context = gfx::HeadlessContext::create(why_not);
  if (context == nullptr) return cannot_start(why_not);
  auto made = Wall::create(options.width, options.height);
  if (!made) return cannot_start(model::describe(made.error()));

  // A standing clock: frames differ by what the benchmark changes and by nothing else.
  const model::Instant instant = data::system_clock()();
  const model::Clock clock = [instant] { return instant; };
  auto started = Session::start(*files, {.seed = 1, .speed = 1, .sensors = options.markers}, clock);
  if (!started) return cannot_start(model::describe(started.error()));
  Session& session = **started;

  Report report(options.json);
  const data::SourceConfig* declared = find_source(*(*files)->site, kSensorSource);
  if (declared == nullptr || session.backend() == nullptr)
    return cannot_start("the demo site has no source \"sensors\"; the benchmark needs it");
  data::SourceConfig source = *declared;
  source.url = session.backend()->base_url() + source.url.substr(Site::kDemoScheme.size());
  while (!session.every_source_has_answered()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const model::TablePtr table = measure_parse(report, source, clock);
  if (table == nullptr) return cannot_start("the demo city's sensors could not be read");
  measure_queries(report, *(*files)->site, table);
  measure_publication(report, *(*files)->site, table, clock);

  FrameBench bench(*files, session, **made, clock, options.frames);
  const nlohmann::ordered_json size{{"size", fmt::format("{}x{}", options.width, options.height)},
                                    {"renderer", gfx::gl_info().renderer}};
  if (bench.show(default_layout(*(*files)->site))) {
    report.line("frame.daily.whole", bench.whole(), size);
    report.line("frame.daily.unchanged", bench.unchanged(), size);
    report.line("frame.daily.pan", bench.pan(), size);
  }
  if (bench.show(kSensorLayout)) {
    nlohmann::ordered_json facts = size;
    facts["markers"] = table->row_count();
    report.line("frame.sensors.whole", bench.whole(), facts);
    report.line("frame.sensors.pan", bench.pan(), facts);
    report.line("upload", bench.new_table(table), facts);
    const auto later = bench.new_table_later(table);
    report.line("upload.ui_thread", later.ui_thread, facts);
    report.line("upload.ui_thread.cpu", later.ui_thread_cpu, facts);
    report.line("upload.shown", later.shown, facts);
  }
  return kDone;
}

}  // namespace onescreen::app
