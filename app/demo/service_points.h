// Stations, help points and meal points for residents: where they are, when they are open, who comes, how many meals
// are booked and served, who is missing. A pure function of (seed, time). Immutable after load(); any thread.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "demo/calendar.h"
#include "demo/ground.h"

namespace onescreen::demo {

enum class PointState { open, full, short_of_staff, closed };

struct ServicePoint {
  std::string id, name, kind;
  size_t street = 0;
  model::LonLat at;
  int64_t opens = 0;  // seconds since midnight
  int64_t closes = 0;
  bool all_year = false;  // else closed at weekends
  int seats = 0;
  int staff_needed = 0;
  bool serves_meals = false;

  bool day_off = false;
  PointState state = PointState::closed;
  int present = 0;
  int visits_today = 0;
  int staff = 0;
  int booked = 0;  // meals of the day
  int served = 0;
};

struct Meal {
  std::string meal;
  int64_t from = 0;  // seconds since midnight
  int64_t to = 0;
  int booked = 0;
  int served = 0;
};

class ServicePoints {
 public:
  static model::Result<ServicePoints> load(const std::string& file, const Ground& ground, uint64_t seed);

  std::vector<ServicePoint> points_at(TimePoint now) const;
  // The day's meals in their order; their sums are those of points_at().
  std::vector<Meal> meals_at(TimePoint now) const;

 private:
  struct MealKind {
    std::string meal;
    int64_t from = 0, to = 0;
    double share = 0;  // of a point's full day
  };

  bool is_day_off(const ServicePoint& point, int64_t day) const;
  int booked(const ServicePoint& point, size_t number, const MealKind& meal, int64_t day) const;

  uint64_t seed_ = 0;
  std::array<double, 24> rhythm_{};
  std::vector<MealKind> meals_;
  std::vector<ServicePoint> points_;
  std::vector<double> popularity_;  // of each point
};

}  // namespace onescreen::demo
