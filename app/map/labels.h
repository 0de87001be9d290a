// Names on a map that never cover each other: greedy, in order of importance, each at the first of its places that is
// free. Pure, and the same input shifted by a vector gives the same places, so that labels do not jump while panning.
// The caller measures and draws text.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "map/projection.h"

namespace onescreen::map {

// Pixels, from the top left.
struct Box {
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;

  bool operator==(const Box&) const = default;

  bool overlaps(const Box& other) const { return x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1; }
  bool inside(const Box& other) const { return x0 >= other.x0 && y0 >= other.y0 && x1 <= other.x1 && y1 <= other.y1; }
};

// Where a label may stand relative to its point.
enum class Place { centre, above, below, right, left, above_right, above_left, below_right, below_left };

struct LabelRequest {
  PixelPoint point;
  double width_px = 0;
  double height_px = 0;
  double priority = 0;        // larger is placed first; equal ones in the order given
  std::vector<Place> places;  // tried in this order
  double gap_px = 4;          // from the point to the text, for all places but the centre
  double margin_px = 2;       // kept free around it
  bool shifts = false;        // small vertical shifts are tried too, up to its own height (names of areas)
};

struct PlacedLabel {
  size_t request = 0;  // index into the requests
  Box box;             // of the text, without margin
  Place place = Place::centre;
};

// Those that found a place wholly inside `inside` and clear of `keep_outs`, in the order in which they were placed.
std::vector<PlacedLabel> place_labels(std::span<const LabelRequest> requests, std::span<const Box> keep_outs,
                                      const Box& inside);

// A card of a thing at `at`: beside it, else above or below it and as far to the side as the edges push it. Its gap to
// the thing is `apart_px`. nullopt where it would lie on a keep-out everywhere.
std::optional<Box> place_card(PixelPoint at, double width_px, double height_px, double apart_px, double margin_px,
                              std::span<const Box> keep_outs, const Box& inside);

}  // namespace onescreen::map
