// Our own figures as Prometheus reads them (text format 0.0.4): how every source does and what the process costs. The
// text is a pure function; the server listens only where the site asks for it, on a thread of its own, and never
// touches the UI thread. No word of a back end and no address stands in it: figures and declared names only.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "model/result.h"
#include "model/snapshot.h"

namespace onescreen::app {

struct ProcessFigures {
  uint64_t resident_bytes = 0;
  uint64_t open_files = 0;
  uint64_t threads = 0;
  double cpu_seconds = 0;  // of all threads since the start
  model::Duration uptime{};
};

// Of this process, from /proc; what cannot be read is zero.
ProcessFigures process_figures();

std::string metrics_text(const model::Snapshot& snapshot, model::Instant now, const ProcessFigures& process);

class MetricsServer {
 public:
  // Serves `page()` at /metrics on `address`:`port` (0: a free one). `page` is called on the server's threads. Fails
  // with a sentence when it cannot listen there.
  static model::Result<std::unique_ptr<MetricsServer>> start(const std::string& address, int port,
                                                             std::function<std::string()> page);
  ~MetricsServer();
  MetricsServer(const MetricsServer&) = delete;
  MetricsServer& operator=(const MetricsServer&) = delete;

  int port() const;

 private:
  struct State;
  explicit MetricsServer(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace onescreen::app
