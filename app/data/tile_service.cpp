#include "data/tile_service.h"

#include <spdlog/spdlog.h>

namespace onescreen::data {
namespace {

// A map that is drawn again for each of forty tiles would be busy with nothing else.
constexpr std::chrono::milliseconds kPublishEvery{50};

}  // namespace

TileService::TileService(model::Clock clock) : ShownSets(kPublishEvery), clock_(std::move(clock)) {}

void TileService::replace(std::vector<TileSetConfig> sets, const std::string& file) {
  const std::lock_guard lock(replacing_);
  const bool same_file = std::exchange(file_, file) == file;
  std::map<std::string, int64_t> limits;
  for (const auto& set : sets) {
    if (!set.kept_as.empty()) limits[set.kept_as] = set.max_disk_bytes;
  }
  bool opened = false;  // only where a set needs it: the others go on with what they have
  const auto make = [&](TileSetConfig set, std::function<void()> changed) {
    if (!std::exchange(opened, true)) open_disk(file, limits);
    return std::make_unique<TileLoader>(std::move(set), clock_, disk_, std::move(changed));
  };
  replace_sets(std::move(sets), make, same_file);
}

void TileService::open_disk(const std::string& file, const std::map<std::string, int64_t>& limits) {
  disk_.reset();
  if (file.empty() || limits.empty()) return;
  auto disk = TileDisk::open(file, limits);
  if (disk) {
    disk_ = std::move(*disk);
  } else {
    spdlog::error("tiles are not kept on disk: {}", model::describe(disk.error()));
  }
}

}  // namespace onescreen::data
