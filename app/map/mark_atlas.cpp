// Shapes as signed distances, signs as small polygons, both sampled 4 x 4 a pixel.
#include "map/mark_atlas.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

namespace onescreen::map {

namespace {

struct Vec {
  float x;
  float y;
};

// Signed distance to a closed polygon: distance to the nearest edge, negative by the even-odd rule.
float polygon_distance(std::span<const Vec> corners, Vec p) {
  float nearest = 1e30f;
  bool inside = false;
  for (size_t i = 0, before = corners.size() - 1; i < corners.size(); before = i++) {
    const Vec a = corners[before];
    const Vec b = corners[i];
    const Vec edge{b.x - a.x, b.y - a.y};
    const Vec from{p.x - a.x, p.y - a.y};
    const float t = std::clamp((from.x * edge.x + from.y * edge.y) / (edge.x * edge.x + edge.y * edge.y), 0.0f, 1.0f);
    const float dx = from.x - edge.x * t;
    const float dy = from.y - edge.y * t;
    nearest = std::min(nearest, dx * dx + dy * dy);
    if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
  }
  return inside ? -std::sqrt(nearest) : std::sqrt(nearest);
}

// Signs in a box of -1..1, y downwards. Several rings; a point is inside by the even-odd rule over all of them.
using Ring = std::vector<Vec>;

Ring box(float x0, float y0, float x1, float y1) { return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}; }

std::vector<Ring> sign_of(Icon icon) {
  switch (icon) {
    case Icon::none:
      return {};
    case Icon::fire:
      return {{{0.05f, -1},
               {0.35f, -0.55f},
               {0.3f, -0.2f},
               {0.5f, -0.4f},
               {0.72f, 0.15f},
               {0.6f, 0.65f},
               {0.2f, 1},
               {-0.25f, 1},
               {-0.65f, 0.65f},
               {-0.72f, 0.15f},
               {-0.4f, -0.3f},
               {-0.3f, 0.05f},
               {-0.1f, -0.45f}}};
    case Icon::gas:  // a bottle with its valve
      return {box(-0.5f, -0.35f, 0.5f, 1), box(-0.18f, -0.7f, 0.18f, -0.35f), box(-0.45f, -1, 0.45f, -0.7f)};
    case Icon::water:
      return {{{0, -1},
               {0.35f, -0.4f},
               {0.62f, 0.15f},
               {0.62f, 0.5f},
               {0.35f, 0.88f},
               {0, 1},
               {-0.35f, 0.88f},
               {-0.62f, 0.5f},
               {-0.62f, 0.15f},
               {-0.35f, -0.4f}}};
    case Icon::traffic:  // a car from the side
      return {{{-1, -0.05f},
               {-0.65f, -0.1f},
               {-0.4f, -0.6f},
               {0.4f, -0.6f},
               {0.65f, -0.1f},
               {1, 0.05f},
               {1, 0.45f},
               {-1, 0.45f}},
              box(-0.7f, 0.45f, -0.25f, 0.8f),
              box(0.25f, 0.45f, 0.7f, 0.8f)};
    case Icon::building:
      return {box(-0.6f, -1, 0.6f, 1),           box(-0.32f, -0.7f, -0.07f, -0.35f), box(0.07f, -0.7f, 0.32f, -0.35f),
              box(-0.32f, -0.1f, -0.07f, 0.25f), box(0.07f, -0.1f, 0.32f, 0.25f),    box(-0.18f, 0.55f, 0.18f, 1)};
    case Icon::sanitation:  // a bin with its lid
      return {{{-0.6f, -0.45f}, {0.6f, -0.45f}, {0.45f, 1}, {-0.45f, 1}},
              box(-0.8f, -0.85f, 0.8f, -0.6f),
              box(-0.12f, -0.2f, 0.12f, 0.75f)};
    case Icon::noise:  // a loudspeaker and two waves
      return {{{-0.9f, -0.3f}, {-0.5f, -0.3f}, {-0.05f, -0.75f}, {-0.05f, 0.75f}, {-0.5f, 0.3f}, {-0.9f, 0.3f}},
              {{0.2f, -0.4f}, {0.4f, -0.5f}, {0.5f, 0}, {0.4f, 0.5f}, {0.2f, 0.4f}, {0.3f, 0}},
              {{0.6f, -0.65f}, {0.8f, -0.75f}, {0.95f, 0}, {0.8f, 0.75f}, {0.6f, 0.65f}, {0.72f, 0}}};
    case Icon::facility:  // a cross of tools, plain enough to read small
      return {{{-0.3f, -0.95f},
               {0.3f, -0.95f},
               {0.3f, -0.3f},
               {0.95f, -0.3f},
               {0.95f, 0.3f},
               {0.3f, 0.3f},
               {0.3f, 0.95f},
               {-0.3f, 0.95f},
               {-0.3f, 0.3f},
               {-0.95f, 0.3f},
               {-0.95f, -0.3f},
               {-0.3f, -0.3f}}};
  }
  return {};
}

bool inside(const std::vector<Ring>& rings, Vec p) {
  bool odd = false;
  for (const Ring& ring : rings) {
    if (polygon_distance(ring, p) < 0) odd = !odd;
  }
  return odd;
}

float luminance(Colour colour) {
  const auto linear = [](uint8_t channel) {
    const float value = static_cast<float>(channel) / 255.0f;
    return value <= 0.04045f ? value / 12.92f : std::pow((value + 0.055f) / 1.055f, 2.4f);
  };
  return 0.2126f * linear(colour.r) + 0.7152f * linear(colour.g) + 0.0722f * linear(colour.b);
}

// Half the side of the box in which a sign fits inside a shape.
float sign_extent(MarkShape shape, float size) {
  switch (shape) {
    case MarkShape::diamond:
      return size * 0.26f;
    case MarkShape::triangle:
      return size * 0.22f;
    case MarkShape::circle:
      return size * 0.30f;
    case MarkShape::square:
    case MarkShape::hexagon:
      return size * 0.30f;
    case MarkShape::cross:
    case MarkShape::arrow:
      return size * 0.18f;
  }
  return size * 0.25f;
}

// Under this size a sign is a smudge.
constexpr float kSmallestSignPx = 14;
constexpr int kSamples = 4;
// Wide enough for the largest mark.
constexpr int kLeastAtlasWidthPx = 1024;

struct CellPainter {
  const PointLayer& layer;
  MarkStyle style;
  float size;
  std::vector<Ring> sign;
  Vec north{0, -1};  // where the shape's upper side is turned to

