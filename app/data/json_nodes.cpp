#include "data/json_nodes.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace onescreen::data {
namespace {

// Longer keys are not guessed: they could be compared past the end of the padded document.
constexpr size_t kLongestGuess = 63;

uint64_t load8(const char* at) {
  uint64_t bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

}  // namespace

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

JsonNode* JsonNode::member(const char* raw, size_t place) {
  if (place < guesses_.size()) {
    const Guess& guess = guesses_[place];
    // Most keys fit into the first eight bytes, whose comparison needs no call.
    if (((load8(raw) ^ guess.head) & guess.mask) == 0 &&
        (guess.key.size() <= 8 || std::memcmp(raw + 8, guess.key.data() + 8, guess.key.size() - 8) == 0)) {
      return guess.child;
    }
  }
  return search(raw, place);
}

JsonNode* JsonNode::search(const char* raw, size_t place) {
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
  if (key.size() < kLongestGuess && place == guesses_.size()) {
    uint64_t mask = 0;
    std::memset(&mask, 0xFF, std::min<size_t>(8, key.size() + 1));
    guesses_.push_back({std::string_view(raw, key.size() + 1), load8(raw), mask, child});
  }
  return child;
}

}  // namespace onescreen::data
