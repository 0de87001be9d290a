// Placement with place_labels() in pixels of the world, then a look at what covers the map.
#include "map/label_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace onescreen::map {

namespace {

constexpr double kStepsPerZoom = 4;
// Up to here all labels are placed together. Of more, those of the blocks that the viewport touches: names far away
// decide nothing here, and the work stays bounded.
constexpr size_t kMostTogether = 1500;
constexpr double kBlockPx = 1024;

constexpr double kEverywhere = std::numeric_limits<double>::max();

Box moved(const Box& box, PixelPoint by) { return {box.x0 + by.x, box.y0 + by.y, box.x1 + by.x, box.y1 + by.y}; }

Box grown(const Box& box, double by) { return {box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by}; }

bool is_clear(const Box& box, std::span<const Box> of) {
  return std::none_of(of.begin(), of.end(), [&](const Box& other) { return other.overlaps(box); });
}

}  // namespace

double label_step(double zoom) { return std::floor(zoom * kStepsPerZoom) / kStepsPerZoom; }

void LabelLayout::set(std::vector<AnchoredLabel> labels, std::vector<AnchoredKeepOut> keep_outs) {
  std::erase_if(labels, [](const AnchoredLabel& label) { return !is_on_earth(label.anchor); });
  std::erase_if(keep_outs, [](const AnchoredKeepOut& keep_out) { return !is_on_earth(keep_out.anchor); });
  labels_ = std::move(labels);
  keep_outs_ = std::move(keep_outs);
  anchors_.clear();
  for (const AnchoredLabel& label : labels_) anchors_.push_back(world_from_lonlat(label.anchor));
  placed_for_.reset();
  fixed_.clear();
}

LabelLayout::Region LabelLayout::region_of(const Camera& camera, const Viewport& viewport) const {
  Region region{label_step(camera.zoom), {-kEverywhere, -kEverywhere, kEverywhere, kEverywhere}};
  if (labels_.size() <= kMostTogether) return region;
  const double scale = world_px(region.zoom);
  const WorldPoint centre = world_from_lonlat(camera.centre);
  // At the step's zoom the viewport sees at most as many pixels as it has; one block more on each side.
  const auto block = [&](double middle, double half_px, double side) {
    const double edge = middle * scale + side * (half_px + kBlockPx);
    return (side < 0 ? std::floor(edge / kBlockPx) : std::ceil(edge / kBlockPx)) * kBlockPx;
  };
  const double half_x = viewport.width_px / 2.0;
  const double half_y = viewport.height_px / 2.0;
  region.box = {block(centre.x, half_x, -1), block(centre.y, half_y, -1), block(centre.x, half_x, 1),
                block(centre.y, half_y, 1)};
  return region;
}

void LabelLayout::place(const Region& region) {
  ++placements_;
  placed_for_ = region;
  fixed_.clear();
  const double scale = world_px(region.zoom);
  std::vector<size_t> indices;
  std::vector<LabelRequest> requests;
  for (size_t i = 0; i < labels_.size(); ++i) {
    const PixelPoint at{anchors_[i].x * scale, anchors_[i].y * scale};
    if (at.x < region.box.x0 || at.x > region.box.x1 || at.y < region.box.y0 || at.y > region.box.y1) continue;
    indices.push_back(i);
    requests.push_back(labels_[i].request);
    requests.back().point = at;
  }
  std::vector<Box> keep_outs;
  for (const AnchoredKeepOut& keep_out : keep_outs_) {
    const WorldPoint world = world_from_lonlat(keep_out.anchor);
    keep_outs.push_back(grown({world.x * scale, world.y * scale, world.x * scale, world.y * scale}, keep_out.half_px));
  }
  const Box everywhere{-kEverywhere, -kEverywhere, kEverywhere, kEverywhere};
  for (const PlacedLabel& placed : place_labels(requests, keep_outs, everywhere)) {
    const PixelPoint& at = requests[placed.request].point;
    fixed_.push_back({indices[placed.request], moved(placed.box, {-at.x, -at.y}), placed.place});
  }
}

std::vector<PlacedLabel> LabelLayout::visible(const Camera& camera, const Viewport& viewport,
                                              std::span<const Box> covers, const Box& inside) {
  const Region region = region_of(camera, viewport);
  if (placed_for_ != region) place(region);
  // A name that stepped over a mark at the step's zoom can come nearer to it again before the next.
  std::vector<Box> taken(covers.begin(), covers.end());
  for (const AnchoredKeepOut& keep_out : keep_outs_) {
    const PixelPoint at = pixel_from_lonlat(camera, viewport, keep_out.anchor);
    taken.push_back(grown({at.x, at.y, at.x, at.y}, keep_out.half_px));
  }
  const double scale = world_px(camera.zoom);
  const WorldPoint centre = world_from_lonlat(camera.centre);
  std::vector<PlacedLabel> shown;
  std::vector<size_t> covered;  // indices into `shown`
  for (const Fixed& fixed : fixed_) {
    const WorldPoint& anchor = anchors_[fixed.label];
    const PixelPoint at{viewport.width_px / 2.0 + (anchor.x - centre.x) * scale,
                        viewport.height_px / 2.0 + (anchor.y - centre.y) * scale};
    if (at.x < 0 || at.y < 0 || at.x > viewport.width_px || at.y > viewport.height_px) continue;
    const Box box = moved(fixed.offset, at);
    if (!box.inside(inside)) continue;
    if (!is_clear(grown(box, labels_[fixed.label].request.margin_px), taken)) covered.push_back(shown.size());
    shown.push_back({fixed.label, box, fixed.place});
  }
  if (covered.empty()) return shown;
  // What is covered steps aside by up to its own height, where neither the others nor what covers it are.
  std::vector<Box> boxes = taken;
  std::vector<bool> out(shown.size(), false);
  for (const size_t index : covered) out[index] = true;
  for (size_t i = 0; i < shown.size(); ++i) {
    if (!out[i]) boxes.push_back(grown(shown[i].box, labels_[shown[i].request].request.margin_px));
  }
  for (const size_t index : covered) {
    const LabelRequest& request = labels_[shown[index].request].request;
    if (!request.shifts) continue;
    const PixelPoint at = pixel_from_lonlat(camera, viewport, labels_[shown[index].request].anchor);
    const Box centred{at.x - request.width_px / 2, at.y - request.height_px / 2, at.x + request.width_px / 2,
                      at.y + request.height_px / 2};
    for (const double share : {0.0, -0.35, 0.35, -0.7, 0.7, -1.0, 1.0}) {
      const Box box = moved(centred, {0, share * request.height_px});
      const Box with_margin = grown(box, request.margin_px);
      if (!box.inside(inside) || !is_clear(with_margin, boxes)) continue;
      shown[index].box = box;
      boxes.push_back(with_margin);
      out[index] = false;
      break;
    }
  }
  std::vector<PlacedLabel> clear;
  for (size_t i = 0; i < shown.size(); ++i) {
    if (!out[i]) clear.push_back(shown[i]);
  }
  return clear;
}

}  // namespace onescreen::map
