// HTTP as RFC 9110 to 9112 want it, against a server that is cut, slow, forgetful or overloaded. Traps 17 to 20.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>

#include "data/clock.h"
#include "data/http_fetch.h"
#include "data/poller.h"
#include "poller_server.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using model::ErrorCode;
using test_support::ScriptedServer;
using Connection = ScriptedServer::Connection;

constexpr char kBody[] = R"({"rows":[{"id":1},{"id":2}]})";

SourceConfig config_of(const std::string& url) {
  SourceConfig config;
  config.name = "s";
  config.url = url;
  config.timeout = 3s;
  config.decode.rows = "/rows";
  config.decode.id = "id";
  ColumnMapping id;
  id.spec = {"id", model::Type::text};
  id.pointer = "/id";
  config.decode.columns = {id};
  return config;
}

bool is_new(const PollOutcome& outcome) { return std::holds_alternative<Decoded>(outcome.result); }
bool is_unchanged(const PollOutcome& outcome) { return std::holds_alternative<Unchanged>(outcome.result); }
model::Error error_of(const PollOutcome& outcome) {
  const auto* error = std::get_if<model::Error>(&outcome.result);
  EXPECT_NE(error, nullptr);
  return error == nullptr ? model::Error() : *error;
}

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string with_length(const std::string& body, const char* headers = "") {
  return fmt::format("HTTP/1.1 200 OK\r\n{}Content-Length: {}\r\n\r\n{}", headers, body.size(), body);
}
std::string chunked(const std::string& body, const char* headers = "") {
  return fmt::format("HTTP/1.1 200 OK\r\n{}Transfer-Encoding: chunked\r\n\r\n5\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n",
                     headers, body.substr(0, 5), body.size() - 5, body.substr(5));
}

// --- incomplete answers ---

// Trap 18: whatever is cut off anywhere is no answer, and what is known stays.
TEST(PollerRfc, AnAnswerCutAtAnyByteChangesNothing) {
  const std::string whole[] = {with_length(kBody), chunked(kBody),
                               with_length(gzip(kBody), "Content-Encoding: gzip\r\n"),
                               chunked(gzip(kBody), "Content-Encoding: gzip\r\n"),
                               // Its end is the connection's: only the decoder can tell.
                               fmt::format("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n{}", gzip(kBody)),
                               fmt::format("HTTP/1.0 200 OK\r\n\r\n{}", kBody)};
  for (const std::string& answer : whole) {
    std::atomic<size_t> length = answer.size();
    ScriptedServer server([&](Connection& c) { c.send(std::string_view(answer).substr(0, length)); });
    Store store;
    const SourceConfig config = config_of(server.url());
    store.declare(config);
    PollSession session(config, system_clock());
    store.fold("s", session.poll());
    const auto table = store.latest()->find("s")->table;
    ASSERT_TRUE(table) << answer;
    for (size_t cut = 0; cut < answer.size(); ++cut) {
      length = cut;
      PollOutcome outcome = session.poll();
      EXPECT_TRUE(std::holds_alternative<model::Error>(outcome.result)) << cut << " bytes of " << answer;
      store.fold("s", std::move(outcome));
      ASSERT_EQ(store.latest()->find("s")->table, table);
    }
    length = answer.size();
    EXPECT_TRUE(is_unchanged(session.poll())) << "the same bytes as before the trouble";
  }
}

TEST(PollerRfc, WrongLengthsAreRefused) {
  const auto error = [](std::string_view head) {
    ScriptedServer server([&](Connection& c) { c.send(fmt::format("HTTP/1.1 200 OK\r\n{}\r\n{}", head, kBody)); });
    return error_of(PollSession(config_of(server.url()), system_clock()).poll()).code;
  };
  EXPECT_EQ(error("Content-Length: 5\r\n"), ErrorCode::format) << "too short: the JSON ends in its middle";
  EXPECT_EQ(error("Content-Length: 5\r\nContent-Length: 28\r\n"), ErrorCode::connection) << "two that differ";
  EXPECT_EQ(error("Content-Length: many\r\n"), ErrorCode::connection);
  EXPECT_EQ(error("Content-Length: 999999999999\r\n"), ErrorCode::too_large);
  EXPECT_EQ(error("Content-Encoding: br\r\nContent-Length: 28\r\n"), ErrorCode::http);
  EXPECT_EQ(error("Transfer-Encoding: chunked\r\n"), ErrorCode::connection) << "no chunks";
}

