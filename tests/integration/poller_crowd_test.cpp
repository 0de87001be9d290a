// Many sources at once, half of them dead in different ways, and a wall clock that jumps: nothing delays the others.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <mutex>
#include <thread>

#include "data/clock.h"
#include "data/poller.h"
#include "model/freshness.h"
#include "poller_server.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using test_support::ScriptedServer;
using Connection = ScriptedServer::Connection;
using SteadyTime = std::chrono::steady_clock::time_point;

SourceConfig config_of(const std::string& name, const std::string& url, model::Duration every) {
  SourceConfig config;
  config.name = name;
  config.url = url;
  config.every = every;
  config.max_age = 5 * every;
  config.timeout = 2s;
  ColumnMapping id;
  id.spec = {"id", model::Type::text};
  id.pointer = "";
  config.decode.columns = {id};
  return config;
}

// The promise is the period and 200 ms. This machine runs other tests at the same time, with sanitizers, so
// that a whole second more is allowed here; a source that waited for a dead one would be two seconds late.
TEST(PollerCrowd, TwentyDeadSourcesDelayNoLiveOne) {
  constexpr model::Duration kEvery = 500ms;
  constexpr model::Duration kAllowed = kEvery + 200ms + 1000ms;
  constexpr int kLive = 20;
  std::mutex mutex;
  std::array<SteadyTime, kLive> last{};
  std::array<model::Duration, kLive> longest{};
  std::array<int, kLive> count{};
  ScriptedServer live([&](Connection& c) {
    const auto source = static_cast<size_t>(std::atoi(c.head.c_str() + c.head.find("/live") + 5));
    c.answer("[1]");
    c.keep();
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(mutex);
    if (count[source]++ > 0)
      longest[source] = std::max(longest[source], std::chrono::floor<model::Duration>(now - last[source]));
    last[source] = now;
  });
  ScriptedServer slow([](Connection& c) { c.hold(); });
  ScriptedServer drips([](Connection& c) {
    while (c.send("H")) std::this_thread::sleep_for(20ms);
  });
  test_support::BlackHole hole;
  std::string refused;
  {
    ScriptedServer gone([](Connection&) {});
    refused = gone.url();
  }
  const std::array<std::string, 4> dead = {refused, slow.url(), drips.url(), hole.url()};
  Store store;
  std::vector<SourceConfig> sources;
  for (int i = 0; i < kLive; ++i) {
    sources.push_back(config_of(fmt::format("live{}", i), live.url(fmt::format("/live{}", i)), kEvery));
    sources.push_back(config_of(fmt::format("dead{}", i), dead[static_cast<size_t>(i) % dead.size()], kEvery));
  }
  {
    Pollers pollers(store, system_clock(), 1);
    pollers.replace(sources);
    std::this_thread::sleep_for(6s);
  }
  const std::lock_guard lock(mutex);
  for (size_t i = 0; i < kLive; ++i) {
    EXPECT_LE(longest[i], kAllowed) << i;
    EXPECT_GE(count[i], 4) << i;
    EXPECT_FALSE(store.latest()->find(fmt::format("live{}", i))->error);
    EXPECT_TRUE(store.latest()->find(fmt::format("dead{}", i))->error || i % 4 != 0);
  }
}

// Trap 19: what is set on the wall's clock changes neither when it asks nor what it holds for fresh.
TEST(PollerCrowd, AClockThatIsSetByAnHourChangesNothing) {
  std::atomic<int64_t> step_ms = 0;
  const auto machine = system_clock();
  const auto clock = [&] {
    model::Instant now = machine();
    now.utc += model::Duration(step_ms.load());
    return now;
  };
  ScriptedServer server([](Connection& c) {
    c.answer("[1]");
    c.keep();
  });
  Store store;
  Pollers pollers(store, clock);
  pollers.replace({config_of("s", server.url(), 200ms)});
  const auto polled_again = [&] {
    const auto polls = store.latest()->find("s")->polls;
    const auto begun = std::chrono::steady_clock::now();
    while (store.latest()->find("s")->polls < polls + 3) {
      if (std::chrono::steady_clock::now() - begun > 10s) return false;
      std::this_thread::sleep_for(5ms);
    }
    return true;
  };
  ASSERT_TRUE(polled_again());
  for (const int64_t hours : {1, -1, 0}) {
    step_ms = hours * 3'600'000;
    const auto snapshot = store.latest();
    // Immediately after the step, before any poll: fresh as it was. (Late is allowed where this machine was.)
    const auto now = freshness(*snapshot->find("s"), clock());
    EXPECT_TRUE(now == model::Freshness::fresh || now == model::Freshness::late) << hours;
    const int before = server.requests();
    EXPECT_TRUE(polled_again()) << hours;
    EXPECT_LE(server.requests() - before, 40) << "no burst either";
  }
}

}  // namespace
}  // namespace onescreen::data
