// Being let in without a person: fixed credentials, logins that are renewed, shared and held back, and no secret in any
// sentence. Trap 31 of the domain reference.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <thread>

#include "data/clock.h"
#include "data/poller.h"
#include "data/secret.h"
#include "model/freshness.h"
#include "poller_server.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using model::ErrorCode;
using test_support::ScriptedServer;
using Connection = ScriptedServer::Connection;

constexpr char kPassword[] = "planted-pass\"word";
constexpr char kVariable[] = "ONESCREEN_TEST_PASSWORD";

SourceConfig config_of(const std::string& url, const char* name = "s") {
  SourceConfig config;
  config.name = name;
  config.url = url;
  config.timeout = 3s;
  config.decode.rows = "/rows";
  config.decode.denied_pointer = "/code";
  config.decode.denied_values = {"401"};
  config.decode.message = "/msg";
  ColumnMapping id;
  id.spec = {"id", model::Type::text};
  id.pointer = "/id";
  config.decode.columns = {id};
  return config;
}

AccessConfig login_at(const ScriptedServer& server) {
  AccessConfig access;
  access.name = "city";
  access.kind = AccessKind::login;
  access.user = "wall";
  access.secret = std::string("env:") + kVariable;
  access.prefix = "Bearer ";
  access.login_url = server.url("/login");
  access.login_body = R"({"user":"{user}","password":"{secret}"})";
  access.token = "/token";
  access.lifetime = 1000s;
  return access;
}

bool is_good(const PollOutcome& outcome) { return !std::holds_alternative<model::Error>(outcome.result); }
model::Error error_of(const PollOutcome& outcome) {
  const auto* error = std::get_if<model::Error>(&outcome.result);
  EXPECT_NE(error, nullptr);
  return error == nullptr ? model::Error() : *error;
}

// A back end in the Java manner: a login that yields token-1, token-2, ..., and rows for whoever shows the newest.
class City {
 public:
  std::atomic<int> logins = 0;
  std::atomic<bool> locked = false;
  std::atomic<bool> says_200 = true;  // refusals under HTTP 200
  ScriptedServer server{[this](Connection& c) { serve(c); }};

  void expire() { ++expired_; }

 private:
  void serve(Connection& c) {
    if (c.asks("POST /login")) {
      EXPECT_EQ(c.body, R"({"user":"wall","password":"planted-pass\"word"})");
      const int count = ++logins;
      std::this_thread::sleep_for(50ms);
      if (locked) return c.answer(R"({"code":500,"msg":"wrong planted-pass\"word"})");
      good_ = expired_.load();
      return c.answer(fmt::format(R"({{"code":200,"token":"planted-token-{}"}})", count));
    }
    const bool shown = good_ == expired_ && c.asks("Authorization: Bearer planted-token-");
    if (shown) return c.answer(R"({"code":200,"rows":[{"id":1}]})", "ETag: \"good\"\r\n");
    if (says_200) return c.answer(R"({"code":401,"msg":"token expired"})", "ETag: \"bad\"\r\n");
    c.answer("who?", "", "401 Unauthorized");
  }
  std::atomic<int> expired_ = 0;
  std::atomic<int> good_ = -1;
};

class PollerLogin : public testing::Test {
 protected:
  void SetUp() override { ::setenv(kVariable, kPassword, 1); }
  void TearDown() override { ::unsetenv(kVariable); }

  City city;
  model::Duration uptime{};
  model::Clock clock = [this] { return model::Instant{model::from_millis(1'795'131'900'000) + uptime, uptime}; };
  SourceConfig source() {
    SourceConfig config = config_of(city.server.url("/rows"));
    config.access = login_at(city.server);
    return config;
  }
};

TEST_F(PollerLogin, FixedCredentialsTravelAsTheyShould) {
  std::string seen;
  ScriptedServer server([&](Connection& c) {
    seen = c.head;
    c.answer(R"({"rows":[]})");
  });
  SourceConfig config = config_of(server.url());
  config.access.secret = std::string("env:") + kVariable;
  const auto sends = [&](const char* line) {
    EXPECT_TRUE(is_good(PollSession(config, system_clock()).poll()));
    EXPECT_NE(seen.find(std::string(line) + "\r\n"), std::string::npos) << seen;
  };
  config.access.kind = AccessKind::bearer;
  sends("Authorization: Bearer planted-pass\"word");
  config.access.kind = AccessKind::basic;
  config.access.user = "u";
  sends("Authorization: Basic dTpwbGFudGVkLXBhc3Mid29yZA==");
  config.access.kind = AccessKind::header;
  config.access.header = "X-Api-Key";
  sends("X-Api-Key: planted-pass\"word");
  config.access.secret = "env:ONESCREEN_TEST_NO_SUCH_NAME";
  const auto error = error_of(PollSession(config, system_clock()).poll());
  EXPECT_EQ(error.code, ErrorCode::config);
  EXPECT_NE(error.message.find("ONESCREEN_TEST_NO_SUCH_NAME"), std::string::npos);
}

