#include "demo/hotline.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace onescreen::demo {

using nlohmann::json;

model::Result<Hotline> Hotline::load(const std::string& file, uint64_t seed) {
  try {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot be opened");
    const json from = json::parse(in);
    Hotline hotline;
    hotline.seed_ = seed;
    hotline.rhythm_ = from.at("rhythm");
    hotline.weekend_factor_ = from.at("weekend_factor");
    for (const json& entry : from.at("topics")) {
      TopicWeight topic{entry.at("topic"), entry.at("weight"), {}};
      topic.profile.fill(1);
      if (entry.contains("profile")) topic.profile = from.at("profiles").at(entry.at("profile").get<std::string>());
      hotline.topics_.push_back(std::move(topic));
    }
    if (hotline.topics_.empty()) throw std::runtime_error("names no topic");
    return hotline;
  } catch (const std::exception& error) {
    return model::Error{model::ErrorCode::io, std::string("the demo hotline cannot be read: ") + error.what(), file};
  }
}

std::vector<Call> Hotline::calls_of(int64_t day) const {
  std::vector<Call> calls;
  Random random(seed_, day, Stream::calls);
  const int weekday = weekday_of(day);
  const double factor = weekday == 0 || weekday == 6 ? weekend_factor_ : 1.0;
  for (int hour = 0; hour < 24; ++hour) {
    std::vector<double> weights;
    for (const TopicWeight& topic : topics_) {
      weights.push_back(topic.weight * topic.profile[static_cast<size_t>(hour)]);
    }
    const double expected = rhythm_[static_cast<size_t>(hour)] * factor * random.between(0.85, 1.15);
    const int count = static_cast<int>(expected + random.uniform());
    for (int i = 0; i < count; ++i) {
      const auto second = hour * 3600 + static_cast<int64_t>(random.index(3600));
      calls.push_back({start_of(day) + std::chrono::seconds(second), random.pick(weights)});
    }
  }
  std::stable_sort(calls.begin(), calls.end(), [](const Call& a, const Call& b) { return a.at < b.at; });
  return calls;
}

std::vector<Hotline::Hour> Hotline::hours(TimePoint now) const {
  const int64_t today = day_of(now);
  std::vector<Hour> hours(24);
  for (int hour = 0; hour < 24; ++hour) {
    Hour& one = hours[static_cast<size_t>(hour)];
    one.hour = hour;
    one.from = start_of(today) + std::chrono::hours(hour);
    if (one.from <= now) one.today = 0;
  }
  for (const Call& call : calls_of(today)) {
    if (call.at <= now) ++*hours[static_cast<size_t>(second_of_day(call.at) / 3600)].today;
  }
  for (const Call& call : calls_of(today - 1)) ++hours[static_cast<size_t>(second_of_day(call.at) / 3600)].yesterday;
  return hours;
}

std::vector<Hotline::Topic> Hotline::topics(TimePoint now) const {
  const int64_t today = day_of(now);
  std::vector<Topic> topics;
  for (const TopicWeight& topic : topics_) topics.push_back({topic.topic, 0, 0});
  for (const Call& call : calls_of(today)) {
    if (call.at <= now) ++topics[call.topic].today;
  }
  for (const Call& call : calls_of(today - 1)) {
    if (call.at <= now - std::chrono::hours(24)) ++topics[call.topic].yesterday;
  }
  std::stable_sort(topics.begin(), topics.end(), [](const Topic& a, const Topic& b) { return a.today > b.today; });
  return topics;
}

int Hotline::calls_today(TimePoint now) const {
  int calls = 0;
  for (const Topic& topic : topics(now)) calls += topic.today;
  return calls;
}

}  // namespace onescreen::demo
