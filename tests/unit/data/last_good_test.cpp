// Proves what the wall's memory keeps and gives back: the newest tables with their age, within its bound, only under
// the configuration and privacy that they were read with; and that no damage to the file stops the wall.
#include "data/last_good.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <filesystem>

#include "data/fingerprint.h"
#include "data/format.h"
#include "data/last_good_file.h"
#include "data/table_codec.h"
#include "model/freshness.h"
#include "support/repository.h"
#include "support/tables.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using test_support::numbers;

constexpr int64_t kStart = 1'795'176'000'000;

model::Instant at(model::Duration time) { return {model::from_millis(kStart) + time, 1h + time}; }

ColumnMapping text_column(const char* name, const char* pointer, Mask mask = Mask::none) {
  ColumnMapping column;
  column.spec = {name, model::Type::text};
  column.pointer = pointer;
  column.mask = mask;
  return column;
}

class LastGoodTest : public testing::Test {
 protected:
  test_support::TempFolder folder;
  std::string file = (folder.path() / "state/last_good.sqlite").string();
  Store store;

  static SourceConfig source(const char* name, const char* kept_as = "k") {
    SourceConfig config;
    config.name = name;
    config.kept_as = kept_as;
    config.every = 10s;
    config.max_age = 50s;
    return config;
  }
  void fold(const char* name, std::variant<Decoded, Unchanged, model::Error> result, model::Duration time,
            bool no_store = false) {
    PollOutcome outcome{at(time), at(time), 100, 1ms, std::move(result)};
    outcome.no_store = no_store;
    store.fold(name, std::move(outcome));
  }
  static Decoded decoded(model::TablePtr table) {
    Decoded out;
    out.table = std::move(table);
    return out;
  }
  // Runs `steps` with a memory behind the store; all is written when it returns.
  void remember(const std::function<void()>& steps, int64_t max_bytes = 1 << 20) {
    LastGood memory({file, max_bytes, 0ms});
    store.on_change([&](const SourceChange& change) { memory.note(change); });
    steps();
    store.on_change(nullptr);
  }
  std::vector<KeptSource> kept(const std::map<std::string, std::string>& wanted, model::Duration now = 10s) {
    return read_last_good(file, wanted, at(now));
  }
};

