// Proves that what a recorder wrote plays back as the same states at the same times, also after a kill, in a ring, and
// with a queue that overflowed; and that what was recorded under other masks is not shown.
#include <gtest/gtest.h>

#include <filesystem>

#include "data/fingerprint.h"
#include "data/recorder.h"
#include "data/replay.h"
#include "data/source_codec.h"
#include "data/table_codec.h"
#include "model/freshness.h"
#include "support/repository.h"
#include "support/tables.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using test_support::numbers;

constexpr int64_t kStart = 1'795'176'000'000;

// Of the program that recorded; its uptime has nothing to do with its wall clock.
model::Instant at(model::Duration time) { return {model::from_millis(kStart) + time, 77s + time}; }
model::TimePoint wall(model::Duration time) { return at(time).utc; }

SourceConfig source(const char* name) {
  SourceConfig config;
  config.name = name;
  config.every = 10s;
  config.max_age = 50s;
  return config;
}

class Recording : public testing::Test {
 protected:
  test_support::TempFolder folder;
  std::string dir = (folder.path() / "rec").string();
  Store store;
  model::Duration now{0};  // by which what is no poll is stamped

  void fold(const char* name, std::variant<Decoded, Unchanged, model::Error> result, model::Duration time) {
    store.fold(name, {at(time - 20ms), at(time), 100, 3ms, std::move(result)});
  }
  static Decoded decoded(model::TablePtr table) {
    Decoded out;
    out.table = std::move(table);
    return out;
  }
  void record(const std::function<void()>& steps, RecorderOptions options = {}) {
    options.dir = dir;
    auto recorder = Recorder::open(options, [this] { return at(now); });
    ASSERT_TRUE(recorder) << model::describe(recorder.error());
    store.on_change([&](const SourceChange& change) { (*recorder)->note(change); });
    steps();
    store.on_change(nullptr);
  }
  // What a replay shows of a source at an instant.
  model::SourceStatePtr shown(const char* name, model::Duration time, std::vector<SourceConfig> sources = {}) {
    if (sources.empty()) sources = {source("a"), source("b")};
    auto replay = Replay::open(dir);
    EXPECT_TRUE(replay) << model::describe(replay.error());
    Store played;
    (*replay)->start(played, sources, wall(time));
    return played.latest()->sources.find(name)->second;
  }
  // The same but for instants, which are rebased.
  static void expect_same(const model::SourceState& a, const model::SourceState& b, model::Duration time) {
    const model::Instant live = at(time);
    const model::Instant replayed = replay_clock(wall(time), true)();
    EXPECT_EQ(model::freshness(a, live), model::freshness(b, replayed)) << time.count();
    EXPECT_EQ(model::age(a, live), model::age(b, replayed)) << time.count();
    EXPECT_EQ(a.table == nullptr, b.table == nullptr);
    EXPECT_TRUE(!a.table || !b.table || test_support::same_contents(*a.table, *b.table));
    EXPECT_EQ(a.error, b.error);
    EXPECT_EQ(a.polls, b.polls);
    EXPECT_EQ(a.consecutive_failures, b.consecutive_failures);
    EXPECT_EQ(a.latency, b.latency);
    EXPECT_EQ(a.decode_time, b.decode_time);
    EXPECT_EQ(a.response_bytes, b.response_bytes);
    EXPECT_EQ(a.as_of, b.as_of);
    EXPECT_EQ(a.dropped_rows, b.dropped_rows);
    EXPECT_EQ(a.drop_reasons, b.drop_reasons);
    ASSERT_EQ(a.history == nullptr, b.history == nullptr);
    if (!a.history) return;
    ASSERT_EQ(a.history->entries.size(), b.history->entries.size());
    for (size_t i = 0; i < a.history->entries.size(); ++i) {
      EXPECT_EQ(a.history->entries[i].seen_at, b.history->entries[i].seen_at);
      EXPECT_TRUE(test_support::same_contents(*a.history->entries[i].table, *b.history->entries[i].table));
    }
  }
};

