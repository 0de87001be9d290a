// One poll against a server that misbehaves in every way that a back end, a gateway or a network can.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

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

constexpr char kBody[] = R"({"code":200,"rows":[{"id":1640921804698550272}],"total":1})";

SourceConfig config_of(const std::string& url) {
  SourceConfig config;
  config.name = "incidents";
  config.url = url;
  config.timeout = 3s;
  config.decode.rows = "/rows";
  config.decode.id = "id";
  config.decode.denied_pointer = "/code";
  config.decode.denied_values = {"401"};
  ColumnMapping id;
  id.spec = {"id", model::Type::text};
  id.pointer = "/id";
  config.decode.columns = {id};
  return config;
}

PollOutcome poll_once(SourceConfig config) { return PollSession(std::move(config), system_clock()).poll(); }

model::Error error_of(const PollOutcome& outcome) {
  const auto* error = std::get_if<model::Error>(&outcome.result);
  EXPECT_NE(error, nullptr);
  return error == nullptr ? model::Error() : *error;
}
model::Error error_of(ScriptedServer::Script script) {
  ScriptedServer server(std::move(script));
  return error_of(poll_once(config_of(server.url())));
}
bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

template <typename Work>
model::Duration time_of(Work&& work) {
  const auto begun = std::chrono::steady_clock::now();
  work();
  return std::chrono::floor<model::Duration>(std::chrono::steady_clock::now() - begun);
}

TEST(PollerFetch, ConditionalRequestsConfirmWithoutABody) {
  ScriptedServer server([](Connection& c) {
    if (c.asks("If-None-Match: \"v1\"") && c.asks("If-Modified-Since: Fri, 20 Nov 2026 07:52:36 GMT"))
      return c.answer("", "", "304 Not Modified");
    c.answer(kBody, "ETag: \"v1\"\r\nLast-Modified: Fri, 20 Nov 2026 07:52:36 GMT\r\n");
  });
  PollSession session(config_of(server.url()), system_clock());
  const auto first = session.poll();
  ASSERT_TRUE(std::holds_alternative<Decoded>(first.result));
  EXPECT_EQ(std::get<Decoded>(first.result).table->column("id")->text(0), "1640921804698550272");
  EXPECT_EQ(first.response_bytes, std::string_view(kBody).size());
  const auto second = session.poll();
  EXPECT_TRUE(std::holds_alternative<Unchanged>(second.result));
  EXPECT_EQ(second.response_bytes, 0u);
}

TEST(PollerFetch, TheSameBytesAreNotDecodedAgain) {
  ScriptedServer server([](Connection& c) { c.answer(kBody); });
  PollSession session(config_of(server.url()), system_clock());
  EXPECT_TRUE(std::holds_alternative<Decoded>(session.poll().result));
  EXPECT_TRUE(std::holds_alternative<Unchanged>(session.poll().result));
}

TEST(PollerFetch, ABadAnswersValidatorIsForgotten) {
  std::atomic<int> answers = 0;
  ScriptedServer server([&](Connection& c) {
    if (c.asks("If-None-Match: \"bad\"")) return c.answer("", "", "304 Not Modified");
    c.answer(answers++ == 0 ? R"({"code":401})" : kBody, "ETag: \"bad\"\r\n");
  });
  PollSession session(config_of(server.url()), system_clock());
  EXPECT_EQ(error_of(session.poll()).code, ErrorCode::denied);
  EXPECT_TRUE(std::holds_alternative<Decoded>(session.poll().result));
}

