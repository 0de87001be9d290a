// Calls to the 12345 hotline: when, about what. Invented per day from (seed, day); counts are read off at an instant.
// Immutable after load(); any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "demo/calendar.h"
#include "demo/case_catalogue.h"

namespace onescreen::demo {

struct Call {
  TimePoint at;
  size_t topic = 0;
};

class Hotline {
 public:
  struct Hour {
    int hour = 0;
    TimePoint from;
    std::optional<int> today;  // nullopt while the hour has not begun; the running hour counts so far
    int yesterday = 0;         // the whole hour
  };
  struct Topic {
    std::string topic;
    int today = 0;
    int yesterday = 0;  // until the same time of day
  };

  static model::Result<Hotline> load(const std::string& file, uint64_t seed);

  // 24 of them.
  std::vector<Hour> hours(TimePoint now) const;
  // Every topic, most called first.
  std::vector<Topic> topics(TimePoint now) const;
  int calls_today(TimePoint now) const;
  // Sorted by time; about 650.
  std::vector<Call> calls_of(int64_t day) const;

 private:
  struct TopicWeight {
    std::string topic;
    double weight = 0;
    Rhythm profile{};
  };

  uint64_t seed_ = 0;
  Rhythm rhythm_{};
  double weekend_factor_ = 1;
  std::vector<TopicWeight> topics_;
};

}  // namespace onescreen::demo
