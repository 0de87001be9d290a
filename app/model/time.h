// Time as values: UTC instants in milliseconds, a zone as a table of offsets, civil (local) time, ISO 8601.
// No clock is read here: whoever needs "now" is given a Clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onescreen::model {

using Duration = std::chrono::milliseconds;
// UTC. Tables, parameters and SQL carry it as an integer: milliseconds since 1970-01-01T00:00:00Z.
using TimePoint = std::chrono::sys_time<Duration>;

inline int64_t to_millis(TimePoint time) { return time.time_since_epoch().count(); }
inline TimePoint from_millis(int64_t millis) { return TimePoint(Duration(millis)); }

// One reading of both clocks: `utc` may be stepped by NTP or a person and is for display and comparison with the
// back end's times; `uptime` only ever grows and is for intervals (ages of polls, animation, deadlines of work).
struct Instant {
  TimePoint utc{};
  Duration uptime{};

  bool operator==(const Instant&) const = default;
};

// Where "now" comes from; called from any thread. Production reads the machine, tests and `--now` give a fixed one.
using Clock = std::function<Instant()>;

// The date and time of day that a wall clock shows. month 1-12, day 1-31, weekday 0 = Sunday.
struct CivilTime {
  int year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int millisecond = 0;
  int weekday = 4;

  bool operator==(const CivilTime&) const = default;
};

// A time zone as a value: offsets from UTC, each valid from an instant on. Built by data::load_zone from the system's
// zone database, or by hand for a fixed offset.
class Zone {
 public:
  struct Period {
    TimePoint from;
    std::chrono::seconds offset;
  };

  // UTC.
  Zone() : Zone("UTC", {}) {}
  // `periods` ascending by `from`; before the first one its offset holds as well.
  Zone(std::string name, std::vector<Period> periods);
  static Zone fixed(std::string name, std::chrono::seconds offset);

  const std::string& name() const { return name_; }
  std::chrono::seconds offset_at(TimePoint time) const;
  CivilTime civil(TimePoint time) const;
  // The instant at which this zone's clocks show `civil`; of two, the earlier; in a gap, the instant of the jump's old
  // offset.
  TimePoint utc(const CivilTime& civil) const;
  // Local midnight of the day that `time` falls on.
  TimePoint start_of_day(TimePoint time) const;

 private:
  std::string name_;
  std::vector<Period> periods_;
};

// Days since 1970-01-01 of a proleptic Gregorian date, and whether such a date exists.
int64_t days_from_civil(int year, int month, int day);
bool is_valid(const CivilTime& civil);

// strftime-like subset: %Y %m %d %H %M %S %% ; anything else is copied.
std::string format_civil(const CivilTime& civil, std::string_view pattern);
// Reads `text` by the same subset; every directive takes its full width (%Y 4, others 2 digits). nullopt when it does
// not fit, leaves characters over, or names an impossible date. An optional fraction ".123" after %S is accepted.
std::optional<CivilTime> parse_civil(std::string_view text, std::string_view pattern);

// "2026-11-20T07:52:36Z", "...+08:00", "+0800", fractions, and a blank instead of T. The offset is mandatory: a time
// without one is not an instant.
std::optional<TimePoint> parse_iso8601(std::string_view text);
// "2026-11-20T07:52:36.120Z"
std::string to_iso8601(TimePoint time);

}  // namespace onescreen::model
