#include "data/circuit_breaker.h"

#include <algorithm>
#include <bit>
#include <chrono>

namespace onescreen::data {
namespace {

// Sized for pollers, which call every few seconds, not thousands of times a second: a window of a hundred calls would
// take minutes to fill.
constexpr int kWindow = 20;
constexpr int kInARow = 5;
constexpr model::Duration kFirstPause = std::chrono::seconds(30);
constexpr model::Duration kLongestPause = std::chrono::minutes(5);

}  // namespace

void CircuitBreaker::record(Outcome outcome, model::Duration now, double random) {
  const bool probe = open_until_.has_value();
  if (outcome == Outcome::success && probe) {
    // What it failed before must not open the circuit again at the next slip.
    *this = CircuitBreaker();
    return;
  }
  if (outcome == Outcome::unreachable) {
    // It is gone rather than busy.
    in_a_row_ = 0;
    open_until_.reset();
    return;
  }
  const bool overload = outcome == Outcome::overload;
  recent_ = (recent_ << 1 | (overload ? 1u : 0u)) & ((1u << kWindow) - 1);
  recorded_ = std::min(recorded_ + 1, kWindow);
  in_a_row_ = overload ? in_a_row_ + 1 : 0;
  const bool often = recorded_ == kWindow && std::popcount(recent_) * 2 >= kWindow;
  if (!overload || (!probe && in_a_row_ < kInARow && !often)) return;
  const model::Duration pause = std::min(kLongestPause, kFirstPause * (int64_t{1} << std::min(openings_, 10)));
  ++openings_;
  // Up to a quarter longer, so that walls that saw the same outage do not probe together.
  open_until_ = now + pause + std::chrono::round<model::Duration>(pause * (0.25 * random));
}

CircuitBreaker::Outcome outcome_of(FetchFailure failure, int status) {
  using Outcome = CircuitBreaker::Outcome;
  if (status == 429 || status >= 500 || failure == FetchFailure::slow || failure == FetchFailure::cut)
    return Outcome::overload;
  return failure == FetchFailure::unreachable ? Outcome::unreachable : Outcome::success;
}

}  // namespace onescreen::data
