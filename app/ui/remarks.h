// What several widgets say alike in their title line (Widget::remark). Pure; any thread.
#pragma once

#include <cstddef>
#include <string>

#include "ui/words.h"

namespace onescreen::ui {

// Of all that there is, how much the newest draw had room for: a panel that leaves something out says so, lest its
// part be taken for the whole.
struct ShownOf {
  size_t shown = 0;
  size_t total = 0;

  // "" where all is shown.
  std::string remark(const Words& words) const;
};

// The unit of all values, where it does not stand at each; "" where there is none.
std::string unit_remark(const Words& words, const std::string& unit);

}  // namespace onescreen::ui
