// MapRenderer: draws a Scene into a target of its own, and only what has changed of it: nothing when nothing has, the
// layers that move by themselves and those above them, or what came in at the edges when the camera moved by whole
// pixels. Holds caches, no truth: a new one gives the same pixels. UI thread, current context.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gfx/target.h"
#include "map/draw_pass.h"
#include "map/layer_batch.h"
#include "map/map_picture.h"
#include "map/point_batch.h"

namespace onescreen::map {

class MapRenderer {
 public:
  // `seconds` is the wall clock (UTC since 1970), the phase of all that moves. Returns whether it drew; false means
  // that the picture is right already. Afterwards the bound framebuffer is the map's own when it drew. An empty
  // viewport draws nothing. With `may_finish_later`, large layers are prepared on a thread and their last marks stay
  // until then, and a picture that was moved by whole pixels, which may differ from a new one by the rounding of its
  // edges, is drawn anew once the camera rests: render again after ready_in(). Without it, the pixels depend on the
  // arguments alone.
  bool render(const Scene& scene, const Camera& camera, const Viewport& viewport, double seconds,
              bool may_finish_later = false);
  // nullopt when everything that the newest render asked for is shown as it should be.
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
  // For what a kind of layer tells besides its picture; nullptr where there is none.
  const LayerBatch* batch(size_t layer) const { return layer < batches_.size() ? batches_[layer].get() : nullptr; }

  // Circles that belong over the picture: pulses of what is new, the selected mark, the most severe.
  struct Ring {
    PixelPoint centre;  // a whole pixel, as marks are drawn
    float radius_px = 0;
    float width_px = 0;
    Colour colour;
  };
  std::vector<Ring> rings(double seconds) const;

  // Upright with gfx::kTargetTopV at the top; 0 before the first render. Another one after each render that drew.
  uint32_t texture_id() const { return target().texture_id(); }
  const gfx::Target& target() const { return moving_.valid() ? moving_ : picture_.target(); }
  // Seconds until something moves by itself: 0 while it does, nullopt when nothing will.
  std::optional<double> moves_in(double seconds) const;
  const RenderStatistics& statistics() const { return statistics_; }
  // Why a layer is missing: a shader that has never compiled. Empty when all is well.
  std::string problem() const;
  // Development builds: why an edited shader was not taken over; the last good one goes on.
  std::string refused_edit() const { return programs_->refused_edit(); }

  // Development builds: compiles shaders again that changed on disk; true when the map must be drawn again.
  bool reload_shaders();
  // The map is not shown for a while: gives up the pictures, which are large and drawn anew by the next render, and all
  // marks; keeps the shapes that were prepared.
  void rest();
  // Everything on the GPU is made again at the next render: after a lost context (`lost`: the old names are not
  // deleted).
  void rebuild(bool lost);

 private:
  using Clock = std::chrono::steady_clock;

  LayerBatch& batch_for(size_t index, const Layer& layer);
  const PointBatch* points_at(size_t index) const;
  // Brings the layers up to date; in `scene`, what is not ready is replaced by what is shown instead. Returns whether
  // something else is shown than before.
  bool update_layers(Scene& scene, DrawPass& pass);
  // Index of the lowest layer that moves by itself; their number when none does.
  size_t first_moving() const;
  // Draws layers [first, last) where `pass` says, on `target`.
  void draw_layers(const gfx::Target& target, DrawPass pass, const Camera& camera, gfx::Rect region, size_t first,
                   size_t last);
  void draw_still(DrawPass& pass, const Camera& camera, gfx::Rect region);
  bool shift(DrawPass& pass, const Camera& camera);
  void sharpen(DrawPass& pass);

  MapPicture picture_;  // of the layers below the first that moves
  gfx::Target moving_;  // the same with what moves; none while nothing does
  std::unique_ptr<Programs> programs_ = std::make_unique<Programs>();
  GeometryCache geometry_;
  std::vector<std::unique_ptr<LayerBatch>> batches_;
  RenderStatistics statistics_;

  // What the picture shows.
  bool drawn_ = false;
  Scene scene_;
  size_t still_ = 0;    // how many layers are in picture_
  Camera camera_;       // of the picture, which may have fewer pixels than the viewport
  Camera seen_camera_;  // of the viewport
  Viewport viewport_;
  double seconds_ = 0;
  // It was drawn for this camera and has been moved by this much since; rows from sharp_from_px_ on are to be drawn
  // anew.
  Camera anchor_;
  PixelShift moved_;
  std::optional<int> sharp_from_px_;
  Clock::time_point shifted_at_;
};

}  // namespace onescreen::map
