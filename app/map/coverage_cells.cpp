// Scan lines at a quarter of a cell.
#include "map/coverage_cells.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <tuple>

namespace onescreen::map {

namespace {

constexpr int kLinesPerCell = 4;
// A shape this many cells long is no small one, however thin; it would only cost time.
constexpr int64_t kLongestCells = 4096;

// How much one shape covers of one cell.
struct Piece {
  uint64_t place = 0;  // tile's row, tile's column, row and column within it: all of a tile lie together
  float share = 0;
  uint8_t style = 0;
};

struct Edge {
  double x0, y0, x1, y1;  // in cells
};

uint64_t place_of(uint64_t column, uint64_t row) {
  return (row / kTileInner) << 40 | (column / kTileInner) << 16 | (row % kTileInner + 1) << 8 |
         (column % kTileInner + 1);
}

// Of one shape after the other; its buffers serve them all.
class Scanner {
 public:
  Scanner(std::vector<Piece>& pieces, uint32_t cell_units) : pieces_(pieces), cell_units_(cell_units) {}

  void add(const model::Geometry& geometry, const ShapeEntry& entry) {
    column_ = entry.low.x / cell_units_;
    row_ = entry.low.y / cell_units_;
    width_ = int64_t{entry.high.x / cell_units_} - column_ + 1;
    const int64_t height = int64_t{entry.high.y / cell_units_} - row_ + 1;
    if (width_ > kLongestCells || height > kLongestCells || width_ * height > kLongestCells * 16) return;
    read_edges(geometry);
    shares_.assign(static_cast<size_t>(width_ * height), 0);
    for (int64_t line = 0; line < height * kLinesPerCell; ++line) scan(line);
    make_exact(entry.area / (double(cell_units_) * cell_units_));
    for (int64_t y = 0; y < height; ++y) {
      for (int64_t x = 0; x < width_; ++x) {
        const float share = shares_[static_cast<size_t>(y * width_ + x)];
        if (share > 0)
          pieces_.push_back(
              {place_of(static_cast<uint64_t>(column_ + x), static_cast<uint64_t>(row_ + y)), share, entry.style});
      }
    }
  }

 private:
  // Relative to the first cell.
  void read_edges(const model::Geometry& geometry) {
    edges_.clear();
    const auto cells = [&](uint32_t units, int64_t first) { return units / double(cell_units_) - double(first); };
    for (size_t ring = 0; ring < geometry.ring_count(); ++ring) {
      const std::vector<FixedPoint> points = drawable_ring(geometry.ring(ring));
      for (size_t i = 0; i < points.size(); ++i) {
        const FixedPoint a = points[i], b = points[(i + 1) % points.size()];
        if (a.y != b.y)
          edges_.push_back({cells(a.x, column_), cells(a.y, row_), cells(b.x, column_), cells(b.y, row_)});
      }
    }
  }

  void scan(int64_t line) {
    const double y = (static_cast<double>(line) + 0.5) / kLinesPerCell;
    crossings_.clear();
    for (const Edge& edge : edges_) {
      if ((edge.y0 > y) == (edge.y1 > y)) continue;
      crossings_.push_back(edge.x0 + (y - edge.y0) / (edge.y1 - edge.y0) * (edge.x1 - edge.x0));
    }
    std::sort(crossings_.begin(), crossings_.end());
    float* const cells = &shares_[static_cast<size_t>(line / kLinesPerCell * width_)];
    for (size_t i = 0; i + 1 < crossings_.size(); i += 2) {
      const double from = std::max(0.0, crossings_[i]), to = std::min(double(width_), crossings_[i + 1]);
      for (auto x = static_cast<int64_t>(from); x < width_ && double(x) < to; ++x) {
        const double covered = std::min(to, double(x) + 1) - std::max(from, double(x));
        cells[x] += static_cast<float>(covered / kLinesPerCell);
      }
    }
  }

  // Small shapes fall between the lines or on too many of them: what counts is their area (in cells). Of larger ones
  // the lines know more, since the area of rings that cross themselves is not what lies within them.
  void make_exact(double area) {
    constexpr double kMany = 6;
    const double scanned = std::accumulate(shares_.begin(), shares_.end(), 0.0);
    if (scanned > kMany) return;
    if (scanned <= 0) shares_[shares_.size() / 2] = static_cast<float>(area);
    for (float& share : shares_) share *= scanned > 0 ? static_cast<float>(area / scanned) : 1;
  }

