// Secrets are found where the site file says, refused where others can read them, and never get past redacted().
#include "data/secret.h"

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <cstdlib>
#include <sstream>

#include "data/log_redaction.h"
#include "support/repository.h"

namespace onescreen::data {
namespace {

TEST(Secret, ComesFromTheEnvironment) {
  ::setenv("ONESCREEN_TEST_SECRET", "s3cr3t-one", 1);
  const auto secret = read_secret("env:ONESCREEN_TEST_SECRET");
  ASSERT_TRUE(secret);
  EXPECT_EQ(secret->reveal(), "s3cr3t-one");
  ::unsetenv("ONESCREEN_TEST_SECRET");
  const auto none = read_secret("env:ONESCREEN_TEST_SECRET");
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message.find("ONESCREEN_TEST_SECRET"), std::string::npos);
}

TEST(Secret, AFileMustBeItsOwnersAlone) {
  test_support::TempFolder folder;
  const std::string path = folder.write("token", "s3cr3t-two\n");
  ::chmod(path.c_str(), 0644);
  const auto open = read_secret("file:" + path);
  ASSERT_FALSE(open);
  EXPECT_NE(open.error().message.find("chmod 600"), std::string::npos);
  EXPECT_EQ(open.error().message.find("s3cr3t-two"), std::string::npos);
  ::chmod(path.c_str(), 0600);
  const auto closed = read_secret("file:" + path);
  ASSERT_TRUE(closed) << closed.error().message;
  EXPECT_EQ(closed->reveal(), "s3cr3t-two") << "without the line's end";
  EXPECT_FALSE(read_secret("file:" + folder.path().string()));
  EXPECT_FALSE(read_secret("file:" + path + ".none"));
  EXPECT_FALSE(read_secret("s3cr3t-two"));
}

TEST(Secret, IsHiddenInEveryFormItTravelsIn) {
  remember_secret("p\"ss wörd+/9");
  EXPECT_EQ(redacted("say p\"ss wörd+/9!"), "say ***!");
  EXPECT_EQ(redacted("GET /x?token=p%22ss%20w%C3%B6rd%2B%2F9&a"), "GET /x?token=***&a");
  EXPECT_EQ(redacted(R"({"token":"p\"ss wörd+/9"})"), R"({"token":"***"})");
  EXPECT_EQ(redacted("Basic cCJzcyB3w7ZyZCsvOQ=="), "Basic ***");
  EXPECT_EQ(redacted("nothing to hide"), "nothing to hide");
}

TEST(Secret, ALongerOneIsHiddenWhole) {
  remember_secret("abcd");
  remember_secret("abcd-efgh");
  EXPECT_EQ(redacted("abcd-efgh abcd"), "*** ***");
}

TEST(Secret, IsKeptOutOfTheLog) {
  remember_secret("planted-in-the-log");
  std::ostringstream written;
  const auto before = spdlog::default_logger();
  spdlog::set_default_logger(
      std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(written)));
  redact_log_output();
  spdlog::error("token={} refused", "planted-in-the-log");
  spdlog::set_default_logger(before);
  EXPECT_NE(written.str().find("token=*** refused"), std::string::npos) << written.str();
}

TEST(Secret, OnlyTheNewestAreRemembered) {
  for (int i = 0; i < 300; ++i) remember_secret("renewed-token-" + std::to_string(1000 + i));
  EXPECT_EQ(redacted("renewed-token-1299"), "***");
  EXPECT_EQ(redacted("renewed-token-1000"), "renewed-token-1000") << "memory is bounded";
}

TEST(Secret, ShortTextsAreNoSecrets) {
  remember_secret("1");
  EXPECT_EQ(redacted("HTTP 401"), "HTTP 401");
}

}  // namespace
}  // namespace onescreen::data
