// Polls a real nginx: what a district's static files, gateways and proxies do when nobody has written them for us.
// Domain traps 17 (304), 18 (cut bodies), 20 (hammering) and 31 (login pages) against somebody else's server.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "data/clock.h"
#include "data/poller.h"
#include "data/store.h"
#include "poller_server.h"
#include "real_server.h"
#include "support/live_wall.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using model::ErrorCode;
using test_support::Nginx;
using test_support::ScriptedServer;
using test_support::TestAuthority;
using test_support::wait_until;

constexpr char kSecret[] = "Zt7-planted-secret";

std::string collection(int count, int first = 0) {
  std::string out = R"({"type":"FeatureCollection","features":[)";
  for (int i = 0; i < count; ++i) {
    out += fmt::format(
        R"({}{{"type":"Feature","id":"{}","geometry":{{"type":"Point","coordinates":[121.{:06},31.{:06}]}},"properties":{{"name":"n{}"}}}})",
        i == 0 ? "" : ",", first + i, 480000 + i % 50000, 250000 + i % 50000, first + i);
  }
  return out + "]}";
}

SourceConfig config_of(const std::string& url) {
  SourceConfig config;
  config.name = "places";
  config.url = url;
  config.format = "geojson";
  config.timeout = 10s;
  ColumnMapping name;
  name.spec = {"name", model::Type::text};
  name.pointer = "/properties/name";
  config.decode.columns = {name};
  return config;
}

// -1: no table.
int64_t rows_of(const PollOutcome& outcome) {
  const auto* decoded = std::get_if<Decoded>(&outcome.result);
  return decoded == nullptr ? -1 : static_cast<int64_t>(decoded->table->row_count());
}
std::string words_of(const PollOutcome& outcome) {
  const auto* error = std::get_if<model::Error>(&outcome.result);
  return error == nullptr ? "" : model::describe(*error);
}
std::optional<ErrorCode> code_of(const PollOutcome& outcome) {
  const auto* error = std::get_if<model::Error>(&outcome.result);
  return error == nullptr ? std::nullopt : std::optional(error->code);
}
bool is_unchanged(const PollOutcome& outcome) { return std::holds_alternative<Unchanged>(outcome.result); }
PollOutcome poll_once(SourceConfig config) { return PollSession(std::move(config), system_clock()).poll(); }

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(RealNginx, AFileIsReadConfirmedBy304AndReadAgainWhenItChanges) {
  const Nginx nginx("");
  nginx.serve("places.geojson", collection(2));
  PollSession session(config_of(nginx.url("/places.geojson")), system_clock());
  const auto first = session.poll();
  EXPECT_EQ(rows_of(first), 2) << words_of(first);
  EXPECT_GT(first.response_bytes, 100U);
  const auto second = session.poll();
  EXPECT_TRUE(is_unchanged(second)) << words_of(second);
  EXPECT_EQ(second.response_bytes, 0U) << "a 304 has no body";
  nginx.serve("places.geojson", collection(3));
  const auto third = session.poll();
  EXPECT_EQ(rows_of(third), 3) << words_of(third);
  EXPECT_TRUE(is_unchanged(session.poll()));
  const auto requests = nginx.requests();
  ASSERT_EQ(requests.size(), 4U);
  for (const size_t confirmed : {1, 3}) EXPECT_TRUE(requests[confirmed].starts_with("304 ")) << requests[confirmed];
  for (const size_t whole : {0, 2}) EXPECT_TRUE(requests[whole].starts_with("200 ")) << requests[whole];
}

