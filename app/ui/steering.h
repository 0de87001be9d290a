// Which of several panels the keyboard steers. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "ui/frame.h"

namespace onescreen::ui {

// A panel that takes keys.
struct KeyTaker {
  size_t index = 0;
  std::string id;
  Rect rect;
};

// The one under the pointer, else the one that was clicked last, else the largest. nullopt when there is none.
std::optional<size_t> steered_panel(std::span<const KeyTaker> takers, const Pointer& pointer,
                                    const std::string& clicked_last);

}  // namespace onescreen::ui
