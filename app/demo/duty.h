// The duty desk: who has which shift, the plans of the day, and the weather. Invented from (seed, day); people are
// called 示例甲 and so on, and no telephone number exists. Immutable after load(); any thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "demo/calendar.h"
#include "demo/random.h"
#include "model/result.h"

namespace onescreen::demo {

class DutyDesk {
 public:
  struct Shift {
    std::string shift;  // 早班
    TimePoint from;
    TimePoint to;
  };
  struct Post {
    std::string post;  // 值班长
    std::string org;
    std::string name;  // 值班长 示例甲
  };
  struct Weather {
    std::string sky;
    std::string wind;
    std::string alert;
    int low = 0;  // degrees Celsius
    int high = 0;
    int temperature = 0;  // of this hour
    TimePoint issued;
  };

  static model::Result<DutyDesk> load(const std::string& file, uint64_t seed);

  Shift shift_at(TimePoint now) const;
  // The shift before the one at `now`.
  Shift previous_shift(TimePoint now) const;
  // Every post of the shift at `now`.
  std::vector<Post> posts_at(TimePoint now) const;
  Weather weather_at(TimePoint now) const;
  // Two plans of that day.
  std::vector<std::string> plans_of(int64_t day) const;
  // Sentences with {marks} by their key.
  const std::map<std::string, std::string>& notices() const { return notices_; }

 private:
  struct ShiftHours {
    std::string shift;
    int from_hour = 0;
    int to_hour = 24;
  };

  uint64_t seed_ = 0;
  std::vector<ShiftHours> shifts_;
  std::vector<Post> posts_;
  std::vector<std::string> names_;
  std::map<std::string, std::string> notices_;
  std::vector<std::string> plans_;
  std::vector<std::string> skies_;
  std::vector<std::string> winds_;
  std::vector<std::string> alerts_;
  std::vector<int> lows_;   // by month
  std::vector<int> highs_;  // by month
  std::string calm_;
  double alert_share_ = 0;
};

}  // namespace onescreen::demo
