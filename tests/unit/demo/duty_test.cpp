// Proves shifts, duty and notices of the demo city.
#include "demo/duty.h"

#include "demo_city.h"

namespace onescreen::demo {
namespace {

TEST(DutyDesk, ShiftsChangeOnTheHour) {
  const DutyDesk& desk = shared_city().duty();
  EXPECT_EQ(desk.shift_at(at("2026-11-20T07:59:59")).shift, "夜班");
  EXPECT_EQ(desk.shift_at(at("2026-11-20T08:00:00")).shift, "早班");
  EXPECT_EQ(desk.shift_at(at("2026-11-20T08:00:00")).to, at("2026-11-20T16:00:00"));
  EXPECT_EQ(desk.shift_at(at("2026-11-20T23:59:59")).to, at("2026-11-21T00:00:00"));
  EXPECT_EQ(desk.previous_shift(at("2026-11-20T00:00:00")).shift, "中班");
  EXPECT_EQ(desk.previous_shift(at("2026-11-20T00:00:00")).from, at("2026-11-19T16:00:00"));
}

TEST(DutyDesk, PeopleAreExamplesAndHaveNoTelephone) {
  const auto body = body_of(shared_city(), "/api/duty", at("2026-11-20T10:00:00"));
  const auto duty = nlohmann::json::parse(body).at("data");
  EXPECT_TRUE(duty.at("leader").get<std::string>().starts_with("值班长 示例"));
  for (const auto& post : duty.at("posts"))
    EXPECT_NE(post.at("name").get<std::string>().find("示例"), std::string::npos);
  int digits = 0;
  for (const char c : body) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    ASSERT_LT(digits, 8) << "looks like a telephone number";
  }
  const auto next = json_of(shared_city(), "/api/duty", at("2026-11-20T16:00:00")).at("data");
  EXPECT_NE(duty.at("leader"), next.at("leader"));
}

TEST(DutyDesk, WeatherIsPlausibleAllYear) {
  const DutyDesk& desk = shared_city().duty();
  for (int day = 0; day < 365; ++day) {
    const auto weather = desk.weather_at(at("2026-01-01T00:00:00") + std::chrono::hours(24 * day + day % 24));
    EXPECT_LT(weather.low, weather.high);
    EXPECT_GE(weather.temperature, weather.low);
    EXPECT_LE(weather.temperature, weather.high);
  }
}

TEST(Notices, CountTheShiftBefore) {
  const City& city = shared_city();
  const TimePoint now = at("2026-11-20T08:10:00");
  const auto rows = json_of(city, "/api/notices", now).at("rows");
  int received = 0;
  city.cases_at(now).each_known([&](const Case& one) {
    received += one.reported_at() >= at("2026-11-20T00:00:00") && one.reported_at() < at("2026-11-20T08:00:00") ? 1 : 0;
  });
  bool found = false;
  for (const auto& row : rows) {
    const std::string text = row.at("text");
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
    if (row.at("type") == "交接提示") {
      found = true;
      EXPECT_TRUE(text.starts_with("夜班新增 " + std::to_string(received) + " 件")) << text;
    }
  }
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace onescreen::demo
