#include "map/cell_pictures.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "gfx/image.h"
#include "gfx/state.h"

namespace onescreen::map {

namespace {

struct QuadVertex {
  FixedPoint world;
  float u = 0;
  float v = 0;
};

constexpr gfx::Attribute kQuadAttributes[] = {
    {0, 2, gfx::AttributeType::u32, offsetof(QuadVertex, world)},
    {1, 2, gfx::AttributeType::f32, offsetof(QuadVertex, u)},
};

// So many textures that are not seen any more are kept.
constexpr size_t kSpareTextures = 16;

}  // namespace

void CellPictures::upload_quads(DrawPass& pass) {
  std::vector<QuadVertex> vertices;
  vertices.reserve(cells_->tiles.size() * 6);
  const double size = cells_->tile_units();
  for (const CoverageTile& tile : cells_->tiles) {
    const auto corner = [&](int right, int down) {
      // The last tile may reach over the edge of the world.
      const double x = std::min(4294967295.0, (tile.column + right) * size);
      const double y = std::min(4294967295.0, (tile.row + down) * size);
      const auto texel = [&](double at, uint32_t place) {
        return static_cast<float>((1 + (at / size - place) * kTileInner) / kTileCells);
      };
      return QuadVertex{
          {static_cast<uint32_t>(x), static_cast<uint32_t>(y)}, texel(x, tile.column), texel(y, tile.row)};
    };
    const QuadVertex quad[] = {corner(0, 0), corner(1, 0), corner(0, 1), corner(0, 1), corner(1, 0), corner(1, 1)};
    vertices.insert(vertices.end(), std::begin(quad), std::end(quad));
  }
  quads_.upload(std::span<const QuadVertex>(vertices));
  quads_array_.attributes(quads_, sizeof(QuadVertex), kQuadAttributes);
  pass.statistics.uploaded_bytes += quads_.size_bytes();
}

void CellPictures::paint(uint32_t tile, DrawPass& pass) {
  gfx::Image image;
  image.width = image.height = static_cast<int>(kTileCells);
  image.rgba.assign(size_t{kTileCells} * kTileCells * 4, 0);
  const CoverageTile& one = cells_->tiles[tile];
  for (uint32_t i = one.first; i < one.first + one.count; ++i) {
    const CoverageCell& cell = cells_->cells[i];
    const Colour colour = colours_[cell.style];
    const int alpha = colour.a * cell.share / 255;
    // Multiplied by alpha, so that what lies between a cell and an empty one is the cell's colour and no other.
    uint8_t* texel = &image.rgba[(size_t{cell.y} * kTileCells + cell.x) * 4];
    texel[0] = static_cast<uint8_t>(colour.r * alpha / 255);
    texel[1] = static_cast<uint8_t>(colour.g * alpha / 255);
    texel[2] = static_cast<uint8_t>(colour.b * alpha / 255);
    texel[3] = static_cast<uint8_t>(alpha);
  }
  textures_[tile].upload(image, gfx::Texture::Filter::linear);
  pass.statistics.uploaded_bytes += image.rgba.size();
}

void CellPictures::draw(const std::shared_ptr<const CoverageCells>& cells, const StyleColours& colours,
                        const ShapeWindow& window, DrawPass& pass) {
  if (cells_ != cells || colours_ != colours) {
    textures_.clear();
    colours_ = colours;
    const bool other_grid = cells_ != cells;
    cells_ = cells;
    if (other_grid && cells_ != nullptr) upload_quads(pass);
  }
  if (cells_ == nullptr) return;
  gfx::Program& program = pass.programs["cells"];
  if (!pass.use(program)) return;
  program.set("u_cells", 0);
  gfx::set_state(gfx::Blending::premultiplied);
  const double size = cells_->tile_units();
  size_t seen = 0;
  for (uint32_t tile = 0; tile < cells_->tiles.size(); ++tile) {
    const double x = cells_->tiles[tile].column * size, y = cells_->tiles[tile].row * size;
    if (x + size < window.x0 || x > window.x1 || y + size < window.y0 || y > window.y1) continue;
    if (!textures_.contains(tile)) paint(tile, pass);
    textures_[tile].bind(0);
    quads_array_.draw_triangles(size_t{tile} * 6, 6);
    ++pass.statistics.draw_calls;
    ++seen;
  }
  gfx::set_state(gfx::Blending::straight);
  // A region drawn alone sees few tiles; the others may be those of the rest of the picture.
  const bool whole = pass.region.width == pass.viewport.width_px && pass.region.height == pass.viewport.height_px;
  if (whole && textures_.size() > seen + kSpareTextures) {
    std::erase_if(textures_, [&](const auto& entry) {
      const CoverageTile& tile = cells_->tiles[entry.first];
      const double x = tile.column * size, y = tile.row * size;
      return x + size < window.x0 || x > window.x1 || y + size < window.y0 || y > window.y1;
    });
  }
}

void CellPictures::abandon() {
  quads_.abandon();
  quads_array_.abandon();
  for (auto& [tile, texture] : textures_) texture.abandon();
  textures_.clear();
  cells_.reset();
}

}  // namespace onescreen::map
