// Greedy placement against the boxes placed so far, which are kept by the cells of a grid that they touch.
#include "map/labels.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace onescreen::map {

namespace {

Box box_at(const LabelRequest& request, Place place, double shift_y) {
  const double w = request.width_px;
  const double h = request.height_px;
  double x = request.point.x - w / 2;
  double y = request.point.y - h / 2;
  const double right = request.point.x + request.gap_px;
  const double left = request.point.x - request.gap_px - w;
  const double above = request.point.y - request.gap_px - h;
  const double below = request.point.y + request.gap_px;
  switch (place) {
    case Place::centre:
      break;
    case Place::above:
      y = above;
      break;
    case Place::below:
      y = below;
      break;
    case Place::right:
      x = right;
      break;
    case Place::left:
      x = left;
      break;
    case Place::above_right:
      x = right, y = above;
      break;
    case Place::above_left:
      x = left, y = above;
      break;
    case Place::below_right:
      x = right, y = below;
      break;
    case Place::below_left:
      x = left, y = below;
      break;
  }
  return {x, y + shift_y, x + w, y + h + shift_y};
}

Box grown(const Box& box, double by) { return {box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by}; }

// Boxes by the cells that they touch; the largest (what covers much of the map) apart.
class BoxIndex {
 public:
  void add(const Box& box) {
    if (!(box.x1 - box.x0 < kCellPx * 8 && box.y1 - box.y0 < kCellPx * 8)) {
      large_.push_back(box);
      return;
    }
    boxes_.push_back(box);
    for_cells(box, [&](uint64_t cell) {
      cells_[cell].push_back(static_cast<uint32_t>(boxes_.size() - 1));
      return true;
    });
  }
  bool is_free(const Box& box) const {
    const auto apart = [&](const Box& other) { return !other.overlaps(box); };
    if (!std::all_of(large_.begin(), large_.end(), apart)) return false;
    return for_cells(box, [&](uint64_t cell) {
      const auto found = cells_.find(cell);
      return found == cells_.end() ||
             std::all_of(found->second.begin(), found->second.end(), [&](uint32_t i) { return apart(boxes_[i]); });
    });
  }

 private:
  static constexpr double kCellPx = 128;

  template <typename Visit>  // returns whether to go on
  static bool for_cells(const Box& box, Visit visit) {
    const auto cell = [](double px) { return static_cast<int64_t>(std::floor(px / kCellPx)); };
    for (int64_t y = cell(box.y0); y <= cell(box.y1); ++y) {
      for (int64_t x = cell(box.x0); x <= cell(box.x1); ++x) {
        if (!visit(static_cast<uint64_t>(y) << 32 ^ static_cast<uint32_t>(x))) return false;
      }
    }
    return true;
  }

  std::vector<Box> large_;
  std::vector<Box> boxes_;
  std::unordered_map<uint64_t, std::vector<uint32_t>> cells_;
};

bool is_drawable(const LabelRequest& request) {
  return std::isfinite(request.point.x) && std::isfinite(request.point.y) && request.width_px > 0 &&
         std::isfinite(request.width_px) && request.height_px > 0 && std::isfinite(request.height_px);
}

}  // namespace

std::vector<PlacedLabel> place_labels(std::span<const LabelRequest> requests, std::span<const Box> keep_outs,
                                      const Box& inside) {
  std::vector<size_t> order(requests.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return requests[a].priority > requests[b].priority; });
  std::vector<PlacedLabel> placed;
  BoxIndex taken;
  for (const Box& keep_out : keep_outs) taken.add(keep_out);
  const auto try_at = [&](size_t index, Place place, double shift_y) {
    const LabelRequest& request = requests[index];
    const Box box = box_at(request, place, shift_y);
    const Box with_margin = grown(box, request.margin_px);
    if (!box.inside(inside) || !taken.is_free(with_margin)) return false;
    placed.push_back({index, box, place});
    taken.add(with_margin);
    return true;
  };
  for (const size_t index : order) {
    const LabelRequest& request = requests[index];
    if (!is_drawable(request)) continue;
    bool done = false;
    for (const Place place : request.places) {
      if ((done = try_at(index, place, 0))) break;
    }
    if (done || !request.shifts) continue;
    for (const double share : {-0.35, 0.35, -0.7, 0.7, -1.0, 1.0}) {
      if (try_at(index, Place::centre, share * request.height_px)) break;
    }
  }
  return placed;
}

std::optional<Box> place_card(PixelPoint at, double width_px, double height_px, double apart_px, double margin_px,
                              std::span<const Box> keep_outs, const Box& inside) {
  LabelRequest request;
  request.point = at;
  request.width_px = width_px;
  request.height_px = height_px;
  request.places = {Place::above_right, Place::right,      Place::below_right, Place::above_left,
                    Place::left,        Place::below_left, Place::above,       Place::below};
  request.gap_px = apart_px;
  request.margin_px = margin_px;
  auto placed = place_labels({&request, 1}, keep_outs, inside);
  for (const double side : {-1.0, 1.0}) {
    if (!placed.empty()) break;
    const double least = inside.x0 + width_px / 2;
    request.point = {std::clamp(at.x, least, std::max(least, inside.x1 - width_px / 2)),
                     at.y + side * (apart_px + height_px / 2)};
    request.places = {Place::centre};
    placed = place_labels({&request, 1}, keep_outs, inside);
  }
  return placed.empty() ? std::nullopt : std::optional(placed.front().box);
}

}  // namespace onescreen::map
