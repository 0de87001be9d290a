#include "data/placeholders.h"

#include <nlohmann/json.hpp>

#include "data/url.h"

namespace onescreen::data {

std::string escaped_for(std::string_view content_type, std::string_view value) {
  if (content_type.find("json") != std::string_view::npos) {
    // Bytes that are no UTF-8 are replaced: JSON cannot carry them.
    const std::string quoted =
        nlohmann::json(std::string(value)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return quoted.substr(1, quoted.size() - 2);
  }
  if (content_type.find("urlencoded") != std::string_view::npos) return percent_encoded(value);
  return std::string(value);
}

std::string filled(std::string_view text, const std::map<std::string, std::string, std::less<>>& values) {
  std::string out;
  while (true) {
    const size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) return out;
    const size_t close = text.find('}', open);
    const auto value =
        close == std::string_view::npos ? values.end() : values.find(text.substr(open + 1, close - open - 1));
    if (value == values.end()) {
      out += '{';
      text.remove_prefix(open + 1);
    } else {
      out += value->second;
      text.remove_prefix(close + 1);
    }
  }
}

}  // namespace onescreen::data
