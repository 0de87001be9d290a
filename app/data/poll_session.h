// One source as it is polled: what is remembered from one poll to the next, and one complete poll, all pages, without
// waiting. What the pollers' threads do, for tests and `render` too. Not thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>

#include "data/authenticator.h"
#include "data/source_config.h"
#include "data/store.h"
#include "model/time.h"

namespace onescreen::data {

class PollSession {
 public:
  // `authenticator` is shared by all sources with the same access; without one the session makes its own. `seed` steers
  // jitter only.
  PollSession(SourceConfig config, model::Clock clock, std::shared_ptr<Authenticator> authenticator = {},
              uint64_t seed = 0);
  ~PollSession();
  const SourceConfig& config() const { return config_; }
  // The table on screen before the first poll, and when its rows were last seen (monotonic): an answer that is cut
  // short removes none of them.
  void know(model::TablePtr table, model::Duration seen);
  // Blocks for the timeout of each page, and of a login, at most. No sentence in the outcome holds a secret.
  PollOutcome poll(std::stop_token stop = {});

 private:
  struct Memory;
  class Poll;

  SourceConfig config_;
  model::Clock clock_;
  std::unique_ptr<Memory> memory_;
};

}  // namespace onescreen::data
