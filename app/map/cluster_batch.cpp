// One instance a disc.
#include "map/cluster_batch.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace onescreen::map {

namespace {

constexpr size_t kRowsAtOnce = 4000;
// Of a ring, however few there are: about fifteen degrees, which is seen from the back row.
constexpr float kLeastShare = 1.0f / 24;

struct Disc {
  FixedPoint world;
  float radius_px = 0;
  uint8_t ends[4] = {};  // of levels 1 to 4, as shares of the turn; the rest is level 0
  uint8_t level = 0;     // of a point that is alone
  uint8_t alone = 0;
  uint8_t unused[2] = {};
};
static_assert(sizeof(Disc) == 20);

constexpr gfx::Attribute kAttributes[] = {
    {0, 2, gfx::AttributeType::u32, offsetof(Disc, world)},
    {1, 1, gfx::AttributeType::f32, offsetof(Disc, radius_px)},
    {2, 4, gfx::AttributeType::u8_normalised, offsetof(Disc, ends)},
    {3, 2, gfx::AttributeType::u8, offsetof(Disc, level)},
};

Disc disc_of(const ClusterLayer& layer, const Cluster& cluster) {
  Disc disc;
  disc.world = cluster.world;
  disc.radius_px = cluster_radius_px(layer, cluster.count);
  disc.level = cluster.worst_level();
  disc.alone = cluster.is_alone() ? 1 : 0;
  std::array<float, 5> shares{};
  float sum = 0;
  for (size_t level = 0; level < shares.size(); ++level) {
    if (cluster.per_level[level] == 0) continue;
    shares[level] =
        std::max(kLeastShare, static_cast<float>(cluster.per_level[level]) / static_cast<float>(cluster.count));
    sum += shares[level];
  }
  float end = 0;
  for (size_t level = 1; level < shares.size(); ++level) {
    end += sum > 0 ? shares[level] / sum : 0;
    disc.ends[level - 1] = static_cast<uint8_t>(std::min(255.0f, end * 255.0f + 0.5f));
  }
  return disc;
}

}  // namespace

bool ClusterBatch::update(const Layer& wanted, DrawPass& pass) {
  const auto& layer = std::get<ClusterLayer>(wanted);
  const int step = cluster_step(pass.camera.zoom);
  const bool later = pass.may_prepare_later && layer.table != nullptr && layer.table->row_count() > kRowsAtOnce;
  const auto before = set_;
  const auto is_current = [&] { return set_ != nullptr && set_->holds_for(layer, step); };
  if (!later) {
    preparer_.discard();
    if (!is_current()) set_ = std::make_shared<const ClusterSet>(cluster_points(layer, step));
  } else if (auto ready = preparer_.take(); ready != nullptr && !is_current()) {
    set_ = std::move(ready);
  }
  const bool current = is_current();
  if (!current && !preparer_.busy()) {
    preparer_.start([layer, step](const std::stop_token& stop) -> std::shared_ptr<const ClusterSet> {
      ClusterSet made = cluster_points(layer, step, stop);
      return stop.stop_requested() ? nullptr : std::make_shared<const ClusterSet>(std::move(made));
    });
  }
  shown_ = current ? layer : set_ != nullptr ? set_->layer : ClusterLayer{};
  if (set_ == before) return false;
  upload(pass);
  return true;
}

void ClusterBatch::upload(DrawPass& pass) {
  ++pass.statistics.built_layers;
  std::vector<Disc> discs;
  discs.reserve(set_->clusters.size());
  for (const Cluster& cluster : set_->clusters) discs.push_back(disc_of(set_->layer, cluster));
  discs_.upload(std::span<const Disc>(discs));
  array_.attributes(discs_, sizeof(Disc), kAttributes, 1);
  pass.statistics.uploaded_bytes += discs_.size_bytes();
}

void ClusterBatch::draw(DrawPass& pass) {
  if (set_ == nullptr) return;
  pass.statistics.rows_skipped += set_->skipped_rows;
  gfx::Program& program = pass.programs["cluster"];
  if (set_->clusters.empty() || !pass.use(program)) return;
  const auto& layer = std::get<ClusterLayer>(shown_);
  std::array<std::array<float, 4>, 5> colours;
  for (size_t level = 0; level < colours.size(); ++level)
    colours[level] = to_floats(faded(layer.levels[level], layer.opacity));
  program.set("u_levels", std::span<const std::array<float, 4>>(colours));
  program.set("u_ground", faded(layer.ground, layer.opacity));
  program.set("u_outline", faded(layer.outline, layer.opacity));
  array_.draw_strip_instanced(4, set_->clusters.size());
  ++pass.statistics.draw_calls;
}

void ClusterBatch::abandon() {
  discs_.abandon();
  array_.abandon();
  set_.reset();
}

}  // namespace onescreen::map