// nginx weakens the tag of what it compresses; the answer must be confirmed all the same.
TEST(RealNginx, ACompressedFileIsReadAndConfirmed) {
  const Nginx nginx("", "gzip on; gzip_types application/geo+json; gzip_min_length 0;");
  nginx.serve("places.geojson", collection(500));
  PollSession session(config_of(nginx.url("/places.geojson")), system_clock());
  const auto first = session.poll();
  EXPECT_EQ(rows_of(first), 500) << words_of(first);
  EXPECT_TRUE(is_unchanged(session.poll()));
  const auto requests = nginx.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_FALSE(requests[0].ends_with(" -")) << "it was not compressed: " << requests[0];
  EXPECT_TRUE(requests[1].starts_with("304 ")) << requests[1];
}

TEST(RealNginx, ALargeFileComesWholeAndNotBeyondItsLimit) {
  constexpr int kCount = 60'000;
  const Nginx nginx("");
  nginx.serve("places.geojson", collection(kCount));
  auto config = config_of(nginx.url("/places.geojson"));
  const auto whole = poll_once(config);
  EXPECT_EQ(rows_of(whole), kCount) << words_of(whole);
  EXPECT_GT(whole.response_bytes, 7'000'000U);
  config.max_bytes = 1'000'000;
  EXPECT_EQ(code_of(poll_once(config)), ErrorCode::too_large);
}

class RealTls : public ::testing::Test {
 protected:
  RealTls() { ours_.issue("server", "IP:127.0.0.1"); }
  // Listens with the certificate `name` of `authority`.
  static std::unique_ptr<Nginx> serve(const TestAuthority& authority, const std::string& name, std::string more = "") {
    auto nginx =
        std::make_unique<Nginx>(fmt::format("ssl_certificate {}; ssl_certificate_key {}; {}",
                                            authority.file(name + ".pem"), authority.file(name + ".key"), more),
                                "", "ssl");
    nginx->serve("places.geojson", collection(2));
    return nginx;
  }
  static SourceConfig config_of_tls(const Nginx& nginx, const std::string& ca_file) {
    auto config = config_of(nginx.url("/places.geojson", "https"));
    config.access.ca_file = ca_file;
    return config;
  }

  TestAuthority ours_{"onescreen test authority"};
};

TEST_F(RealTls, ACertificateOfTheGivenAuthorityIsTrusted) {
  const auto nginx = serve(ours_, "server");
  const auto outcome = poll_once(config_of_tls(*nginx, ours_.ca_file()));
  EXPECT_EQ(rows_of(outcome), 2) << words_of(outcome);
}

TEST_F(RealTls, AnUnknownAuthorityIsRefused) {
  const auto nginx = serve(ours_, "server");
  const auto by_the_system = poll_once(config_of_tls(*nginx, ""));
  EXPECT_EQ(rows_of(by_the_system), -1);
  EXPECT_TRUE(contains(words_of(by_the_system), "certificate")) << words_of(by_the_system);
  const TestAuthority another("somebody else");
  EXPECT_EQ(rows_of(poll_once(config_of_tls(*nginx, another.ca_file()))), -1);
  for (const auto& line : nginx->requests()) EXPECT_FALSE(line.starts_with("200 ")) << line;
}

TEST_F(RealTls, ACertificateForAnotherHostIsRefused) {
  ours_.issue("elsewhere", "DNS:elsewhere.invalid,IP:127.0.0.2");
  const auto nginx = serve(ours_, "elsewhere");
  EXPECT_EQ(rows_of(poll_once(config_of_tls(*nginx, ours_.ca_file()))), -1);
}

TEST_F(RealTls, VerificationIsLeftOutOnlyWhenTheSiteSaysSo) {
  const auto nginx = serve(ours_, "server");
  auto config = config_of_tls(*nginx, "");
  config.access.verify = false;
  EXPECT_EQ(rows_of(poll_once(config)), 2);
}

