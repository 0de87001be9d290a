// The JSON pointers of a request as a tree, so that one pass over an object serves them all. Inside of json_walker
// only; changes while it is used (it learns in which order keys come), so one thread at a time.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "data/json_text.h"

namespace onescreen::data {

class JsonNode {
 public:
  std::vector<size_t> slots;  // where the value itself is wanted
  bool is_rows = false;

  // The node at `pointer` below this one; made when there is none.
  JsonNode& at(std::string_view pointer);
  // Its child for one token (unescaped); made when there is none.
  JsonNode& at_token(const std::string& token);
  bool has_children() const { return !children_.empty(); }

  // The child for a member's key, which stands at `raw` (behind its opening quote, unescaped) as the `place`-th of its
  // object; nullptr when nobody wants it. `readable` bytes from `raw` on may be read, the closing quote among them, and
  // must stay while the tree is used.
  JsonNode* member(const char* raw, size_t readable, size_t place) {
    if (place < guesses_.size() && readable >= kReadable) {
      const Guess& guess = guesses_[place];
      // Most keys fit into the first eight bytes, whose comparison needs no call.
      if (((load8(raw) ^ guess.head) & guess.mask) == 0 &&
          (guess.key.size() <= 8 || std::memcmp(raw + 8, guess.key.data() + 8, guess.key.size() - 8) == 0)) {
        return guess.child;
      }
    }
    return search(raw, readable, place);
  }
  // The child for the `index`-th element of an array.
  JsonNode* element(size_t index) const;

  // Puts `raw` into the slots of all nodes below this one.
  void fill_below(RawJson raw, std::vector<RawJson>& into) const;

 private:
  struct Child {
    std::string token;  // unescaped
    std::unique_ptr<JsonNode> node;
  };
  // Rows of one back end have their keys in one order, so the key at a place is guessed from the row before.
  struct Guess {
    std::string_view key;  // with its closing quote
    uint64_t head;         // its first eight bytes, and which of them belong to it
    uint64_t mask;
    JsonNode* child;
  };

  // Keys as long as this, or this near to the end of the text, are not guessed.
  static constexpr size_t kReadable = 64;

  static uint64_t load8(const char* at) {
    uint64_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
  }
  JsonNode* find(std::string_view token) const;
  JsonNode* search(const char* raw, size_t readable, size_t place);

  std::vector<Child> children_;
  std::vector<Guess> guesses_;
};

}  // namespace onescreen::data