TEST_F(Recording, BegunLateKeepsNothingThatMayNotBeKept) {
  store.declare(source("a"));
  store.fold("a", {at(1s), at(1s), 100, 3ms, decoded(numbers({1, 2})), {}, {}, true});
  now = 5s;
  {
    auto recorder = Recorder::open({.dir = dir}, [this] { return at(now); });
    ASSERT_TRUE(recorder) << model::describe(recorder.error());
    store.on_change([&](const SourceChange& change) { (*recorder)->note(change); },
                    [&](const SourceChange& present) { (*recorder)->begin_with(present); });
    store.on_change(nullptr);
  }
  EXPECT_EQ(shown("a", 6s)->table, nullptr);
}

TEST_F(Recording, BegunLateHoldsWhatWasThereAlready) {
  store.declare(source("a"));
  store.declare(source("b"));
  fold("a", decoded(numbers({1, 2})), 1s);
  now = 5s;
  {
    auto recorder = Recorder::open({.dir = dir}, [this] { return at(now); });
    ASSERT_TRUE(recorder) << model::describe(recorder.error());
    store.on_change([&](const SourceChange& change) { (*recorder)->note(change); },
                    [&](const SourceChange& present) { (*recorder)->begin_with(present); });
    fold("a", Unchanged{}, 11s);
    store.on_change(nullptr);
  }
  for (const model::Duration time : {6s, 12s}) {
    const auto played = shown("a", time);
    ASSERT_NE(played->table, nullptr) << time.count();
    EXPECT_EQ(played->table->row_count(), 2u);
  }
  EXPECT_EQ(shown("b", 12s)->table, nullptr);
}

