// What a wall keeps on disk, seen from outside: a recording gives the same picture again, byte for byte; a wall that
// starts again without its back end shows what it knew, marked as such; a kill at any moment loses nothing but the
// newest; and a change of privacy drops at once what was decoded under other masks.
#include <gtest/gtest.h>
#include <signal.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <thread>

#include "data/last_good.h"
#include "poller_server.h"
#include "support/live_wall.h"
#include "support/process.h"
#include "support/repository.h"
#include "support/tables.h"

namespace onescreen {
namespace {

using namespace std::chrono_literals;
using test_support::Finished;
using test_support::Process;
using test_support::run_process;
using test_support::TempFolder;

constexpr int kDone = 0;
constexpr int kCannotStart = 2;
const std::string kNow = "2026-11-20T07:52:36+08:00";

class WallMemory : public testing::Test {
 protected:
  TempFolder folder_;

  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  Finished render(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {test_support::program(), "render", "--size", "640x360", "--wait", "60"});
    Process::Options options;
    options.environment = {{"XDG_STATE_HOME", path("state")}};
    return run_process(arguments, 3min, options);
  }
  // Of the JSON line that `render` prints.
  static nlohmann::json sources(const Finished& finished) {
    const auto lines = test_support::lines_of(finished.out);
    return lines.empty() ? nlohmann::json() : nlohmann::json::parse(lines.back()).at("sources");
  }
};

TEST_F(WallMemory, a_recording_gives_the_same_picture_byte_for_byte) {
  const std::vector<std::string> demo = {"--seed", "1", "--sensors", "300", "--layout", "daily", "--now", kNow};
  auto live = demo;
  live.insert(live.end(), {"--record", path("rec"), "--out", path("a.png")});
  const Finished recorded = render(live);
  ASSERT_EQ(recorded.exit_code, kDone) << recorded.out << recorded.err;
  const Finished replayed =
      render({"--layout", "daily", "--now", kNow, "--replay", path("rec"), "--out", path("b.png")});
  ASSERT_EQ(replayed.exit_code, kDone) << replayed.out << replayed.err;
  EXPECT_EQ(sources(recorded), sources(replayed));
  EXPECT_TRUE(test_support::read_text(path("a.png")) == test_support::read_text(path("b.png")))
      << "the pictures differ: " << path("a.png");
  // Without an instant it begins at its end, which is the same here.
  const Finished at_end = render({"--layout", "daily", "--replay", path("rec"), "--out", path("c.png")});
  ASSERT_EQ(at_end.exit_code, kDone) << at_end.err;
  EXPECT_TRUE(test_support::read_text(path("a.png")) == test_support::read_text(path("c.png")));
  EXPECT_EQ(sources(render({"--layout", "daily", "--now", "2026-11-20T07:52:35+08:00", "--replay", path("rec"), "--out",
                            path("d.png")}))
                .at("kpis")
                .at("freshness"),
            "never")
      << "before the first record";
  EXPECT_FALSE(std::filesystem::exists(path("state"))) << "a picture leaves no memory unless it is told to";
}

TEST_F(WallMemory, a_recording_of_a_dead_back_end_shows_it_dead_again) {
  const std::string site = test_support::write_demo_site(path("site"), "http://127.0.0.1:9", 1, 30);
  const std::vector<std::string> common = {"--config", site, "--layout", "daily", "--now", kNow};
  auto live = common;
  live.insert(live.end(), {"--record", path("rec"), "--out", path("a.png")});
  auto replay = common;
  replay.insert(replay.end(), {"--replay", path("rec"), "--out", path("b.png")});
  const Finished recorded = render(live);
  const Finished replayed = render(replay);
  ASSERT_NE(recorded.exit_code, kCannotStart) << recorded.err;
  EXPECT_EQ(recorded.exit_code, replayed.exit_code);
  EXPECT_EQ(sources(replayed), sources(recorded));
  EXPECT_EQ(sources(replayed).at("kpis").at("freshness"), "never");
  EXPECT_TRUE(sources(replayed).at("kpis").contains("error"));
  EXPECT_TRUE(test_support::read_text(path("a.png")) == test_support::read_text(path("b.png")));
}

TEST_F(WallMemory, what_cannot_be_played_gives_2_and_one_sentence) {
  const auto refused = [&](const std::vector<std::string>& arguments, const std::string& part) {
    std::vector<std::string> all = {test_support::program()};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Finished finished = run_process(all, 2min);
    EXPECT_EQ(finished.exit_code, kCannotStart) << finished.out;
    EXPECT_NE(finished.err.find(part), std::string::npos) << finished.err;
    EXPECT_EQ(test_support::lines_of(finished.err).size(), 1u) << finished.err;
  };
  folder_.write("empty/notes.txt", "x");
  folder_.write("foreign/segment-00000001.osrec", "no recording at all, though named like one of them");
  refused({"render", "--out", path("a.png"), "--replay", path("none")}, "no such folder");
  refused({"render", "--out", path("a.png"), "--replay", path("empty")}, "no recording");
  refused({"render", "--out", path("a.png"), "--replay", path("foreign")}, "segment-00000001");
  refused({"render", "--out", path("a.png"), "--replay", path("empty"), "--record", path("x")}, "do not go together");
  refused({"render", "--out", path("a.png"), "--sensors", "10", "--record", "/proc/onescreen"}, "/proc/onescreen");
  refused({"run", "--now", kNow}, "--replay");
  EXPECT_FALSE(std::filesystem::exists(path("a.png")));
}

TEST_F(WallMemory, a_restart_without_its_back_end_shows_what_was_known_and_says_so) {
  Process city({test_support::program(), "backend", "--sensors", "200"});
  const auto url = city.read_line(1min);
  ASSERT_TRUE(url.has_value()) << city.err();
  const std::string site = test_support::write_demo_site(path("site"), *url, 1, 300);
  const std::vector<std::string> common = {"--config", site, "--layout", "daily", "--memory", "--out", path("a.png")};
  const Finished first = render(common);
  ASSERT_EQ(first.exit_code, kDone) << first.out << first.err;
  EXPECT_FALSE(sources(first).at("kpis").contains("restored")) << "confirmed by this run";
  city.signal(SIGKILL);
  city.wait(1min);

  const Finished second = render(common);
  const auto shown = sources(second);
  size_t restored = 0;
  for (const auto& [name, source] : shown.items()) {
    if (!source.contains("error")) continue;  // a file, which is read again
    EXPECT_TRUE(source.value("restored", false)) << name;
    EXPECT_EQ(source.at("rows"), sources(first).at(name).at("rows")) << name;
    EXPECT_NE(source.at("freshness"), "never") << name;
    ++restored;
  }
  EXPECT_GT(restored, 5u) << shown;

  // Under stricter masks nothing of it may be seen. A wall for visitors has a memory of its own, so that two walls of
  // one site do not empty each other's.
  auto visitors = common;
  visitors.push_back("--visitor");
  EXPECT_EQ(sources(render(visitors)).at("kpis").at("freshness"), "never");
  const auto again = sources(render(common));
  EXPECT_NE(again.at("kpis").at("freshness"), "never");
  EXPECT_TRUE(again.at("kpis").value("restored", false));
}

// --- privacy and reload ---

TEST_F(WallMemory, a_change_of_privacy_drops_at_once_what_was_decoded_before_and_waits_for_nobody) {
  std::atomic<int> asked = 0;
  test_support::ScriptedServer server([&](auto& connection) {
    if (asked++ == 0) {
      connection.answer(R"([{"id": "1", "name": "Zhang"}, {"id": "2", "name": "Li"}])");
    } else {
      connection.hold();
    }
  });
  const auto site_of = [&](const char* privacy) {
    return R"({"version": 1, "privacy": ")" + std::string(privacy) + R"(", "sources": {"people": {"url": ")" +
           server.url() + R"(", "every_secs": 0.1, "timeout_secs": 60, "max_age_secs": 600, "keep": "1h", "columns": {
             "id": {"pointer": "/id"}, "name": {"pointer": "/name", "visitor_mask": "hide"}}}},
             "modes": {"a": {"layouts": ["a"]}}})";
  };
  const std::string site = folder_.write("sites/site.json", site_of("staff"));
  folder_.write("layouts/a.json",
                R"({"version": 1, "row": [{"widget": "ticker", "data": "SELECT name AS text FROM people"},
                    {"widget": "ticker", "data": "SELECT name AS text FROM people_history"}]})");
  test_support::TurnedClock clock(model::from_millis(1'795'131'900'000));
  test_support::LiveWall wall(site, "a", clock, 320, 180);
  ASSERT_TRUE(wall.files().problems.empty()) << ui::describe(wall.files().problems.front());
  ASSERT_TRUE(test_support::wait_until([&] { return wall.session().every_source_has_answered(); }));
  ASSERT_TRUE(test_support::wait_until([&] { return asked > 1; })) << "a poll under the old masks is under way";
  wall.session().settle();
  const auto before = wall.session().latest();
  ASSERT_EQ(before->snapshot->find("people")->table->row_count(), 2u);
  ASSERT_EQ(before->snapshot->find("people")->history->entries.size(), 1u);
  for (const auto& [query, answer] : *before->answers) ASSERT_EQ(answer->table->row_count(), 2u) << query;

  test_support::write_text(site, site_of("visitor"));
  auto files = app::load_files({.site = site, .layout = "a"});
  ASSERT_TRUE(files);
  ASSERT_TRUE((*files)->site->visitor);
  const auto begun = std::chrono::steady_clock::now();
  wall.take(*files);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 20s) << "the poll under way takes a minute";
  wall.session().settle();
  const auto after = wall.session().latest();
  EXPECT_EQ(after->snapshot->find("people")->table, nullptr);
  EXPECT_EQ(after->snapshot->find("people")->history, nullptr);
  for (const auto& [query, answer] : *after->answers) EXPECT_EQ(answer->table, nullptr) << query;

  // Asked for on the command line it holds, whatever the file says later.
  test_support::write_text(site, site_of("staff"));
  EXPECT_TRUE((*app::load_files({.site = site, .layout = "a", .visitor = true}))->site->visitor);
  EXPECT_TRUE((*app::load_files({.site = site, .layout = "a", .visitor = true}))->wanted.visitor);
}

