// Visitors follow the day's rhythm, each point with its own popularity; a point whose seats are all taken is full.
#include "demo/service_points.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "demo/scene_file.h"

namespace onescreen::demo {

namespace {

using nlohmann::json;

constexpr double kMissingStaffShare = 0.04;  // of the points on a day
constexpr int64_t kStepSecs = 300;           // how often the points report

}  // namespace

model::Result<ServicePoints> ServicePoints::load(const std::string& file, const Ground& ground, uint64_t seed) {
  return read_scene<ServicePoints>(file, "service points", [&](std::istream& in, ServicePoints& scene) {
    const json from = json::parse(in);
    scene.seed_ = seed;
    scene.rhythm_ = from.at("rhythm");
    for (const json& meal : from.at("meals")) {
      scene.meals_.push_back(
          {meal.at("meal"), clock_seconds(meal.at("from")), clock_seconds(meal.at("to")), meal.at("share")});
    }
    Random random(seed, 0, Stream::service_points);
    std::vector<double> weights;
    for (const Cell& cell : ground.cells()) weights.push_back(cell.roads.empty() ? 0 : cell.area_km2 + 0.3);
    for (const json& kind : from.at("kinds")) {
      const int count = kind.at("count");
      const int all_year = kind.at("all_year");
      const int seats = kind.at("seats");
      std::map<size_t, int> on_street;
      for (int i = 0; i < count; ++i) {
        const Cell& cell = ground.cells()[random.pick(weights)];
        ServicePoint point;
        point.kind = kind.at("kind");
        point.street = cell.street;
        point.id = fmt::format("{}-{:03}", kind.at("code").get<std::string>(), i + 1);
        point.name = fmt::format("{}{} {:02}", ground.streets()[cell.street].label, kind.at("name").get<std::string>(),
                                 ++on_street[cell.street]);
        point.at = ground.place_by_road(cell, random.index(cell.roads.size()), random);
        point.opens = clock_seconds(kind.at("opens"));
        point.closes = clock_seconds(kind.at("closes"));
        point.all_year = i < all_year;
        point.seats = static_cast<int>(seats * random.between(0.6, 1.5));
        point.staff_needed = static_cast<int>(2 + random.index(3));
        point.serves_meals = kind.at("serves_meals");
        scene.points_.push_back(std::move(point));
        scene.popularity_.push_back(random.between(0.35, 1.12));
      }
    }
    if (scene.points_.empty() || scene.meals_.empty()) throw std::runtime_error("names no point or no meal");
  });
}

bool ServicePoints::is_day_off(const ServicePoint& point, int64_t day) const {
  const int weekday = weekday_of(day);
  return !point.all_year && (weekday == 0 || weekday == 6);
}

int ServicePoints::booked(const ServicePoint& point, size_t number, const MealKind& meal, int64_t day) const {
  if (!point.serves_meals || is_day_off(point, day)) return 0;
  Random random(mix(seed_, number), day, Stream::service_points);
  return static_cast<int>(point.seats * 3 * meal.share * popularity_[number] * random.between(0.8, 1.15));
}

std::vector<ServicePoint> ServicePoints::points_at(TimePoint now) const {
  const int64_t day = day_of(now);
  const int64_t second = second_of_day(now) / kStepSecs * kStepSecs;
  std::vector<ServicePoint> points = points_;
  for (size_t i = 0; i < points.size(); ++i) {
    ServicePoint& point = points[i];
    Random random(mix(seed_, i + 1000), day, Stream::service_points);
    const bool misses = random.chance(kMissingStaffShare);
    const double busy = popularity_[i] * random.between(0.85, 1.15);
    for (const MealKind& meal : meals_) {
      const int all = booked(point, i, meal, day);
      point.booked += all;
      point.served += static_cast<int>(all * 0.97 * part_between(meal.from, meal.to, second));
    }
    point.day_off = is_day_off(point, day);
    if (point.day_off) continue;
    // A visit lasts about an hour and a half.
    const double turns = part_of_day(rhythm_, std::min(second, point.closes)) - part_of_day(rhythm_, point.opens);
    point.visits_today = static_cast<int>(point.seats * busy * 6 * std::max(0.0, turns));
    if (second < point.opens || second >= point.closes) continue;
    const double flicker = 0.9 + 0.2 * unit_interval(mix(mix(seed_, i), static_cast<uint64_t>(second / kStepSecs)));
    const double wished = point.seats * busy * level_at(rhythm_, second) * flicker;
    point.present = std::min(point.seats, static_cast<int>(wished));
    point.staff = point.staff_needed - (misses ? 1 : 0);
    point.state = point.present >= point.seats ? PointState::full
                  : misses                     ? PointState::short_of_staff
                                               : PointState::open;
  }
  return points;
}

std::vector<Meal> ServicePoints::meals_at(TimePoint now) const {
  const int64_t day = day_of(now);
  const int64_t second = second_of_day(now) / kStepSecs * kStepSecs;
  std::vector<Meal> meals;
  for (const MealKind& kind : meals_) {
    Meal meal{kind.meal, kind.from, kind.to, 0, 0};
    for (size_t i = 0; i < points_.size(); ++i) {
      const int all = booked(points_[i], i, kind, day);
      meal.booked += all;
      meal.served += static_cast<int>(all * 0.97 * part_between(kind.from, kind.to, second));
    }
    meals.push_back(std::move(meal));
  }
  return meals;
}

}  // namespace onescreen::demo
