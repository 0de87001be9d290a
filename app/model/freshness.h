// How far a source's data can be believed right now. Pure functions of the facts and an instant, called at draw time,
// so that a dead thread cannot look fresh.
#pragma once

#include <optional>

#include "model/snapshot.h"

namespace onescreen::model {

// Ordered from good to bad: the worst of several is the largest.
enum class Freshness {
  fresh,   // age within two polls
  late,    // a poll or two is missing, the data is still within its declared age
  stale,   // older than its declared age
  down,    // stale, and polls have been failing for three declared ages: an interruption, not a hiccup
  denied,  // the back end refuses us; data that was there stays, but nothing will come
  never,   // no answer has ever come
};

const char* name_of(Freshness freshness);

// Age of the data: the worse of the time since the last confirmation (monotonic) and, where the back end dates its
// data, the time since then (wall clock). nullopt when there was never an answer.
std::optional<Duration> age(const SourceState& source, Instant now);

// Ages at which a source turns late and stale: two intervals, but never later than the declared maximum; domain norm of
// two and five periods when max_age is left at its default of five intervals.
Duration late_after(const SourceState& source);

Freshness freshness(const SourceState& source, Instant now);

// The next age at which freshness() can change by the passing of time alone; nullopt when it cannot.
std::optional<Duration> next_change_in(const SourceState& source, Instant now);

}  // namespace onescreen::model