TEST(PollerRfc, AHostileHeadEndsInAnError) {
  const auto error = [](std::string_view bytes, model::Duration timeout = 2s) {
    ScriptedServer server([&](Connection& c) {
      for (int i = 0; i < 64 && c.send(bytes); ++i) {
      }
    });
    SourceConfig config = config_of(server.url());
    config.timeout = timeout;
    return error_of(PollSession(config, system_clock()).poll()).message;
  };
  const std::string flood(1 << 16, 'x');
  EXPECT_NE(error(flood), "") << "no line at all";
  EXPECT_NE(error("HTTP/1.1 200 " + flood), "") << "a reason without end";
  EXPECT_NE(error("HTTP/1.1 200 OK\r\nX: " + flood), "");
  std::string many = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 1000; ++i) many += fmt::format("X-{}: y\r\n", i);
  EXPECT_NE(error(many), "");
  EXPECT_NE(error("HTTP/1.1 100 Continue\r\n\r\n"), "");
}

// --- deadlines ---

TEST(PollerRfc, AStalledBodyIsGivenUpBeforeTheTimeout) {
  ScriptedServer server([](Connection& c) {
    c.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (c.send(" ")) std::this_thread::sleep_for(50ms);
  });
  SourceConfig config = config_of(server.url());
  config.timeout = 60s;
  const auto begun = std::chrono::steady_clock::now();
  const auto error = error_of(PollSession(config, system_clock()).poll());
  EXPECT_EQ(error.code, ErrorCode::timeout);
  EXPECT_NE(error.message.find("stalled"), std::string::npos) << error.message;
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 20s);
}

TEST(PollerRfc, AHeadThatDripsIsGivenUpBeforeTheTimeout) {
  ScriptedServer server([](Connection& c) {
    c.send("HTTP/1.1 200 OK\r\n");
    while (c.send("X: y\r\n")) std::this_thread::sleep_for(200ms);
  });
  SourceConfig config = config_of(server.url());
  config.timeout = 60s;
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(error_of(PollSession(config, system_clock()).poll()).code, ErrorCode::timeout);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 20s);
}

TEST(PollerRfc, ABlackHoleIsGivenUpSoon) {
  test_support::BlackHole hole;
  SourceConfig config = config_of(hole.url());
  config.timeout = 60s;
  const auto begun = std::chrono::steady_clock::now();
  const auto outcome = PollSession(config, system_clock()).poll();
  EXPECT_EQ(error_of(outcome).code, ErrorCode::timeout);
  EXPECT_NE(error_of(outcome).message.find("accept a connection"), std::string::npos);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 20s) << "two seconds, and what a busy machine adds";
}

// --- connections ---

TEST(PollerRfc, ConnectionsAreKeptAndAskedOnceMoreWhenTheyCloseAsWeAsk) {
  ScriptedServer server([](Connection& c) {
    // The second request of a connection is read and never answered: the server closed just then.
    if (c.number == 2) return;
    c.answer(kBody);
    c.keep();
  });
  PollSession session(config_of(server.url()), system_clock());
  for (int i = 0; i < 2; ++i) EXPECT_FALSE(std::holds_alternative<model::Error>(session.poll().result)) << i;
  EXPECT_EQ(server.connections(), 1);
  EXPECT_TRUE(is_unchanged(session.poll())) << "asked again on a new connection";
  EXPECT_EQ(server.connections(), 2);
  EXPECT_EQ(server.requests(), 4);
}

