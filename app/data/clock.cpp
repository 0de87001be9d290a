#include "data/clock.h"

#include <chrono>

namespace onescreen::data {

model::Clock system_clock() {
  return [] {
    return model::Instant{std::chrono::floor<model::Duration>(std::chrono::system_clock::now()),
                          std::chrono::floor<model::Duration>(std::chrono::steady_clock::now().time_since_epoch())};
  };
}

}  // namespace onescreen::data
