// One textured rectangle.
#include "map/heat_batch.h"

#include <utility>

#include "gfx/state.h"

namespace onescreen::map {

namespace {

constexpr size_t kRowsAtOnce = 4000;

struct Corner {
  FixedPoint world;
  float u = 0;
  float v = 0;
};

constexpr gfx::Attribute kAttributes[] = {
    {0, 2, gfx::AttributeType::u32, offsetof(Corner, world)},
    {1, 2, gfx::AttributeType::f32, offsetof(Corner, u)},
};

bool same_colours(const HeatLayer& a, const HeatLayer& b) {
  return a.steps == b.steps && a.highest_per_km2 == b.highest_per_km2 && a.opacity == b.opacity;
}

}  // namespace

bool HeatBatch::update(const Layer& wanted, DrawPass& pass) {
  const auto& layer = std::get<HeatLayer>(wanted);
  const bool later = pass.may_prepare_later && layer.table != nullptr && layer.table->row_count() > kRowsAtOnce;
  const auto before = field_;
  const auto is_current = [&] { return field_ != nullptr && field_->holds_for(layer); };
  if (!later) {
    preparer_.discard();
    if (!is_current()) field_ = std::make_shared<const HeatField>(heat_field(layer));
  } else if (auto ready = preparer_.take(); ready != nullptr && !is_current()) {
    field_ = std::move(ready);
  }
  const bool current = is_current();
  if (!current && !preparer_.busy()) {
    preparer_.start([layer](const std::stop_token& stop) -> std::shared_ptr<const HeatField> {
      HeatField made = heat_field(layer, stop);
      return stop.stop_requested() ? nullptr : std::make_shared<const HeatField>(std::move(made));
    });
  }
  HeatLayer shown = current ? layer : field_ != nullptr ? field_->layer : HeatLayer{};
  const bool changed = field_ != before || !uploaded_for_ || !same_colours(*uploaded_for_, shown);
  if (changed && field_ != nullptr) upload(shown, pass);
  shown_ = std::move(shown);
  return changed;
}

void HeatBatch::upload(const HeatLayer& layer, DrawPass& pass) {
  uploaded_for_ = layer;
  ++pass.statistics.built_layers;
  if (field_->per_km2.empty()) return;
  const gfx::Image image = heat_image(*field_, layer);
  colours_.upload(image, gfx::Texture::Filter::linear);
  const auto edge = [](uint32_t from, uint32_t cell, int cells) {
    return static_cast<uint32_t>(
        std::min<uint64_t>(uint64_t{from} + uint64_t{cell} * static_cast<uint64_t>(cells), 0xFFFFFFFFu));
  };
  const FixedPoint low = field_->origin;
  const FixedPoint high{edge(low.x, field_->cell_units, field_->width),
                        edge(low.y, field_->cell_units, field_->height)};
  const Corner corners[] = {{low, 0, 0},  {{high.x, low.y}, 1, 0}, {{low.x, high.y}, 0, 1}, {{high.x, low.y}, 1, 0},
                            {high, 1, 1}, {{low.x, high.y}, 0, 1}};
  corners_.upload(std::span<const Corner>(corners));
  array_.attributes(corners_, sizeof(Corner), kAttributes);
  pass.statistics.uploaded_bytes += image.rgba.size() + corners_.size_bytes();
}

void HeatBatch::draw(DrawPass& pass) {
  if (field_ == nullptr) return;
  pass.statistics.rows_skipped += field_->skipped_rows;
  gfx::Program& program = pass.programs["heat"];
  if (field_->per_km2.empty() || !pass.use(program)) return;
  program.set("u_colours", 0);
  program.set("u_size", static_cast<float>(field_->width), static_cast<float>(field_->height));
  colours_.bind(0);
  gfx::set_state(gfx::Blending::premultiplied);
  array_.draw_triangles(0, 6);
  ++pass.statistics.draw_calls;
  gfx::set_state(gfx::Blending::straight);
}

void HeatBatch::abandon() {
  colours_.abandon();
  corners_.abandon();
  array_.abandon();
  uploaded_for_.reset();
  field_.reset();
}

}  // namespace onescreen::map
