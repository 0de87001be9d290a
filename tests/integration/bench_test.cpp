// The benchmark run short, for its counts and never for its times: what does not change costs no draw call, and panning
// sends no marks.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/process.h"
#include "support/repository.h"

namespace onescreen {
namespace {

std::map<std::string, nlohmann::json> measured(std::vector<std::string> more) {
  std::vector<std::string> arguments{
      test_support::program(), "bench", "--json", "--size", "960x540", "--frames", "5"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const test_support::Finished bench = test_support::run_process(arguments, std::chrono::minutes(3));
  EXPECT_EQ(bench.exit_code, 0) << bench.err;
  std::map<std::string, nlohmann::json> lines;
  std::istringstream out(bench.out);
  for (std::string line; std::getline(out, line);) {
    auto json = nlohmann::json::parse(line);
    lines[json.at("name")] = json;
  }
  return lines;
}

TEST(Bench, AnUnchangedWallDrawsNothingAndASecondOnlyWhatCounts) {
  const auto lines = measured({"--scene", "daily", "--markers", "2000"});
  ASSERT_TRUE(lines.contains("daily.unchanged") && lines.contains("daily.second") && lines.contains("daily.whole"));
  EXPECT_EQ(lines.at("daily.unchanged").at("draw_calls"), 0);
  EXPECT_EQ(lines.at("daily.unchanged").at("uploaded_bytes"), 0);
  // Not the uploaded bytes: a character that is met for the first time brings a piece of the font's atlas with it.
  const double whole = lines.at("daily.whole").at("draw_calls");
  const double second = lines.at("daily.second").at("draw_calls");
  EXPECT_GT(second, 0) << "the clock must go on";
  EXPECT_LT(second, whole * 0.7) << "a second redraws what counts seconds, not the wall";
}

TEST(Bench, PanningSendsNoMarks) {
  const auto few = measured({"--scene", "markers", "--markers", "2000"});
  const auto many = measured({"--scene", "markers", "--markers", "40000"});
  const double with_few = few.at("markers.pan").at("uploaded_bytes");
  const double with_many = many.at("markers.pan").at("uploaded_bytes");
  EXPECT_GT(with_few, 0);
  // 38,000 marks more would be 608,000 bytes more.
  EXPECT_LT(with_many, with_few + 60'000);
  EXPECT_EQ(many.at("markers.pan").at("markers"), 40'000);
}

}  // namespace
}  // namespace onescreen
