// The inside of Document, for config.cpp and document.cpp only: the JSON tree and where each value stands in the text.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>

#include "ui/config.h"

namespace onescreen::ui {

using Json = nlohmann::ordered_json;

struct Document::Content {
  std::string file;
  std::string text;
  Json root;
  std::unordered_map<std::string, size_t> offsets;  // JSON pointer -> byte offset of the value (of its key for members)

  // nullptr when nothing is there.
  const Json* find(const std::string& pointer) const;
};

// `name` as one token of a JSON pointer (RFC 6901: ~ and / escaped).
std::string pointer_token(std::string_view name);

}  // namespace onescreen::ui