  float distance_at(float x, float y) const {
    return shape_distance(style.shape, size, -x * north.y + y * north.x, -x * north.x - y * north.y);
  }
  // Whether a pixel whose middle lies there shows one colour: no sample of it is farther than this from the middle.
  bool is_plain(float distance) const {
    constexpr float kReach = 0.71f;
    if (!sign.empty() && distance < kReach) return false;
    return std::abs(distance) > kReach && std::abs(distance - layer.outline_px) > kReach;
  }

  Colour at(float x, float y) const {
    const float distance = distance_at(x, y);
    if (distance > layer.outline_px) return kNoColour;
    if (distance > 0) return layer.outline;
    if (!sign.empty()) {
      const float extent = sign_extent(style.shape, size);
      // A triangle's middle of mass lies below its box's middle.
      const float lower = style.shape == MarkShape::triangle ? size * 0.12f : 0.0f;
      if (inside(sign, {x / extent, (y - lower) / extent})) {
        return luminance(style.fill) > 0.35f ? gfx::rgb(0x0A0F17) : gfx::rgb(0xFFFFFF);
      }
    }
    return style.fill;
  }
};

void paint(gfx::Image& image, const AtlasCell& cell, const CellPainter& painter, float opacity) {
  const float middle = cell.size_px / 2.0f;
  for (int y = 0; y < cell.size_px; ++y) {
    for (int x = 0; x < cell.size_px; ++x) {
      float sum[4] = {};
      const float centre_x = static_cast<float>(x) + 0.5f - middle;
      const float centre_y = static_cast<float>(y) + 0.5f - middle;
      const bool plain = painter.is_plain(painter.distance_at(centre_x, centre_y));
      // Most pixels of a mark are whole inside it or whole outside.
      if (plain && painter.at(centre_x, centre_y).a == 0) continue;
      const int samples = plain ? 1 : kSamples * kSamples;
      for (int sample = 0; sample < samples; ++sample) {
        const float dx = plain ? 0.5f : (static_cast<float>(sample % kSamples) + 0.5f) / kSamples;
        const float dy = plain ? 0.5f : (static_cast<float>(sample / kSamples) + 0.5f) / kSamples;
        const auto colour =
            to_floats(painter.at(static_cast<float>(x) + dx - middle, static_cast<float>(y) + dy - middle));
        for (size_t channel = 0; channel < 3; ++channel) sum[channel] += colour[channel] * colour[3];
        sum[3] += colour[3];
      }
      const size_t index =
          (static_cast<size_t>(cell.y + y) * static_cast<size_t>(image.width) + static_cast<size_t>(cell.x + x)) * 4;
      for (size_t channel = 0; channel < 4; ++channel) {
        image.rgba[index + channel] =
            static_cast<uint8_t>(sum[channel] / static_cast<float>(samples) * opacity * 255.0f + 0.5f);
      }
    }
  }
}

// Straight-sided marks end on pixel borders: an even number of pixels around the middle of an even cell.
float mark_size(const PointLayer& layer, const MarkStyle& style) {
  const float size = std::clamp(layer.size_px * style.size_factor, 2.0f, kLargestMarkPx);
  return style.shape == MarkShape::square ? std::max(2.0f, std::round(size * 0.42f) * 2.0f / 0.84f) : size;
}

// Half the side of the smallest square around the middle that holds the shape: transparent pixels cost as much as
// others.
float shape_extent(MarkShape shape, float size) {
  switch (shape) {
    case MarkShape::circle:
      return size * 0.47f;
    case MarkShape::diamond:
      return size * 0.60f;
    case MarkShape::triangle:
      return size * 0.56f;
    case MarkShape::square:
      return size * 0.42f;
    case MarkShape::hexagon:
      return size * 0.52f;
    case MarkShape::cross:
      return size * 0.52f;
    case MarkShape::arrow:
      return size * 0.66f;
  }
  return size;
}

// A turned shape reaches as far as its farthest corner.
float extent_px(const PointLayer& layer, const MarkLook& look) {
  const MarkStyle style = style_of(layer, look);
  const float size = mark_size(layer, style);
  if (look.turn == 0) return shape_extent(style.shape, size);
  switch (style.shape) {
    case MarkShape::triangle:
      return size * 0.70f;
    case MarkShape::square:
      return size * 0.60f;
    case MarkShape::cross:
      return size * 0.56f;
    default:
      return shape_extent(style.shape, size);
  }
}

int cell_size(const PointLayer& layer, const MarkLook& look) {
  return 2 * static_cast<int>(std::ceil(extent_px(layer, look) + layer.outline_px - 0.1f));
}

Vec north_of(const MarkLook& look) {
  if (look.turn == 0) return {0, -1};
  const float angle = static_cast<float>(look.turn - 1) * 2 * std::numbers::pi_v<float> / kTurns;
  return {std::sin(angle), -std::cos(angle)};
}

}  // namespace

