// Complaints that come again and again from one place, and the action that shall bring them down. Invented per (seed,
// place, day); calls are read off at an instant. An action begins every sixteen weeks on a Monday; its effect shows
// within eight, then it wears off. Immutable; any thread.
#pragma once

#include <string>
#include <vector>

#include "demo/calendar.h"
#include "demo/case_catalogue.h"

namespace onescreen::demo {

class Peaks {
 public:
  enum class Reply { waiting, fixing, checking };

  struct Cluster {
    std::string id;     // CF-07
    std::string topic;  // as the hotline calls it
    std::string title;  // where, and what of
    std::string unit;   // who answers
    size_t street = 0;
    model::LonLat at;
    double daily = 0;    // calls a day at the action's start
    double effect = 0;   // share of them that stays when the action has worked
    double callers = 0;  // different callers for each call
    int64_t first_day = 0;
    int64_t rhythm_days = 0;  // between two answers that are owed
    size_t kind = 0;
    uint64_t key = 0;
  };
  struct State {
    int calls_30 = 0;       // of the 30 days up to now
    int calls_before = 0;   // of the 30 days before these
    int callers = 0;        // among calls_30
    int level = 4;          // by calls_30
    TimePoint first, last;  // calls
    Reply reply = Reply::waiting;
    TimePoint due;         // of the next step
    bool overdue = false;  // waiting past its due
    std::string next_step;
  };
  struct Week {
    TimePoint from, to;
    std::vector<int> by_kind;
  };
  struct Summary {
    TimePoint start;        // of the action
    double start_week = 0;  // calls a week in the four weeks before it
    double target = 0;      // calls a week that it shall come to
    int week = 0;           // of the last seven days
    int today = 0;
    int yesterday = 0;  // until the same time
  };

  // Reads the scene's file; throws when it is not as it should be.
  Peaks(const std::string& path, const Ground& ground, const CaseCatalogue& catalogue, uint64_t seed);

  const std::vector<Cluster>& clusters() const { return clusters_; }
  // Topics, in the order of Week::by_kind.
  const std::vector<std::string>& kinds() const { return kinds_; }
  State state_of(const Cluster& cluster, TimePoint now) const;
  // Twelve times seven days up to now, oldest first.
  std::vector<Week> weeks(TimePoint now) const;
  Summary summary(TimePoint now) const;
  // Calls a week in the four weeks before the action, by kind; their sum is Summary::start_week.
  std::vector<double> start_weeks(TimePoint now) const;
  // Of one place, in [from, to).
  int calls_between(const Cluster& cluster, TimePoint from, TimePoint to) const;

 private:
  std::vector<TimePoint> calls_of(const Cluster& cluster, int64_t day) const;
  int calls_between(TimePoint from, TimePoint to) const;

  std::vector<std::string> kinds_;
  std::vector<std::vector<std::string>> steps_;  // by kind, then by Reply
  std::vector<Cluster> clusters_;
  double target_share_ = 0;
};

}  // namespace onescreen::demo
