#include "ui/steering.h"

#include <algorithm>

namespace onescreen::ui {

std::optional<size_t> steered_panel(std::span<const KeyTaker> takers, const Pointer& pointer,
                                    const std::string& clicked_last) {
  if (takers.empty()) return std::nullopt;
  const auto is_under_pointer = [&](const KeyTaker& taker) {
    return pointer.inside && taker.rect.contains(pointer.position);
  };
  const auto under = std::find_if(takers.begin(), takers.end(), is_under_pointer);
  if (under != takers.end()) return under->index;
  const auto clicked =
      std::find_if(takers.begin(), takers.end(), [&](const KeyTaker& taker) { return taker.id == clicked_last; });
  if (clicked != takers.end()) return clicked->index;
  const auto area = [](const KeyTaker& taker) { return taker.rect.width() * taker.rect.height(); };
  return std::max_element(takers.begin(), takers.end(),
                          [&](const KeyTaker& a, const KeyTaker& b) { return area(a) < area(b); })
      ->index;
}

}  // namespace onescreen::ui
