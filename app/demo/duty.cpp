#include "demo/duty.h"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>

namespace onescreen::demo {

using nlohmann::json;

model::Result<DutyDesk> DutyDesk::load(const std::string& file, uint64_t seed) {
  try {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot be opened");
    const json from = json::parse(in);
    DutyDesk desk;
    desk.seed_ = seed;
    int end = 0;
    for (const json& shift : from.at("shifts")) {
      desk.shifts_.push_back({shift.at("shift"), shift.at("from_hour"), shift.at("to_hour")});
      if (desk.shifts_.back().from_hour != end) throw std::runtime_error("shifts must follow each other");
      end = desk.shifts_.back().to_hour;
    }
    if (end != 24) throw std::runtime_error("shifts must fill the day");
    for (const json& post : from.at("posts")) desk.posts_.push_back({post.at("post"), post.at("org"), ""});
    desk.names_ = from.at("names").get<std::vector<std::string>>();
    desk.notices_ = from.at("notices").get<std::map<std::string, std::string>>();
    desk.plans_ = from.at("plans").get<std::vector<std::string>>();
    const json& weather = from.at("weather");
    desk.skies_ = weather.at("skies").get<std::vector<std::string>>();
    desk.winds_ = weather.at("winds").get<std::vector<std::string>>();
    desk.alerts_ = weather.at("alerts").get<std::vector<std::string>>();
    desk.lows_ = weather.at("lows").get<std::vector<int>>();
    desk.highs_ = weather.at("highs").get<std::vector<int>>();
    desk.calm_ = weather.at("calm");
    desk.alert_share_ = weather.at("alert_share");
    if (desk.lows_.size() != 12 || desk.highs_.size() != 12) throw std::runtime_error("weather needs twelve months");
    if (desk.names_.empty() || desk.plans_.empty() || desk.skies_.empty() || desk.winds_.empty() ||
        desk.alerts_.empty()) {
      throw std::runtime_error("a list is empty");
    }
    for (const char* key : {"handover", "overdue", "quiet", "major", "sensors", "hotline", "weather"}) {
      if (!desk.notices_.contains(key)) throw std::runtime_error(std::string("has no notice ") + key);
    }
    return desk;
  } catch (const std::exception& error) {
    return model::Error{model::ErrorCode::io, std::string("the demo duty desk cannot be read: ") + error.what(), file};
  }
}

DutyDesk::Shift DutyDesk::shift_at(TimePoint now) const {
  const TimePoint midnight = start_of(day_of(now));
  const int64_t hour = second_of_day(now) / 3600;
  for (const ShiftHours& shift : shifts_) {
    if (hour < shift.to_hour) {
      return {shift.shift, midnight + std::chrono::hours(shift.from_hour),
              midnight + std::chrono::hours(shift.to_hour)};
    }
  }
  return {};
}

DutyDesk::Shift DutyDesk::previous_shift(TimePoint now) const {
  return shift_at(shift_at(now).from - std::chrono::seconds(1));
}

std::vector<DutyDesk::Post> DutyDesk::posts_at(TimePoint now) const {
  const Shift shift = shift_at(now);
  // Posts take turns: one step through the names each shift, so that nobody has two in a row.
  const auto turn = static_cast<size_t>(model::to_millis(shift.from) / 3'600'000 / 8) + seed_ % names_.size();
  std::vector<Post> posts = posts_;
  for (size_t i = 0; i < posts.size(); ++i) {
    posts[i].name = posts[i].post + " " + names_[(turn + i) % names_.size()];
  }
  return posts;
}

DutyDesk::Weather DutyDesk::weather_at(TimePoint now) const {
  const int64_t day = day_of(now);
  Random random(seed_, day, Stream::weather);
  const auto month = static_cast<size_t>(local(now).month - 1);
  Weather weather;
  weather.sky = skies_[random.index(skies_.size())];
  weather.wind = winds_[random.index(winds_.size())];
  weather.alert = random.chance(alert_share_) ? alerts_[random.index(alerts_.size())] : calm_;
  weather.low = lows_[month] + static_cast<int>(random.index(5)) - 2;
  weather.high = std::max(weather.low + 3, highs_[month] + static_cast<int>(random.index(5)) - 2);
  const int64_t hour = second_of_day(now) / 3600;
  const double wave = (1 + std::cos((static_cast<double>(hour) - 14) / 24 * 2 * std::numbers::pi)) / 2;
  weather.temperature = static_cast<int>(std::lround(std::lerp(weather.low, weather.high, wave)));
  weather.issued = start_of(day) + std::chrono::hours(hour);
  return weather;
}

std::vector<std::string> DutyDesk::plans_of(int64_t day) const {
  Random random(seed_, day, Stream::plans);
  const size_t first = random.index(plans_.size());
  const size_t second = (first + 1 + random.index(plans_.size() - 1)) % plans_.size();
  if (first == second) return {plans_[first]};
  return {plans_[first], plans_[second]};
}

}  // namespace onescreen::demo
