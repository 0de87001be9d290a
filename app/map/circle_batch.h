// The GPU side of a circle layer: 12 bytes a circle, uploaded when the table or the radii change; a zoom uploads
// nothing. Needs a current context.
#pragma once

#include <optional>
#include <vector>

#include "gfx/buffer.h"
#include "map/layer_batch.h"

namespace onescreen::map {

struct Circle {
  FixedPoint world;
  float radius_units = 0;  // fixed-point units at the circle's own latitude

  bool operator==(const Circle&) const = default;
};

// Of every row that has a place and radii that are circles, the largest of a row first. `skipped_rows` counts the
// others.
std::vector<Circle> circles_of(const CircleLayer& layer, size_t& skipped_rows);

class CircleBatch : public LayerBatch {
 public:
  bool update(const Layer& layer, DrawPass& pass) override;
  const Layer& shown() const override { return shown_; }
  void draw(DrawPass& pass) override;
  void abandon() override;

 private:
  Layer shown_ = CircleLayer{};
  std::optional<CircleLayer> built_for_;
  size_t count_ = 0;
  size_t skipped_rows_ = 0;
  gfx::Buffer circles_;
  gfx::VertexArray array_;
};

}  // namespace onescreen::map
