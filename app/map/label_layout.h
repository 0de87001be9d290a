// The names of a map, placed in the world once for a step of the zoom and then carried by the ground: panning places
// nothing and moves no name against another, and between two steps of the zoom no name changes its side. Only what lies
// over the map (cards, legend) is looked at for each camera. Pure but for the cache of the newest placement. The caller
// measures and draws text. Not for several threads at once.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "map/labels.h"
#include "map/projection.h"

namespace onescreen::map {

// A label of a place on earth; the point of its request is not read.
struct AnchoredLabel {
  LonLat anchor;
  LabelRequest request;
};

// What no name may cover, whatever the zoom: a square around a place.
struct AnchoredKeepOut {
  LonLat anchor;
  double half_px = 0;
};

// The zoom for which names are placed: the next quarter of a level below. Anchors only move apart until the next one.
double label_step(double zoom);

class LabelLayout {
 public:
  // Replaces the labels. What was placed is forgotten.
  void set(std::vector<AnchoredLabel> labels, std::vector<AnchoredKeepOut> keep_outs);

  // Those that are wholly inside `inside` with their anchors in the viewport, by importance. A label that would lie on
  // one of `taken` steps aside if it may, else it is left out. Boxes are pixels of the viewport; equal arguments give
  // equal boxes, and cameras that differ by whole pixels boxes that differ by these.
  std::vector<PlacedLabel> visible(const Camera& camera, const Viewport& viewport, std::span<const Box> covers,
                                   const Box& inside);

  // How often names were placed anew, for tests.
  size_t placements() const { return placements_; }

 private:
  struct Fixed {
    size_t label = 0;
    Box offset;  // of the text from its anchor
    Place place = Place::centre;
  };
  // Where among very many labels those are that are placed together: whole blocks of the world at the step's zoom.
  struct Region {
    double zoom = 0;
    Box box;

    bool operator==(const Region&) const = default;
  };

  Region region_of(const Camera& camera, const Viewport& viewport) const;
  void place(const Region& region);

  std::vector<AnchoredLabel> labels_;
  std::vector<AnchoredKeepOut> keep_outs_;
  std::vector<WorldPoint> anchors_;  // of the labels
  std::optional<Region> placed_for_;
  std::vector<Fixed> fixed_;  // by importance
  size_t placements_ = 0;
};

}  // namespace onescreen::map