TEST(PollerRfc, AFreshConnectionIsNotAskedAgainAndNeitherIsAPost) {
  ScriptedServer server([](Connection&) {});
  EXPECT_EQ(error_of(PollSession(config_of(server.url()), system_clock()).poll()).code, ErrorCode::connection);
  EXPECT_EQ(server.requests(), 1);
  std::atomic<int> asked = 0;
  ScriptedServer posts([&](Connection& c) {
    if (++asked == 2) return;
    c.answer(kBody);
    c.keep();
  });
  SourceConfig config = config_of(posts.url());
  config.method = "POST";
  config.body = std::string(5000, ' ') + "{}";
  PollSession session(config, system_clock());
  EXPECT_TRUE(is_new(session.poll()));
  EXPECT_EQ(error_of(session.poll()).code, ErrorCode::connection);
  EXPECT_EQ(posts.requests(), 2);
}

TEST(PollerRfc, APostCarriesItsBody) {
  ScriptedServer server([](Connection& c) {
    EXPECT_TRUE(c.asks("POST /q ")) << c.head;
    EXPECT_TRUE(c.asks("Content-Type: application/json\r\n")) << c.head;
    EXPECT_EQ(c.body, R"({"page":1})");
    EXPECT_FALSE(c.asks("If-None-Match")) << "only a GET is conditional";
    c.answer(kBody, "ETag: \"x\"\r\n");
  });
  SourceConfig config = config_of(server.url("/q"));
  config.method = "POST";
  config.body = R"({"page":1})";
  PollSession session(config, system_clock());
  EXPECT_TRUE(is_new(session.poll()));
  EXPECT_TRUE(is_unchanged(session.poll()));
}

// --- validators ---

// Trap 17: a 304 updates what is stored, unless it speaks of something that we do not have.
TEST(PollerRfc, WhatA304MayConfirm) {
  std::atomic<int> polls = 0;
  std::vector<std::string> asked;
  ScriptedServer server([&](Connection& c) {
    const size_t at = c.head.find("If-None-Match: ");
    asked.push_back(at == std::string::npos ? "" : c.head.substr(at + 15, c.head.find('\r', at) - at - 15));
    switch (polls++) {
      case 0:
        return c.answer(kBody, "ETag: W/\"a\"\r\n");
      case 1:
        return c.answer("", "ETag: \"a\"\r\n", "304 Not Modified");  // as nginx does: weak only where it compressed
      case 2:
        return c.answer("", "ETag: \"b\"\r\n", "304 Not Modified");
      case 3:
        return c.answer(R"({"rows":[{"id":3}]})", "ETag: unquoted\r\n");
      default:
        return c.answer("", "", "304 Not Modified");
    }
  });
  PollSession session(config_of(server.url()), system_clock());
  EXPECT_TRUE(is_new(session.poll()));
  EXPECT_TRUE(is_unchanged(session.poll()));
  EXPECT_TRUE(is_new(session.poll())) << "it confirmed another answer, and was asked again in full";
  EXPECT_TRUE(is_unchanged(session.poll()));
  EXPECT_EQ(asked, (std::vector<std::string>{"", "W/\"a\"", "\"a\"", "", "unquoted"}));
}

TEST(PollerRfc, A304ThatNobodyAskedForIsAskedOnceOnly) {
  ScriptedServer server([](Connection& c) {
    if (c.asks("If-None-Match") || c.number > 0) return c.answer("", "ETag: \"b\"\r\n", "304 Not Modified");
    c.answer(kBody, "ETag: \"a\"\r\n");
  });
  PollSession session(config_of(server.url()), system_clock());
  EXPECT_TRUE(is_new(session.poll()));
  EXPECT_TRUE(is_unchanged(session.poll())) << "in full it is the same";
}

TEST(PollerRfc, NoStoreKeepsNoValidators) {
  ScriptedServer server([](Connection& c) {
    EXPECT_FALSE(c.asks("If-None-Match"));
    c.answer(kBody, "ETag: \"a\"\r\nCache-Control: private, no-store\r\n");
  });
  PollSession session(config_of(server.url()), system_clock());
  EXPECT_TRUE(session.poll().no_store);
  const auto again = session.poll();
  EXPECT_TRUE(is_unchanged(again));
  EXPECT_TRUE(again.no_store);
}

// --- errors, Retry-After, clocks ---

