// What tells the marks of a point layer apart: a few small numbers for each row, which together choose one picture.
// Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "map/layers.h"

namespace onescreen::map {

inline constexpr uint8_t kSizeSteps = 12;  // of marks sized by a value
inline constexpr uint8_t kTurns = 24;      // directions of marks that are turned
inline constexpr uint8_t kFadeSteps = 8;

struct MarkLook {
  uint8_t level = 0;    // 1 worst ... 4; 0: none
  uint8_t klass = 0;    // 1 + its place in the layer's classes; 0: none
  Icon icon = Icon::none;
  uint8_t size = 0;     // below kSizeSteps; 0 also for rows without a value
  uint8_t turn = 0;     // 1 + direction in steps of 360 / kTurns degrees clockwise from north; 0: none

  bool operator==(const MarkLook&) const = default;
};

// How many looks the layer can have at most, and the place of one of them below that.
size_t look_count(const PointLayer& layer);
size_t look_index(const PointLayer& layer, const MarkLook& look);

// Shape, colour and size of a look; level, class and step of the size taken together.
MarkStyle style_of(const PointLayer& layer, const MarkLook& look);

// What is drawn first has the lowest rank: marks without a level, then 4, 3, 2, 1; within a level the largest.
uint32_t rank_count(const PointLayer& layer);
uint32_t drawing_rank(const PointLayer& layer, const MarkLook& look);

// Reads the looks of a table's rows. The layer and its table must outlive it.
class LookReader {
 public:
  explicit LookReader(const PointLayer& layer);

  MarkLook at(size_t row) const;
  // 255: new ... kFaintest: as old as fading goes, or of unknown age; also where the value that gives the size is null.
  uint8_t opacity_at(size_t row) const;
  static constexpr uint8_t kFaintest = 77;

 private:
  uint8_t size_at(size_t row) const;

  const PointLayer& layer_;
  const model::Column* level_ = nullptr;
  const model::Column* klass_ = nullptr;
  const model::Column* icon_ = nullptr;
  const model::Column* size_ = nullptr;
  const model::Column* heading_ = nullptr;
  const model::Column* age_ = nullptr;
  double largest_ = 0;
};

}  // namespace onescreen::map
