// The last good tables on disk, so that a wall that starts again shows them at once: one SQLite file, written on a
// thread of its own, whole after a kill at any moment, bounded in size. What is kept has passed the masks.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "data/store.h"
#include "model/snapshot.h"

namespace onescreen::data {

struct LastGoodOptions {
  std::string file;  // its folder is made; empty: nothing is kept
  int64_t max_bytes = int64_t{512} << 20;
  model::Duration every{10'000};  // at most one write of a source in so long, and one at the end

  bool operator==(const LastGoodOptions&) const = default;
};

// A source as it was kept, for Store::restore.
struct KeptSource {
  std::string name;
  model::SourceState state;
  model::TimePoint seen_at;  // when its table was first seen
};

// What is kept of these sources (name -> SourceConfig::kept_as), as of `now`: `confirmed` lies as far back as the wall
// clock says. What was kept under another configuration or privacy is deleted, never given. A file that is damaged or
// not ours is moved aside ("FILE.broken"). Logs what went wrong; blocks for the reading. Before polling starts.
std::vector<KeptSource> read_last_good(const std::string& file, const std::map<std::string, std::string>& wanted,
                                       model::Instant now);

// Keeps what it is told of. A file that cannot be written is said once, and tried again with the next write.
class LastGood {
 public:
  explicit LastGood(LastGoodOptions options);
  // Writes what is not written yet.
  ~LastGood();
  LastGood(const LastGood&) = delete;
  LastGood& operator=(const LastGood&) = delete;

  // From any thread, in the order of the changes; quick. Answers that forbid it, and sources without kept_as, are not
  // kept, and what was kept of them before goes.
  void note(const SourceChange& change);
  // Another file or bound from now on, without waiting.
  void configure(LastGoodOptions options);

 private:
  using SteadyPoint = std::chrono::steady_clock::time_point;
  struct Source {
    model::SourceStatePtr state;  // to be written; empty: to be deleted
    std::string kept_as;
    model::TimePoint seen_at;
    bool may_be_kept = true;
    bool dirty = false;
    SteadyPoint not_before{};
  };

  void work(std::stop_token stop);
  // Sources that are due, and when the next one will be.
  std::map<std::string, Source> take_due(SteadyPoint now, bool all, SteadyPoint& next);

  std::mutex mutex_;  // guards the next three
  std::condition_variable_any wake_;
  LastGoodOptions options_;
  std::map<std::string, Source> sources_;
  std::jthread worker_;
};

}  // namespace onescreen::data