TEST_F(LastGoodTest, TheNewestGoodTableComesBackWithItsAge) {
  remember([&] {
    store.declare(source("a"));
    Decoded answer = decoded(numbers({1, 2}));
    answer.as_of = model::from_millis(kStart - 3'000);
    answer.truncated = true;
    answer.dropped_rows = 4;
    answer.drop_reasons = {{"no id", 4}};
    fold("a", answer, 1s);
    fold("a", Unchanged{}, 5s);
    fold("a", model::Error{model::ErrorCode::connection, "refused", {}}, 6s);
  });
  // Another run: the monotonic clock began anew, the wall clock went on.
  const model::Instant now{at(65s).utc, 2s};
  const auto all = read_last_good(file, {{"a", "k"}}, now);
  ASSERT_EQ(all.size(), 1u);
  const auto& state = all[0].state;
  EXPECT_EQ(*state.table, *numbers({1, 2}));
  EXPECT_EQ(all[0].seen_at, at(1s).utc);
  EXPECT_EQ(state.confirmed->utc, at(5s).utc);
  EXPECT_EQ(state.confirmed->uptime, 2s - 60s);
  EXPECT_EQ(state.as_of, model::from_millis(kStart - 3'000));
  EXPECT_TRUE(state.truncated);
  EXPECT_EQ(state.drop_reasons.at("no id"), 4);
  EXPECT_FALSE(state.error) << "how the polls of another run went is no news";

  Store next;
  next.declare(source("a"));
  next.restore("a", state, all[0].seen_at);
  next.restore("unknown", state, all[0].seen_at);
  const auto snapshot = next.latest();
  const auto& shown = *snapshot->find("a");
  EXPECT_TRUE(shown.restored);
  EXPECT_EQ(shown.polls, 0u) << "restoring is no poll";
  EXPECT_EQ(*model::age(shown, now), 68s) << "by its own time of the data";
  EXPECT_EQ(model::freshness(shown, now), model::Freshness::stale);
  EXPECT_EQ(shown.every, 10s) << "what the site declares stays";
  next.fold("a", {now, now, 1, 1ms, decoded(numbers({1, 2}))});
  EXPECT_FALSE(next.latest()->find("a")->restored);
}

// Trap 19: a wall clock that was set back since must not give negative ages.
TEST_F(LastGoodTest, ATableOfTheFutureIsNotYoungerThanNow) {
  remember([&] {
    store.declare(source("a"));
    fold("a", decoded(numbers({1})), 1h);
  });
  const auto all = kept({{"a", "k"}}, 0s);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].state.confirmed->uptime, at(0s).uptime);
}

TEST_F(LastGoodTest, WhatMayNotBeKeptIsNot) {
  remember([&] {
    store.declare(source("a"));
    store.declare(source("secret"));
    store.declare(source("file", ""));
    fold("a", decoded(numbers({1})), 1s);
    fold("secret", decoded(numbers({1})), 1s);
    fold("file", decoded(numbers({1})), 1s);
  });
  EXPECT_EQ(kept({{"a", "k"}, {"secret", "k"}, {"file", ""}}).size(), 2u);
  remember([&] { fold("secret", decoded(numbers({2})), 2s, true); });
  ASSERT_EQ(kept({{"a", "k"}, {"secret", "k"}}).size(), 1u) << "no-store, also of what was kept before";
  remember([&] { fold("a", Unchanged{}, 3s, true); });
  EXPECT_EQ(kept({{"a", "k"}}).size(), 0u);
}

TEST_F(LastGoodTest, OtherConfigurationsAreNeverShownAndTheirBytesGo) {
  remember([&] {
    store.declare(source("a", "plain"));
    store.declare(source("b", "plain"));
    fold("a", decoded(numbers({1})), 1s);
    fold("b", decoded(numbers({1})), 1s);
  });
  EXPECT_EQ(kept({{"a", "masked"}, {"b", "plain"}}).size(), 1u);
  EXPECT_EQ(kept({{"a", "plain"}, {"b", "plain"}}).size(), 1u) << "and it was deleted, not hidden";
  remember([&] {
    store.declare(source("b", "masked"), true);
    EXPECT_EQ(store.latest()->find("b")->table, nullptr);
  });
  EXPECT_EQ(kept({{"b", "plain"}}).size(), 0u) << "asked for in another way: the old table is void";
}

TEST_F(LastGoodTest, TheLargestAreLeftOutWhenItGrowsTooLarge) {
  // Numbers that do not compress.
  const auto noise = [](size_t rows, uint64_t seed) {
    model::TableBuilder builder("s", {{"v", model::Type::integer}});
    for (size_t i = 0; i < rows; ++i) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      builder.integer(0, static_cast<int64_t>(seed ^ (seed >> 29)));
      builder.end_row();
    }
    return builder.build();
  };
  const std::map<std::string, std::string> wanted = {{"small", "k"}, {"medium", "k"}, {"large", "k"}};
  const auto names = [&] {
    std::string out;
    for (const auto& source : kept(wanted)) out += source.name + " ";
    return out;
  };
  remember(
      [&] {
        for (const char* name : {"small", "medium", "large"}) store.declare(source(name));
        fold("large", decoded(noise(60'000, 1)), 1s);
      },
      800'000);
  EXPECT_EQ(names(), "large ");
  remember(
      [&] {
        fold("small", decoded(noise(1'000, 2)), 2s);
        fold("medium", decoded(noise(50'000, 3)), 2s);
      },
      800'000);
  EXPECT_EQ(names(), "medium small ") << "the largest gives way";
  EXPECT_LT(std::filesystem::file_size(file), 2'500'000u);
  remember([&] { fold("large", decoded(noise(60'000, 4)), 3s); }, 800'000);
  EXPECT_EQ(names(), "medium small ");
}

TEST_F(LastGoodTest, ADamagedOrForeignFileIsMovedAside) {
  const std::string text = "this is no database, but long enough to be looked at " + std::string(5'000, 'x');
  std::filesystem::create_directories(folder.path() / "state");
  test_support::write_text(file, text);
  EXPECT_TRUE(kept({{"a", "k"}}).empty());
  EXPECT_EQ(test_support::read_text(file + ".broken"), text);
  remember([&] {
    store.declare(source("a"));
    fold("a", decoded(numbers({7})), 1s);
  });
  EXPECT_EQ(kept({{"a", "k"}}).size(), 1u);
  sqlite3* foreign = nullptr;
  const std::string other = (folder.path() / "other.sqlite").string();
  sqlite3_open(other.c_str(), &foreign);
  sqlite3_exec(foreign, "CREATE TABLE notes(text)", nullptr, nullptr, nullptr);
  sqlite3_close(foreign);
  EXPECT_TRUE(read_last_good(other, {{"a", "k"}}, at(0s)).empty());
  EXPECT_TRUE(std::filesystem::exists(other + ".broken"));
}

TEST_F(LastGoodTest, DamageInsideLosesNoMoreThanTheFile) {
  remember([&] {
    store.declare(source("a"));
    fold("a", decoded(test_support::table_of_everything()), 1s);
  });
  const std::string good = test_support::read_text(file);
  for (size_t page = 0; page < good.size(); page += 4096) {
    std::string bad = good;
    for (size_t i = page + 8; i < page + 4096; i += 3) bad[i] = static_cast<char>(bad[i] ^ 0x5A);
    test_support::write_text(file, bad);
    for (const auto& source : kept({{"a", "k"}}))
      EXPECT_TRUE(test_support::same_contents(*source.state.table, *test_support::table_of_everything())) << page;
    remember([&] { fold("a", decoded(numbers({static_cast<int64_t>(page)})), 2s); });
    remember([&] { fold("a", decoded(numbers({static_cast<int64_t>(page), 1})), 3s); });
    ASSERT_EQ(kept({{"a", "k"}}).size(), 1u) << "and it goes on with a new one, page at " << page;
  }
}

TEST_F(LastGoodTest, AFileThatCannotBeWrittenStopsNothing) {
  file = "/proc/onescreen/last_good.sqlite";
  remember([&] {
    store.declare(source("a"));
    fold("a", decoded(numbers({1})), 1s);
  });
  EXPECT_TRUE(kept({{"a", "k"}}).empty());
  EXPECT_TRUE(store.latest()->find("a")->table);
  file = "";
  remember([&] { fold("a", decoded(numbers({2})), 1s); });
}

TEST_F(LastGoodTest, OnlyItsOwnerReadsIt) {
  remember([&] {
    store.declare(source("a"));
    fold("a", decoded(numbers({1})), 1s);
  });
  struct stat facts {};
  ASSERT_EQ(stat(file.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  ASSERT_EQ(stat((folder.path() / "state").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0700u);
}

// domain.md 7.6: a planted value of a masked column stands nowhere on disk.
TEST_F(LastGoodTest, AMaskedValueIsInNoByteOfTheFile) {
  const std::string phone = "13812345678";
  const auto remember_person = [&](const std::string& cell) {
    remember([&] {
      store.declare(source("a"));
      fold("a", decoded(test_support::one_person(cell)), 1s);
    });
  };
  const auto found = [&] {
    for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "state")) {
      if (test_support::read_text(entry.path()).find(phone) != std::string::npos) return true;
    }
    // What is compressed is looked at unpacked, too.
    bool any = false;
    auto opened = LastGoodFile::open(file, 1 << 20);
    const auto visited = (*opened)->visit([&](const LastGoodFile::Row& row) {
      const auto table = decode_table(row.content);
      any |= !table || test_support::holds(**table, phone) || row.facts.find(phone) != std::string::npos;
      return true;
    });
    EXPECT_TRUE(visited);
    return any;
  };
  remember_person(phone);
  ASSERT_TRUE(found()) << "the test must be able to find it";
  // The site now masks the column: what lies there from before goes, its bytes too.
  EXPECT_TRUE(kept({{"a", "masked"}}).empty());
  EXPECT_FALSE(found());
  remember_person(masked(Mask::phone, phone));
  ASSERT_EQ(kept({{"a", "k"}}).size(), 1u);
  EXPECT_FALSE(found());
  // From the answer on, as a wall does it; what no column maps is not kept at all.
  SourceConfig config = source("a");
  config.decode.columns = {text_column("id", "/id"), text_column("phone", "/phone", Mask::phone)};
  remember([&] {
    auto answer = find_format("json")->decode(
        "a", R"([{"id": "2", "phone": ")" + phone + R"(", "unmapped": "person )" + phone + R"("}])", config.decode);
    ASSERT_TRUE(answer) << model::describe(answer.error());
    fold("a", std::move(*answer), 2s);
  });
  ASSERT_EQ(kept({{"a", "k"}}).size(), 1u);
  EXPECT_EQ(kept({{"a", "k"}})[0].state.table->column("id")->text(0), "2");
  EXPECT_FALSE(found());
}

TEST(Fingerprint, FollowsEverythingThatDecidesTheData) {
  SourceConfig config;
  config.name = "a";
  config.decode.columns = {text_column("phone", "/phone")};
  const auto whole = fingerprint_of(config, false);
  EXPECT_EQ(whole, fingerprint_of(config, false));
  EXPECT_NE(whole, fingerprint_of(config, true)) << "privacy";
  SourceConfig other = config;
  other.every = 1s;
  other.title = "x";
  EXPECT_EQ(whole, fingerprint_of(other, false)) << "how often is no matter of the data";
  other = config;
  other.decode.columns[0].mask = Mask::phone;
  EXPECT_NE(whole, fingerprint_of(other, false));
  EXPECT_NE(fingerprint_of_masks(config), fingerprint_of_masks(other));
  EXPECT_FALSE(same_data(config, other)) << "so a reload that masks drops what was decoded before";
  other = config;
  other.decode.columns[0].pointer = "/tel";
  EXPECT_NE(whole, fingerprint_of(other, false));
  EXPECT_EQ(fingerprint_of_masks(config), fingerprint_of_masks(other));
  other = config;
  other.decode.local.scale = 1.01;
  EXPECT_NE(whole, fingerprint_of(other, false));
  other = config;
  other.paging.style = "cursor";
  EXPECT_NE(whole, fingerprint_of(other, false));
}

}  // namespace
}  // namespace onescreen::data
