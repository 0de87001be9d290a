// The demo city: invents a district's day and tells what it looks like at any instant. Everything is a pure function of
// (seed, time): asking twice, or in another order, gives the same answer. What it keeps are only days already invented.
// Any thread. Zone: UTC+8. All that it tells is invented (演示数据).
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "demo/case_generator.h"
#include "demo/civility.h"
#include "demo/community.h"
#include "demo/duty.h"
#include "demo/epidemic.h"
#include "demo/feed_texts.h"
#include "demo/festival.h"
#include "demo/hotline.h"
#include "demo/peaks.h"
#include "demo/renewal.h"
#include "demo/module_board.h"
#include "demo/north_bund.h"
#include "demo/sensors.h"
#include "demo/service_points.h"
#include "demo/units.h"
#include "demo/waste.h"
#include "model/result.h"

namespace onescreen::demo {

// Cases of several days at one instant; keeps those days alive.
struct CaseView {
  TimePoint now;
  TimePoint today;                  // the city's midnight before `now`
  std::vector<CaseDayPtr> days;     // newest first
  std::vector<const Case*> listed;  // open now, or received or closed today; newest first

  // Every case born so far within the days looked at: `visit(const Case&)`.
  template <typename Visit>
  void each_known(Visit visit) const {
    for (const CaseDayPtr& day : days) {
      for (const Case& one : *day) {
        if (!one.known(now)) break;
        visit(one);
      }
    }
  }
};

class City {
 public:
  struct Options {
    uint64_t seed = 1;
    int sensors = 61000;
    std::string districts_dir;  // streets.geojson, grids.geojson, roads.geojson, waters.geojson
    std::string demo_dir;       // cases.json, hotline.json, sensors.json and the others, one for each generator
  };

  static model::Result<std::unique_ptr<City>> load(const Options& options);

  uint64_t seed() const { return options_.seed; }
  const Ground& ground() const { return ground_; }
  const CaseCatalogue& catalogue() const { return catalogue_; }
  const Hotline& hotline() const { return *hotline_; }
  const Sensors& sensors() const { return *sensors_; }
  const DutyDesk& duty() const { return *duty_; }
  const Units& units() const { return *units_; }
  const FeedTexts& feed_texts() const { return feed_texts_; }
  const Peaks& peaks() const { return *peaks_; }
  const Waste& waste() const { return *waste_; }
  const Renewal& renewal() const { return *renewal_; }
  const Community& community() const { return *community_; }
  const Civility& civility() const { return *civility_; }
  const Epidemic& epidemic() const { return *epidemic_; }
  const ModuleBoard& modules() const { return *modules_; }
  const ServicePoints& service_points() const { return *service_points_; }
  const NorthBund& north_bund() const { return *north_bund_; }
  const Festival& festival() const { return *festival_; }

  // With the days behind it that open cases can come from, and `more_days` further ones.
  CaseView cases_at(TimePoint now, int more_days = 0) const;

 private:
  City() = default;
  // Those of the site's scenes that have a file of their own. Throws when one cannot be read.
  void read_scenes();
  CaseDayPtr day(int64_t day) const;

  Options options_;
  Ground ground_;
  CaseCatalogue catalogue_;
  std::unique_ptr<CaseGenerator> generator_;
  std::unique_ptr<Hotline> hotline_;
  std::unique_ptr<Sensors> sensors_;
  std::unique_ptr<DutyDesk> duty_;
  std::unique_ptr<Units> units_;
  FeedTexts feed_texts_;
  std::unique_ptr<Peaks> peaks_;
  std::unique_ptr<Waste> waste_;
  std::unique_ptr<Renewal> renewal_;
  std::unique_ptr<Community> community_;
  std::unique_ptr<Civility> civility_;
  std::unique_ptr<const Epidemic> epidemic_;
  std::unique_ptr<const ModuleBoard> modules_;
  std::unique_ptr<const ServicePoints> service_points_;
  std::unique_ptr<const NorthBund> north_bund_;
  std::unique_ptr<const Festival> festival_;
  mutable std::mutex mutex_;
  mutable std::map<int64_t, CaseDayPtr> days_;
};

}  // namespace onescreen::demo
