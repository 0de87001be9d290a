// Regular expressions for tests that read text, in one file alone: GCC 12 warns falsely about std::regex under the
// sanitizers.
#pragma once

#include <string>
#include <vector>

namespace onescreen::test_support {

// Every match of `pattern` (ECMAScript) in `text`: the whole match and its groups; a group that took no part is "".
std::vector<std::vector<std::string>> matches(const std::string& text, const std::string& pattern);

}  // namespace onescreen::test_support
