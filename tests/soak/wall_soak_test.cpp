// Months in seconds: a wall that polls over real HTTP as fast as it can, while a turned clock lets hours pass and its
// files are replaced over and over. What it holds must not grow: live memory, descriptors, threads.
#include <gtest/gtest.h>
#include <malloc.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/live_wall.h"
#include "support/process.h"
#include "support/repository.h"

// Of the sanitizers' own allocators, where the program is built with one.
extern "C" size_t __sanitizer_get_current_allocated_bytes() __attribute__((weak));

namespace onescreen {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr double kMiB = 1024 * 1024;

size_t entries_of(const char* folder) {
  size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) count += entry.path().empty() ? 0 : 1;
  return count;
}

// Open descriptors of sockets, or of everything else.
size_t descriptors_of(bool sockets) {
  size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;  // the folder's own descriptor is among them
    const std::string target = std::filesystem::read_symlink(entry.path(), gone).string();
    count += !gone && target.starts_with("socket:") == sockets ? 1 : 0;
  }
  return count;
}

// Bytes that the program has asked for and not given back. Under a sanitizer resident memory says little: it keeps what
// was freed.
double live_mib() {
  if (__sanitizer_get_current_allocated_bytes != nullptr)
    return static_cast<double>(__sanitizer_get_current_allocated_bytes()) / kMiB;
  return static_cast<double>(mallinfo2().uordblks + mallinfo2().hblkhd) / kMiB;
}

double resident_mib() {
  std::ifstream in("/proc/self/statm");
  double all = 0;
  double resident = 0;
  in >> all >> resident;
  return resident * 4096 / kMiB;
}

bool is_sanitized() { return __sanitizer_get_current_allocated_bytes != nullptr; }

struct Sample {
  double live = 0;
  double resident = 0;
  size_t descriptors = 0;  // sockets not counted
  size_t sockets = 0;
  size_t threads = 0;
};

Sample sample() {
  return {live_mib(), resident_mib(), descriptors_of(false), descriptors_of(true), entries_of("/proc/self/task")};
}

// The least of each over some samples: what is held between the bursts. A leak raises the least as surely as the mean.
Sample least(const std::vector<Sample>& samples, size_t begin, size_t end) {
  Sample out = samples[begin];
  for (size_t i = begin; i < end; ++i) {
    out.live = std::min(out.live, samples[i].live);
    out.resident = std::min(out.resident, samples[i].resident);
    out.descriptors = std::min(out.descriptors, samples[i].descriptors);
    out.threads = std::min(out.threads, samples[i].threads);
    // Connections are kept between polls and come and go; what counts is that they never become many.
    out.sockets = std::max(out.sockets, samples[i].sockets);
  }
  return out;
}

