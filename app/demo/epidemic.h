// Public health in ordinary times, in sums only: visits to fever clinics by day and street, how many sentinel samples
// are positive, institutions that report clusters with what is to be done there, and the stock of medicines. A pure
// function of (seed, time). Immutable after load(); any thread. No persons.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "demo/calendar.h"
#include "demo/ground.h"

namespace onescreen::demo {

struct EpidemicDay {
  int64_t day = 0;
  int visits = 0;              // of the whole day, or so far
  int last_year = 0;           // the whole day, 52 weeks before
  std::optional<int> samples;  // unknown before the day is over
  std::optional<int> positives;
};

struct EpidemicStreet {
  size_t street = 0;
  int today = 0;
  int last_seven = 0;  // full days
};

struct ClusterTask {
  std::string id, task, owner;
  TimePoint deadline;
  std::optional<TimePoint> done_at;
};

struct Cluster {
  std::string id, institution, kind;
  size_t street = 0;
  model::LonLat at;
  int cases = 0;
  int level = 4;
  TimePoint reported_at;
  std::vector<ClusterTask> tasks;  // by deadline
};

struct StockItem {
  std::string item, unit;
  int stock = 0;
  int a_day = 0;
  double target_days = 0;
};

class Epidemic {
 public:
  static constexpr int kDays = 15;

  static model::Result<Epidemic> load(const std::string& file, const Ground& ground, uint64_t seed);

  double warning_rate() const { return warning_rate_; }  // per cent
  // The last fourteen full days and today, oldest first.
  std::vector<EpidemicDay> days_at(TimePoint now) const;
  // Every street; today's sum is today's of days_at().
  std::vector<EpidemicStreet> streets_at(TimePoint now) const;
  // Those still watched, the newest first.
  std::vector<Cluster> clusters_at(TimePoint now) const;
  std::vector<StockItem> stock_at(TimePoint now) const;

 private:
  struct Institution {
    std::string name, kind;
    size_t street = 0;
    model::LonLat at;
  };
  struct TaskKind {
    std::string task, owner;
    int64_t due_secs = 0;
  };
  struct Stock {
    StockItem item;
    int days = 0;  // between deliveries
  };

  double season(int64_t day) const;
  std::vector<int> visits_of(int64_t day) const;  // by street
  std::optional<Cluster> cluster_of(size_t institution, int64_t day, TimePoint now) const;

  uint64_t seed_ = 0;
  double visits_a_day_ = 0, warning_rate_ = 0, usual_rate_ = 0;
  std::array<double, 24> rhythm_{};
  std::vector<double> street_weights_;
  std::vector<Institution> institutions_;
  std::vector<TaskKind> tasks_;
  std::vector<Stock> stocks_;
};

}  // namespace onescreen::demo