// --- kill -9 ---

constexpr char kFileVariable[] = "ONESCREEN_TEST_LAST_GOOD";
constexpr char kFirstVariable[] = "ONESCREEN_TEST_FIRST";
constexpr const char* kKilledSources[] = {"a", "b", "c"};

model::TablePtr equal_rows(int64_t value) {
  model::TableBuilder rows("s", {{"v", model::Type::integer}});
  for (int i = 0; i < 2'000; ++i) {
    rows.integer(0, value);
    rows.end_row();
  }
  return rows.build();
}

// Not a test: what the process does that the next one kills.
TEST(LastGoodChild, DISABLED_writes_until_it_is_killed) {
  const char* file = std::getenv(kFileVariable);
  ASSERT_NE(file, nullptr);
  data::LastGood memory({file, 64 << 20, 0ms});
  data::Store store;
  store.on_change([&](const data::SourceChange& change) { memory.note(change); });
  for (const char* name : kKilledSources) {
    data::SourceConfig config;
    config.name = name;
    config.kept_as = "k";
    store.declare(config);
  }
  for (int64_t value = std::atoll(std::getenv(kFirstVariable));; ++value) {
    const auto table = equal_rows(value);
    for (const char* name : kKilledSources) {
      data::Decoded decoded;
      decoded.table = table;
      store.fold(name, {{}, {}, 1, 1ms, std::move(decoded)});
    }
    std::printf("%ld\n", static_cast<long>(value));
    std::fflush(stdout);
    std::this_thread::sleep_for(1ms);
  }
}

