// The pictures of one tile set in memory: the most recently wanted ones, bounded in bytes; what is wanted now is never
// dropped. Values only; no locking.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "model/tiles.h"

namespace onescreen::data {

class TileMemory {
 public:
  explicit TileMemory(size_t max_bytes) : max_bytes_(max_bytes) {}

  // What is wanted from now on; it counts as used.
  void want(std::span<const model::TileKey> keys);
  void put(model::TileKey key, model::TilePicture picture);
  void remove(model::TileKey key);
  const model::TilePicture* find(model::TileKey key) const;

  const std::map<model::TileKey, model::TilePicture>& pictures() const { return pictures_; }
  size_t bytes() const { return bytes_; }
  // What had to go for others since the last call.
  std::vector<model::TileKey> take_dropped() { return std::exchange(dropped_, {}); }

 private:
  void touch(model::TileKey key);
  void evict();

  size_t max_bytes_;
  size_t bytes_ = 0;
  std::map<model::TileKey, model::TilePicture> pictures_;
  std::list<model::TileKey> order_;  // of those in pictures_, the least recently used first
  std::map<model::TileKey, std::list<model::TileKey>::iterator> places_;
  std::set<model::TileKey> wanted_;
  std::vector<model::TileKey> wish_;  // the same, the most important first
  std::vector<model::TileKey> dropped_;
};

}  // namespace onescreen::data