TEST(PollerRfc, RetryAfterIsHonouredInBothForms) {
  const auto pause = [](const char* headers, const char* status = "503 Service Unavailable") {
    ScriptedServer server([&](Connection& c) { c.answer("{}", headers, status); });
    return PollSession(config_of(server.url()), system_clock()).poll().not_before;
  };
  EXPECT_EQ(pause("Retry-After: 120\r\n"), 120s);
  EXPECT_EQ(pause("Retry-After: 120\r\n", "429 Too Many Requests"), 120s);
  EXPECT_EQ(pause("Retry-After: 7\r\n", "404 Not Found"), 7s);
  EXPECT_EQ(pause("Retry-After: 99999999999999999999\r\n"), 1h);
  EXPECT_EQ(pause("Retry-After: soon\r\n"), std::nullopt);
  // Against the server's own clock, which is years from ours.
  EXPECT_EQ(pause("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:51:37 GMT\r\n"), 120s);
}

TEST(PollerRfc, NobodyIsPolledBeforeRetryAfter) {
  ScriptedServer server([](Connection& c) { c.answer("{}", "Retry-After: 2\r\n", "503 Service Unavailable"); });
  Store store;
  Pollers pollers(store, system_clock());
  SourceConfig config = config_of(server.url());
  config.every = 100ms;
  pollers.replace({config});
  std::this_thread::sleep_for(1s);
  EXPECT_EQ(server.requests(), 1);
  EXPECT_TRUE(store.latest()->find("s")->paused_to);
  config.every = 150ms;
  pollers.replace({config});
  std::this_thread::sleep_for(300ms);
  EXPECT_EQ(server.requests(), 1) << "a reload does not excuse us";
}

