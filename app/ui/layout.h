// Layout: the tree of rows, columns and widgets of one layout file, and where its panels lie on a canvas of any size
// and aspect. Reading reports every problem of the file at once; a bad widget becomes an error panel in its place.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ui/config.h"
#include "ui/geometry.h"
#include "ui/widget.h"

namespace onescreen::ui {

struct LayoutPanel {
  std::string id;  // JSON pointer of the node
  std::string title;
  std::string note;
  std::string widget;
  Config config;
  const WidgetType* type = nullptr;  // nullptr: an error panel
  std::string error;                 // why it is one
  std::vector<std::string> queries;  // every data key, in file order
};

struct LayoutNode {
  enum class Kind { row, column, panel } kind = Kind::panel;
  double weight = 1;
  size_t panel = 0;  // index into Layout::panels
  std::vector<LayoutNode> children;
};

struct Layout {
  std::string name;
  std::string title;
  LayoutNode root;
  std::vector<LayoutPanel> panels;
  std::vector<std::string> queries;  // of all panels, sorted, each once
};

// Reads a layout document. Returns nullptr only when nothing of it can be shown (no tree at all).
std::shared_ptr<const Layout> read_layout(const std::shared_ptr<const Document>& document, const std::string& name,
                                          std::vector<Problem>& problems);

// Rectangles of the panels (index as in Layout::panels) in whole pixels. Children share their parent's length by
// weight, but none gets less than its minimum while there is room; a row too narrow for its children (or a column too
// low) turns into the other where that fits better, so that one layout serves a wall, a desk and a portrait screen.
std::vector<Rect> place_panels(const Layout& layout, const Theme& theme, float scale, int width, int height);

// Every query a config holds under the data keys of `specs`, nested objects included.
std::vector<std::string> queries_of(const Config& config, const std::vector<model::KeySpec>& specs);

}  // namespace onescreen::ui