TEST_F(PollerLogin, AWrongPasswordIsNotTriedAgainAndAgain) {
  ScriptedServer server([](Connection& c) { c.answer("", "", "401 Unauthorized"); });
  SourceConfig config = config_of(server.url());
  config.access.kind = AccessKind::basic;
  config.access.secret = std::string("env:") + kVariable;
  PollSession session(config, clock);
  EXPECT_EQ(session.poll().not_before, 30s);
  EXPECT_EQ(session.poll().not_before, 60s);
  for (int i = 0; i < 10; ++i) session.poll();
  EXPECT_EQ(session.poll().not_before, 600s);
}

TEST_F(PollerLogin, ATokenIsFetchedOnceAndRenewedBeforeItExpires) {
  PollSession session(source(), clock);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(is_good(session.poll()));
  EXPECT_EQ(city.logins, 1);
  uptime = 799s;
  EXPECT_TRUE(is_good(session.poll()));
  EXPECT_EQ(city.logins, 1);
  uptime = 801s;
  EXPECT_TRUE(is_good(session.poll()));
  EXPECT_EQ(city.logins, 2) << "at 80 % of its life";
  city.locked = true;
  uptime = 801s + 900s;
  EXPECT_TRUE(is_good(session.poll())) << "a renewal that fails does not matter while the token lives";
  uptime = 801s + 1100s;
  EXPECT_EQ(error_of(session.poll()).code, ErrorCode::denied);
}

TEST_F(PollerLogin, ARefusedTokenIsRenewedOnceInTheSamePoll) {
  PollSession session(source(), clock);
  EXPECT_TRUE(is_good(session.poll()));
  for (const bool under_200 : {true, false}) {
    city.says_200 = under_200;
    const int before = city.logins;
    city.expire();
    EXPECT_TRUE(is_good(session.poll()));
    EXPECT_EQ(city.logins, before + 1);
  }
}

TEST_F(PollerLogin, AFreshTokenThatIsRefusedIsNoReasonToLogInForEver) {
  ScriptedServer strict([&](Connection& c) {
    if (c.asks("POST /login")) {
      ++city.logins;
      return c.answer(R"({"token":"planted-token-0"})");
    }
    c.answer("", "", "403 Forbidden");
  });
  SourceConfig config = source();
  config.url = strict.url("/rows");
  config.access.login_url = strict.url("/login");
  PollSession session(config, clock);
  for (; uptime < 300s; uptime += 5s) EXPECT_EQ(error_of(session.poll()).code, ErrorCode::denied);
  EXPECT_LE(city.logins, 7) << "at first, once upon the refusal, and then after 30, 60, 120 s";
}

// Trap 31: an expired token is never "no incidents", and its answer is not kept as a good one.
TEST_F(PollerLogin, ARefusalKeepsTheDataAndIsDenied) {
  Store store;
  const SourceConfig config = source();
  store.declare(config);
  PollSession session(config, clock);
  store.fold("s", session.poll());
  ASSERT_EQ(store.latest()->find("s")->table->row_count(), 1u);
  city.expire();
  city.locked = true;
  store.fold("s", session.poll());
  const auto refused = store.latest();
  const model::SourceState& state = *refused->find("s");
  EXPECT_EQ(freshness(state, clock()), model::Freshness::denied);
  EXPECT_EQ(state.table->row_count(), 1u);
  city.locked = false;
  uptime = 31s;
  const auto back = session.poll();
  EXPECT_TRUE(is_good(back));
  store.fold("s", back);
  EXPECT_EQ(store.latest()->find("s")->table->row_count(), 1u);
}