TEST(PollerFetch, StatusesAndPages) {
  EXPECT_EQ(error_of([](Connection& c) { c.answer("no", "", "401 Unauthorized"); }).code, ErrorCode::denied);
  EXPECT_EQ(error_of([](Connection& c) { c.answer("no", "", "403 Forbidden"); }).code, ErrorCode::denied);
  EXPECT_EQ(error_of([](Connection& c) { c.answer("no", "", "404 Not Found"); }).code, ErrorCode::http);
  EXPECT_EQ(error_of([](Connection& c) { c.answer("no", "", "503 Service Unavailable"); }).code, ErrorCode::http);
  const auto html = error_of([](Connection& c) { c.answer("<html>登录</html>", "Content-Type: text/html\r\n"); });
  EXPECT_EQ(html.code, ErrorCode::format);
  EXPECT_TRUE(contains(html.message, "login page"));
  EXPECT_EQ(error_of([](Connection& c) { c.answer("", "", "304 Not Modified"); }).code, ErrorCode::http)
      << "nobody asked";
  EXPECT_EQ(error_of([](Connection& c) { c.answer(""); }).code, ErrorCode::format);
  EXPECT_EQ(error_of([](Connection& c) { c.answer("", "", "204 No Content"); }).code, ErrorCode::format);
  EXPECT_NE(error_of([](Connection& c) { c.send("SSH-2.0-OpenSSH\r\n\r\n"); }).code, ErrorCode::format)
      << "no HTTP at all";
}

TEST(PollerFetch, IncompleteBodiesAreRefused) {
  EXPECT_EQ(error_of([](Connection& c) {
              c.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + std::string(kBody));
            }).code,
            ErrorCode::connection);
  EXPECT_EQ(error_of([](Connection& c) {
              c.send(fmt::format("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{}\r\n",
                                 std::string_view(kBody).size(), kBody));
            }).code,
            ErrorCode::connection)
      << "no last chunk";
  EXPECT_EQ(error_of([](Connection& c) { c.send("HTTP/1.1 200 OK\r\nContent-Le"); }).code, ErrorCode::connection);
  EXPECT_EQ(error_of([](Connection&) {}).code, ErrorCode::connection);
}

TEST(PollerFetch, TheDeadlineIsHard) {
  const auto slow = [](ScriptedServer::Script script) {
    ScriptedServer server(std::move(script));
    SourceConfig config = config_of(server.url());
    config.timeout = 400ms;
    model::Error error;
    const auto took = time_of([&] { error = error_of(poll_once(config)); });
    EXPECT_EQ(error.code, ErrorCode::timeout) << error.message;
    EXPECT_GE(took, 350ms);
    EXPECT_LE(took, 1500ms);
  };
  slow([](Connection& c) { c.hold(); });
  // A byte now and then keeps every single wait short.
  slow([](Connection& c) {
    while (c.send("H")) std::this_thread::sleep_for(20ms);
  });
  slow([](Connection& c) {
    c.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (c.send(" ")) std::this_thread::sleep_for(20ms);
  });
}

