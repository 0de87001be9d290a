#include "ui/picture_cache.h"

#include <algorithm>

#include "gfx/target.h"

namespace onescreen::ui {

const gfx::Texture* PictureCache::texture_of(const model::TileImagePtr& image) {
  if (image == nullptr || image->width < 1 || image->height < 1) return nullptr;
  if (std::max(image->width, image->height) > gfx::max_target_size()) return nullptr;
  const auto [place, is_new] = kept_.try_emplace(image);
  place->second.drawing = drawing_;
  if (is_new) place->second.texture.upload(image->width, image->height, image->rgba, gfx::Texture::Filter::smooth);
  return &place->second.texture;
}

void PictureCache::end() {
  std::erase_if(kept_, [&](const auto& kept) { return kept.second.drawing != drawing_; });
}

void PictureCache::abandon() {
  for (auto& [image, kept] : kept_) kept.texture.abandon();
  kept_.clear();
}

}  // namespace onescreen::ui
