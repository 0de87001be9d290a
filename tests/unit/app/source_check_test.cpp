// What `check` says about sources, access, privacy and rules beyond the types of their keys: each slip is one problem
// at its own key, and the words say what to do.
#include "source_check.h"

#include <gtest/gtest.h>

#include "site.h"
#include "source_reader.h"
#include "support/repository.h"

namespace onescreen::app {
namespace {

using namespace std::chrono_literals;

// `sources` and what follows it, in a site that is otherwise good.
class SourceCheck : public testing::Test {
 protected:
  std::shared_ptr<const Site> read(const std::string& source, const std::string& more = "") {
    problems_.clear();
    return read_site(folder_.write("sites/site.json", R"({"version": 1, "modes": {"d": {"layouts": ["a"]}}, )" + more +
                                                          R"( "sources": {"s": {)" + source + "}}}"),
                     problems_);
  }

  std::string all() const {
    std::string out;
    for (const auto& problem : problems_) out += ui::describe(problem) + "\n";
    return out;
  }

  void expect_problem(const std::string& source, const std::string& pointer, const std::string& part,
                      const std::string& more = "") {
    read(source, more);
    ASSERT_EQ(problems_.size(), 1u) << source << "\n" << all();
    EXPECT_EQ(problems_[0].pointer, pointer) << all();
    EXPECT_NE(problems_[0].sentence.find(part), std::string::npos) << all();
  }
  void expect_good(const std::string& source, const std::string& more = "") {
    EXPECT_NE(read(source, more), nullptr);
    EXPECT_EQ(all(), "") << source << more;
  }

