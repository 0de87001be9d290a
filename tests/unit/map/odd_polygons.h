// Polygons as no surveyor would send them, but back ends do: for every test that says what must hold for any of them.
#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "shapes.h"

namespace onescreen::map::test {

struct OddPolygon {
  std::string name;
  model::GeometryPtr geometry;
};

inline const std::vector<OddPolygon>& odd_polygons() {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr double inf = std::numeric_limits<double>::infinity();
  constexpr double huge = std::numeric_limits<double>::max();
  static const std::vector<OddPolygon> all{
      {"a square", polygon({square(121.48, 31.25, 0.001)})},
      {"clockwise", polygon({reversed(square(121.48, 31.25, 0.001))})},
      {"not closed", polygon({{{121.48, 31.25}, {121.49, 31.25}, {121.49, 31.26}}})},
      {"corners twice", polygon({{{121.48, 31.25},
                                  {121.48, 31.25},
                                  {121.49, 31.25},
                                  {121.49, 31.25},
                                  {121.49, 31.26},
                                  {121.48, 31.25},
                                  {121.48, 31.25}}})},
      {"corners in line",
       polygon({{{121.48, 31.25}, {121.485, 31.25}, {121.49, 31.25}, {121.49, 31.26}, {121.48, 31.26}}})},
      {"an L", polygon({{{121.48, 31.25},
                         {121.49, 31.25},
                         {121.49, 31.253},
                         {121.483, 31.253},
                         {121.483, 31.26},
                         {121.48, 31.26}}})},
      {"a U, clockwise", polygon({reversed({{0, 0}, {9, 0}, {9, 9}, {6, 9}, {6, 2}, {3, 2}, {3, 9}, {0, 9}, {0, 0}})})},
      {"a court", polygon({square(121.48, 31.25, 0.01), square(121.483, 31.253, 0.003)})},
      {"a court as large as the house", polygon({square(121.48, 31.25, 0.01), square(121.48, 31.25, 0.01)})},
      {"a court outside", polygon({square(121.48, 31.25, 0.01), square(121.5, 31.25, 0.003)})},
      {"a bow tie", polygon({{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}})},
      {"a star that crosses itself", polygon({{{0, 3}, {2, -3}, {-3, 1}, {3, 1}, {-2, -3}, {0, 3}}})},
      {"a spike", polygon({{{0, 0}, {4, 0}, {4, 4}, {9, 4}, {4, 4}, {0, 4}, {0, 0}}})},
      {"touches itself", polygon({{{0, 0}, {4, 0}, {2, 2}, {4, 4}, {0, 4}, {2, 2}, {0, 0}}})},
      {"a line", polygon({{{0, 1}, {1, 1}, {2, 1}, {0, 1}}})},
      {"a point", polygon({{{1, 1}, {1, 1}, {1, 1}, {1, 1}}})},
      {"two corners", polygon({{{0, 0}, {1, 1}}})},
      {"an empty ring", polygon({{}})},
      {"no ring", polygon({})},
      {"not a number", polygon({{{nan, nan}, {nan, 1}, {2, nan}, {nan, nan}}})},
      {"a corner not a number", polygon({{{0, 0}, {nan, nan}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}})},
      {"infinite", polygon({{{-inf, 0}, {inf, 0}, {inf, inf}, {0, 4}, {0, 0}}})},
      {"beyond the earth", polygon({{{huge, 0}, {-huge, 0}, {720, 95}, {0, 4}, {3, 0}, {3, 4}}})},
      {"the whole earth", polygon({{{-180, -90}, {180, -90}, {180, 90}, {-180, 90}, {-180, -90}}})},
      {"around a pole", polygon({{{-180, 80}, {-60, 80}, {60, 80}, {180, 80}, {180, 90}, {-180, 90}, {-180, 80}}})},
      {"across the date line", polygon({{{179.9, 0}, {-179.9, 0}, {-179.9, 1}, {179.9, 1}, {179.9, 0}}})},
      {"a millimetre", polygon({square(121.48, 31.25, 1e-8)})},
      {"a sliver", polygon({{{121.48, 31.25}, {121.58, 31.25}, {121.58, 31.2500001}, {121.48, 31.25}}})},
  };
  return all;
}

// A regular polygon, or a comb of so many corners where `comb`.
inline Ring many_corners(size_t count, bool comb) {
  Ring ring;
  for (size_t i = 0; i < count; ++i) {
    const double turn = 6.283185307179586 * static_cast<double>(i) / static_cast<double>(count);
    const double radius = comb && i % 2 != 0 ? 0.004 : 0.01;
    ring.push_back({121.48 + radius * std::cos(turn), 31.25 + radius * std::sin(turn)});
  }
  return ring;
}

}  // namespace onescreen::map::test
