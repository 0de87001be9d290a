// The GPU side of a cluster layer: 24 bytes a disc, made anew for each level of the zoom, of many rows on a thread.
// Numbers are the caller's: it asks for the clusters that are shown. Needs a current context.
#pragma once

#include <memory>
#include <optional>

#include "gfx/buffer.h"
#include "map/cluster_set.h"
#include "map/layer_batch.h"
#include "map/preparer.h"

namespace onescreen::map {

class ClusterBatch : public LayerBatch {
 public:
  bool update(const Layer& layer, DrawPass& pass) override;
  const Layer& shown() const override { return shown_; }
  void draw(DrawPass& pass) override;
  std::optional<std::chrono::milliseconds> ready_in() const override { return preparer_.ready_in(); }
  void abandon() override;

  // What draw() draws; nullptr before anything is ready.
  const ClusterSet* clusters() const { return set_.get(); }

 private:
  void upload(DrawPass& pass);

  Layer shown_ = ClusterLayer{};
  std::shared_ptr<const ClusterSet> set_;
  gfx::Buffer discs_;
  gfx::VertexArray array_;
  Preparer<ClusterSet> preparer_;
};

}  // namespace onescreen::map
