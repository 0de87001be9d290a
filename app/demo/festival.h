// A festival day: how many people are at each guarded place and who looks after them, how full the transport hubs are,
// what is on. A pure function of (seed, time). Immutable after load(); any thread.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "demo/calendar.h"
#include "demo/random.h"
#include "model/geometry.h"
#include "model/result.h"

namespace onescreen::demo {

struct FestivalPlace {
  std::string id, name, kind, street, post, phone;
  model::LonLat at;
  int capacity = 0;
  int police = 0, stewards = 0, medics = 0;

  int people = 0;
  int half_hour_ago = 0;
  int level = 4;                       // 1: nearly at the limit
  std::optional<int> full_in_minutes;  // when it goes on filling as it did; nullopt: it does not, or not soon
  int needed = 0;                      // of police and stewards
};

struct FestivalCount {
  std::string place;
  TimePoint time;
  int people = 0;
};

struct Hub {
  std::string name, kind, way;
  int limit = 0;  // people in a quarter of an hour
  int in = 0;     // in the last full one
  int out = 0;
};

struct FestivalEvent {
  std::string id, name, place, post;
  TimePoint begins, ends;
};

class Festival {
 public:
  static constexpr int kSeriesHours = 6;

  static model::Result<Festival> load(const std::string& file, uint64_t seed);

  std::vector<FestivalPlace> places_at(TimePoint now) const;
  // Of every place, each ten minutes of the last hours and now, oldest first.
  std::vector<FestivalCount> series_at(TimePoint now) const;
  std::vector<Hub> hubs_at(TimePoint now) const;
  // Of today and tomorrow, by their beginning.
  std::vector<FestivalEvent> events_at(TimePoint now) const;

 private:
  struct Place {
    FestivalPlace place;
    std::array<double, 24> rhythm{};  // share of the capacity
  };
  struct Event {
    std::string name, place, post;
    int64_t from = 0, to = 0;  // seconds since midnight
    double adds = 0;           // share of the place's capacity
  };
  struct HubKind {
    Hub hub;
    std::array<double, 24> rhythm{};
  };

  int people(size_t place, TimePoint time) const;

  uint64_t seed_ = 0;
  std::vector<Place> places_;
  std::vector<Event> events_;
  std::vector<HubKind> hubs_;
};

}  // namespace onescreen::demo