TEST(PollerFetch, TooLargeIsRefusedBeforeItIsRead) {
  std::atomic<size_t> sent = 0;
  const auto refused = [&](ScriptedServer::Script script) {
    ScriptedServer server(std::move(script));
    SourceConfig config = config_of(server.url());
    config.max_bytes = 1 << 20;
    const auto error = error_of(poll_once(config));
    EXPECT_EQ(error.code, ErrorCode::too_large) << error.message;
    EXPECT_TRUE(contains(error.message, "max_mb"));
  };
  const std::string block(64 << 10, ' ');
  refused([&](Connection& c) {
    c.send("HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n");
    while (sent < (100u << 20) && c.send(block)) sent += block.size();
  });
  EXPECT_LT(sent, 16u << 20) << "100 MB were announced";
  sent = 0;
  refused([&](Connection& c) {
    c.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    while (sent < (100u << 20) && c.send(fmt::format("{:x}\r\n{}\r\n", block.size(), block))) sent += block.size();
  });
  EXPECT_LT(sent, 32u << 20) << "an endless body";
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

TEST(PollerFetch, GzipIsReadAndItsBombsAreNot) {
  ScriptedServer server([](Connection& c) {
    EXPECT_TRUE(c.asks("Accept-Encoding: gzip"));
    c.answer(gzip(c.asks("/bomb") ? std::string(16 << 20, ' ') : std::string(kBody)), "Content-Encoding: gzip\r\n");
  });
  EXPECT_TRUE(std::holds_alternative<Decoded>(poll_once(config_of(server.url())).result));
  SourceConfig bomb = config_of(server.url("/bomb"));
  bomb.max_bytes = 1 << 20;
  EXPECT_EQ(error_of(poll_once(bomb)).code, ErrorCode::too_large);
}

TEST(PollerFetch, RedirectsStayOnTheHost) {
  ScriptedServer server([](Connection& c) {
    if (c.asks("GET /moved")) return c.answer("", "Location: /data\r\n", "302 Found");
    if (c.asks("GET /circle")) return c.answer("", "Location: /circle\r\n", "301 Moved Permanently");
    if (c.asks("GET /login")) return c.answer("", "Location: http://sso.example/login?from=x\r\n", "302 Found");
    c.answer(kBody);
  });
  EXPECT_TRUE(std::holds_alternative<Decoded>(poll_once(config_of(server.url("/moved"))).result));
  EXPECT_TRUE(contains(error_of(poll_once(config_of(server.url("/circle")))).message, "circles"));
  EXPECT_TRUE(contains(error_of(poll_once(config_of(server.url("/login")))).message, "sso.example"));
}

TEST(PollerFetch, NobodyThere) {
  int port = 0;
  {
    ScriptedServer gone([](Connection&) {});
    port = gone.port();
  }
  const auto refused = error_of(poll_once(config_of(fmt::format("http://127.0.0.1:{}/", port))));
  EXPECT_EQ(refused.code, ErrorCode::connection);
  EXPECT_TRUE(contains(refused.message, "refuses"));
  SourceConfig nowhere = config_of("http://no-such-host.invalid/");
  nowhere.timeout = 500ms;
  const auto took =
      time_of([&] { EXPECT_TRUE(contains(error_of(poll_once(nowhere)).message, "no-such-host.invalid")); });
  EXPECT_LE(took, 2s);
  EXPECT_EQ(error_of(poll_once(config_of("ftp://x/"))).code, ErrorCode::config);
  EXPECT_EQ(error_of(poll_once(config_of("http://:80/"))).code, ErrorCode::config);
}

TEST(PollerFetch, AStopCutsOffARunningRequest) {
  ScriptedServer server([](Connection& c) { c.hold(); });
  std::stop_source stop;
  FetchRequest request;
  request.url = server.url();
  request.timeout = 10s;
  const auto took = time_of([&] {
    std::jthread stopper([&] {
      while (server.requests() == 0) std::this_thread::yield();
      stop.request_stop();
    });
    EXPECT_FALSE(HttpClient().fetch(request, stop.get_token()));
  });
  EXPECT_LE(took, 1s);
}

TEST(PollerFetch, HeadersAndChineseAddresses) {
  ScriptedServer server([](Connection& c) {
    EXPECT_TRUE(c.asks("Authorization: Bearer x\r\n")) << c.head;
    EXPECT_TRUE(c.asks("GET /%E6%A1%88%E4%BB%B6?%E8%A1%97%E9%81%93=%E5%8C%97&a=1%2B1 ")) << c.head;
    c.answer(kBody);
  });
  SourceConfig config = config_of(server.url("/案件?街道=北&a=1%2B1#part"));
  config.headers["Authorization"] = "Bearer x";
  EXPECT_TRUE(std::holds_alternative<Decoded>(poll_once(config).result));
}

TEST(PollerFetch, FilesAreSourcesToo) {
  const auto path = std::filesystem::temp_directory_path() / fmt::format("onescreen poller {}.json", ::getpid());
  std::ofstream(path) << kBody;
  std::string url = "file://" + path.string();
  url.replace(url.find(' '), 1, "%20");
  PollSession session(config_of(url), system_clock());
  EXPECT_TRUE(std::holds_alternative<Decoded>(session.poll().result));
  EXPECT_TRUE(std::holds_alternative<Unchanged>(session.poll().result));
  std::ofstream(path) << R"({"code":200,"rows":[{"id":2}]})";
  EXPECT_TRUE(std::holds_alternative<Decoded>(session.poll().result));
  std::filesystem::remove(path);
  EXPECT_EQ(error_of(session.poll()).code, ErrorCode::io);
}

// --- pages --------------------------------------------------------------------------------------------------

std::string page_of(int first, int count, int total) {
  std::string rows;
  for (int i = first; i < first + count; ++i) rows += fmt::format("{}{{\"id\":{}}}", rows.empty() ? "" : ",", i);
  return fmt::format(R"({{"code":200,"rows":[{}],"total":{}}})", rows, total);
}

int number_after(const std::string& head, const char* key) {
  return std::atoi(head.c_str() + head.find(key) + std::strlen(key));
}

SourceConfig paged(const ScriptedServer& server, const char* style) {
  SourceConfig config = config_of(server.url("/list?x=1"));
  config.decode.total = "/total";
  config.paging.style = style;
  config.paging.size = 10;
  return config;
}

TEST(PollerPages, EndWithTheTotal) {
  ScriptedServer server([](Connection& c) {
    EXPECT_TRUE(c.asks("/list?x=1&pageNum=") && c.asks("pageSize=10")) << c.head;
    c.answer(page_of((number_after(c.head, "pageNum=") - 1) * 10, 10, 30));
  });
  PollSession session(paged(server, "page"), system_clock());
  const auto outcome = session.poll();
  ASSERT_TRUE(std::holds_alternative<Decoded>(outcome.result)) << error_of(outcome).message;
  EXPECT_EQ(std::get<Decoded>(outcome.result).table->row_count(), 30u);
  EXPECT_FALSE(std::get<Decoded>(outcome.result).truncated);
  EXPECT_EQ(server.requests(), 3);
  EXPECT_TRUE(std::holds_alternative<Unchanged>(session.poll().result));
}

TEST(PollerPages, EndWithAShortPageOrARepeatedOne) {
  ScriptedServer server([](Connection& c) {
    const int offset = number_after(c.head, "pageNum=");
    c.answer(page_of(offset, offset >= 20 ? 3 : 10, 0));
  });
  SourceConfig config = paged(server, "offset");
  config.decode.total.clear();
  config.paging.first = 0;
  EXPECT_EQ(std::get<Decoded>(poll_once(config).result).table->row_count(), 23u);

  ScriptedServer reasonable(
      [](Connection& c) { c.answer(page_of(std::min(number_after(c.head, "pageNum="), 1) * 10, 10, 0)); });
  config = paged(reasonable, "page");
  config.decode.total.clear();
  config.paging.first = 0;
  EXPECT_EQ(std::get<Decoded>(poll_once(config).result).table->row_count(), 20u);
  EXPECT_EQ(reasonable.requests(), 3);
}

TEST(PollerPages, MorePagesThanAllowedIsTruncated) {
  ScriptedServer server([](Connection& c) { c.answer(page_of(number_after(c.head, "pageNum=") * 8, 10, 1000)); });
  SourceConfig config = paged(server, "page");
  config.paging.max_pages = 4;
  const auto outcome = poll_once(config);
  const auto& decoded = std::get<Decoded>(outcome.result);
  EXPECT_TRUE(decoded.truncated);
  EXPECT_EQ(server.requests(), 4);
  EXPECT_EQ(decoded.table->row_count(), 34u) << "pages overlap by two rows";
  EXPECT_EQ(decoded.dropped_rows, 6);
}

TEST(PollerPages, OneBadPageSpoilsTheAnswer) {
  ScriptedServer server([](Connection& c) {
    if (c.asks("pageNum=2")) return c.answer("<html>", "", "200 OK");
    c.answer(page_of(0, 10, 30));
  });
  EXPECT_EQ(error_of(poll_once(paged(server, "page"))).code, ErrorCode::format);
}

}  // namespace
}  // namespace onescreen::data