TEST_F(RealTls, AServerThatWantsOurCertificateGetsIt) {
  ours_.issue("wall", "DNS:wall.invalid");
  const auto nginx =
      serve(ours_, "server", fmt::format("ssl_verify_client on; ssl_client_certificate {};", ours_.ca_file()));
  auto config = config_of_tls(*nginx, ours_.ca_file());
  EXPECT_EQ(rows_of(poll_once(config)), -1);
  config.access.certificate_file = ours_.file("wall.pem");
  config.access.key_file = ours_.file("wall.key");
  const auto outcome = poll_once(config);
  EXPECT_EQ(rows_of(outcome), 2) << words_of(outcome);
}

// Trap 20: a back end that asks for rest gets it.
TEST(RealNginx, ARateLimitPausesTheSourceInsteadOfBeingHammered) {
  const Nginx nginx(
      "location /places.geojson { limit_req zone=few; limit_req_status 429; "
      "error_page 429 = @later; } location @later { add_header Retry-After 120 always; return 429; }",
      "limit_req_zone $server_port zone=few:64k rate=1r/m;");
  nginx.serve("places.geojson", collection(2));
  auto config = config_of(nginx.url("/places.geojson"));
  config.every = 100ms;
  config.max_age = 10min;
  Store store;
  const model::Clock clock = system_clock();
  store.declare(config);
  Pollers pollers(store, clock);
  pollers.replace({config});
  const auto state = [&] { return store.latest()->sources.at("places"); };
  ASSERT_TRUE(wait_until([&] { return state()->table != nullptr && state()->paused_to.has_value(); }, 20s))
      << (state()->error ? state()->error->message : "no error") << ", " << state()->polls << " polls, "
      << nginx.requests().size() << " requests";
  const size_t when_paused = nginx.requests().size();
  EXPECT_GT(state()->paused_to->uptime, clock().uptime + 60s) << "it must wait as long as it was asked to";
  EXPECT_EQ(state()->table->row_count(), 2U) << "what was there stays";
  EXPECT_EQ(when_paused, 2U) << "one good answer, one refusal";
  std::this_thread::sleep_for(1s);
  EXPECT_EQ(nginx.requests().size(), when_paused) << "it was asked again while it wanted rest";
}

TEST(RealNginx, AStormOf503WithoutAWordBacksOff) {
  const Nginx nginx("location /busy { return 503; }");
  auto config = config_of(nginx.url("/busy"));
  config.every = 50ms;
  Store store;
  store.declare(config);
  Pollers pollers(store, system_clock());
  pollers.replace({config});
  ASSERT_TRUE(wait_until([&] { return store.latest()->sources.at("places")->consecutive_failures >= 2; }, 20s));
  std::this_thread::sleep_for(2s);
  // At its declared pace it would have asked forty times.
  EXPECT_LT(nginx.requests().size(), 20U);
  EXPECT_EQ(store.latest()->sources.at("places")->error->code, ErrorCode::http);
}

class RealAccess : public ::testing::Test {
 protected:
  RealAccess() { setenv("ONESCREEN_TEST_NGINX_SECRET", kSecret, 1); }
  ~RealAccess() override { unsetenv("ONESCREEN_TEST_NGINX_SECRET"); }
  static SourceConfig with_basic(SourceConfig config, const std::string& variable = "ONESCREEN_TEST_NGINX_SECRET") {
    config.access.name = "gateway";
    config.access.kind = AccessKind::basic;
    config.access.user = "wall";
    config.access.secret = "env:" + variable;
    return config;
  }
};

TEST_F(RealAccess, BasicCredentialsComeFromTheEnvironment) {
  const Nginx nginx("auth_basic wall; auth_basic_user_file FOLDER/users;");
  nginx.folder().write("users", std::string("wall:{PLAIN}") + kSecret + "\n");
  nginx.serve("places.geojson", collection(2));
  const auto config = config_of(nginx.url("/places.geojson"));
  const auto outcome = poll_once(with_basic(config));
  EXPECT_EQ(rows_of(outcome), 2) << words_of(outcome);
  EXPECT_EQ(code_of(poll_once(config)), ErrorCode::denied);
  setenv("ONESCREEN_TEST_NGINX_WRONG", "wrong-planted-guess", 1);
  const auto wrong = poll_once(with_basic(config, "ONESCREEN_TEST_NGINX_WRONG"));
  unsetenv("ONESCREEN_TEST_NGINX_WRONG");
  EXPECT_EQ(code_of(wrong), ErrorCode::denied);
  EXPECT_FALSE(contains(words_of(wrong), "planted")) << words_of(wrong);
  // Neither as it is nor in base64.
  EXPECT_FALSE(contains(words_of(wrong), "d2FsbD")) << words_of(wrong);
}

