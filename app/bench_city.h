// A demo city in a process of its own, so that what it costs is not counted as the wall's; and what the benchmark
// invents itself.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "model/result.h"
#include "model/table.h"

namespace onescreen::app {

class BenchCity {
 public:
  // Starts this very program as `backend` on loopback. `speed` 0: nothing ever changes.
  static model::Result<std::unique_ptr<BenchCity>> start(int sensors, double speed);
  ~BenchCity();
  BenchCity(const BenchCity&) = delete;
  BenchCity& operator=(const BenchCity&) = delete;

  const std::string& base_url() const { return base_url_; }

 private:
  BenchCity() = default;

  pid_t pid_ = -1;
  std::string base_url_;
};

// `rows` marks within the district, the same for the same seed: id, lon, lat.
model::TablePtr invented_marks(size_t rows, uint64_t seed);

}  // namespace onescreen::app
