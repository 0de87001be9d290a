// Textures are kept for what was drawn lately: as long as there is room, and the room follows what a view needs.
#include "map/tile_batch.h"

#include <algorithm>
#include <bit>

#include "gfx/state.h"

namespace onescreen::map {
namespace {

constexpr size_t kLeastRoom = 32;

struct Instance {
  float north[4];
  float south[4];
  float uv[4];
  float layer;
};

constexpr gfx::Attribute kAttributes[] = {
    {0, 4, gfx::AttributeType::f32, offsetof(Instance, north)},
    {1, 4, gfx::AttributeType::f32, offsetof(Instance, south)},
    {2, 4, gfx::AttributeType::f32, offsetof(Instance, uv)},
    {3, 1, gfx::AttributeType::f32, offsetof(Instance, layer)},
};

Instance instance_of(const TilePatch& patch, int layer) {
  const auto& c = patch.corners;
  return {{c[0][0], c[0][1], c[1][0], c[1][1]},
          {c[2][0], c[2][1], c[3][0], c[3][1]},
          {patch.u0, patch.v0, patch.u1, patch.v1},
          static_cast<float>(layer)};
}

gfx::Image premultiplied(const model::TileImage& tile) {
  gfx::Image image{tile.width, tile.height, tile.rgba};
  for (size_t i = 0; i + 3 < image.rgba.size(); i += 4) {
    const int alpha = image.rgba[i + 3];
    if (alpha == 255) continue;
    for (size_t k = i; k < i + 3; ++k) image.rgba[k] = static_cast<uint8_t>((image.rgba[k] * alpha + 127) / 255);
  }
  return image;
}

bool overlaps(const TilePatch& patch, const gfx::Rect& region) {
  const auto [left, right] =
      std::minmax({patch.corners[0][0], patch.corners[2][0], patch.corners[1][0], patch.corners[3][0]});
  const auto [top, bottom] =
      std::minmax({patch.corners[0][1], patch.corners[1][1], patch.corners[2][1], patch.corners[3][1]});
  return left < static_cast<float>(region.x + region.width) && right > static_cast<float>(region.x) &&
         top < static_cast<float>(region.y + region.height) && bottom > static_cast<float>(region.y);
}

}  // namespace

bool TileBatch::update(const Layer& layer, DrawPass& pass) {
  // A tile that is not seen here changes nothing; then the set that is shown stays, and nothing is drawn again for it.
  TileLayer as_shown = std::get<TileLayer>(layer);
  const model::TileSetPtr set = as_shown.set;
  const model::TileSetPtr before = std::get<TileLayer>(shown_).set;
  as_shown.set = before;
  const bool same = before != nullptr && set != nullptr && before != set && shown_ == Layer(as_shown) &&
                    before->crs == set->crs && before->tile_px == set->tile_px &&
                    tile_cover(*before, pass.camera, pass.viewport) == tile_cover(*set, pass.camera, pass.viewport);
  if (!same) shown_ = layer;
  return false;
}

void TileBatch::fit_capacity(size_t needed, int tile_px) {
  const auto most = static_cast<size_t>(gfx::TextureArray::max_layers());
  const size_t room = std::min(most, std::max(kLeastRoom, std::bit_ceil(needed)));
  const auto have = static_cast<size_t>(pictures_.layers());
  // Twice what is needed is kept, for the way back; more than four times is given back.
  if (tile_px == tile_px_ && have >= room && have <= 4 * room) return;
  pictures_.allocate(tile_px, tile_px, static_cast<int>(room));
  tile_px_ = tile_px;
  slots_.assign(room, {});
  places_.clear();
}

std::vector<int> TileBatch::place(const std::vector<TilePatch>& patches, DrawPass& pass) {
  ++drawings_;
  std::map<std::weak_ptr<const model::TileImage>, int, std::owner_less<>> wanted;
  for (const TilePatch& patch : patches) wanted.emplace(patch.image, -1);
  fit_capacity(wanted.size(), patches.front().image->width);
  for (auto& [image, layer] : wanted) {
    const auto found = places_.find(image);
    if (found == places_.end()) continue;
    layer = found->second;
    slots_[static_cast<size_t>(layer)].used = drawings_;
  }
  std::vector<int> layers;
  for (const TilePatch& patch : patches) {
    int& layer = wanted.find(patch.image)->second;
    if (layer < 0 && patch.image->width == tile_px_ && patch.image->height == tile_px_) {
      const auto oldest =
          std::min_element(slots_.begin(), slots_.end(), [](const Slot& a, const Slot& b) { return a.used < b.used; });
      if (oldest->used != drawings_) {
        layer = static_cast<int>(oldest - slots_.begin());
        places_.erase(oldest->image);
        *oldest = {patch.image, drawings_};
        places_[patch.image] = layer;
        pictures_.upload(layer, premultiplied(*patch.image));
        pass.statistics.uploaded_bytes += patch.image->rgba.size();
      }
    }
    layers.push_back(layer);
  }
  return layers;
}

void TileBatch::draw(DrawPass& pass) {
  const auto& layer = std::get<TileLayer>(shown_);
  if (layer.set == nullptr || !(layer.opacity > 0)) return;
  const std::vector<TilePatch> patches = tile_cover(*layer.set, pass.camera, pass.viewport);
  if (patches.empty()) return;
  gfx::Program& program = pass.programs["tile"];
  if (!pass.use(program)) return;
  // All of the view's, also where a part of it is drawn, so that the room does not follow the part.
  const std::vector<int> layers = place(patches, pass);
  std::vector<Instance> instances;
  for (size_t i = 0; i < patches.size(); ++i) {
    if (layers[i] >= 0 && overlaps(patches[i], pass.region)) instances.push_back(instance_of(patches[i], layers[i]));
  }
  if (instances.empty()) return;
  instances_.upload(std::span<const Instance>(instances));
  pass.statistics.uploaded_bytes += instances_.size_bytes();
  if (!has_array_) array_.attributes(instances_, sizeof(Instance), kAttributes, 1);
  has_array_ = true;
  program.set("u_tiles", 0);
  program.set("u_viewport_height_px", static_cast<float>(pass.viewport.height_px));
  program.set("u_saturation", layer.saturation);
  program.set("u_invert", layer.invert ? 1 : 0);
  program.set("u_tint", layer.tint);
  program.set("u_opacity", layer.opacity);
  pictures_.bind(0);
  array_.draw_strip_instanced(4, instances.size());
  ++pass.statistics.draw_calls;
}

void TileBatch::abandon() {
  pictures_.abandon();
  instances_.abandon();
  array_.abandon();
  has_array_ = false;
  tile_px_ = 0;
  slots_.clear();
  places_.clear();
}

}  // namespace onescreen::map
