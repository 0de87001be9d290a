// When to leave a struggling back end alone: opens after repeated signs of overload, lets one probe through after a
// while, closes on its success. Pure state, one per source, on its poller's thread; times are of the monotonic clock.
#pragma once

#include <cstdint>
#include <optional>

#include "data/http_fetch.h"
#include "model/time.h"

namespace onescreen::data {

class CircuitBreaker {
 public:
  // What a poll came to. Success is any answer that is not a sign of overload, a refusal or an unreadable one included.
  // A refused connection costs nobody anything and is no such sign: what is not there is looked for as promptly as
  // ever.
  enum class Outcome { success, overload, unreachable };

  // `now` is the uptime at the poll's end, `random` uniform in [0, 1).
  void record(Outcome outcome, model::Duration now, double random);

  // Uptime from which one probe may be sent; nullopt while polls go as usual.
  std::optional<model::Duration> open_until() const { return open_until_; }

 private:
  uint32_t recent_ = 0;  // newest outcome in bit 0, 1 is overload
  int recorded_ = 0;     // how many bits of it count
  int in_a_row_ = 0;
  int openings_ = 0;  // since a probe last succeeded
  std::optional<model::Duration> open_until_;
};

// Answers 429 and 5xx, deadlines passed after the request was sent and bodies cut off say the same: it has more to do
// than it can. `status` is the HTTP status where there was one, else 0.
CircuitBreaker::Outcome outcome_of(FetchFailure failure, int status);

}  // namespace onescreen::data
