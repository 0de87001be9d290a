#include "ui/remarks.h"

namespace onescreen::ui {

std::string ShownOf::remark(const Words& words) const {
  return shown < total ? words.with("shown_of", std::to_string(shown), std::to_string(total)) : std::string();
}

std::string unit_remark(const Words& words, const std::string& unit) {
  return unit.empty() ? std::string() : words.with("unit_of", unit);
}

}  // namespace onescreen::ui
