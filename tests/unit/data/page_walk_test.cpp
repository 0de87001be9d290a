// Walks through the pages of one answer without a server: which page is asked next, and what they come to together.
#include "data/page_walk.h"

#include <gtest/gtest.h>

namespace onescreen::data {
namespace {

constexpr char kBase[] = "http://host:80/list?x=1";

Decoded page_of(std::vector<int64_t> ids, std::string next = {}, std::optional<int64_t> total = {}) {
  model::TableBuilder rows("s", {{"id", model::Type::integer}});
  for (const int64_t id : ids) {
    rows.integer(0, id);
    rows.end_row();
  }
  Decoded page;
  page.rows_in_answer = static_cast<int64_t>(ids.size());
  page.table = rows.build();
  page.next = std::move(next);
  page.total = total;
  return page;
}

class Walk : public testing::Test {
 protected:
  SourceConfig config;
  Format format{};

  void SetUp() override {
    config.name = "s";
    config.url = kBase;
    config.decode.id = "id";
    config.paging.size = 2;
  }
  PageWalk start() { return PageWalk(config, format, model::from_millis(0)); }
  static bool more(PageWalk& walk, Decoded page, const char* link = "") {
    const auto next = walk.take(std::move(page), link, walk.request().url);
    EXPECT_TRUE(next) << next.error().message;
    return next && *next;
  }
};

TEST_F(Walk, CountsPagesFromZeroOrOneAndRowsByOffset) {
  config.paging.style = "page";
  config.paging.first = 0;
  auto pages = start();
  EXPECT_EQ(pages.request().url, "http://host:80/list?x=1&pageNum=0&pageSize=2");
  EXPECT_TRUE(more(pages, page_of({1, 2})));
  EXPECT_EQ(pages.request().url, "http://host:80/list?x=1&pageNum=1&pageSize=2");
  EXPECT_FALSE(more(pages, page_of({3})));
  EXPECT_EQ(pages.finish().table->row_count(), 3u);

  config.paging.style = "offset";
  auto offsets = start();
  EXPECT_TRUE(more(offsets, page_of({1, 2})));
  EXPECT_EQ(offsets.request().url, "http://host:80/list?x=1&pageNum=2&pageSize=2");
}

TEST_F(Walk, ParametersCanStandInTheBody) {
  config.paging.style = "page";
  config.paging.in_body = true;
  config.method = "POST";
  config.body = R"({"page":{page},"size":{size},"keep":"{other}"})";
  auto walk = start();
  EXPECT_EQ(walk.request().body, R"({"page":1,"size":2,"keep":"{other}"})");
  EXPECT_EQ(walk.request().url, kBase);
  EXPECT_TRUE(more(walk, page_of({1, 2})));
  EXPECT_EQ(walk.request().body, R"({"page":2,"size":2,"keep":"{other}"})");
}

TEST_F(Walk, CursorsAreEscapedAndEndWhenThereIsNone) {
  config.paging.style = "cursor";
  auto walk = start();
  EXPECT_EQ(walk.request().url, "http://host:80/list?x=1&pageSize=2");
  EXPECT_TRUE(more(walk, page_of({1}, "a b&c")));
  EXPECT_EQ(walk.request().url, "http://host:80/list?x=1&pageSize=2&cursor=a%20b%26c");
  EXPECT_FALSE(more(walk, page_of({2})));
  EXPECT_FALSE(walk.finish().truncated);

  config.paging.in_body = true;
  config.body = R"({"after":"{cursor}"})";
  auto body = start();
  EXPECT_EQ(body.request().body, R"({"after":""})");
  EXPECT_TRUE(more(body, page_of({1}, "a\"b")));
  EXPECT_EQ(body.request().body, R"({"after":"a\"b"})");
}

TEST_F(Walk, AScrollThatKeepsItsCursorEndsWithAnEmptyPage) {
  config.paging.style = "cursor";
  auto walk = start();
  EXPECT_TRUE(more(walk, page_of({1}, "c")));
  EXPECT_FALSE(more(walk, page_of({}, "c")));
  EXPECT_FALSE(walk.finish().truncated);
}

// Trap 5: links are opaque and may be relative; an empty page may have a next one.
TEST_F(Walk, LinksAreFollowedAsTheyAre) {
  format.follows_links = true;
  auto walk = start();
  EXPECT_EQ(walk.request().url, kBase);
  EXPECT_TRUE(more(walk, page_of({1}, "?$skip=1&o=a;b")));
  EXPECT_EQ(walk.request().url, "http://host:80/list?$skip=1&o=a;b");
  EXPECT_TRUE(more(walk, page_of({}, "/other")));
  EXPECT_EQ(walk.request().url, "http://host:80/other");
  EXPECT_FALSE(more(walk, page_of({2})));
  EXPECT_EQ(walk.finish().table->row_count(), 2u);
}

TEST_F(Walk, TheLinkHeaderCountsForItsStyleAlone) {
  config.paging.style = "link";
  auto walk = start();
  EXPECT_TRUE(more(walk, page_of({1}), "<p2>; rel=next"));
  EXPECT_EQ(walk.request().url, "http://host:80/p2");
  config.paging.style = "none";
  auto none = start();
  EXPECT_FALSE(more(none, page_of({1}), "<p2>; rel=next"));
}

TEST_F(Walk, AnotherServerIsRefused) {
  format.follows_links = true;
  for (const char* next : {"http://other/list", "http://host:81/list", "//other/list", "ftp://host/"}) {
    auto walk = start();
    const auto taken = walk.take(page_of({1}, next), "", kBase);
    ASSERT_FALSE(taken) << next;
    EXPECT_NE(taken.error().message.find("another server"), std::string::npos);
  }
}

TEST_F(Walk, CirclesAndLimitsEndTruncated) {
  format.follows_links = true;
  auto circle = start();
  EXPECT_TRUE(more(circle, page_of({1}, "/b")));
  EXPECT_FALSE(more(circle, page_of({2}, "/list?x=1"))) << "back to the first";
  Decoded both = circle.finish();
  EXPECT_TRUE(both.truncated);
  EXPECT_EQ(both.table->row_count(), 2u);

  config.paging.max_pages = 2;
  auto walk = start();
  EXPECT_TRUE(more(walk, page_of({1}, "/2")));
  EXPECT_FALSE(more(walk, page_of({2}, "/3")));
  EXPECT_TRUE(walk.finish().truncated);
}

TEST_F(Walk, ANextPageThatNobodyFollowsIsTruncation) {
  auto walk = start();
  EXPECT_FALSE(more(walk, page_of({1}, "more")));
  EXPECT_TRUE(walk.finish().truncated);
}

TEST_F(Walk, TheTotalDecides) {
  config.paging.style = "page";
  auto capped = start();
  EXPECT_TRUE(more(capped, page_of({1}, "", 2))) << "a short page, but not all rows: the size was capped";
  EXPECT_FALSE(more(capped, page_of({2}, "", 2)));
  EXPECT_FALSE(capped.finish().truncated);
  auto lying = start();
  EXPECT_TRUE(more(lying, page_of({1, 2}, "", 9)));
  EXPECT_FALSE(more(lying, page_of({}, "", 9)));
  EXPECT_TRUE(lying.finish().truncated);
}

// Trap 32 and RuoYi's "reasonable" mode: past the end the last page comes again.
TEST_F(Walk, ARepeatedPageIsTheEnd) {
  config.paging.style = "page";
  auto walk = start();
  EXPECT_TRUE(more(walk, page_of({1, 2})));
  EXPECT_FALSE(more(walk, page_of({1, 2})));
  const Decoded all = walk.finish();
  EXPECT_EQ(all.table->row_count(), 2u);
  EXPECT_EQ(all.dropped_rows, 0);
}

TEST_F(Walk, AFormatMayAskInItsOwnWay) {
  format.request = [](const SourceConfig& source, model::TimePoint now) {
    return FormatRequest{source.url + "&time=" + std::to_string(model::to_millis(now)), "POST", "q", "text/plain"};
  };
  PageWalk walk(config, format, model::from_millis(77));
  EXPECT_EQ(walk.request().url, "http://host:80/list?x=1&time=77");
  EXPECT_EQ(walk.request().method, "POST");
  EXPECT_EQ(walk.request().body, "q");
}

}  // namespace
}  // namespace onescreen::data