TEST(Soak, a_wall_that_runs_long_holds_no_more_than_at_first) {
  constexpr auto kWarmUp = 4s;
  // Longer, to tell a leak, which goes on, from a burst: ONESCREEN_SOAK_SECS.
  const char* const asked = std::getenv("ONESCREEN_SOAK_SECS");
  const auto kRun = std::chrono::seconds(asked == nullptr ? 16 : std::max(16, std::atoi(asked)));
  constexpr uint64_t kFramesBetweenCities = 70;
  const test_support::TempFolder folder;
  test_support::TurnedClock clock(model::from_millis(1'795'131'900'000));
  // Two cities that stand still, in processes of their own: what changes is which of them the wall polls, so that what
  // it rightly holds has two known sizes, and what the cities hold is not the wall's.
  const auto city = [](const char* seed) {
    return std::make_unique<test_support::Process>(std::vector<std::string>{
        test_support::program(), "backend", "--sensors", "300", "--speed", "0", "--seed", seed});
  };
  const std::unique_ptr<test_support::Process> cities[] = {city("1"), city("2")};
  std::shared_ptr<const app::Files> sets[2];
  std::string first_site;
  for (size_t i = 0; i < 2; ++i) {
    const auto url = cities[i]->read_line(1min);
    ASSERT_TRUE(url.has_value()) << cities[i]->err();
    const std::string site =
        test_support::write_demo_site((folder.path() / std::to_string(i)).string(), *url, 0.1, 3600);
    // The stock of buildings is megabytes that change once an hour: decoded ten times a second, its bursts would hide
    // what is held between them.
    auto json = nlohmann::ordered_json::parse(test_support::read_text(site));
    json["sources"]["buildings"]["every_secs"] = 3;
    test_support::write_text(site, json.dump());
    auto files = app::load_files({.site = site, .layout = "daily"});
    ASSERT_TRUE(files) << model::describe(files.error());
    sets[i] = *files;
    if (i == 0) first_site = site;
  }
  test_support::LiveWall wall(first_site, "daily", clock, 960, 540);
  ASSERT_TRUE(test_support::wait_until([&] { return wall.session().every_source_has_answered(); }));
  // Polls are cut off below, some of them while they write; no HTTP server in this process sets this for us.
  struct sigaction action {};
  ASSERT_EQ(sigaction(SIGPIPE, nullptr, &action), 0);
  EXPECT_EQ(action.sa_handler, SIG_IGN) << "a back end that hangs up would end the wall";

  uint64_t frames = 0;
  uint64_t panels = 0;
  uint64_t scenes = 0;
  model::ScenePtr last;
  std::vector<Sample> samples;
  const auto begin = SteadyClock::now();
  auto next_sample = begin + kWarmUp;
  while (SteadyClock::now() < begin + kWarmUp + kRun) {
    clock.advance(7s);
    const auto scene = wall.session().latest();
    scenes += scene != last ? 1 : 0;
    last = scene;
    panels += static_cast<uint64_t>(wall.draw().panels_drawn);
    // Everything that is made anew when files are taken over is given back, too: sources, threads, queries, panels.
    // Seldom enough that all of it has been decoded before it goes again.
    if (++frames % kFramesBetweenCities == 0) wall.take(sets[frames / kFramesBetweenCities % 2]);
    if (SteadyClock::now() >= next_sample) {
      samples.push_back(sample());
      next_sample += 100ms;
    }
  }
  ASSERT_GT(frames, 50u);
  ASSERT_GT(scenes, 30u) << "the wall must have been given something new to show";
  ASSERT_GT(panels, frames) << "and have drawn it";
  ASSERT_GE(samples.size(), 20u);
  EXPECT_TRUE(wall.wall().view().problems().empty()) << wall.wall().view().problems().front();

  const size_t half = samples.size() / 2;
  const Sample first = least(samples, 0, half);
  const Sample second = least(samples, half, samples.size());
  std::printf(
      "soak: %lu frames, %lu scenes, %lu panels; live %.1f -> %.1f MiB, resident %.1f -> %.1f MiB, descriptors %zu -> "
      "%zu, sockets %zu -> %zu, threads %zu -> %zu\n",
      frames, scenes, panels, first.live, second.live, first.resident, second.resident, first.descriptors,
      second.descriptors, first.sockets, second.sockets, first.threads, second.threads);
  EXPECT_LT(second.live - first.live, 4.0) << "MiB of live memory grew";
  if (!is_sanitized()) {
    EXPECT_LT(second.resident - first.resident, 8.0) << "MiB of resident memory grew";
  }
  EXPECT_LE(second.descriptors, first.descriptors + 4) << "descriptors grew";
  // One connection a source, of which the demo city in this process holds the other end, and a few on the way out.
  const size_t sources = wall.session().latest()->snapshot->sources.size();
  EXPECT_LE(second.sockets, 2 * sources + 10) << "connections grew";
  EXPECT_LE(second.threads, first.threads + 2) << "threads grew";
}

TEST(Soak, walls_and_sessions_made_anew_leave_nothing_behind) {
  const test_support::TempFolder folder;
  folder.write("cases.json", R"([{"id": "1"}])");
  const std::string site = folder.write(
      "sites/site.json",
      R"({"version": 1, "sources": {"cases": {"url": "file:../cases.json", "every_secs": 0.1, "columns": {"id": {"pointer": "/id"}}}}, "modes": {"a": {"layouts": ["a"]}}})");
  folder.write(
      "layouts/a.json",
      R"({"version": 1, "row": [{"widget": "kpi", "data": "SELECT count(*) AS value FROM cases"}, {"widget": "clock"}]})");
  test_support::TurnedClock clock(model::from_millis(1'795'131'900'000));
  const auto once = [&] {
    test_support::LiveWall wall(site, "a", clock, 320, 180);
    EXPECT_TRUE(test_support::wait_until([&] { return wall.session().every_source_has_answered(); }));
    wall.session().settle();
    wall.draw();
  };
  for (int i = 0; i < 4; ++i) once();
  const Sample first = sample();
  for (int i = 0; i < 8; ++i) once();
  const Sample second = sample();
  std::printf("soak: live %.1f -> %.1f MiB, descriptors %zu -> %zu, threads %zu -> %zu\n", first.live, second.live,
              first.descriptors, second.descriptors, first.threads, second.threads);
  EXPECT_LT(second.live - first.live, 2.0);
  EXPECT_LE(second.descriptors + second.sockets, first.descriptors + first.sockets);
  EXPECT_LE(second.threads, first.threads);
}

}  // namespace
}  // namespace onescreen
