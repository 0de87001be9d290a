#include "support/matches.h"

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <regex>

namespace onescreen::test_support {

std::vector<std::vector<std::string>> matches(const std::string& text, const std::string& pattern) {
  const std::regex compiled(pattern);
  std::vector<std::vector<std::string>> out;
  for (std::sregex_iterator at(text.begin(), text.end(), compiled), end; at != end; ++at) {
    std::vector<std::string> groups;
    for (const auto& group : *at) groups.push_back(group.str());
    out.push_back(std::move(groups));
  }
  return out;
}

}  // namespace onescreen::test_support