  test_support::TempFolder folder_;
  std::vector<ui::Problem> problems_;
};

const std::string kColumns = R"("columns": {"id": {"pointer": "/id"}, "at": {"pointer": "/at", "type": "time"}})";

std::string with_url(const std::string& url) { return R"("url": ")" + url + R"(", )" + kColumns; }
std::string with(const std::string& keys) { return R"("url": "http://h/x", )" + keys + ", " + kColumns; }

TEST_F(SourceCheck, addresses_that_cannot_be_asked) {
  for (const char* url : {"http://h:8080/x", "https://[::1]:443/x?a=b", "http://h", "demo:/api/kpis"})
    expect_good(with_url(url));
  expect_problem(with_url("http://h:0/x"), "/sources/s/url", "port");
  expect_problem(with_url("http://h:70000/x"), "/sources/s/url", "port");
  expect_problem(with_url("http://h:80a/x"), "/sources/s/url", "port");
  expect_problem(with_url("http:///x"), "/sources/s/url", "no host");
  expect_problem(with_url("http://h/a b"), "/sources/s/url", "%20");
  expect_problem(with_url("http://me:secret@h/x"), "/sources/s/url", "auth");
  expect_problem(with_url("ftp://h/x"), "/sources/s/url", "no address that can be polled");
  expect_problem(with_url("file:none.json"), "/sources/s/url", "does not exist");
}

TEST_F(SourceCheck, secrets_do_not_stand_in_headers) {
  expect_good(with(R"("headers": {"X-Site": "hongkou"})"));
  for (const char* name : {"Authorization", "X-Access-Token", "Cookie", "x-api-key"})
    expect_problem(with(R"("headers": {")" + std::string(name) + R"(": "abc"})"), "/sources/s/headers", "auth");
  expect_problem(with(R"("headers": {"X Site": "1"})"), "/sources/s/headers", "not a header's name");
  expect_problem(with(R"("headers": {"X-Site": "1\r\nHost: other"})"), "/sources/s/headers", "line break");
}

TEST_F(SourceCheck, pointers_and_columns) {
  expect_problem(with(R"("rows": "data")"), "/sources/s/rows", "JSON pointer");
  expect_problem(with(R"("total": "/a~2b")"), "/sources/s/total", "JSON pointer");
  expect_problem(with(R"("success_when": {"pointer": "code", "equals": ["1"]})"), "/sources/s/success_when/pointer",
                 "JSON pointer");
  expect_problem(R"("url": "http://h/x", "columns": {"id": {"pointer": "^id"}})", "/sources/s/columns/id/pointer",
                 "JSON pointer");
  expect_good(
      R"("url": "http://h/x", "rows": "/a/*/b", "columns": {"id": {"pointer": "^/id"}, "k": {"constant": "v"}})");
  expect_problem(R"("url": "http://h/x", "columns": {"id": {"type": "text"}})", "/sources/s/columns/id", "constant");
  expect_problem(R"("url": "http://h/x", "columns": {"id": {"pointer": "/id", "constant": "1"}})",
                 "/sources/s/columns/id/constant", "either");
  expect_good(R"("url": "http://h/x", "format": "open311", "columns": {"description": {"mask": "text"}})");
  expect_problem(R"("url": "http://h/x", "columns": {"id": {"pointer": "/id"}, "ID": {"pointer": "/x"}})",
                 "/sources/s/columns", "differ in case");
  expect_problem(R"("url": "http://h/x", "columns": {})", "/sources/s/columns", "at least one column");
  expect_problem(with(R"("data_time": "id")"), "/sources/s/data_time", "times");
  expect_problem(with(R"("data_time": "when")"), "/sources/s/data_time", "not among");
  expect_problem(R"("url": "http://h/x", "lon": "x", "columns": {"x": {"pointer": "/x", "type": "number"}})",
                 "/sources/s/lon", "both");
  expect_problem(with(R"("every_secs": 60, "max_age_secs": 30)"), "/sources/s/max_age_secs", "stale");
}

TEST_F(SourceCheck, requests_and_pages) {
  expect_good(with(R"("method": "POST", "body": "{\"page\": {page}}", "paging": {"style": "page", "in_body": true})"));
  expect_problem(with(R"("body": "x")"), "/sources/s/body", "POST");
  expect_problem(with(R"("paging": {"style": "cursor"})"), "/sources/s/paging/style", "next");
  expect_problem(with(R"("method": "POST", "body": "x", "paging": {"style": "page", "in_body": true})"),
                 "/sources/s/paging/in_body", "{page}");
  expect_problem(with(R"("keep": "24 hours")"), "/sources/s/keep", "24h");
  expect_problem(with(R"("crs": "local4p")"), "/sources/s/crs", "local");
}

TEST_F(SourceCheck, access_is_by_name_and_its_secret_elsewhere) {
  const auto auth = [](const std::string& keys) { return R"("auth": {"p": {)" + keys + "}},"; };
  expect_good(with(R"("auth": "p")"), auth(R"("type": "bearer", "secret": "env:TOKEN")"));
  EXPECT_EQ(read(with(R"("auth": "p")"), auth(R"("type": "bearer", "secret": "env:TOKEN")"))->sources[0].access.prefix,
            "Bearer ");
  expect_problem(with(R"("auth": "q")"), "/sources/s/auth", "not among", auth(R"("type": "none")"));
  expect_problem(with(R"("auth": "p")"), "/auth/p/secret", "env:NAME", auth(R"("type": "bearer", "secret": "abc123")"));
  EXPECT_EQ(all().find("abc123"), std::string::npos) << "a secret must not be quoted";
  expect_problem(with(R"("auth": "p")"), "/auth/p/type", "needs \"secret\"", auth(R"("type": "basic", "user": "u")"));
  expect_problem(with(R"("auth": "p")"), "/auth/p/type", "needs \"login\"",
                 auth(R"("type": "login", "secret": "env:P")"));
}

TEST_F(SourceCheck, privacy_chooses_the_mask) {
  const std::string source =
      R"("url": "http://h/x", "columns": {"name": {"pointer": "/n", "mask": "name", "visitor_mask": "hide"}, "phone": {"pointer": "/p", "mask": "phone"}})";
  auto site = read(source);
  EXPECT_EQ(site->sources[0].decode.columns[0].mask, data::Mask::name);
  site = read(source, R"("privacy": "visitor",)");
  EXPECT_TRUE(site->visitor);
  EXPECT_EQ(site->sources[0].decode.columns[0].mask, data::Mask::hide);
  EXPECT_EQ(site->sources[0].decode.columns[1].mask, data::Mask::phone) << "the plain mask where there is no stricter";
  expect_problem(R"("url": "http://h/x", "columns": {"n": {"pointer": "/n", "type": "number", "mask": "phone"}})",
                 "/sources/s/columns/n/mask", "only text");
}

TEST_F(SourceCheck, what_identifies_a_row_is_not_masked) {
  expect_problem(R"("url": "http://h/x", "id": "n", "columns": {"n": {"pointer": "/n", "visitor_mask": "name"}})",
                 "/sources/s/columns/n", "identifies");
}

TEST_F(SourceCheck, suppression_names_a_table) {
  expect_good(with(R"("title": "T")"),
              R"("tables": {"t": "SELECT count(*) AS n FROM s"}, "suppress": {"t": {"columns": ["n"]}},)");
  expect_problem(with(R"("title": "T")"), "/suppress/s", "only those are suppressed",
                 R"("suppress": {"s": {"columns": ["n"]}},)");
}

TEST(Spans, are_a_number_and_a_unit) {
  EXPECT_EQ(read_span("90s"), 90s);
  EXPECT_EQ(read_span("30m"), 30min);
  EXPECT_EQ(read_span("24h"), 24h);
  EXPECT_EQ(read_span("7d"), 168h);
  for (const char* none : {"", "24", "h", "-1h", "0s", "1.5h", "24 h", "24hh", "99999999999999999999s"})
    EXPECT_FALSE(read_span(none)) << none;
}

}  // namespace
}  // namespace onescreen::app
