// Inspections for a civil city (创文): what was found where, by indicator, and whether it is mended in time. A finding
// costs its street points until it is struck off. Invented per (seed, day); read off at an instant. Immutable; any
// thread.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "demo/calendar.h"
#include "demo/case_catalogue.h"

namespace onescreen::demo {

class Civility {
 public:
  static constexpr int64_t kLongestLifeDays = 6;

  struct Finding {
    std::string id;  // CW1120-07
    size_t indicator = 0;
    size_t street = 0;
    size_t cell = 0;
    std::string title, address, unit;
    model::LonLat at;
    int level = 4;                     // 2 to 4
    int points = 1;                    // that it costs
    std::array<TimePoint, 5> entered;  // found, sent, being mended, being checked, struck off
    TimePoint deadline;

    bool known(TimePoint now) const { return entered.front() <= now; }
    bool open(TimePoint now) const { return known(now) && entered.back() > now; }
    bool overdue(TimePoint now) const { return now > deadline && entered[3] > now; }
    // 1 to 5. Precondition: known(now).
    int stage(TimePoint now) const;
  };
  struct Score {
    int points = 0;     // lost by what is open
    int new_today = 0;  // of these, by what was found today
    int yesterday = 0;  // lost at this time yesterday
  };
  struct Visit {
    int visits = 0;  // today
    std::optional<TimePoint> last;
  };

  // Reads the scene's file; throws when it is not as it should be. `ground` and `catalogue` outlive it.
  Civility(const std::string& path, const Ground& ground, const CaseCatalogue& catalogue, uint64_t seed);

  const std::vector<std::string>& indicators() const { return names_; }
  const std::vector<std::string>& stages() const { return stages_; }
  double target() const { return target_; }
  // Those open, newest last.
  std::vector<Finding> open_at(TimePoint now) const;
  // Those struck off today.
  int closed_today(TimePoint now) const;
  // By street, then by indicator.
  std::vector<std::vector<Score>> scores(TimePoint now) const;
  // By cell of the ground.
  std::vector<Visit> visits(TimePoint now) const;

 private:
  struct Indicator {
    std::vector<std::string> titles;
    std::string unit;
    double weight = 0;
  };

  std::vector<Finding> found_on(int64_t day) const;

  const Ground& ground_;
  const CaseCatalogue& catalogue_;
  uint64_t seed_ = 0;
  double target_ = 0;
  std::vector<std::string> names_, stages_;
  std::vector<Indicator> indicators_;
};

}  // namespace onescreen::demo
