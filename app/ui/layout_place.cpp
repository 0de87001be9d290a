// Where the panels of a layout lie. Every row and column is tried both ways (as written, and turned); the cheaper one
// wins, where a panel costs by how far it is from the sizes that its widget asks for. Trees are small (tens of nodes),
// so all combinations are affordable.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/layout.h"

namespace onescreen::ui {
namespace {

constexpr Size kErrorMinimum{150, 90};
constexpr float kAnyWidth = 1e5f;
constexpr double kTurnCost = 0.02;     // a layout's author is right unless the other way is clearly better
constexpr double kCrampedCost = 40;    // for each 100 % that a panel lacks
constexpr double kSpaciousCost = 0.5;  // for each doubling beyond comfort of a panel as large as the canvas: a big
                                       // empty box is worse than a small one

struct Extents {
  double minimum = 0;
  double comfortable = 0;
};

class Placer {
 public:
  Placer(const Layout& layout, double gap, double scale, double canvas_area)
      : layout_(layout), gap_(gap), scale_(scale), canvas_area_(canvas_area), rects_(layout.panels.size()) {}

  double place(const LayoutNode& node, double x, double y, double width, double height, bool commit) {
    if (node.kind == LayoutNode::Kind::panel) {
      if (commit) {
        // Edges are rounded, not sizes, so that neighbours keep exactly one gap between them.
        rects_[node.panel] = {static_cast<float>(std::round(x)), static_cast<float>(std::round(y)),
                              static_cast<float>(std::round(x + width)), static_cast<float>(std::round(y + height))};
      }
      return panel_cost(node.panel, width, height);
    }
    const bool is_row = node.kind == LayoutNode::Kind::row;
    const double as_written = arrange(node, is_row, x, y, width, height, false);
    const double turned =
        may_turn(node) ? arrange(node, !is_row, x, y, width, height, false) + kTurnCost : as_written + 1;
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

  // A bar, comfortable at any width, lies flat: what holds one is arranged as written.
  bool may_turn(const LayoutNode& node) const {
    return node.children.size() > 1 &&
           std::none_of(node.children.begin(), node.children.end(), [&](const LayoutNode& child) {
             if (child.kind != LayoutNode::Kind::panel) return false;
             const WidgetType* type = layout_.panels[child.panel].type;
             return type != nullptr && type->comfortable.width >= kAnyWidth;
           });
  }

  double panel_cost(size_t panel, double width, double height) const {
    const WidgetType* type = layout_.panels[panel].type;
    const Size least = minimum(panel);
    const double share = width * height / canvas_area_;
    const auto one = [&](double length, double wanted, double enough) {
      double cost = 0;
      if (length < wanted * scale_) cost += kCrampedCost * (wanted * scale_ / std::max(1.0, length) - 1);
      if (enough > 0 && length > enough * scale_) cost += kSpaciousCost * share * std::log2(length / (enough * scale_));
      return cost;
    };
    return one(width, least.width, type == nullptr ? 0 : type->comfortable.width) +
           one(height, least.height, type == nullptr ? 0 : type->comfortable.height);
  }

  // What a node wants along one axis when it is `across` long along the other: as written, or turned where it then
  // needs less and fits.
  Extents wants(const LayoutNode& node, bool along_x, double across) const {
    if (node.kind == LayoutNode::Kind::panel) {
      const WidgetType* type = layout_.panels[node.panel].type;
      const Size least = minimum(node.panel);
      const Size enough = type == nullptr ? Size{kAnyWidth, kAnyWidth} : type->comfortable;
      return along_x ? Extents{least.width * scale_, enough.width * scale_}
                     : Extents{least.height * scale_, enough.height * scale_};
    }
    const bool is_row = node.kind == LayoutNode::Kind::row;
    const Extents as_written = wants_as(node, is_row, along_x, across);
    const Extents turned = wants_as(node, !is_row, along_x, across);
    const bool fits = wants_as(node, !is_row, !along_x, 1e9).minimum <= across;
    if (!fits || !may_turn(node)) return as_written;
    return {std::min(as_written.minimum, turned.minimum), std::max(as_written.comfortable, turned.comfortable)};
  }

  Extents wants_as(const LayoutNode& node, bool as_row, bool along_x, double across) const {
    const bool adds_up = as_row == along_x;
    const double gaps = gap_ * static_cast<double>(node.children.size() - 1);
    Extents total;
    for (const auto& child : node.children) {
      // Side by side the children share what lies across; behind each other each has all of it.
      const double of_child = adds_up ? across : (across - gaps) / static_cast<double>(node.children.size());
      const Extents one = wants(child, along_x, of_child);
      if (adds_up) {
        total.minimum += one.minimum;
        total.comfortable += one.comfortable;
      } else {
        total.minimum = std::max(total.minimum, one.minimum);
        total.comfortable = std::max(total.comfortable, one.comfortable);
      }
    }
    if (adds_up) {
      total.minimum += gaps;
      total.comfortable += gaps;
    }
    return total;
  }

  // Shares `length` by weight, none below its minimum and none above its comfort while another can use the room.
  static std::vector<double> shared(double length, const std::vector<double>& weights,
                                    const std::vector<Extents>& wanted) {
    const size_t n = weights.size();
    const double minima = std::accumulate(wanted.begin(), wanted.end(), 0.0,
                                          [](double sum, const Extents& e) { return sum + e.minimum; });
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

  // The same lengths in steps that binary fractions hold exactly: sums of them have no rounding error, so that panels
  // of different branches which end at one line agree on its pixel.
  static std::vector<double> in_steps(std::vector<double> lengths) {
    constexpr double kSteps = 64;
    double end = 0;
    double taken = 0;
    for (double& length : lengths) {
      end += length;
      length = std::round(end * kSteps) / kSteps - taken;
      taken += length;
    }
    return lengths;
  }

  double arrange(const LayoutNode& node, bool as_row, double x, double y, double width, double height, bool commit) {
    const size_t n = node.children.size();
    if (n == 0) return 0;
    const double length = (as_row ? width : height) - gap_ * static_cast<double>(n - 1);
    std::vector<double> weights;
    std::vector<Extents> wanted;
    for (const auto& child : node.children) {
      weights.push_back(child.weight);
      wanted.push_back(wants(child, as_row, as_row ? height : width));
    }
    const auto lengths = in_steps(shared(std::max(1.0, length), weights, wanted));
    double cost = 0;
    for (size_t i = 0; i < n; ++i) {
      cost += as_row ? place(node.children[i], x, y, lengths[i], height, commit)
                     : place(node.children[i], x, y, width, lengths[i], commit);
      (as_row ? x : y) += lengths[i] + gap_;
    }
    return cost;
  }

  const Layout& layout_;
  double gap_;
  double scale_;
  double canvas_area_;
  std::vector<Rect> rects_;
};

}  // namespace

std::vector<Rect> place_panels(const Layout& layout, const Theme& theme, float scale, int width, int height) {
  const double gap = std::round(theme.gap * scale);
  const double margin = std::round(gap * 1.25);
  Placer placer(layout, gap, scale, std::max(1.0, static_cast<double>(width) * height));
  placer.place(layout.root, margin, margin, std::max(1.0, width - 2 * margin), std::max(1.0, height - 2 * margin),
               true);
  return placer.take();
}

}  // namespace onescreen::ui
