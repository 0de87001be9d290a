#include "bench_panels.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace onescreen::app {

std::shared_ptr<const ui::Layout> bench_panels(const ui::Layout& from, int panels) {
  auto layout = std::make_shared<ui::Layout>();
  layout->name = "bench_panels";
  layout->root.kind = ui::LayoutNode::Kind::column;
  std::vector<const ui::LayoutPanel*> choice;
  for (const ui::LayoutPanel& panel : from.panels) {
    if (panel.widget != "map" && panel.type != nullptr) choice.push_back(&panel);
  }
  if (choice.empty()) return nullptr;
  const int rows = std::max(1, static_cast<int>(std::lround(std::sqrt(panels / 2.0))));
  std::set<std::string> queries;
  for (int row = 0; row < rows; ++row) {
    ui::LayoutNode line;
    line.kind = ui::LayoutNode::Kind::row;
    for (int i = row * panels / rows; i < (row + 1) * panels / rows; ++i) {
      ui::LayoutPanel panel = *choice[static_cast<size_t>(i) % choice.size()];
      panel.id = "/bench/" + std::to_string(i);
      queries.insert(panel.queries.begin(), panel.queries.end());
      ui::LayoutNode& place = line.children.emplace_back();
      place.panel = layout->panels.size();
      layout->panels.push_back(std::move(panel));
    }
    layout->root.children.push_back(std::move(line));
  }
  layout->queries.assign(queries.begin(), queries.end());
  return layout;
}

}  // namespace onescreen::app