float shape_distance(MarkShape shape, float size, float x, float y) {
  // Sides chosen so that the four shapes of one size look equally heavy.
  switch (shape) {
    case MarkShape::circle:
      return std::sqrt(x * x + y * y) - size * 0.47f;
    case MarkShape::diamond: {
      const float r = size * 0.60f;
      const Vec corners[] = {{0, -r}, {r, 0}, {0, r}, {-r, 0}};
      return polygon_distance(corners, {x, y});
    }
    case MarkShape::triangle: {
      const float half = size * 0.56f;
      const Vec corners[] = {{0, -half}, {half, size * 0.42f}, {-half, size * 0.42f}};
      return polygon_distance(corners, {x, y});
    }
    case MarkShape::square: {
      const float half = size * 0.42f;
      const Vec corners[] = {{-half, -half}, {half, -half}, {half, half}, {-half, half}};
      return polygon_distance(corners, {x, y});
    }
    case MarkShape::hexagon: {
      const float r = size * 0.52f;
      const float half = r * 0.866f;
      const Vec corners[] = {{0, -r}, {half, -r / 2}, {half, r / 2}, {0, r}, {-half, r / 2}, {-half, -r / 2}};
      return polygon_distance(corners, {x, y});
    }
    case MarkShape::cross: {
      const float r = size * 0.52f;
      const float arm = size * 0.2f;
      const Vec corners[] = {{-arm, -r}, {arm, -r}, {arm, -arm}, {r, -arm}, {r, arm},  {arm, arm},
                             {arm, r},   {-arm, r}, {-arm, arm}, {-r, arm}, {-r, -arm}, {-arm, -arm}};
      return polygon_distance(corners, {x, y});
    }
    case MarkShape::arrow: {
      const Vec corners[] = {{0, -size * 0.64f}, {size * 0.48f, size * 0.44f}, {0, size * 0.22f},
                             {-size * 0.48f, size * 0.44f}};
      return polygon_distance(corners, {x, y});
    }
  }
  return 0;
}

