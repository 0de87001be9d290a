#include "data/tile_memory.h"

#include <algorithm>
#include <utility>

namespace onescreen::data {
namespace {

size_t bytes_of_picture(const model::TilePicture& picture) {
  return picture.image == nullptr ? 0 : picture.image->rgba.size();
}

}  // namespace

void TileMemory::want(std::span<const model::TileKey> keys) {
  // The most important come first and are to be dropped last, those of the wish before too, in whatever order they came.
  std::for_each(wish_.rbegin(), wish_.rend(), [this](model::TileKey key) { touch(key); });
  std::for_each(keys.rbegin(), keys.rend(), [this](model::TileKey key) { touch(key); });
  wish_.assign(keys.begin(), keys.end());
  wanted_.clear();
  wanted_.insert(keys.begin(), keys.end());
  evict();
}

void TileMemory::put(model::TileKey key, model::TilePicture picture) {
  remove(key);
  bytes_ += bytes_of_picture(picture);
  pictures_.emplace(key, std::move(picture));
  places_.emplace(key, order_.insert(order_.end(), key));
  evict();
}

void TileMemory::remove(model::TileKey key) {
  const auto found = pictures_.find(key);
  if (found == pictures_.end()) return;
  bytes_ -= bytes_of_picture(found->second);
  pictures_.erase(found);
  const auto place = places_.find(key);
  order_.erase(place->second);
  places_.erase(place);
}

const model::TilePicture* TileMemory::find(model::TileKey key) const {
  const auto found = pictures_.find(key);
  return found == pictures_.end() ? nullptr : &found->second;
}

void TileMemory::touch(model::TileKey key) {
  const auto place = places_.find(key);
  if (place != places_.end()) order_.splice(order_.end(), order_, place->second);
}

void TileMemory::evict() {
  for (auto at = order_.begin(); bytes_ > max_bytes_ && at != order_.end();) {
    const model::TileKey key = *at++;
    if (wanted_.contains(key)) continue;
    remove(key);
    dropped_.push_back(key);
  }
}

}  // namespace onescreen::data
