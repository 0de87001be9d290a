// Loads one tile set: takes what is wanted, most important first, and brings it from memory, disk or the network, a few
// requests at once; backs off after failures, with one request alone until the back end answers again. Threads of its
// own, which begin with the first wish.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <span>
#include <thread>
#include <vector>

#include "data/tile_config.h"
#include "data/tile_disk.h"
#include "data/tile_fetch.h"
#include "data/tile_memory.h"

namespace onescreen::data {

class TileLoader {
 public:
  using Config = TileSetConfig;
  using Key = model::TileKey;

  // `disk` may be null. `changed` is called on any thread when latest() would give something else.
  TileLoader(TileSetConfig set, model::Clock clock, std::shared_ptr<TileDisk> disk, std::function<void()> changed,
             size_t memory_bytes = kMemoryBytes);
  // Ends requests under way within milliseconds.
  ~TileLoader();
  TileLoader(const TileLoader&) = delete;
  TileLoader& operator=(const TileLoader&) = delete;

  const TileSetConfig& config() const { return set_; }
  // All that is wanted from now on; keys outside the set's zoom are left out. Never waits.
  void want(std::span<const model::TileKey> keys);
  model::TileSetPtr latest() const;
  // Whether nothing more will come of what is wanted for now: each tile is there, absent, or has failed.
  bool settled() const;

  static constexpr size_t kMemoryBytes = size_t{96} << 20;

 private:
  using SteadyPoint = std::chrono::steady_clock::time_point;
  // What is remembered of a tile besides its picture.
  struct Facts {
    KeptTile validators;  // without bytes
    bool looked_on_disk = false;
    int failures = 0;
    SteadyPoint not_before{};  // of the next request; far away while the tile is known to be absent
  };
  struct Job {
    model::TileKey key;
    bool from_disk = false;
    std::optional<KeptTile> known;
  };

  void work(std::stop_token stop);
  // Under the lock. nullopt: nothing to do before `wake`.
  std::optional<Job> next_job(SteadyPoint& wake);
  bool needs_request(model::TileKey key, const Facts& facts, bool refresh) const;
  // The tile, else what can stand for it until it comes.
  void look_on_disk(model::TileKey key, std::unique_lock<std::mutex>& lock);
  // Whether it is in memory now. Gives the lock up while it reads.
  bool read_from_disk(model::TileKey key, std::unique_lock<std::mutex>& lock);
  void settle(model::TileKey key, const TileAnswer& answer);
  void set_failed(const TileAnswer& answer);
  void set_works();
  void note_dropped();
  void forget_unwanted();

  const TileSetConfig set_;
  const model::Clock clock_;
  const std::shared_ptr<TileDisk> disk_;
  const std::function<void()> changed_;
  const std::shared_ptr<Authenticator> authenticator_;

  mutable std::mutex mutex_;  // guards everything below
  std::condition_variable_any wake_;
  std::vector<model::TileKey> wanted_;
  TileMemory memory_;
  std::map<model::TileKey, Facts> facts_;
  std::set<model::TileKey> under_way_;
  int requests_ = 0;  // under way
  int failures_ = 0;  // of the set, in a row
  int bad_in_a_row_ = 0;
  SteadyPoint not_before_{};  // of the next request of the set
  std::optional<model::Error> error_;
  model::TileState state_ = model::TileState::fresh;
  std::mt19937_64 random_;
  std::vector<std::jthread> workers_;  // last: they use everything above
};

}  // namespace onescreen::data
