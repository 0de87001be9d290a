// The text that Prometheus scrapes: complete heads, escaped labels, no sample where there is nothing to tell.
#include "metrics.h"

#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <sstream>

namespace onescreen::app {
namespace {

using namespace std::chrono_literals;

model::Instant at(model::Duration since) { return {model::TimePoint(1'000'000s) + since, since}; }

class Metrics : public testing::Test {
 protected:
  model::SourceState& add(const std::string& name) {
    auto state = std::make_shared<model::SourceState>();
    state->name = name;
    state->every = 5s;
    state->max_age = 25s;
    model::SourceState& source = *state;
    snapshot_.sources[name] = std::move(state);
    return source;
  }
  std::string text(model::Duration now = 10s) const { return metrics_text(snapshot_, at(now), {1024, 7, 3, 1.5, 60s}); }
  bool has(const std::string& line, model::Duration now = 10s) const {
    return ("\n" + text(now)).find("\n" + line + "\n") != std::string::npos;
  }

  model::Snapshot snapshot_;
};

TEST_F(Metrics, say_how_each_source_does) {
  model::SourceState& source = add("incidents");
  source.confirmed = at(8s);
  source.polls = 4;
  source.dropped_rows = 2;
  source.latency = 120ms;
  source.clock_offset = -3s;
  EXPECT_TRUE(has("onescreen_source_state{source=\"incidents\",state=\"fresh\"} 1")) << text();
  EXPECT_TRUE(has("onescreen_source_state{source=\"incidents\",state=\"stale\"} 0"));
  EXPECT_TRUE(has("onescreen_source_age_seconds{source=\"incidents\"} 2"));
  EXPECT_TRUE(has("onescreen_source_polls_total{source=\"incidents\"} 4"));
  EXPECT_TRUE(has("onescreen_source_dropped_rows{source=\"incidents\"} 2"));
  EXPECT_TRUE(has("onescreen_source_latency_seconds{source=\"incidents\"} 0.12"));
  EXPECT_TRUE(has("onescreen_source_clock_offset_seconds{source=\"incidents\"} -3"));
  EXPECT_TRUE(has("onescreen_source_state{source=\"incidents\",state=\"stale\"} 1", 40s)) << "an age is of now";
  EXPECT_TRUE(has("process_resident_memory_bytes 1024"));
  EXPECT_TRUE(has("onescreen_uptime_seconds 60"));
  EXPECT_NE(text().find("onescreen_build_info{compiler="), std::string::npos);
}

TEST_F(Metrics, no_answer_yet_is_no_age_and_no_rows) {
  add("cases");
  EXPECT_TRUE(has("onescreen_source_state{source=\"cases\",state=\"never\"} 1"));
  EXPECT_EQ(text().find("onescreen_source_age_seconds{"), std::string::npos);
  EXPECT_EQ(text().find("onescreen_source_rows{"), std::string::npos);
}

TEST_F(Metrics, labels_are_escaped_and_errors_are_not_told) {
  model::SourceState& source = add("a\"b\\c\nd");
  source.error = model::Error{model::ErrorCode::http, "the back end says: password 12345", {}};
  EXPECT_TRUE(has("onescreen_source_polls_total{source=\"a\\\"b\\\\c\\nd\"} 0")) << text();
  EXPECT_EQ(text().find("12345"), std::string::npos);
}

TEST_F(Metrics, every_sample_has_a_head_and_every_name_one) {
  add("a").confirmed = at(0s);
  add("b");
  std::istringstream lines(text());
  std::set<std::string> heads;
  std::string line;
  while (std::getline(lines, line)) {
    if (line.starts_with("# TYPE ")) {
      const std::string name = line.substr(7, line.find(' ', 7) - 7);
      EXPECT_TRUE(heads.insert(name).second) << line;
    } else if (!line.starts_with("#")) {
      EXPECT_TRUE(heads.contains(line.substr(0, line.find_first_of("{ ")))) << line;
    }
  }
  EXPECT_GE(heads.size(), 15u);
}

TEST(ProcessFiguresOfThis, are_there) {
  const ProcessFigures figures = process_figures();
  EXPECT_GT(figures.resident_bytes, 1'000'000u);
  EXPECT_GE(figures.threads, 1u);
  EXPECT_GE(figures.open_files, 3u);
  EXPECT_GT(figures.cpu_seconds, 0);
  EXPECT_GE(figures.uptime, 0s);
  EXPECT_LT(figures.uptime, 1h) << "of this process, not of the machine";
}

}  // namespace
}  // namespace onescreen::app
