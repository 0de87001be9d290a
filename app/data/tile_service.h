// All tile sets of a site: maps say what they want, latest wish first, and read what is there from one immutable
// value. Nothing here makes the caller wait for a back end or a disk. Any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "data/shown_sets.h"
#include "data/tile_loader.h"

namespace onescreen::data {

// Publishes about twenty times a second at most. What a map wants stands until it says otherwise: a map that stays as
// it is is not drawn again.
class TileService : public ShownSets<TileLoader, model::Tiles> {
 public:
  explicit TileService(model::Clock clock);

  // Exactly these sets from now on, kept on disk in `file` (empty: not at all). Sets that did not change keep their
  // pictures.
  void replace(std::vector<TileSetConfig> sets, const std::string& file);

 private:
  void open_disk(const std::string& file, const std::map<std::string, int64_t>& limits);

  const model::Clock clock_;
  std::mutex replacing_;  // guards everything below
  std::string file_;
  std::shared_ptr<TileDisk> disk_;
};

}  // namespace onescreen::data
