// Proves number, kinds, places and states of the sensors.
#include "demo/sensors.h"

#include <cmath>
#include <set>

#include "demo_city.h"

namespace onescreen::demo {
namespace {

const TimePoint kNow = at("2026-11-20T07:52:36");

TEST(Sensors, SixKindsMakeSixtyOneThousand) {
  const Sensors& sensors = shared_city().sensors();
  EXPECT_EQ(sensors.all().size(), 61000U);
  const auto counts = sensors.count(kNow);
  ASSERT_EQ(counts.size(), 6U);
  int total = 0;
  for (const SensorCount& count : counts) {
    total += count.total;
    EXPECT_EQ(count.online + count.offline + count.alarm, count.total);
    EXPECT_NEAR(static_cast<double>(count.offline) / count.total, 0.018, 0.01);
  }
  EXPECT_EQ(total, 61000);
  std::set<uint64_t> ids;
  const Ground& ground = shared_city().ground();
  for (const Sensor& sensor : sensors.all()) {
    ids.insert(sensor.id);
    ASSERT_TRUE(contains(ground.cells()[sensor.cell].ring, sensor.at));
  }
  EXPECT_EQ(ids.size(), 61000U);
  EXPECT_GT(*ids.begin(), uint64_t{1} << 53);
}

TEST(Sensors, SomeReportEachSecondAndNoneFromTheFuture) {
  const Sensors& sensors = shared_city().sensors();
  int changed = 0;
  for (const Sensor& sensor : sensors.all()) {
    const Reading now = sensors.read(sensor, kNow);
    const Reading next = sensors.read(sensor, kNow + std::chrono::seconds(1));
    changed += now.observed != next.observed ? 1 : 0;
    ASSERT_LE(now.observed * 1000, model::to_millis(kNow));
    if (now.status != SensorStatus::offline) {
      ASSERT_GT(now.observed * 1000 + sensors.measure_of(sensor).period_secs * 1000, model::to_millis(kNow));
    }
    ASSERT_GE(now.scaled, 0);
  }
  EXPECT_GT(changed, 50);
  EXPECT_LT(changed, 1000);
}

TEST(Sensors, AnAlarmShowsAValueThatDeservesIt) {
  const Sensors& sensors = shared_city().sensors();
  int alarms = 0;
  for (const Sensor& sensor : sensors.all()) {
    const Reading reading = sensors.read(sensor, kNow);
    if (reading.status != SensorStatus::alarm) continue;
    ++alarms;
    const SensorMeasure& measure = sensors.measure_of(sensor);
    EXPECT_GE(static_cast<double>(reading.scaled) / std::pow(10, measure.decimals), measure.alarm) << measure.measure;
  }
  EXPECT_GT(alarms, 5);
  EXPECT_LT(alarms, 100);
}

TEST(Sensors, AsManyAsAsked) {
  EXPECT_EQ(make_city(1, 0)->sensors().all().size(), 0U);
  EXPECT_EQ(make_city(1, 7)->sensors().all().size(), 7U);
  const auto empty = json_of(*make_city(1, 0), "/api/sensors", kNow);
  EXPECT_EQ(empty.at("result").at("total"), 0);
  EXPECT_TRUE(empty.at("result").at("records").empty());
}

}  // namespace
}  // namespace onescreen::demo