// "127.0.0.1" and "localhost" are two hosts as far as credentials are concerned.
TEST_F(RealAccess, CredentialsDoNotFollowARedirectToAnotherHost) {
  const Nginx other("");
  other.serve("places.geojson", collection(2));
  const Nginx nginx(fmt::format("location /moved {{ return 302 http://localhost:{}/places.geojson; }}", other.port()));
  const auto outcome = poll_once(with_basic(config_of(nginx.url("/moved"))));
  EXPECT_EQ(rows_of(outcome), -1);
  if (std::filesystem::file_size(other.folder().path() / "access.log") > 0) {
    for (const auto& line : other.requests()) EXPECT_FALSE(contains(line, "Basic")) << line;
  }
}

// Trap 31: sign-on gateways send to a page for people, with 200.
TEST(RealNginx, ALoginPageIsAnErrorAndNoData) {
  const Nginx nginx("location /places.geojson { return 302 /login.html; }");
  nginx.serve("login.html", "<!DOCTYPE html><html><body>login</body></html>");
  const auto outcome = poll_once(config_of(nginx.url("/places.geojson")));
  EXPECT_TRUE(code_of(outcome).has_value());
  EXPECT_FALSE(contains(words_of(outcome), "<html")) << words_of(outcome);
}

TEST(RealNginx, ARedirectInACircleEnds) {
  const Nginx nginx("location /round { return 301 /round; }");
  EXPECT_TRUE(code_of(poll_once(config_of(nginx.url("/round")))).has_value());
  EXPECT_LT(nginx.requests().size(), 12U);
}

TEST(RealNginx, AGatewayWhoseBackEndIsDeadSaysSoInHtmlAndIsNotRead) {
  // A port that was free a moment ago and on which nothing listens.
  const Nginx nginx(fmt::format("location / {{ proxy_pass http://127.0.0.1:{}; }}", test_support::free_port()));
  const auto outcome = poll_once(config_of(nginx.url("/places.geojson")));
  EXPECT_EQ(code_of(outcome), ErrorCode::http);
  EXPECT_TRUE(contains(words_of(outcome), "502")) << words_of(outcome);
  EXPECT_FALSE(contains(words_of(outcome), "<")) << words_of(outcome);
}

// Trap 18, with a proxy in between that has sent its head before it knows.
TEST(RealNginx, ABodyThatAProxyLosesHalfwayIsNotUsed) {
  const std::string body = collection(200);
  ScriptedServer back([&](ScriptedServer::Connection& connection) {
    connection.send(fmt::format("HTTP/1.1 200 OK\r\nContent-Type: application/geo+json\r\nContent-Length: {}\r\n\r\n",
                                body.size()));
    connection.send(std::string_view(body).substr(0, body.size() / 2));
  });
  const Nginx nginx(fmt::format("location / {{ proxy_pass http://127.0.0.1:{}; }}", back.port()));
  const auto outcome = poll_once(config_of(nginx.url("/places.geojson")));
  EXPECT_EQ(rows_of(outcome), -1);
  EXPECT_TRUE(code_of(outcome) == ErrorCode::connection || code_of(outcome) == ErrorCode::format ||
              code_of(outcome) == ErrorCode::timeout)
      << words_of(outcome);
}

}  // namespace
}  // namespace onescreen::data
