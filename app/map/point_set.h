// A point layer's rows as marks in drawing order, ready for one upload: the worst level last (on top), where a value
// gives sizes the smallest of a level last, and within such a rank by the cell of a grid, so that what a viewport needs is a few ranges of one buffer. Pure, any thread; 61,000
// rows take two or three milliseconds.
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "map/layers.h"
#include "map/mark_look.h"
#include "map/projection.h"

namespace onescreen::map {

struct Mark {
  FixedPoint world;
  uint32_t row = 0;
  MarkLook look;
  uint8_t opacity = 255;
};

struct Pulse {
  FixedPoint world;
  MarkLook look;
  double start_secs = 0;  // wall clock, UTC since 1970
};

// Consecutive marks: as glMultiDrawArrays takes them.
struct MarkRanges {
  std::vector<int> firsts;
  std::vector<int> counts;

  size_t total() const;
};

class PointSet {
 public:
  PointSet() = default;
  // Once `stop` is requested the content is not to be used: whoever asked for it has gone.
  explicit PointSet(const PointLayer& layer, const std::stop_token& stop = {});

  const std::vector<Mark>& marks() const { return marks_; }
  // Rows whose pulse column is true and whose since column says when that began.
  const std::vector<Pulse>& pulses() const { return pulses_; }
  size_t skipped_rows() const { return skipped_rows_; }

  // The same without marks that lie within a cell of `cell_units` with a mark that is drawn after them. The cells are
  // fixed to the world, so panning hides nothing else.
  PointSet thinned(uint32_t cell_units) const;
  // Marks whose position may lie in the box; corners in fixed units, both inclusive. Neighbouring ranges are merged.
  MarkRanges ranges_in(FixedPoint top_left, FixedPoint bottom_right) const;

 private:
  static constexpr uint32_t kCells = 32;  // a side of the grid over the data's bounds

  void sort_into_cells(const PointLayer& layer);
  uint32_t cell_of(FixedPoint world) const;  // of the grid

  std::vector<Mark> marks_;
  std::vector<Pulse> pulses_;
  uint32_t ranks_ = 0;            // of drawing
  std::vector<uint32_t> starts_;  // [rank][cell] -> first mark; one more at the end
  FixedPoint low_;
  FixedPoint high_;
  uint64_t cells_per_unit_x_ = 0;  // 32 fractional bits
  uint64_t cells_per_unit_y_ = 0;
  size_t skipped_rows_ = 0;
};

}  // namespace onescreen::map