  std::vector<Piece>& pieces_;
  const uint32_t cell_units_;
  int64_t column_ = 0;
  int64_t row_ = 0;
  int64_t width_ = 0;
  std::vector<Edge> edges_;
  std::vector<float> shares_;
  std::vector<double> crossings_;
};

struct TiledCell {
  uint32_t row = 0;
  uint32_t column = 0;
  CoverageCell cell;
};

bool before(const TiledCell& a, const TiledCell& b) { return std::tie(a.row, a.column) < std::tie(b.row, b.column); }

// Copies for the tiles that see the cell from across their border.
void append_borrowed(std::vector<TiledCell>& borrowed, const TiledCell& own) {
  const auto reach = [](uint8_t at) { return at == 1 ? -1 : at == kTileInner ? 1 : 0; };
  const auto shifted = [](uint8_t at, int by) { return static_cast<uint8_t>(at - by * static_cast<int>(kTileInner)); };
  const int x = reach(own.cell.x), y = reach(own.cell.y);
  const auto lend = [&](int dx, int dy) {
    borrowed.push_back({own.row + static_cast<uint32_t>(dy),
                        own.column + static_cast<uint32_t>(dx),
                        {shifted(own.cell.x, dx), shifted(own.cell.y, dy), own.cell.style, own.cell.share}});
  };
  if (own.column == 0 && x < 0) return;  // beyond the edge of the world
  if (own.row == 0 && y < 0) return;
  if (x != 0) lend(x, 0);
  if (y != 0) lend(0, y);
  if (x != 0 && y != 0) lend(x, y);
}

// One cell of all pieces of it, which stand in [first, end).
TiledCell merged(const std::vector<Piece>& pieces, size_t first, size_t end) {
  double covered = 0, of_style = 0, of_most = 0;
  uint8_t most = pieces[first].style;
  for (size_t i = first; i < end; ++i) {
    if (i > first && pieces[i].style != pieces[i - 1].style) of_style = 0;
    of_style += pieces[i].share;
    covered += pieces[i].share;
    if (of_style <= of_most) continue;
    of_most = of_style;
    most = pieces[i].style;
  }
  const uint64_t place = pieces[first].place;
  return {static_cast<uint32_t>(place >> 40),
          static_cast<uint32_t>(place >> 16 & 0xFFFFFF),
          {static_cast<uint8_t>(place), static_cast<uint8_t>(place >> 8), most,
           static_cast<uint8_t>(std::lround(std::min(1.0, covered) * 255))}};
}

}  // namespace

CoverageCells coverage_cells(const ShapeSet& set, float below, uint32_t cell_units, const std::stop_token& stop) {
  std::vector<Piece> pieces;
  Scanner scanner(pieces, cell_units);
  const auto& entries = set.entries();
  for (size_t i = 0; i + 1 < entries.size(); ++i) {
    if (stop.stop_requested()) return {};
    const bool has_surface = entries[i + 1].index > entries[i].index;
    if (has_surface && entries[i].thickness < below) scanner.add(set.geometry(entries[i]), entries[i]);
  }
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return std::tie(a.place, a.style, a.share) < std::tie(b.place, b.style, b.share);
  });
  std::vector<TiledCell> own, borrowed, all;
  for (size_t first = 0; first < pieces.size();) {
    size_t end = first + 1;
    while (end < pieces.size() && pieces[end].place == pieces[first].place) ++end;
    const TiledCell cell = merged(pieces, first, end);
    first = end;
    if (cell.cell.share == 0) continue;
    own.push_back(cell);
    append_borrowed(borrowed, cell);
  }
  std::stable_sort(borrowed.begin(), borrowed.end(), before);
  std::merge(own.begin(), own.end(), borrowed.begin(), borrowed.end(), std::back_inserter(all), before);

  CoverageCells cells;
  cells.cell_units = cell_units;
  cells.cells.reserve(all.size());
  for (const TiledCell& one : all) {
    if (cells.tiles.empty() || cells.tiles.back().column != one.column || cells.tiles.back().row != one.row)
      cells.tiles.push_back({one.column, one.row, static_cast<uint32_t>(cells.cells.size()), 0});
    ++cells.tiles.back().count;
    cells.cells.push_back(one.cell);
  }
  return cells;
}

}  // namespace onescreen::map
