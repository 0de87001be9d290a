// `onescreen bench`: fixed scenes of what the program does, one JSON line a measurement: median, p95, min and max in
// milliseconds, beside the budget where there is one. All on this machine in one run: compare lines, not days. A frame
// is drawn as the window's loop draws it and copied into a target of the window's size; the display's swap is not in
// it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <thread>

#include "bench_city.h"
#include "bench_data.h"
#include "bench_frames.h"
#include "bench_live.h"
#include "bench_panels.h"
#include "bench_report.h"
#include "bench_switch.h"
#include "commands.h"
#include "data/clock.h"
#include "gfx/context.h"

namespace onescreen::app {
namespace {

using nlohmann::ordered_json;

constexpr const char* kSensorLayout = "sensors";
constexpr const char* kBuildingLayout = "map_buildings";

// What the scenes share: one site, one city, one wall.
struct Bench {
  const BenchOptions& options;
  const BenchReport& report;
  std::shared_ptr<const Files> files;
  Session& session;
  Wall& wall;
  FrameBench frames;

  ordered_json facts() const {
    return {{"size", fmt::format("{}x{}", wall.canvas().width(), wall.canvas().height())},
            {"renderer", gfx::gl_info().renderer}};
  }
  // One line with what the frames cost besides time.
  void line(const char* name, std::vector<double> millis, ordered_json facts, Budget budget = {}) const {
    const FrameBench::Cost& cost = frames.cost();
    facts["processor_ms"] = std::round(cost.processor_secs * 1e5) / 100;
    facts["draw_calls"] = std::round(cost.draw_calls * 10) / 10;
    facts["uploaded_bytes"] = std::round(cost.uploaded_bytes);
    facts["gpu_mb"] = std::round(static_cast<double>(cost.gpu_bytes) / 1e5) / 10;
    facts["gpu_objects"] = cost.gpu_objects;
    report.line(name, std::move(millis), facts, budget);
  }
  bool is_hd() const { return wall.canvas().width() == 1920 && wall.canvas().height() == 1080; }
};

void data_scene(Bench& bench) {
  const data::SourceConfig* declared = find_source(*bench.files->site, kSensorSource);
  const auto city = BenchCity::start(bench.options.markers, 1);
  if (declared == nullptr || !city) return;
  data::SourceConfig source = *declared;
  source.url = (*city)->base_url() + source.url.substr(Site::kDemoScheme.size());
  const model::Clock clock = data::system_clock();
  const model::TablePtr table = measure_parse(bench.report, source, clock);
  if (table == nullptr) return;
  measure_queries(bench.report, *bench.files->site, table);
  measure_publication(bench.report, *bench.files->site, table, clock);
}

void daily_scene(Bench& bench) {
  if (!bench.frames.show(default_layout(*bench.files->site))) return;
  bench.report.line("copied", bench.frames.copied(), bench.facts());
  bench.line("daily.whole", bench.frames.whole(), bench.facts());
  bench.line("daily.unchanged", bench.frames.unchanged(), bench.facts());
  bench.line("daily.pan", bench.frames.pan(), bench.facts(), bench.is_hd() ? Budget{20, 12} : Budget{});
  bench.report.line("daily.rest", bench.frames.rest(), bench.facts());
  bench.line("daily.second", bench.frames.second(), bench.facts());  // last: the data grows old in it
}

Budget pan_budget(const Bench& bench, size_t markers) {
  if (bench.is_hd()) {
    if (markers <= 1'000) return {20, 12};
    if (markers <= 10'000) return {25, 12};
    if (markers <= 61'000) return {50, 20};
    if (markers <= 100'000) return {70, 25};
    return {300, 60};
  }
  return bench.wall.canvas().width() == 3840 && markers == 61'000 ? Budget{120, 60} : Budget{};
}

void measure_markers(Bench& bench, size_t markers) {
  bench.frames.show(kSensorLayout);
  const model::TablePtr table = invented_marks(markers, 1);
  bench.frames.put_marks(table);
  bench.report.line("copied", bench.frames.copied(), bench.facts());
  ordered_json facts = bench.facts();
  facts["markers"] = markers;
  bench.line("markers.pan", bench.frames.pan(), facts, pan_budget(bench, markers));
  bench.report.line("markers.rest", bench.frames.rest(), facts);
  bench.line("markers.zoom", bench.frames.zoom(), facts);
  bench.frames.settle();
  bench.line("markers.whole", bench.frames.whole(), facts);
  const auto taken = bench.frames.take_over(table);
  bench.report.line("markers.take_over.shown", taken.shown, facts);
  bench.report.line("markers.take_over.ui_thread", taken.ui_thread, facts);
}

void markers_scene(Bench& bench) {
  std::vector<size_t> counts{1'000, 10'000, 61'000, 100'000, 1'000'000};
  const auto asked = static_cast<size_t>(bench.options.markers);
  if (std::find(counts.begin(), counts.end(), asked) == counts.end()) counts = {asked};
  for (const size_t markers : counts) measure_markers(bench, markers);
}

void buildings_scene(Bench& bench) {
  if (!bench.frames.show(kBuildingLayout)) return;
  bench.line("buildings.whole", bench.frames.whole(), bench.facts());
  bench.line("buildings.pan", bench.frames.pan(), bench.facts());
  bench.line("buildings.zoom", bench.frames.zoom(), bench.facts());
}

void canvas_scene(Bench& bench) {
  const int width = bench.wall.canvas().width();
  const int height = bench.wall.canvas().height();
  for (const auto& [w, h] : {std::pair{1280, 720}, {1920, 1080}, {2560, 1440}, {3840, 2160}, {7680, 4320}}) {
    bench.frames.resize(w, h);
    if (!bench.frames.show(kSensorLayout)) return;
    bench.frames.put_marks(invented_marks(61'000, 1));
    ordered_json facts = bench.facts();
    facts["markers"] = 61'000;
    bench.report.line("copied", bench.frames.copied(), bench.facts());
    bench.line("canvas.whole", bench.frames.whole(), facts);
    bench.line("canvas.pan", bench.frames.pan(), facts, w == 3840 ? Budget{120, 60} : Budget{});
    bench.frames.rest();
  }
  bench.frames.resize(width, height);
}

// Panels of several kinds, without a map, as many as asked: each is drawn whole.
void panels_scene(Bench& bench) {
  for (const int panels : {1, 6, 15, 30, 60}) {
    const auto layout = bench_panels(*bench.files->layouts.at(default_layout(*bench.files->site)), panels);
    if (layout == nullptr) return;
    bench.frames.show(layout);
    ordered_json facts = bench.facts();
    facts["panels"] = panels;
    bench.line("panels.whole", bench.frames.whole(), facts);
    bench.line("panels.second", bench.frames.second(), facts);  // last: the data grows old in it
  }
}

constexpr const char* kStartScene = "start";

// Those with a live back end come first, while nothing of the others is in memory.
struct LiveScene {
  const char* name;
  void (*run)(const BenchReport&, const std::shared_ptr<const Files>&, const LiveBench&);
};
constexpr LiveScene kLiveScenes[] = {
    {"response_to_pixel", [](const BenchReport& report, const auto& files,
                             const LiveBench& live) { measure_response(report, files, live); }},
    {"idle_304", [](const BenchReport& report, const auto& files,
                    const LiveBench& live) { measure_idle(report, files, live, false); }},
    {"idle_changing", [](const BenchReport& report, const auto& files,
                         const LiveBench& live) { measure_idle(report, files, live, true); }},
    {"switch", [](const BenchReport& report, const auto& files,
                  const LiveBench& live) { measure_switches(report, files, live); }},
};

struct FrameScene {
  const char* name;
  void (*run)(Bench&);
};
constexpr FrameScene kFrameScenes[] = {
    {"data", data_scene},           {"daily", daily_scene},   {"markers", markers_scene},
    {"buildings", buildings_scene}, {"panels", panels_scene}, {"canvas", canvas_scene},
};

bool is_wanted(const BenchOptions& options, const char* scene) {
  return options.scenes.empty() ||
         std::find(options.scenes.begin(), options.scenes.end(), scene) != options.scenes.end();
}

int run_frame_scenes(const BenchOptions& options, const BenchReport& report,
                     const std::shared_ptr<const Files>& files) {
  auto made = Wall::create(options.width, options.height);
  if (!made) return cannot_start(model::describe(made.error()));
  auto started = Session::start(files, {.seed = 1, .speed = 1, .sensors = std::min(options.markers, 200'000)},
                                data::system_clock());
  if (!started) return cannot_start(model::describe(started.error()));
  Session& session = **started;
  while (!session.every_source_has_answered()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  // From here on nothing is published, so that frames differ by what the scenes change and by nothing else.
  session.stop_feed();
  Bench bench{options, report, files, session, **made, FrameBench(files, session, **made, options.frames)};
  for (const FrameScene& scene : kFrameScenes) {
    if (is_wanted(options, scene.name)) scene.run(bench);
  }
  return kDone;
}

}  // namespace

std::vector<std::string> bench_scenes() {
  std::vector<std::string> names{kStartScene};
  for (const LiveScene& scene : kLiveScenes) names.emplace_back(scene.name);
  for (const FrameScene& scene : kFrameScenes) names.emplace_back(scene.name);
  return names;
}

int run_benchmark(const BenchOptions& options) {
  auto files = load_files({.site = demo_site_file(), .layout = kSensorLayout});
  if (!files) return cannot_start(model::describe(files.error()));
  const BenchReport report(options.json);
  const LiveBench live{options.width, options.height, std::min(options.markers, 200'000), options.seconds};
  // First, and without a context: making one is a part of starting.
  if (is_wanted(options, kStartScene)) measure_start(report, live);
  std::string why_not;
  const auto context = gfx::HeadlessContext::create(why_not);
  if (context == nullptr) return cannot_start(why_not);
  for (const LiveScene& scene : kLiveScenes) {
    if (is_wanted(options, scene.name)) scene.run(report, *files, live);
  }
  const auto wanted = [&](const FrameScene& scene) { return is_wanted(options, scene.name); };
  if (std::none_of(std::begin(kFrameScenes), std::end(kFrameScenes), wanted)) return kDone;
  return run_frame_scenes(options, report, *files);
}

}  // namespace onescreen::app
