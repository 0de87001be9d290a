// Tiles on disk, so that a base map is there after a restart and without a network: one SQLite file for all sets,
// bounded in bytes for each of them, the least recently used going first. Any thread; a call takes as long as the disk.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "model/result.h"
#include "model/tiles.h"

struct sqlite3;

namespace onescreen::data {

// A tile as its back end sent it, with what the back end said of it.
struct KeptTile {
  std::string bytes;
  std::string etag;
  std::string last_modified;
  model::TimePoint confirmed{};
  model::TimePoint expires{};

  bool operator==(const KeptTile&) const = default;
};

class TileDisk {
 public:
  // `limits`: most bytes of each set, by the name it is kept as. What other sets left there is deleted.
  static model::Result<std::unique_ptr<TileDisk>> open(const std::string& file,
                                                       const std::map<std::string, int64_t>& limits);
  ~TileDisk();
  TileDisk(const TileDisk&) = delete;
  TileDisk& operator=(const TileDisk&) = delete;

  // `now` marks it as used. nullopt also where the disk fails, which is logged once.
  std::optional<KeptTile> get(const std::string& kept_as, model::TileKey key, model::TimePoint now);
  void put(const std::string& kept_as, model::TileKey key, const KeptTile& tile, model::TimePoint now);
  // The back end says that it is still good; the validators stay.
  void confirm(const std::string& kept_as, model::TileKey key, model::TimePoint confirmed, model::TimePoint expires);
  void remove(const std::string& kept_as, model::TileKey key);
  // What the tiles of a set take.
  int64_t bytes(const std::string& kept_as);

 private:
  TileDisk(std::string file, sqlite3* database, std::map<std::string, int64_t> limits);
  void forget_other_sets();
  void measure();
  void shrink(const std::string& kept_as, int64_t to);
  bool exec(const std::string& sql);
  // After a failed statement: says it, and begins anew where the file is damaged.
  void failed();

  std::mutex mutex_;  // guards everything below
  std::string file_;
  sqlite3* database_;
  std::map<std::string, int64_t> limits_;
  std::map<std::string, int64_t> sizes_;
  bool said_ = false;
};

}  // namespace onescreen::data
