// An id is data from outside: whatever it is, the address that it is put into leads to the same place.
#include "data/picture_url.h"

#include <gtest/gtest.h>

#include "data/url.h"

namespace onescreen::data {
namespace {

PictureSetConfig set_at(std::string url) {
  PictureSetConfig set;
  set.url = std::move(url);
  return set;
}

TEST(PictureUrl, takes_the_id_encoded) {
  const auto set = set_at("https://gw.example:8443/snap/{id}/now.jpg?ch={id}");
  EXPECT_EQ(picture_url(set, "31010900001310000001"),
            "https://gw.example:8443/snap/31010900001310000001/now.jpg?ch=31010900001310000001");
  EXPECT_EQ(picture_url(set, "a b&c#d?e"),
            "https://gw.example:8443/snap/a%20b%26c%23d%3Fe/now.jpg?ch=a%20b%26c%23d%3Fe");
  EXPECT_EQ(picture_url(set, "\xE4\xB8\x80"), "https://gw.example:8443/snap/%E4%B8%80/now.jpg?ch=%E4%B8%80");
  EXPECT_EQ(picture_url(set, "%2e%2e"), "https://gw.example:8443/snap/%252e%252e/now.jpg?ch=%252e%252e");
  EXPECT_EQ(picture_url(set, "{id}"), "https://gw.example:8443/snap/%7Bid%7D/now.jpg?ch=%7Bid%7D") << "not again";
}

TEST(PictureUrl, of_any_id_leads_to_the_same_host_and_has_the_same_path_segments) {
  const auto set = set_at("http://gw.example/snap/{id}/now.jpg");
  for (const std::string id : {"a/b", "@evil.example", "//evil.example/", "a\\b", "x?y", "x#y", "x;y", "http://evil/",
                               "...", "..a", "a..", "~", "a:b", "%2F", "a%00b"}) {
    const auto url = picture_url(set, id);
    ASSERT_TRUE(url) << id;
    const auto parsed = parse_url(*url);
    ASSERT_TRUE(parsed) << *url;
    EXPECT_EQ(parsed->host, "gw.example") << *url;
    EXPECT_EQ(std::count(parsed->target.begin(), parsed->target.end(), '/'), 3) << *url;
    EXPECT_TRUE(parsed->target.starts_with("/snap/") && parsed->target.ends_with("/now.jpg")) << *url;
    EXPECT_EQ(parsed->target.find_first_of("?#\\"), std::string::npos) << *url;
  }
}

TEST(PictureUrl, refuses_what_servers_read_as_a_way_however_it_is_encoded) {
  const auto set = set_at("http://gw.example/snap/{id}/now.jpg");
  for (const std::string& id : {std::string(), std::string("."), std::string(".."), std::string("../x"),
                                std::string("a/../../b"), std::string("a\\..\\b"), std::string("a\nb"),
                                std::string("a\0b", 3), std::string("\x7F"), std::string(257, 'a')}) {
    EXPECT_EQ(picture_url(set, id), std::nullopt) << id;
  }
}

TEST(PictureUrl, of_files_takes_plain_names_only) {
  const auto set = set_at("file:/srv/stills/{id}.jpg");
  EXPECT_EQ(picture_url(set, "cam 1"), "file:/srv/stills/cam%201.jpg");
  for (const char* id : {"a/b", "..", ".hidden", "../../etc/passwd", "a\\b"})
    EXPECT_EQ(picture_url(set, id), std::nullopt) << id;
  // The file client decodes once; what was encoded in the id stays a name.
  EXPECT_EQ(picture_url(set, "..%2Fx"), std::nullopt);
  EXPECT_EQ(picture_url(set, "a%2Fx"), "file:/srv/stills/a%252Fx.jpg");
}

TEST(PictureUrl, of_assets_stays_below_their_folder) {
  auto set = set_at("file:/srv/assets/{id}");
  set.paths = true;
  EXPECT_EQ(picture_url(set, "pictures/plan 1.png"), "file:/srv/assets/pictures/plan%201.png");
  for (const char* path : {"", "/etc/passwd", "../x", "a/../x", "a//b", "a/", ".x", "a/.x", "a\\b", "c:x"}) {
    EXPECT_EQ(picture_url(set, path), std::nullopt) << path;
    EXPECT_FALSE(is_path_below(path)) << path;
  }
}

TEST(PictureUrl, templates_are_checked) {
  EXPECT_EQ(problem_of_picture_url("http://h/{id}"), "");
  EXPECT_EQ(problem_of_picture_url("demo:/api/{id}/x"), "");
  EXPECT_EQ(problem_of_picture_url("file:/x/{id}.jpg"), "");
  EXPECT_NE(problem_of_picture_url("http://h/x").find("needs {id}"), std::string::npos);
  EXPECT_NE(problem_of_picture_url("http://{id}/x").find("host"), std::string::npos);
  EXPECT_NE(problem_of_picture_url("http://h{id}").find("host"), std::string::npos);
  EXPECT_NE(problem_of_picture_url("http://h:{id}/{id}").find("host"), std::string::npos);
  EXPECT_NE(problem_of_picture_url("http://h/{id}/{secret}").find("braces"), std::string::npos);
  EXPECT_NE(problem_of_picture_url("http://h/{id}/}").find("braces"), std::string::npos);
}

}  // namespace
}  // namespace onescreen::data
