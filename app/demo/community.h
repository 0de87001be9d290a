// Neighbourhoods (invented) as sums: households, ages, tags, services and what was done lately. Nothing here is about a
// person. Residents and buildings are those of the city's building stock, so that scenes agree; it is invented when
// first asked for. Immutable after that; any thread.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "demo/calendar.h"
#include "demo/ground.h"

namespace onescreen::demo {

class Community {
 public:
  struct Place {
    std::string id;  // BWT-03-1
    std::string name;
    size_t street = 0;
    size_t cell = 0;
    model::LonLat at;
    int residents = 0, buildings = 0, households = 0;
    int under_18 = 0, under_60 = 0, under_80 = 0, from_80 = 0;  // their sum is `residents`
    std::vector<int> tagged;                                    // by tag
  };
  struct Tag {
    std::string group;
    std::string name;
  };
  struct Service {
    std::string id;
    std::string kind;
    std::string name;
    size_t street = 0;
    model::LonLat at;
    bool open = false;
  };
  struct Work {
    std::string id;
    TimePoint at;
    size_t place = 0;
    std::string text;
    std::string state;
  };

  // Reads the scene's file; throws when it is not as it should be. `ground` outlives it.
  Community(const std::string& path, const Ground& ground, uint64_t seed);

  const std::vector<Tag>& tags() const { return tags_; }
  const std::vector<Place>& places() const;
  std::vector<Service> services(TimePoint now) const;
  // Today's and yesterday's, newest first.
  std::vector<Work> works(TimePoint now) const;

 private:
  enum class Base { residents, households, elders, aged, minors };
  struct Kind {
    std::string kind, name;
    int count = 0, opens = 0, closes = 0;  // hours
  };
  struct Share {
    Base base = Base::residents;
    double share = 0;
  };

  std::vector<Place> invent() const;

  const Ground& ground_;
  uint64_t seed_ = 0;
  std::string name_;
  std::vector<Tag> tags_;
  std::vector<Share> shares_;  // by tag
  std::vector<Kind> kinds_;
  std::vector<std::string> works_, states_;
  mutable std::once_flag once_;
  mutable std::vector<Place> places_;
};

}  // namespace onescreen::demo
