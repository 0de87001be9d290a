#include "weather_sign.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace onescreen::widgets {
namespace {

using ui::Colour;
using ui::Painter;
using ui::Point;

constexpr std::pair<std::string_view, SkySign> kNames[] = {
    {"sun", SkySign::sun},   {"partly", SkySign::partly}, {"cloud", SkySign::cloud},    {"rain", SkySign::rain},
    {"snow", SkySign::snow}, {"fog", SkySign::fog},       {"thunder", SkySign::thunder}};

SkySign by_name(std::string_view name) {
  for (const auto& [known, sign] : kNames) {
    if (known == name) return sign;
  }
  return SkySign::none;
}

void draw_sun(Painter& painter, Point c, float size) {
  const Colour colour = painter.theme().text;
  painter.circle(c, size * 0.21f, colour);
  const float width = std::max(1.5f, size * 0.05f);
  for (int i = 0; i < 8; ++i) {
    const float angle = std::numbers::pi_v<float> * static_cast<float>(i) / 4;
    const Point way{std::cos(angle), std::sin(angle)};
    painter.line({c.x + way.x * size * 0.31f, c.y + way.y * size * 0.31f},
                 {c.x + way.x * size * 0.44f, c.y + way.y * size * 0.44f}, colour, width);
  }
}

// `grow` in pixels makes the same shape larger, for the ground around it.
void draw_cloud(Painter& painter, Point c, float size, Colour colour, float grow = 0) {
  const float base = c.y + size * 0.20f;
  painter.circle({c.x - size * 0.22f, base - size * 0.14f}, size * 0.14f + grow, colour);
  painter.circle({c.x + size * 0.24f, base - size * 0.13f}, size * 0.13f + grow, colour);
  painter.circle({c.x + size * 0.01f, base - size * 0.22f}, size * 0.21f + grow, colour);
  painter.fill({c.x - size * 0.22f, base - size * 0.15f - grow, c.x + size * 0.24f, base + grow}, colour);
}

void draw_flake(Painter& painter, Point c, float radius, Colour colour, float width) {
  for (int i = 0; i < 3; ++i) {
    const float angle = std::numbers::pi_v<float> * (static_cast<float>(i) / 3 + 0.5f);
    const Point way{std::cos(angle) * radius, std::sin(angle) * radius};
    painter.line({c.x - way.x, c.y - way.y}, {c.x + way.x, c.y + way.y}, colour, width);
  }
}

}  // namespace

SkySign sky_sign(const ui::Words& words, std::string_view sky) {
  if (const SkySign named = by_name(sky); named != SkySign::none) return named;
  std::string_view pairs = words("sky_signs");
  while (!pairs.empty()) {
    const std::string_view pair = pairs.substr(0, pairs.find(' '));
    pairs.remove_prefix(std::min(pairs.size(), pair.size() + 1));
    const size_t middle = pair.find('=');
    if (middle == std::string_view::npos || middle == 0) continue;
    if (sky.find(pair.substr(0, middle)) != std::string_view::npos) return by_name(pair.substr(middle + 1));
  }
  return SkySign::none;
}

void draw_sky_sign(Painter& painter, Point c, float size, SkySign sign) {
  const ui::Theme& theme = painter.theme();
  const Colour cloud = theme.text_second;
  const float width = std::max(1.5f, size * 0.05f);
  const Point high{c.x, c.y - size * 0.12f};
  switch (sign) {
    case SkySign::none:
      return;
    case SkySign::sun:
      return draw_sun(painter, c, size);
    case SkySign::partly:
      draw_sun(painter, {c.x + size * 0.16f, c.y - size * 0.16f}, size * 0.66f);
      draw_cloud(painter, {c.x - size * 0.05f, c.y + size * 0.10f}, size * 0.88f, theme.panel,
                 std::max(1.5f, size * 0.04f));
      return draw_cloud(painter, {c.x - size * 0.05f, c.y + size * 0.10f}, size * 0.88f, cloud);
    case SkySign::cloud:
      return draw_cloud(painter, c, size, cloud);
    case SkySign::rain:
      draw_cloud(painter, high, size, cloud);
      for (int i = -1; i <= 1; ++i) {
        const float x = c.x + static_cast<float>(i) * size * 0.19f;
        painter.line({x + size * 0.03f, c.y + size * 0.17f}, {x - size * 0.06f, c.y + size * 0.38f}, theme.data, width);
      }
      return;
    case SkySign::snow:
      draw_cloud(painter, high, size, cloud);
      for (int i = -1; i <= 1; ++i)
        draw_flake(painter, {c.x + static_cast<float>(i) * size * 0.21f, c.y + size * (i == 0 ? 0.33f : 0.26f)},
                   size * 0.08f, theme.text, std::max(1.0f, size * 0.03f));
      return;
    case SkySign::fog:
      for (int i = 0; i < 4; ++i) {
        const float y = c.y + size * (-0.27f + 0.18f * static_cast<float>(i));
        const float shift = (i % 2 == 0 ? -1.0f : 1.0f) * size * 0.06f;
        painter.line({c.x - size * 0.34f + shift, y}, {c.x + size * 0.34f + shift, y}, cloud, width);
      }
      return;
    case SkySign::thunder:
      draw_cloud(painter, high, size, cloud);
      painter.triangle({c.x + size * 0.06f, c.y + size * 0.10f}, {c.x + size * 0.02f, c.y + size * 0.28f},
                       {c.x - size * 0.13f, c.y + size * 0.28f}, theme.text);
      painter.triangle({c.x + size * 0.12f, c.y + size * 0.23f}, {c.x - size * 0.08f, c.y + size * 0.46f},
                       {c.x - size * 0.01f, c.y + size * 0.23f}, theme.text);
      return;
  }
}

}  // namespace onescreen::widgets
