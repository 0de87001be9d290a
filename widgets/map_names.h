// The names on a map, with the figures under them: measured when the data changes, placed by map::LabelLayout, drawn
// over everything with a halo. Holds caches only. UI thread.
#pragma once

#include <optional>
#include <vector>

#include "map/label_layout.h"
#include "map/layer_facts.h"
#include "ui/frame.h"
#include "ui/map_layer_config.h"
#include "ui/map_name.h"

namespace onescreen::widgets {

// What is on screen in one draw. References outlive the call.
struct NamesInput {
  const ui::Frame& frame;
  const std::vector<ui::MapLayerConfig>& configs;
  const std::vector<map::LayerFacts>& facts;  // of each
  const std::vector<bool>& shown;             // of each
  float scale = 1;
  map::Camera camera;
  map::Viewport viewport;
  ui::Point origin;                    // of the viewport on the canvas
  const std::vector<map::Box>& taken;  // pixels of the viewport that no name may cover
};

class MapNames {
 public:
  void draw(const NamesInput& input, ui::Painter& painter);

 private:
  // What the names depend on besides the camera.
  struct Key {
    std::vector<model::TablePtr> tables;  // of the layers that are shown and have names
    float scale = 0;
    const ui::Theme* theme = nullptr;

    bool operator==(const Key&) const = default;
  };

  static Key key_of(const NamesInput& input);
  void measure(const NamesInput& input, const ui::Painter& painter);
  void add_layer(const NamesInput& input, const ui::Painter& painter, size_t index,
                 std::vector<map::AnchoredLabel>& labels);
  // The radii of circles, each at its own rim.
  void add_radii(const NamesInput& input, const ui::Painter& painter, size_t index,
                 std::vector<map::AnchoredLabel>& labels);

  std::optional<Key> key_;
  std::vector<ui::MapName> names_;  // as the layout counts its labels
  map::LabelLayout layout_;
};

}  // namespace onescreen::widgets