TEST_F(PollerLogin, ALoginThatIsRefusedBacksOffSoThatTheAccountIsNotLocked) {
  city.locked = true;
  PollSession session(source(), clock);
  const auto first = session.poll();
  EXPECT_EQ(error_of(first).code, ErrorCode::denied);
  EXPECT_EQ(first.not_before, 30s);
  for (; uptime < 10min; uptime += 1s) session.poll();
  EXPECT_EQ(city.logins, 5) << "at 0, 30, 90, 210, 450 s";
  city.locked = false;
  uptime = 451s + 480s;
  EXPECT_TRUE(is_good(session.poll()));
}

TEST_F(PollerLogin, EightSourcesShareOneLogin) {
  Store store;
  {
    Pollers pollers(store, system_clock());
    std::vector<SourceConfig> sources;
    for (int i = 0; i < 8; ++i) {
      SourceConfig config = source();
      config.name = fmt::format("s{}", i);
      config.every = 300ms;
      sources.push_back(config);
    }
    pollers.replace(sources);
    const auto all = [&](auto&& condition) {
      for (int i = 0; i < 1000; ++i) {
        const auto snapshot = store.latest();
        bool good = true;
        for (const auto& [name, state] : snapshot->sources) good = good && condition(*state);
        if (good) return true;
        std::this_thread::sleep_for(10ms);
      }
      return false;
    };
    EXPECT_TRUE(all([](const auto& state) { return state.table != nullptr; }));
    EXPECT_EQ(city.logins, 1);
    city.expire();
    const auto polls = store.latest()->find("s0")->polls;
    EXPECT_TRUE(all([&](const auto& state) { return state.polls > polls + 3 && !state.error; }));
    EXPECT_EQ(city.logins, 2) << "all of them were refused, one logged in";
    sources[3].every = 250ms;
    pollers.replace(sources);
    EXPECT_TRUE(all([&](const auto& state) { return state.polls > 0 && !state.error; }));
    EXPECT_EQ(city.logins, 2) << "a reload keeps the token";
  }
}

// Domain reference 7.5: whatever a back end throws back at us, no secret reaches a sentence.
TEST_F(PollerLogin, NoSecretIsFoundInAnyWord) {
  std::string texts;
  Store store;
  const auto collect = [&](const SourceConfig& config) {
    store.declare(config);
    PollSession session(config, clock);
    for (int i = 0; i < 2; ++i) store.fold(config.name, session.poll());
    const auto snapshot = store.latest();
    const model::SourceState& state = *snapshot->find(config.name);
    ASSERT_TRUE(state.error) << config.url;
    texts += model::describe(*state.error) + "\n";
    for (const auto& warning : state.warnings) texts += warning + "\n";
    for (const auto& [reason, count] : state.drop_reasons) texts += reason + "\n";
  };
  ScriptedServer mirror([](Connection& c) {
    const std::string& head = c.head;
    const size_t at = head.find("Authorization: ");
    const std::string shown = at == std::string::npos ? "none" : head.substr(at + 15, head.find('\r', at) - at - 15);
    if (c.asks("/login")) return c.answer(R"({"token":"planted-token/7"})");
    if (c.asks("/moved")) {
      return c.answer("", "Location: http://sso.example/?t=" + shown + "&u=planted-token%2F7\r\n", "302 Found");
    }
    if (c.asks("/envelope")) {
      std::string escaped;
      for (const char byte : shown) escaped += byte == '"' ? std::string("\\\"") : std::string(1, byte);
      return c.answer(R"({"code":401,"msg":"you sent )" + escaped + R"("})");
    }
    c.answer("<html>" + shown, "", "500 Internal Server Error");
  });
  for (const AccessKind kind : {AccessKind::login, AccessKind::bearer, AccessKind::basic, AccessKind::header}) {
    for (const char* path : {"/moved", "/envelope", "/error"}) {
      SourceConfig config = config_of(mirror.url(path), "mirror");
      config.access = login_at(mirror);
      config.access.kind = kind;
      collect(config);
    }
  }
  SourceConfig config = source();
  city.locked = true;  // its refusal quotes the password
  collect(config);
  config.access.login_url = "http://{secret}.invalid:bad/";
  collect(config);
  EXPECT_NE(texts.find("***"), std::string::npos) << "something was hidden: " << texts;
  for (const char* planted : {"planted", "cGxhbnRlZ", "d2FsbDpwbGFudGVk"})
    EXPECT_EQ(texts.find(planted), std::string::npos) << texts;
}

}  // namespace
}  // namespace onescreen::data
