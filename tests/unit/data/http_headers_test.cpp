// Header fields by the letter of RFC 9110, 9111 and 8288, and garbage (traps 17 and 19 of the domain reference).
#include "data/http_headers.h"

#include <gtest/gtest.h>

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;

const model::TimePoint kNow = *model::parse_iso8601("2026-11-20T07:52:36Z");

TEST(HttpHeaders, DatesInTheirThreeForms) {
  const auto expected = *model::parse_iso8601("1994-11-06T08:49:37Z");
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), expected);
  EXPECT_EQ(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT"), expected);
  EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994"), expected);
  for (const char* bad : {"", "now", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 32 Nov 1994 08:49:37 GMT",
                          "Sun, 06 Nov 1994 25:49:37 GMT", "06 Nov 1994", "Sun, 06 Nov 1994 08:49 GMT"})
    EXPECT_FALSE(parse_http_date(bad)) << bad;
}

// Trap 19: overflow, dates against the server's own clock, never negative.
TEST(HttpHeaders, RetryAfterInBothForms) {
  EXPECT_EQ(parse_retry_after("120", kNow), 120s);
  EXPECT_EQ(parse_retry_after(" 0 ", kNow), 0s);
  EXPECT_EQ(parse_retry_after("100000000000000000000", kNow), kLongestRetryAfter);
  EXPECT_EQ(parse_retry_after("4294967297", kNow), kLongestRetryAfter);
  EXPECT_EQ(parse_retry_after("Fri, 20 Nov 2026 07:53:06 GMT", kNow), 30s);
  EXPECT_EQ(parse_retry_after("Fri, 20 Nov 2020 07:53:06 GMT", kNow), 0s);
  EXPECT_EQ(parse_retry_after("Fri, 20 Nov 2036 07:53:06 GMT", kNow), kLongestRetryAfter);
  for (const char* garbage : {"", "soon", "-5", "1.5", "5 s", "0x10"})
    EXPECT_FALSE(parse_retry_after(garbage, kNow)) << garbage;
}

TEST(HttpHeaders, DirectivesAndLinks) {
  EXPECT_TRUE(has_directive("max-age=5, No-Store", "no-store"));
  EXPECT_FALSE(has_directive("private=\"no-store, x\"", "no-store")) << "it stands in quotes";
  EXPECT_FALSE(has_directive("no-storeroom", "no-store"));
  EXPECT_EQ(next_link("</a>; rel=\"prev\", </b?x=1,2>; rel=\"last next\"; title=\"a, b\""), "/b?x=1,2");
  EXPECT_EQ(next_link("<p2>; title=\"; rel=next\"; rel=self"), "");
  EXPECT_EQ(next_link("<p2>;rel=next"), "p2");
  EXPECT_EQ(next_link("garbage"), "");
}

// Trap 17: tags that differ only in weakness or quotes name the same content.
TEST(HttpHeaders, TagsAreComparedWeakly) {
  EXPECT_TRUE(is_same_tag("\"v1\"", "W/\"v1\""));
  EXPECT_TRUE(is_same_tag("v1", "\"v1\""));
  EXPECT_FALSE(is_same_tag("\"v1\"", "\"V1\""));
}

TEST(FreshFor, follows_what_the_back_end_says) {
  using namespace std::chrono_literals;
  const model::TimePoint now = *parse_http_date("Fri, 20 Nov 2026 07:52:36 GMT");
  const auto fresh = [&](const char* control, const char* expires = "", const char* age = "") {
    return fresh_for(control, expires, age, now);
  };
  EXPECT_EQ(fresh(""), std::nullopt);
  EXPECT_EQ(fresh("public"), std::nullopt);
  EXPECT_EQ(fresh("public, max-age=3600"), 1h);
  EXPECT_EQ(fresh("Max-Age=\"60\"", "", "20"), 40s);
  EXPECT_EQ(fresh("max-age=60", "", "100"), 0s);
  EXPECT_EQ(fresh("max-age=60", "Fri, 20 Nov 2026 08:52:36 GMT"), 60s) << "max-age counts before Expires";
  EXPECT_EQ(fresh("s-maxage=60"), std::nullopt);
  EXPECT_EQ(fresh("no-cache, max-age=60"), 0s);
  EXPECT_EQ(fresh("no-store"), 0s);
  EXPECT_EQ(fresh("", "Fri, 20 Nov 2026 08:52:36 GMT"), 1h);
  EXPECT_EQ(fresh("", "Fri, 20 Nov 2026 06:52:36 GMT"), 0s);
  EXPECT_EQ(fresh("", "0"), 0s) << "what many servers send for: at once";
  EXPECT_EQ(fresh("max-age=99999999999999999999"), std::chrono::seconds(int64_t{1} << 31));
  EXPECT_EQ(fresh("max-age=soon"), 0s);
}

}  // namespace
}  // namespace onescreen::data
