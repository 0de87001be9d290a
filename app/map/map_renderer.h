// MapRenderer: draws a Scene into a target of its own, and only when something that is seen has changed. Holds caches,
// no truth: a new one gives the same pixels. UI thread, current context.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gfx/target.h"
#include "map/draw_pass.h"
#include "map/layer_batch.h"
#include "map/point_batch.h"

namespace onescreen::map {

class MapRenderer {
 public:
  // `seconds` is the wall clock (UTC since 1970), the phase of all pulses. Returns whether it drew; false means that
  // the target's pixels are right already. Afterwards the bound framebuffer is the map's own when it drew. An empty
  // viewport draws nothing. With `may_prepare_later`, large point layers are prepared on a thread and their last marks
  // stay until then: render again after ready_in(). Without it, the pixels depend on the arguments alone.
  bool render(const Scene& scene, const Camera& camera, const Viewport& viewport, double seconds,
              bool may_prepare_later = false);
  // nullopt when everything that the newest render asked for is shown.
  std::optional<std::chrono::milliseconds> ready_in() const;

  // A row of a layer as it is drawn now, which may be that of a table before the newest.
  struct Hit {
    size_t layer = 0;  // index in the scene
    size_t row = 0;
    model::TablePtr table;
  };
  // The mark of layer `layer` nearest to `pixel` within `radius_px`.
  std::optional<Hit> mark_at(size_t layer, PixelPoint pixel, double radius_px) const;
  // The topmost shape of layer `layer` whose ground lies under `pixel`.
  std::optional<Hit> shape_at(size_t layer, PixelPoint pixel) const;

  // Upright with gfx::kTargetTopV at the top; 0 before the first render.
  uint32_t texture_id() const { return target_.texture_id(); }
  const gfx::Target& target() const { return target_; }
  // Seconds until a pulse begins or goes on: 0 while one runs, nullopt when nothing will move by itself.
  std::optional<double> moves_in(double seconds) const;
  const RenderStatistics& statistics() const { return statistics_; }
  // Why a layer is missing: a shader that does not compile. Empty when all is well.
  std::string problem() const;

  // Everything on the GPU is made again at the next render: after a lost context (`lost`: the old names are not
  // deleted).
  void rebuild(bool lost);

 private:
  // Brings the layers up to date; in `scene`, what is not ready is replaced by what is shown instead. Returns whether
  // something else is shown than before.
  bool update_layers(Scene& scene, DrawPass& pass);
  bool needs_drawing(const Scene& scene, const Camera& camera, const Viewport& viewport, double seconds) const;
  void draw_layers(DrawPass& pass);
  bool pulsing(double seconds) const;
  LayerBatch& batch_for(size_t index, const Layer& layer);
  const PointBatch* points_at(size_t index) const;

  gfx::Target target_;
  std::unique_ptr<Programs> programs_ = std::make_unique<Programs>();
  GeometryCache geometry_;
  std::vector<std::unique_ptr<LayerBatch>> batches_;
  RenderStatistics statistics_;

  // What the target shows.
  bool drawn_ = false;
  bool drawn_pulsing_ = false;
  Scene scene_;
  Camera camera_;
  Viewport viewport_;
  double seconds_ = 0;
};

}  // namespace onescreen::map
