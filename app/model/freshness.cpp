#include "model/freshness.h"

#include <algorithm>

namespace onescreen::model {
namespace {

constexpr int kDownAfterMaxAges = 3;

}  // namespace

const char* name_of(Freshness freshness) {
  switch (freshness) {
    case Freshness::fresh:
      return "fresh";
    case Freshness::late:
      return "late";
    case Freshness::stale:
      return "stale";
    case Freshness::down:
      return "down";
    case Freshness::denied:
      return "denied";
    case Freshness::never:
      return "never";
  }
  return "unknown";
}

std::optional<Duration> age(const SourceState& source, Instant now) {
  if (!source.confirmed) return std::nullopt;
  Duration oldest = std::max(Duration(0), now.uptime - source.confirmed->uptime);
  // The data is dated by the back end's clock, so its age is told by that clock too.
  if (source.as_of) oldest = std::max(oldest, now.utc + source.clock_offset - *source.as_of);
  return oldest;
}

Duration late_after(const SourceState& source) { return std::min(2 * source.every, source.max_age); }

Freshness freshness(const SourceState& source, Instant now) {
  if (source.error && source.error->code == ErrorCode::denied) return Freshness::denied;
  const auto data_age = age(source, now);
  if (!data_age) return Freshness::never;
  if (*data_age > kDownAfterMaxAges * source.max_age && source.error) return Freshness::down;
  if (*data_age > source.max_age) return Freshness::stale;
  if (*data_age > late_after(source)) return Freshness::late;
  return Freshness::fresh;
}

std::optional<Duration> next_change_in(const SourceState& source, Instant now) {
  const auto data_age = age(source, now);
  if (!data_age) return std::nullopt;
  for (const Duration threshold : {late_after(source), source.max_age, kDownAfterMaxAges * source.max_age}) {
    if (*data_age <= threshold) return threshold - *data_age + Duration(1);
  }
  return std::nullopt;
}

}  // namespace onescreen::model
