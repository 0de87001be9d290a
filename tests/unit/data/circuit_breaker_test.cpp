// The circuit breaker as a table of what it is told and when it lets the next request through.
#include "data/circuit_breaker.h"

#include <gtest/gtest.h>

#include <chrono>

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using Outcome = CircuitBreaker::Outcome;

model::Duration record(CircuitBreaker& breaker, Outcome outcome, int times, model::Duration now) {
  for (int i = 0; i < times; ++i) {
    breaker.record(outcome, now, 0);
    now += 1s;
  }
  return now;
}

TEST(CircuitBreaker, OpensAfterFiveInARowAndClosesOnOneSuccess) {
  CircuitBreaker breaker;
  record(breaker, Outcome::overload, 4, 0s);
  EXPECT_FALSE(breaker.open_until());
  breaker.record(Outcome::overload, 10s, 0);
  EXPECT_EQ(breaker.open_until(), 40s);
  breaker.record(Outcome::success, 41s, 0);
  EXPECT_FALSE(breaker.open_until());
  record(breaker, Outcome::overload, 4, 50s);
  EXPECT_FALSE(breaker.open_until()) << "what was before the success does not count";
}

TEST(CircuitBreaker, EachFailedProbeDoublesThePauseUpToFiveMinutes) {
  CircuitBreaker breaker;
  record(breaker, Outcome::overload, 5, 0s);
  for (const model::Duration pause : {60s, 120s, 240s, 300s, 300s}) {
    const model::Duration now = *breaker.open_until();
    breaker.record(Outcome::overload, now, 0);
    EXPECT_EQ(*breaker.open_until() - now, pause);
  }
}

TEST(CircuitBreaker, JitterOnlyLengthens) {
  CircuitBreaker breaker;
  for (int i = 0; i < 5; ++i) breaker.record(Outcome::overload, 0s, 0.999);
  EXPECT_GT(*breaker.open_until(), 30s);
  EXPECT_LE(*breaker.open_until(), 37500ms);
}

TEST(CircuitBreaker, HalfOfTwentyIsEnough) {
  CircuitBreaker breaker;
  int recorded = 0;
  for (; recorded < 40 && !breaker.open_until(); ++recorded)
    breaker.record(recorded % 2 == 0 ? Outcome::success : Outcome::overload, 0s, 0);
  EXPECT_EQ(recorded, 20);
  breaker.record(Outcome::success, 30s, 0);
  for (int i = 0; i < 4; ++i) breaker.record(Outcome::overload, 31s, 0);
  EXPECT_FALSE(breaker.open_until()) << "a probe that succeeds wipes the slate";
}

TEST(CircuitBreaker, WhatIsGoneIsLookedForPromptly) {
  CircuitBreaker breaker;
  record(breaker, Outcome::unreachable, 100, 0s);
  EXPECT_FALSE(breaker.open_until()) << "a refused connection is no overload";
  record(breaker, Outcome::overload, 5, 0s);
  ASSERT_TRUE(breaker.open_until());
  breaker.record(Outcome::unreachable, *breaker.open_until(), 0);
  EXPECT_FALSE(breaker.open_until()) << "a probe that is refused: it restarts, and will be there soon";
}

TEST(CircuitBreaker, ARefusalAfterManyFailuresDoesNotOpenItAgain) {
  CircuitBreaker breaker;
  for (int i = 0; i < 20; ++i) breaker.record(i % 2 == 0 ? Outcome::success : Outcome::overload, 0s, 0);
  ASSERT_TRUE(breaker.open_until());
  for (int i = 0; i < 5; ++i) breaker.record(Outcome::unreachable, 40s, 0);
  EXPECT_FALSE(breaker.open_until());
}

TEST(CircuitBreaker, KnowsOverloadFromOtherFailures) {
  EXPECT_EQ(outcome_of(FetchFailure::none, 503), Outcome::overload);
  EXPECT_EQ(outcome_of(FetchFailure::none, 429), Outcome::overload);
  EXPECT_EQ(outcome_of(FetchFailure::slow, 0), Outcome::overload);
  EXPECT_EQ(outcome_of(FetchFailure::cut, 0), Outcome::overload);
  EXPECT_EQ(outcome_of(FetchFailure::unreachable, 0), Outcome::unreachable);
  EXPECT_EQ(outcome_of(FetchFailure::none, 404), Outcome::success);
  EXPECT_EQ(outcome_of(FetchFailure::none, 401), Outcome::success);
}

}  // namespace
}  // namespace onescreen::data
