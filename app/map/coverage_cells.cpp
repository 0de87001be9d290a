// Scan lines at a quarter of a cell; along a line the coverage is exact.
#include "map/coverage_cells.h"

#include <algorithm>
#include <cmath>

namespace onescreen::map {

namespace {

constexpr int kLinesPerCell = 4;
constexpr size_t kCellsPerChunk = 1024;
// A shape this many cells long is no small one, however thin; it would only cost time.
constexpr double kLongestCells = 4096;

struct Piece {
  uint64_t place = 0;
  uint32_t x = 0;
  uint32_t y = 0;
  float share = 0;
  uint8_t style = 0;
};

struct Edge {
  double x0, y0, x1, y1;  // in cells
};

std::vector<Edge> edges_of(const model::Geometry& geometry, double cell_units) {
  std::vector<Edge> edges;
  for (size_t ring = 0; ring < geometry.ring_count(); ++ring) {
    const std::vector<FixedPoint> points = drawable_ring(geometry.ring(ring));
    for (size_t i = 0; i < points.size(); ++i) {
      const FixedPoint a = points[i], b = points[(i + 1) % points.size()];
      if (a.y != b.y) edges.push_back({a.x / cell_units, a.y / cell_units, b.x / cell_units, b.y / cell_units});
    }
  }
  return edges;
}

// Adds what lies between x0 and x1 on one of a cell's lines.
void add_span(std::vector<Piece>& pieces, double x0, double x1, uint32_t row, uint8_t style) {
  const auto last = static_cast<uint32_t>(x1);
  for (auto cell = static_cast<uint32_t>(x0); cell <= last; ++cell) {
    const double covered = std::min(x1, cell + 1.0) - std::max(x0, static_cast<double>(cell));
    if (covered > 0) pieces.push_back({place_key(cell, row), cell, row, float(covered / kLinesPerCell), style});
  }
}

void add_shape(std::vector<Piece>& pieces, const model::Geometry& geometry, double cell_units, uint8_t style,
               std::vector<double>& crossings) {
  const std::vector<Edge> edges = edges_of(geometry, cell_units);
  if (edges.empty()) return;
  double top = edges[0].y0, bottom = top;
  for (const Edge& edge : edges) {
    top = std::min({top, edge.y0, edge.y1});
    bottom = std::max({bottom, edge.y0, edge.y1});
  }
  if (bottom - top > kLongestCells) return;
  const auto first = static_cast<int64_t>(std::floor(top * kLinesPerCell));
  const auto last = static_cast<int64_t>(std::floor(bottom * kLinesPerCell));
  for (int64_t line = first; line <= last; ++line) {
    const double y = (static_cast<double>(line) + 0.5) / kLinesPerCell;
    crossings.clear();
    for (const Edge& edge : edges) {
      if ((edge.y0 > y) == (edge.y1 > y)) continue;
      crossings.push_back(edge.x0 + (y - edge.y0) / (edge.y1 - edge.y0) * (edge.x1 - edge.x0));
    }
    std::sort(crossings.begin(), crossings.end());
    for (size_t i = 0; i + 1 < crossings.size(); i += 2) {
      if (crossings[i + 1] - crossings[i] < kLongestCells)
        add_span(pieces, crossings[i], crossings[i + 1], static_cast<uint32_t>(line / kLinesPerCell), style);
    }
  }
}

void append_cell(CoverageCells& cells, const Piece& cell, double covered, uint32_t cell_units) {
  constexpr double kWorld = 4294967295.0;
  const double x = static_cast<double>(cell.x) * cell_units, y = static_cast<double>(cell.y) * cell_units;
  const FixedPoint low{static_cast<uint32_t>(x), static_cast<uint32_t>(y)};
  const FixedPoint high{static_cast<uint32_t>(std::min(kWorld, x + cell_units)),
                        static_cast<uint32_t>(std::min(kWorld, y + cell_units))};
  const auto share = static_cast<uint8_t>(std::lround(std::min(1.0, covered) * 255));
  if (share == 0) return;
  const auto at = static_cast<uint32_t>(cells.vertices.size());
  for (const FixedPoint corner : {low, FixedPoint{high.x, low.y}, FixedPoint{low.x, high.y}, high})
    cells.vertices.push_back({corner, 0, cell.style, share});
  if (cells.chunks.empty() || cells.chunks.back().index_count == kCellsPerChunk * 6)
    cells.chunks.push_back({static_cast<uint32_t>(cells.indices.size()), 0, low, high});
  cells.indices.insert(cells.indices.end(), {at, at + 1, at + 2, at + 2, at + 1, at + 3});
  CellChunk& chunk = cells.chunks.back();
  chunk.index_count += 6;
  chunk.low = {std::min(chunk.low.x, low.x), std::min(chunk.low.y, low.y)};
  chunk.high = {std::max(chunk.high.x, high.x), std::max(chunk.high.y, high.y)};
}

}  // namespace

CoverageCells coverage_cells(const ShapeSet& set, float below, uint32_t cell_units, const std::stop_token& stop) {
  std::vector<Piece> pieces;
  std::vector<double> crossings;
  const auto& entries = set.entries();
  for (size_t i = 0; i + 1 < entries.size(); ++i) {
    if (stop.stop_requested()) return {};
    const bool has_surface = entries[i + 1].index > entries[i].index;
    if (has_surface && entries[i].thickness < below)
      add_shape(pieces, set.geometry(entries[i]), cell_units, entries[i].style, crossings);
  }
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return std::tie(a.place, a.style, a.share) < std::tie(b.place, b.style, b.share);
  });
  CoverageCells cells;
  for (size_t first = 0; first < pieces.size();) {
    Piece most = pieces[first];
    double covered = 0, of_style = 0, of_most = 0;
    size_t end = first;
    for (; end < pieces.size() && pieces[end].place == pieces[first].place; ++end) {
      if (end > first && pieces[end].style != pieces[end - 1].style) of_style = 0;
      of_style += pieces[end].share;
      covered += pieces[end].share;
      if (of_style > of_most) {
        of_most = of_style;
        most = pieces[end];
      }
    }
    append_cell(cells, most, covered, cell_units);
    first = end;
  }
  return cells;
}

}  // namespace onescreen::map
