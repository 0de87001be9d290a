// All tile sets of a site: maps say what they want, latest wish first, and read what is there from one immutable
// value. Nothing here makes the caller wait for a back end or a disk. Any thread.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "data/tile_loader.h"

namespace onescreen::data {

class TileService {
 public:
  explicit TileService(model::Clock clock);
  ~TileService();
  TileService(const TileService&) = delete;
  TileService& operator=(const TileService&) = delete;

  // Exactly these sets from now on, kept on disk in `file` (empty: not at all). Sets that did not change keep their
  // pictures.
  void replace(std::vector<TileSetConfig> sets, const std::string& file);

  // What one map wants of one set from now on, the most important first. Of several maps, each one's most important
  // come first.
  void want(const std::string& map, const std::string& set, std::vector<model::TileKey> keys);
  // No map wants anything: another layout is shown.
  void forget_wishes();

  // Never null.
  model::TilesPtr latest() const;
  // Called from a thread of the service when there is something new, at most about twenty times a second.
  void on_publish(std::function<void()> callback);
  // Whether what is wanted is there as far as it will be for now, and published.
  bool settled() const;

 private:
  void publish_changes(std::stop_token stop);
  void open_disk(const std::string& file, const std::map<std::string, int64_t>& limits);
  void pass_on(const std::string& set);

  const model::Clock clock_;
  mutable std::mutex mutex_;  // guards everything below
  std::condition_variable_any wake_;
  std::string file_;
  std::shared_ptr<TileDisk> disk_;
  std::map<std::string, std::unique_ptr<TileLoader>> loaders_;
  std::map<std::string, std::map<std::string, std::vector<model::TileKey>>> wishes_;  // by set and map
  uint64_t changes_ = 0;
  uint64_t published_ = 0;  // of them
  model::TilesPtr latest_ = std::make_shared<model::Tiles>();
  std::function<void()> callback_;
  std::jthread publisher_;  // last: it uses everything above
};

}  // namespace onescreen::data
