// Polls every source on a thread of its own: wait, fetch, decode, fold into the Store. One request in flight per
// source; no source can delay another. Holds no data beyond validators and the hash of the last body.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "data/authenticator.h"
#include "data/poll_session.h"
#include "data/source_config.h"
#include "data/store.h"
#include "model/time.h"

namespace onescreen::data {

class Pollers {
 public:
  // `seed` steers jitter only. The Clock stamps the polls; waiting is real time.
  Pollers(Store& store, model::Clock clock, uint64_t seed = 0);
  // Stops all threads; requests under way are cut off.
  ~Pollers();
  Pollers(const Pollers&) = delete;
  Pollers& operator=(const Pollers&) = delete;

  // Polls exactly these from now on. Sources that did not change keep running and keep their data; those that ask for
  // something else start anew; those no longer named disappear from the store. What polls of the old ones still bring
  // in is not folded any more. A back end that asked to be left alone is left alone across this. Never waits for a back
  // end.
  void replace(std::vector<SourceConfig> sources);

 private:
  class Poller;
  void retire(std::map<std::string, std::unique_ptr<Poller>> pollers);

  std::shared_ptr<Authenticator> authenticator_for(const AccessConfig& access);

  Store& store_;
  model::Clock clock_;
  uint64_t seed_;
  std::vector<std::shared_ptr<Authenticator>> authenticators_;  // of the sources in pollers_, by distinct access
  std::map<std::string, std::unique_ptr<Poller>> pollers_;
  std::jthread leaving_;  // ends those that were replaced
};

// How long to wait after `failures` failures in a row (0: after a success). `random` is uniform in [0, 1). After a
// success never longer than `every`, so that jitter makes no data late; after failures with full jitter (uniform up to
// a bound that doubles), which is what spreads many walls after an outage.
model::Duration next_wait(model::Duration every, int failures, double random);

}  // namespace onescreen::data
