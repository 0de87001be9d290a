// A login's request and answer without a server, and the coding of bodies.
#include "data/login.h"

#include <gtest/gtest.h>

#include "data/inflate.h"
#include "data/placeholders.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using model::ErrorCode;

AccessConfig access() {
  AccessConfig access;
  access.kind = AccessKind::login;
  access.user = "wall\"1";
  access.login_url = "http://h/login?u={user}";
  access.login_body = R"({"name":"{user}","password":"{secret}"})";
  access.token = "/data/token";
  access.expires_in = "/data/expires";
  return access;
}

FetchResponse answer(int status, std::string body) {
  FetchResponse response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

TEST(Login, CredentialsCannotBreakOutOfTheirPlace) {
  AccessConfig config = access();
  const Secret secret("p\"}&{user}\\");
  EXPECT_EQ(login_request(config, secret, 1s).body, R"({"name":"wall\"1","password":"p\"}&{user}\\"})");
  EXPECT_EQ(login_request(config, secret, 1s).url, "http://h/login?u=wall%221");
  config.login_body = "u={user}&p={secret}";
  config.login_content_type = "application/x-www-form-urlencoded";
  EXPECT_EQ(login_request(config, secret, 1s).body, "u=wall%221&p=p%22%7D%26%7Buser%7D%5C");
  EXPECT_EQ(filled("{a}{b}{", {{"a", "{b}"}}), "{b}{b}{");
}

TEST(Login, TokensAndTheirLife) {
  const auto token = read_token(access(), answer(200, R"({"data":{"token":"abcdefgh","expires":"7200"}})"));
  ASSERT_TRUE(token);
  EXPECT_EQ(token->value.reveal(), "abcdefgh");
  EXPECT_EQ(token->lifetime, 7200s);
  for (const char* life : {"0", "-1", "null", "\"x\"", "1e300", "99999999999"}) {
    const auto odd =
        read_token(access(), answer(200, std::string(R"({"data":{"token":"abcdefgh","expires":)") + life + "}}"));
    ASSERT_TRUE(odd) << life;
    EXPECT_EQ(odd->lifetime, access().lifetime) << life;
  }
}

// Trap 31: a refusal under HTTP 200.
TEST(Login, RefusalsAreToldFromTrouble) {
  const auto refused = read_token(access(), answer(200, R"({"code":500,"msg":"wrong password"})"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::denied);
  EXPECT_NE(refused.error().message.find("wrong password"), std::string::npos);
  EXPECT_EQ(read_token(access(), answer(401, "")).error().code, ErrorCode::denied);
  EXPECT_EQ(read_token(access(), answer(400, R"({"error":"invalid_grant"})")).error().code, ErrorCode::denied);
  EXPECT_EQ(read_token(access(), answer(503, "")).error().code, ErrorCode::http);
  EXPECT_EQ(read_token(access(), answer(200, "<html>")).error().code, ErrorCode::format);
  AccessConfig odd = access();
  odd.token = "no pointer";
  EXPECT_EQ(read_token(odd, answer(200, "{}")).error().code, ErrorCode::denied);
}

TEST(Login, QuotesAreShortWholeAndOnOneLine) {
  EXPECT_EQ(quotable("a\r\nb"), "a  b");
  std::string chinese;
  for (int i = 0; i < 100; ++i) chinese += "\xE6\xA1\x88";
  const std::string quote = quotable(chinese);
  EXPECT_EQ(quote.size(), 159u + 3);
}

TEST(Inflate, RefusesWhatItWasNotPromised) {
  EXPECT_EQ(*decoded_content("plain", "", 10), "plain");
  EXPECT_EQ(*decoded_content("plain", "identity", 10), "plain");
  EXPECT_EQ(decoded_content("x", "br", 10).error().code, ErrorCode::http);
  EXPECT_EQ(decoded_content("no gzip at all", "gzip", 10).error().code, ErrorCode::connection);
  EXPECT_EQ(*decoded_content("", "gzip", 10), "");
}

}  // namespace
}  // namespace onescreen::data