TEST_F(WallMemory, killed_at_any_moment_the_file_opens_and_holds_a_whole_state) {
  const std::string file = path("state/last_good.sqlite");
  std::mt19937 random(7);
  std::map<std::string, int64_t> newest;
  size_t held = 0;
  int64_t first = 1;
  for (int round = 0; round < 20; ++round) {
    Process::Options options;
    options.environment = {{kFileVariable, file}, {kFirstVariable, std::to_string(first)}};
    Process child({"/proc/self/exe", "--gtest_also_run_disabled_tests", "--gtest_filter=LastGoodChild.*"}, options);
    // gtest's own lines come first.
    std::optional<std::string> line;
    while ((line = child.read_line(1min)) && std::atoll(line->c_str()) < first) continue;
    ASSERT_TRUE(line) << child.out() << child.err();
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 40'000));
    child.signal(SIGKILL);
    ASSERT_EQ(child.wait(1min), 128 + SIGKILL);
    while ((line = child.read_line(0ms))) first = std::max<int64_t>(first, std::atoll(line->c_str()));
    const auto kept =
        data::read_last_good(file, {{"a", "k"}, {"b", "k"}, {"c", "k"}}, {model::from_millis(1), model::Duration(0)});
    for (const auto& source : kept) {
      const auto& table = *source.state.table;
      ASSERT_EQ(table.row_count(), 2'000u);
      const int64_t value = table.columns()[0].integer(0);
      EXPECT_EQ(table, *equal_rows(value)) << "half a table";
      EXPECT_GE(value, newest[source.name]) << "what was kept once is not lost";
      EXPECT_LE(value, first + 1);
      newest[source.name] = value;
      ++held;
    }
    ASSERT_FALSE(std::filesystem::exists(file + ".broken"));
    first += 1;
  }
  EXPECT_GT(held, 30u) << "most kills left something to look at";
}

}  // namespace
}  // namespace onescreen
