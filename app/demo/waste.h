// Collection points of sorted waste: how full, when emptied, how well sorted; and the tonnes of the day by kind. A pure
// function of (seed, point, time): each is emptied each morning and evening, now and then late, and once more within a
// few hours when it has run over. Immutable; any thread.
#pragma once

#include <string>
#include <vector>

#include "demo/calendar.h"
#include "demo/case_catalogue.h"

namespace onescreen::demo {

class Waste {
 public:
  enum class State { normal, full, late, mixed };

  struct Point {
    std::string id;    // TF-0123
    std::string name;  // a road and a number
    size_t street = 0;
    size_t cell = 0;
    model::LonLat at;
    double hours_to_full = 0;
    double correct = 0;  // per cent
    uint64_t key = 0;
  };
  struct Reading {
    State state = State::normal;
    int fill = 0;        // per cent
    double correct = 0;  // per cent of what was thrown in today
    TimePoint since;     // of a state that is not normal
    TimePoint due;       // when it must be over
    TimePoint next;      // when somebody comes
    std::string who;
  };
  struct Tonnes {
    std::string kind;
    double today = 0;
    double yesterday_until_now = 0;
    double yesterday = 0;
  };

  // Reads the scene's file; throws when it is not as it should be.
  Waste(const std::string& path, const Ground& ground, const CaseCatalogue& catalogue, uint64_t seed);

  const std::vector<Point>& points() const { return points_; }
  Reading reading_of(const Point& point, TimePoint now) const;
  std::vector<Tonnes> tonnes(TimePoint now) const;
  double target() const { return target_; }  // correctly sorted, per cent

 private:
  struct Round {
    TimePoint planned, actual;
    double speed = 1;  // of filling after it
  };
  struct Kind {
    std::string name;
    double daily = 0;
  };

  Round round_of(const Point& point, int64_t number) const;  // two a day
  double tonnes_until(size_t kind, int64_t day, int64_t second) const;

  uint64_t seed_ = 0;
  double target_ = 0;
  std::string team_, sorter_;
  Rhythm rhythm_{};
  std::vector<Kind> kinds_;
  std::vector<std::string> streets_;
  std::vector<Point> points_;
};

}  // namespace onescreen::demo
