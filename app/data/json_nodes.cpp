#include "data/json_nodes.h"

#include <algorithm>
#include <charconv>

namespace onescreen::data {
JsonNode& JsonNode::at(std::string_view pointer) {
  JsonNode* node = this;
  for (const auto& token : split_json_pointer(pointer)) node = &node->at_token(token);
  return *node;
}

JsonNode& JsonNode::at_token(const std::string& token) {
  if (JsonNode* known = find(token)) return *known;
  children_.push_back({token, std::make_unique<JsonNode>()});
  return *children_.back().node;
}

JsonNode* JsonNode::find(std::string_view token) const {
  for (const auto& child : children_) {
    if (child.token == token) return child.node.get();
  }
  return nullptr;
}

JsonNode* JsonNode::element(size_t index) const {
  if (children_.empty()) return nullptr;
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, index).ptr;
  return find(std::string_view(digits, static_cast<size_t>(end - digits)));
}

void JsonNode::fill_below(RawJson raw, std::vector<RawJson>& into) const {
  for (const auto& child : children_) {
    for (const size_t slot : child.node->slots) into[slot] = raw;
    child.node->fill_below(raw, into);
  }
}

JsonNode* JsonNode::search(const char* raw, size_t readable, size_t place) {
  const char* end = raw;
  bool escaped = false;
  while (*end != '"') {
    escaped |= *end == '\\';
    end += *end == '\\' ? 2 : 1;
  }
  const std::string_view key(raw, static_cast<size_t>(end - raw));
  if (escaped) {
    std::string text;
    return unescape_json(std::string_view(raw - 1, key.size() + 2), text) ? find(text) : nullptr;
  }
  JsonNode* child = find(key);
  if (key.size() + 1 < kReadable && readable >= kReadable && place == guesses_.size()) {
    uint64_t mask = 0;
    std::memset(&mask, 0xFF, std::min<size_t>(8, key.size() + 1));
    guesses_.push_back({std::string_view(raw, key.size() + 1), load8(raw), mask, child});
  }
  return child;
}

}  // namespace onescreen::data