TEST(PollerRfc, TheServersClockIsMeasuredByItsDate) {
  std::string date;
  ScriptedServer server([&](Connection& c) { c.answer(kBody, "Date: " + date + "\r\n"); });
  const auto now = *model::parse_iso8601("2026-11-20T07:52:36.400Z");
  const auto offset = [&](model::Duration step, const char* text) {
    date = text;
    int readings = 0;
    // Time stands still but for a step while the request is under way.
    const auto clock = [&] { return model::Instant{now + (readings++ >= 3 ? step : 0ms), 5s}; };
    return PollSession(config_of(server.url()), clock).poll().clock_offset;
  };
  ASSERT_TRUE(offset(0s, "Fri, 20 Nov 2026 07:52:37 GMT"));
  EXPECT_EQ(offset(0s, "Fri, 20 Nov 2026 07:52:37 GMT"), 0s) << "within two seconds is the same time";
  EXPECT_NEAR(static_cast<double>(offset(0s, "Fri, 20 Nov 2026 08:52:36 GMT")->count()), 3'600'100, 2000);
  EXPECT_NEAR(static_cast<double>(offset(0s, "Fri, 20 Nov 2026 07:51:06 GMT")->count()), -89'900, 2000);
  EXPECT_EQ(offset(0s, "no date"), std::nullopt);
  EXPECT_EQ(offset(1h, "Fri, 20 Nov 2026 07:52:37 GMT"), std::nullopt) << "our own clock was set meanwhile";
}

TEST(PollerRfc, AnErrorsBodyIsQuotedWhereTheFormatKnowsHow) {
  static const bool registered = register_format(
      {"test_words",
       "for this test",
       {},
       [](std::string_view, std::string_view, const DecodeOptions&) -> model::Result<Decoded> { return Decoded(); },
       [](const DecodeOptions&) { return std::vector<model::ColumnSpec>(); },
       nullptr,
       [](std::string_view body) { return std::string(body); }});
  ASSERT_TRUE(registered);
  ScriptedServer server([](Connection& c) { c.answer("query too\nlong", "", "422 Unprocessable Entity"); });
  SourceConfig config = config_of(server.url());
  config.format = "test_words";
  EXPECT_EQ(error_of(PollSession(config, system_clock()).poll()).message,
            "the back end answers HTTP 422 Unprocessable Content: query too long");
}

// Trap 20: a storm of errors is met with few probes, and one good answer ends it.
TEST(PollerRfc, AStormOf503IsProbedSeldom) {
  std::atomic<bool> good = false;
  ScriptedServer server([&](Connection& c) {
    good ? c.answer(kBody) : c.answer("", "", "503 Service Unavailable");
    c.keep();
  });
  model::Duration uptime{};
  const auto clock = [&] { return model::Instant{model::from_millis(1'795'131'900'000) + uptime, uptime}; };
  SourceConfig config = config_of(server.url());
  config.every = 1s;
  PollSession session(config, clock, {}, 7);
  int failures = 0;
  const auto go_on_until = [&](model::Duration end) {
    while (uptime < end) {
      const auto outcome = session.poll();
      failures = std::holds_alternative<model::Error>(outcome.result) ? failures + 1 : 0;
      uptime += std::max(next_wait(config.every, failures, 0), outcome.not_before.value_or(0s));
    }
  };
  go_on_until(10min);
  EXPECT_LE(server.requests(), 10) << "five to see it, then after 30, 60, 120, 240 s";
  EXPECT_GE(server.requests(), 7) << "but it is looked for";
  good = true;
  const auto outcome = session.poll();
  EXPECT_TRUE(is_new(outcome));
  EXPECT_FALSE(outcome.not_before);
}

// --- pages that link ---

TEST(PollerRfc, LinkHeadersAreFollowedOnTheSameServerOnly) {
  ScriptedServer server([](Connection& c) {
    c.keep();
    if (c.asks("GET /a ")) return c.answer(kBody, "Link: <b?x=%24y>; rel=\"next\"\r\n");
    if (c.asks("GET /b?x=")) return c.answer(R"({"rows":[]})", "Link: </c>; rel=next\r\n");
    if (c.asks("GET /far")) return c.answer(kBody, "Link: <http://localhost:1/>; rel=next\r\n");
    c.answer(R"({"rows":[{"id":9}]})");
  });
  SourceConfig config = config_of(server.url("/a"));
  config.paging.style = "link";
  const auto outcome = PollSession(config, system_clock()).poll();
  ASSERT_TRUE(is_new(outcome)) << error_of(outcome).message;
  EXPECT_EQ(std::get<Decoded>(outcome.result).table->row_count(), 3u);
  config.url = server.url("/far");
  EXPECT_NE(error_of(PollSession(config, system_clock()).poll()).message.find("another server"), std::string::npos);
}

// Trap 2: rows that a truncated answer lacks stay for a while, even if the same answer comes again.
TEST(PollerRfc, RowsAreCarriedOverATruncatedAnswer) {
  std::string body = R"({"rows":[{"id":1},{"id":2}],"total":2})";
  ScriptedServer server([&](Connection& c) {
    EXPECT_FALSE(c.asks("If-None-Match: \"cut\"")) << "while rows are carried the answer must come in full";
    c.answer(body, body.find("9") == std::string::npos ? "" : "ETag: \"cut\"\r\n");
  });
  model::Duration uptime = 0s;
  const auto clock = [&] { return model::Instant{model::from_millis(0) + uptime, uptime}; };
  SourceConfig config = config_of(server.url());
  config.decode.total = "/total";
  config.max_age = 60s;
  PollSession session(config, clock);
  EXPECT_TRUE(is_new(session.poll()));
  uptime = 40s;
  EXPECT_TRUE(is_unchanged(session.poll()));
  body = R"({"rows":[{"id":2},{"id":3}],"total":9})";
  uptime = 50s;
  auto cut = session.poll();
  ASSERT_TRUE(is_new(cut));
  EXPECT_EQ(std::get<Decoded>(cut.result).carried_rows, 1);
  EXPECT_EQ(std::get<Decoded>(cut.result).table->row_count(), 3u);
  uptime = 101s;
  auto later = session.poll();
  ASSERT_TRUE(is_new(later)) << "the same bytes, but row 1 was last seen a minute ago";
  EXPECT_EQ(std::get<Decoded>(later.result).table->row_count(), 2u);
}

}  // namespace
}  // namespace onescreen::data
