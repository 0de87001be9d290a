// What the GPU sides of all layers of shapes share: which layer is shown while its successor is prepared, the selected
// shape, and which row lies at a position. Needs a current context.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>

#include "map/layer_batch.h"
#include "map/shape_buffers.h"
#include "map/table_columns.h"

namespace onescreen::map {

class ShapeBatch : public LayerBatch {
 public:
  const Layer& shown() const override { return shown_; }
  std::optional<std::chrono::milliseconds> ready_in() const override { return shapes_.ready_in(); }
  // Of the table of shown(); nullopt where nothing lies.
  std::optional<size_t> row_at(LonLat position) const {
    return shapes_.empty() ? std::nullopt : shapes_.shapes().row_at(position);
  }
  bool lasts() const override { return true; }
  void abandon() override { shapes_.abandon(); }

 protected:
  template <typename Kind>
  bool update_to(const Kind& wanted, const ShapeSpec& spec, DrawPass& pass) {
    auto& shown = std::get<Kind>(shown_);
    const bool changed = shapes_.update(spec, pass);
    const bool reselect = changed || shown.selected != wanted.selected || shown.id_column != wanted.id_column;
    if (shapes_.current()) {
      shown = wanted;
    } else {
      // The picture stays what it was, but for what is selected.
      if (shapes_.empty()) shown.table = nullptr;
      shown.id_column = wanted.id_column;
      shown.selected = wanted.selected;
      shown.selected_outline = wanted.selected_outline;
      shown.selected_outline_px = wanted.selected_outline_px;
    }
    if (reselect) select(shown.table, shown.id_column, shown.selected);
    return changed;
  }

  Layer shown_;                     // of the derived class's own kind
  std::optional<size_t> selected_;  // entry of the set
  ShapeBuffers shapes_;

 private:
  void select(const model::TablePtr& table, const std::string& id_column, const std::string& id) {
    const auto row = table != nullptr && !shapes_.empty() ? row_with_id(*table, id_column, id) : std::nullopt;
    selected_ = row ? shapes_.shapes().entry_of_row(*row) : std::nullopt;
  }
};

}  // namespace onescreen::map
