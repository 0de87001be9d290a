// Where the panels of a layout lie. Every row and column is tried both ways (as written, and turned); the cheaper one wins, where a panel costs
// by how far it is from the sizes that its widget asks for. Trees are small (tens of nodes), so all combinations are affordable.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/layout.h"

namespace onescreen::ui {
namespace {

constexpr Size kErrorMinimum{150, 90};
constexpr double kTurnCost = 0.6;      // a layout's author is right unless the other way is clearly better
constexpr double kCrampedCost = 40;    // for each 100 % that a panel lacks
constexpr double kSpaciousCost = 0.5;  // for each doubling beyond comfort

struct Extents {
  double minimum = 0;
  double comfortable = 0;
};

class Placer {
 public:
  Placer(const Layout& layout, double gap, double scale) : layout_(layout), gap_(gap), scale_(scale), rects_(layout.panels.size()) {}

  double place(const LayoutNode& node, double x, double y, double width, double height, bool commit) {
    if (node.kind == LayoutNode::Kind::panel) {
      if (commit) {
        // Edges are rounded, not sizes, so that neighbours keep exactly one gap between them.
        rects_[node.panel] = {static_cast<float>(std::round(x)), static_cast<float>(std::round(y)), static_cast<float>(std::round(x + width)),
                              static_cast<float>(std::round(y + height))};
      }
      return panel_cost(node.panel, width, height);
    }
    const bool is_row = node.kind == LayoutNode::Kind::row;
    const double as_written = arrange(node, is_row, x, y, width, height, false);
    const double turned = node.children.size() > 1 ? arrange(node, !is_row, x, y, width, height, false) + kTurnCost : as_written + 1;
    const bool turn = turned < as_written;
    if (commit) arrange(node, is_row != turn, x, y, width, height, true);
    return std::min(as_written, turned);
  }

  std::vector<Rect> take() { return std::move(rects_); }

 private:
  Size minimum(size_t panel) const {
    const WidgetType* type = layout_.panels[panel].type;
    return type == nullptr ? kErrorMinimum : type->minimum;
  }

  double panel_cost(size_t panel, double width, double height) const {
    const WidgetType* type = layout_.panels[panel].type;
    const Size least = minimum(panel);
    const auto one = [&](double length, double wanted, double enough) {
      double cost = 0;
      if (length < wanted * scale_) cost += kCrampedCost * (wanted * scale_ / std::max(1.0, length) - 1);
      if (enough > 0 && length > enough * scale_) cost += kSpaciousCost * std::log2(length / (enough * scale_));
      return cost;
    };
    return one(width, least.width, type == nullptr ? 0 : type->comfortable.width) +
           one(height, least.height, type == nullptr ? 0 : type->comfortable.height);
  }

  // What a node wants along one axis when it is arranged as written.
  Extents wants(const LayoutNode& node, bool along_x) const {
    if (node.kind == LayoutNode::Kind::panel) {
      const WidgetType* type = layout_.panels[node.panel].type;
      const Size least = minimum(node.panel);
      const Size enough = type == nullptr ? Size{1e5f, 1e5f} : type->comfortable;
      return along_x ? Extents{least.width * scale_, enough.width * scale_} : Extents{least.height * scale_, enough.height * scale_};
    }
    const bool adds_up = (node.kind == LayoutNode::Kind::row) == along_x;
    Extents total;
    for (const auto& child : node.children) {
      const Extents one = wants(child, along_x);
      if (adds_up) {
        total.minimum += one.minimum;
        total.comfortable += one.comfortable;
      } else {
        total.minimum = std::max(total.minimum, one.minimum);
        total.comfortable = std::max(total.comfortable, one.comfortable);
      }
    }
    if (adds_up) {
      const double gaps = gap_ * static_cast<double>(node.children.size() - 1);
      total.minimum += gaps;
      total.comfortable += gaps;
    }
    return total;
  }

  // Shares `length` by weight, none below its minimum and none above its comfort while another can use the room.
  static std::vector<double> shared(double length, const std::vector<double>& weights, const std::vector<Extents>& wanted) {
    const size_t n = weights.size();
    const double minima = std::accumulate(wanted.begin(), wanted.end(), 0.0, [](double sum, const Extents& e) { return sum + e.minimum; });
    std::vector<double> out(n, 0);
    if (minima >= length) {
      for (size_t i = 0; i < n; ++i) out[i] = length * wanted[i].minimum / std::max(minima, 1e-9);
      return out;
    }
    std::vector<bool> settled(n, false);
    double rest = length;
    for (bool changed = true; changed;) {
      changed = false;
      double weight_sum = 0;
      for (size_t i = 0; i < n; ++i) weight_sum += settled[i] ? 0 : weights[i];
      if (weight_sum <= 0) break;
      // Those whose share falls below their minimum are settled first: what they take is missing to the others.
      for (const bool below : {true, false}) {
        for (size_t i = 0; i < n && !changed; ++i) {
          if (settled[i]) continue;
          const double share = rest * weights[i] / weight_sum;
          const double bound = below ? wanted[i].minimum : std::max(wanted[i].comfortable, wanted[i].minimum);
          if (below ? share < bound : share > bound) {
            out[i] = bound;
            settled[i] = true;
            rest -= bound;
            changed = true;
          }
        }
        if (changed) break;
      }
      if (!changed) {
        for (size_t i = 0; i < n; ++i) {
          if (!settled[i]) out[i] = rest * weights[i] / weight_sum;
        }
        return out;
      }
    }
    // Everyone has enough: the rest is shared by size, so that proportions stay.
    const double used = length - rest;
    for (double& value : out) value += used > 0 ? rest * value / used : rest / static_cast<double>(n);
    return out;
  }

  double arrange(const LayoutNode& node, bool as_row, double x, double y, double width, double height, bool commit) {
    const size_t n = node.children.size();
    if (n == 0) return 0;
    const double length = (as_row ? width : height) - gap_ * static_cast<double>(n - 1);
    std::vector<double> weights;
    std::vector<Extents> wanted;
    for (const auto& child : node.children) {
      weights.push_back(child.weight);
      wanted.push_back(wants(child, as_row));
    }
    const auto lengths = shared(std::max(1.0, length), weights, wanted);
    double cost = 0;
    for (size_t i = 0; i < n; ++i) {
      cost += as_row ? place(node.children[i], x, y, lengths[i], height, commit) : place(node.children[i], x, y, width, lengths[i], commit);
      (as_row ? x : y) += lengths[i] + gap_;
    }
    return cost;
  }

  const Layout& layout_;
  double gap_;
  double scale_;
  std::vector<Rect> rects_;
};

}  // namespace

std::vector<Rect> place_panels(const Layout& layout, const Theme& theme, float scale, int width, int height) {
  const double gap = std::round(theme.gap * scale);
  const double margin = std::round(gap * 1.25);
  Placer placer(layout, gap, scale);
  placer.place(layout.root, margin, margin, std::max(1.0, width - 2 * margin), std::max(1.0, height - 2 * margin), true);
  return placer.take();
}

}  // namespace onescreen::ui