float mark_radius_px(const PointLayer& layer, const MarkLook& look) {
  return extent_px(layer, look) + layer.outline_px;
}

MarkAtlas make_mark_atlas(const PointLayer& layer, std::vector<MarkLook> looks) {
  MarkAtlas atlas;
  atlas.looks = std::move(looks);
  atlas.cells.resize(look_count(layer));
  // In rows, the tallest first, so that a row is as high as its first picture.
  std::sort(atlas.looks.begin(), atlas.looks.end(), [&](const MarkLook& a, const MarkLook& b) {
    return std::pair(-cell_size(layer, a), look_index(layer, a)) < std::pair(-cell_size(layer, b), look_index(layer, b));
  });
  double area = 0;
  for (const MarkLook& look : atlas.looks) area += std::pow(cell_size(layer, look), 2);
  const int width_px = std::max(kLeastAtlasWidthPx, static_cast<int>(std::sqrt(area)));
  int x = 0;
  int y = 0;
  int row_px = 0;
  for (const MarkLook& look : atlas.looks) {
    const int cell_px = cell_size(layer, look);
    if (x > 0 && x + cell_px > width_px) {
      x = 0;
      y += row_px;
      row_px = 0;
    }
    row_px = std::max(row_px, cell_px);
    atlas.cells[look_index(layer, look)] = {static_cast<uint16_t>(x), static_cast<uint16_t>(y),
                                            static_cast<uint16_t>(cell_px)};
    x += cell_px;
    atlas.largest_px = std::max(atlas.largest_px, cell_px);
    atlas.image.width = std::max(atlas.image.width, x);
  }
  atlas.image.height = y + row_px;
  atlas.image.rgba.assign(static_cast<size_t>(atlas.image.width) * static_cast<size_t>(atlas.image.height) * 4, 0);
  for (const MarkLook& look : atlas.looks) {
    const MarkStyle style = style_of(layer, look);
    const float size = mark_size(layer, style);
    const bool signed_mark = size >= kSmallestSignPx;
    paint(atlas.image, atlas.cells[look_index(layer, look)],
          {layer, style, size, sign_of(signed_mark ? look.icon : Icon::none), north_of(look)},
          std::clamp(layer.opacity, 0.0f, 1.0f));
  }
  return atlas;
}

}  // namespace onescreen::map
