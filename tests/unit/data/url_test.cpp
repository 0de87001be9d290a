// Addresses: what they mean where they are read, and which of them credentials may follow.
#include "data/url.h"

#include <gtest/gtest.h>

namespace onescreen::data {
namespace {

std::string resolved(const char* base, const char* reference) {
  const auto from = parse_url(base);
  const auto to = from ? resolve_reference(*from, reference) : std::nullopt;
  return to ? to_string(*to) : "";
}

TEST(Url, IsTakenApartOrRefused) {
  const auto url = parse_url("HTTPS://Example.cn/a?b=1#c");
  ASSERT_TRUE(url);
  EXPECT_EQ(*url, (Url{"https", "example.cn", 443, "/a?b=1"}));
  EXPECT_EQ(parse_url("http://[::1]:81?x")->target, "/?x");
  EXPECT_EQ(to_string(*parse_url("http://[::1]:81/")), "http://[::1]:81/");
  for (const char* bad : {"", "ftp://x/", "http:/x", "http://", "http://:80/", "http://x:0/", "http://x:70000/",
                          "http://x:8a/", "http://user:secret@x/", "http://a b/", "//x/"})
    EXPECT_FALSE(parse_url(bad)) << bad;
}

TEST(Url, ReferencesFollowRfc3986) {
  const char* base = "http://a:80/b/c/d?q";
  EXPECT_EQ(resolved(base, "g"), "http://a:80/b/c/g");
  EXPECT_EQ(resolved(base, "./g/"), "http://a:80/b/c/g/");
  EXPECT_EQ(resolved(base, "/g"), "http://a:80/g");
  EXPECT_EQ(resolved(base, "//g"), "http://g:80/");
  EXPECT_EQ(resolved(base, "?y"), "http://a:80/b/c/d?y");
  EXPECT_EQ(resolved(base, "g?y#s"), "http://a:80/b/c/g?y");
  EXPECT_EQ(resolved(base, "#s"), "http://a:80/b/c/d?q");
  EXPECT_EQ(resolved(base, ".."), "http://a:80/b/");
  EXPECT_EQ(resolved(base, "../../g"), "http://a:80/g");
  EXPECT_EQ(resolved(base, "../../../g"), "http://a:80/g");
  EXPECT_EQ(resolved(base, "/./g/../h"), "http://a:80/h");
  EXPECT_EQ(resolved(base, "g?y/../x"), "http://a:80/b/c/g?y/../x") << "a query has no folders";
  EXPECT_EQ(resolved(base, "mailto:x"), "");
}

TEST(Url, CredentialsStayWithTheirServer) {
  const auto same = [](const char* a, const char* b) { return is_same_server(*parse_url(a), *parse_url(b)); };
  EXPECT_TRUE(same("http://a/x", "http://a:80/y"));
  EXPECT_TRUE(same("http://a:8080/", "https://a/")) << "an upgrade";
  EXPECT_FALSE(same("https://a/", "http://a/"));
  EXPECT_FALSE(same("http://a:80/", "http://a:81/"));
  EXPECT_FALSE(same("http://a/", "http://b/"));
}

TEST(Url, ParametersJoinWhatIsThere) {
  EXPECT_EQ(with_parameter("http://a/", "p", "1"), "http://a/?p=1");
  EXPECT_EQ(with_parameter("http://a/?x=1#f", "p", "a b+/"), "http://a/?x=1&p=a%20b%2B%2F#f");
  EXPECT_EQ(with_parameter("http://a/?", "p", "1"), "http://a/?p=1");
  EXPECT_EQ(percent_decoded("%E6%A1%88%2"), "\xE6\xA1\x88%2");
}

}  // namespace
}  // namespace onescreen::data
