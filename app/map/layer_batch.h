// LayerBatch: the GPU side of one layer of a scene, one class for each kind of layer. Holds caches, no truth. UI
// thread, current context.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "map/draw_pass.h"
#include "map/layers.h"

namespace onescreen::map {

class LayerBatch {
 public:
  virtual ~LayerBatch() = default;

  // Brings the buffers up to `layer`, which is always of the batch's own kind, and to the pass's camera where they
  // depend on it. Returns whether something else is shown than before besides what follows from `layer` itself.
  virtual bool update(const Layer& layer, DrawPass& pass) = 0;
  // What draw() draws: the layer of the newest update, or the one before while that is being prepared.
  virtual const Layer& shown() const = 0;
  // Draws with the pass's camera. Only `pass.region` is wanted: the scissor test is set to it, and what lies outside
  // need not be drawn. Blending is straight before and must be so afterwards. What is drawn follows the camera: moved
  // by whole pixels, it gives the same pixels at their new place.
  virtual void draw(DrawPass& pass) = 0;
  // Whether the pixels change by the passing of time alone (pass.seconds); such a layer and all above it are drawn
  // again for each step of the animation.
  virtual bool moves() const { return false; }
  // Whether what it prepared is worth keeping while the map is not shown: shapes, which take long and seldom change.
  // Marks of hours ago are not to be shown again, however short.
  virtual bool lasts() const { return false; }
  // While something is being prepared on a thread: when to update again.
  virtual std::optional<std::chrono::milliseconds> ready_in() const { return std::nullopt; }
  // Forgets names of a context that is gone, so that they are not deleted in another, and everything built for it.
  virtual void abandon() = 0;
};

// For a layer of that kind.
std::unique_ptr<LayerBatch> make_batch(const Layer& layer);

}  // namespace onescreen::map