TEST_F(Recording, PlaysBackEveryStateThatThereWas) {
  SourceConfig keeps = source("a");
  keeps.keep = {20s, 1'000};
  std::map<model::Duration, model::SnapshotPtr> states;
  record([&] {
    store.declare(keeps);
    store.declare(source("b"));
    const auto step = [&](model::Duration time, const char* name,
                          std::variant<Decoded, Unchanged, model::Error> result) {
      fold(name, std::move(result), time);
      states[time] = store.latest();
    };
    step(1s, "a", decoded(test_support::table_of_everything()));
    Decoded partial = decoded(numbers({1, 2}));
    partial.dropped_rows = 3;
    partial.drop_reasons = {{"no id", 3}};
    partial.as_of = wall(-5s);
    step(2s, "b", partial);
    step(11s, "a", Unchanged{});
    step(12s, "b", model::Error{model::ErrorCode::timeout, "slow", {}});
    step(21s, "a", decoded(numbers({9})));
    step(22s, "b", decoded(numbers({1, 2})));
    step(32s, "b", model::Error{model::ErrorCode::denied, "401", {}});
    step(41s, "a", decoded(numbers({9, 9})));
  });
  for (const auto& [time, snapshot] : states) {
    for (const char* name : {"a", "b"})
      expect_same(*snapshot->find(name), *shown(name, time, {keeps, source("b")}), time);
  }
  EXPECT_EQ(model::freshness(*shown("a", 500ms), replay_clock(wall(500ms), true)()), model::Freshness::never)
      << "before the first record";
  auto replay = Replay::open(dir);
  EXPECT_EQ((*replay)->end(), wall(41s));
  // Later outcomes are folded as their time comes.
  Store played;
  (*replay)->start(played, {keeps, source("b")}, wall(2s));
  EXPECT_EQ((*replay)->advance(wall(5s)), wall(11s));
  EXPECT_EQ(played.latest()->find("b")->polls, 1u);
  EXPECT_EQ((*replay)->advance(wall(1h)), std::nullopt);
  expect_same(*store.latest()->find("b"), *played.latest()->find("b"), 41s);
}

// Every prefix of the file is what a kill -9 may leave.
TEST_F(Recording, ATornTailIsReadUpToIt) {
  record([&] {
    store.declare(source("a"));
    for (int i = 1; i <= 5; ++i) fold("a", decoded(numbers({i})), i * 1s);
  });
  const std::string file = dir + "/" + segment_name(1);
  const std::string whole = test_support::read_text(file);
  int64_t last = 0;
  for (size_t size = 0; size < whole.size(); size += 7) {
    test_support::write_text(file, whole.substr(0, size));
    if (!Replay::open(dir)) continue;  // not even its head
    const auto state = shown("a", 1h);
    const int64_t value = state->table ? state->table->columns()[0].integer(0) : 0;
    EXPECT_GE(value, last) << size;
    last = value;
  }
  EXPECT_GE(last, 4);
  std::string bad = whole;
  bad[whole.size() / 2] = static_cast<char>(bad[whole.size() / 2] ^ 1);
  test_support::write_text(file, bad);
  const auto state = shown("a", 1h);
  EXPECT_TRUE(!state->table || state->table->columns()[0].integer(0) < 5) << "what is damaged is not believed";
}

TEST_F(Recording, ARingKeepsTheNewestAndEachPartBeginsWithTheStateOfAll) {
  record(
      [&] {
        store.declare(source("a"));
        store.declare(source("b"));
        fold("b", decoded(numbers({42})), 500ms);
        for (int i = 1; i <= 600; ++i) fold("a", decoded(numbers({i, i * 7919, i * 104'729})), i * 1s);
      },
      {.max_bytes = 32'000});
  uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir)) bytes += entry.file_size();
  EXPECT_LE(bytes, 32'000u);
  const auto segments = segments_in(dir);
  EXPECT_GT(segments.front(), 1u) << "the oldest went";
  EXPECT_GT(segments.size(), 3u);
  const auto newest = shown("a", 600s);
  EXPECT_EQ(newest->table->columns()[0].integer(0), 600);
  EXPECT_EQ(newest->polls, 600u);
  EXPECT_EQ(shown("b", 600s)->table->columns()[0].integer(0), 42) << "it was polled in a part that is gone";
  auto replay = Replay::open(dir);
  EXPECT_GT((*replay)->begin(), wall(10s));
  EXPECT_FALSE(shown("a", 1s)->table) << "of what is gone nothing is claimed";
  // From one part to the next nothing begins anew.
  Store played;
  (*replay)->start(played, {source("a"), source("b")}, (*replay)->begin());
  (*replay)->advance(wall(1h));
  EXPECT_EQ(played.latest()->find("a")->polls, 600u);
}

TEST_F(Recording, AQueueThatOverflowsSaysSoAndGoesOnRightly) {
  record(
      [&] {
        store.declare(source("a"));
        for (int i = 1; i <= 2'000; ++i) fold("a", decoded(numbers({i})), i * 1ms);
        // Unchanged, so that only the state of what was lost can tell the table.
        fold("a", Unchanged{}, 3s);
      },
      {.queue = 2});
  const auto state = shown("a", 1h);
  ASSERT_TRUE(state->table);
  EXPECT_EQ(state->table->columns()[0].integer(0), 2'000);
  EXPECT_EQ(state->polls, 2'001u);
  bool marked = false;
  for (const uint32_t number : segments_in(dir)) {
    auto reader = SegmentReader::open(dir, number);
    while (const auto record = reader->next()) marked |= record->kind == RecordKind::lost;
  }
  EXPECT_TRUE(marked);
}

TEST_F(Recording, RunsFollowEachOtherAndRemovedSourcesGo) {
  record([&] {
    store.declare(source("a"));
    store.declare(source("b"));
    fold("a", decoded(numbers({1})), 1s);
    fold("b", decoded(numbers({1})), 1s);
    store.remove("b");
  });
  EXPECT_FALSE(shown("b", 1h)->table);
  Store second;
  auto recorder = Recorder::open({.dir = dir}, [] { return at(60s); });
  second.on_change([&](const SourceChange& change) { (*recorder)->note(change); });
  second.declare(source("a"));
  const auto occupied = Recorder::open({.dir = dir}, [] { return at(60s); });
  ASSERT_FALSE(occupied);
  EXPECT_NE(occupied.error().message.find("another program"), std::string::npos);
  second.on_change(nullptr);
  recorder->reset();
  EXPECT_TRUE(shown("a", 59s)->table);
  EXPECT_FALSE(shown("a", 61s)->table) << "a wall that started anew knew nothing yet";
}

TEST_F(Recording, WhatWasRecordedUnderOtherMasksIsNotShown) {
  SourceConfig staff = source("a");
  staff.decode.columns.resize(2);
  staff.decode.columns[0].spec = {"v", model::Type::integer};
  staff.decode.columns[1].spec = {"name", model::Type::text};
  SourceConfig visitor = staff;
  visitor.decode.columns[1].mask = Mask::hide;
  record([&] {
    store.declare(staff);
    fold("a", decoded(numbers({1})), 1s);
    now = 4s;
    store.declare(visitor, true);
    fold("a", decoded(numbers({2})), 5s);
  });
  EXPECT_TRUE(shown("a", 2s, {staff})->table);
  EXPECT_FALSE(shown("a", 2s, {visitor})->table);
  EXPECT_EQ(shown("a", 6s, {visitor})->table->columns()[0].integer(0), 2);
  EXPECT_FALSE(shown("a", 6s, {staff})->table);
  // A reload to other masks while it plays.
  auto replay = Replay::open(dir);
  Store played;
  (*replay)->start(played, {staff}, wall(2s));
  ASSERT_TRUE(played.latest()->find("a")->table);
  (*replay)->replace({visitor});
  EXPECT_FALSE(played.latest()->find("a")->table);
  (*replay)->advance(wall(6s));
  EXPECT_EQ(played.latest()->find("a")->table->columns()[0].integer(0), 2);
}

// domain.md 7.6: what a mask hides stands in no byte of a recording.
TEST_F(Recording, AMaskedValueIsInNoByteOfIt) {
  const std::string phone = "13812345678";
  const auto found = [&] {
    for (const uint32_t number : segments_in(dir)) {
      if (test_support::read_text(dir + "/" + segment_name(number)).find(phone) != std::string::npos) return true;
      auto reader = SegmentReader::open(dir, number);
      while (const auto record = reader->next()) {
        if (!record->table) continue;
        const auto table = decode_table(*record->table);
        if (!table || test_support::holds(**table, phone)) return true;
      }
    }
    return false;
  };
  record([&] {
    store.declare(source("a"));
    fold("a", decoded(test_support::one_person(masked(Mask::phone, phone))), 1s);
  });
  EXPECT_FALSE(found());
  record([&] { fold("a", decoded(test_support::one_person(phone)), 2s); });
  EXPECT_TRUE(found()) << "the test must be able to find it";
}

TEST_F(Recording, WhatABackEndForbidsToKeepIsNotInIt) {
  const auto secret_table = [](const char* text) {
    model::TableBuilder builder("a", {{"t", model::Type::text}});
    builder.text(0, text);
    builder.end_row();
    return builder.build();
  };
  record([&] {
    store.declare(source("a"));
    PollOutcome outcome{at(980ms), at(1s), 100, 3ms, decoded(secret_table("forbidden-words"))};
    outcome.no_store = true;
    store.fold("a", std::move(outcome));
    fold("a", Unchanged{}, 2s);
    fold("a", decoded(secret_table("allowed-words")), 10s);
  });
  int tables = 0;
  for (const uint32_t number : segments_in(dir)) {
    auto reader = SegmentReader::open(dir, number);
    while (const auto record = reader->next()) {
      if (!record->table) continue;
      const auto table = decode_table(*record->table);
      ASSERT_TRUE(table);
      EXPECT_FALSE(test_support::holds(**table, "forbidden-words"));
      tables += test_support::holds(**table, "allowed-words") ? 1 : 0;
    }
  }
  EXPECT_GE(tables, 1) << "what may be kept is";
  const auto before = shown("a", 5s);
  EXPECT_EQ(before->table, nullptr);
  ASSERT_TRUE(before->error);
  EXPECT_NE(before->error->message.find("no-store"), std::string::npos);
  const auto after = shown("a", 11s);
  ASSERT_NE(after->table, nullptr);
  EXPECT_EQ(after->table->column("t")->text(0), "allowed-words");
}

TEST_F(Recording, AFolderThatIsNoneIsRefusedWithASentence) {
  const auto missing = Replay::open((folder.path() / "none").string());
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("--record"), std::string::npos);
  folder.write("empty/notes.txt", "x");
  ASSERT_FALSE(Replay::open((folder.path() / "empty").string()));
  folder.write("foreign/" + segment_name(1), "something else entirely, and long enough");
  const auto foreign = Replay::open((folder.path() / "foreign").string());
  ASSERT_FALSE(foreign);
  EXPECT_NE(foreign.error().where.find("segment"), std::string::npos);
  EXPECT_FALSE(Recorder::open({.dir = "/proc/onescreen"}, [] { return at(0s); }));
}

}  // namespace
}  // namespace onescreen::data
