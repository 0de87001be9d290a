// One walk over one JSON text whose tokens are known: finds the rows that a request names, hands out their cells, and
// collects the envelope around them. Inside of json_reader.cpp only. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "data/json_nodes.h"
#include "data/json_text.h"

namespace onescreen::data {

// A request made ready: see JsonRequest.
struct JsonPlan {
  // One token on the way to the rows.
  struct Step {
    bool every = false;  // "*"
    JsonNode node;       // otherwise: its only child is the token
  };

  JsonNode envelope;                // holds the rows' node as well, unless the way to them goes through "*"
  std::vector<Step> path;           // to the rows; empty where `envelope` tells
  std::vector<JsonNode> cells;      // [0] of a row, [1] of the row that encloses it ("^"), ...
  std::vector<size_t> cell_levels;  // of each cell; past the end of `cells`: nowhere
  size_t envelope_count = 0;
};

class JsonWalker {
 public:
  using RowFunction = std::function<void(std::span<const RawJson>)>;

  // `tokens`: where each bracket, colon, comma, and each first character of a string or scalar stands in `text`, whose
  // strings are known to be closed.
  JsonWalker(JsonPlan& plan, std::string_view text, std::span<const uint32_t> tokens, std::vector<RawJson>& envelope,
             const RowFunction& on_row);

  // Reads the text to its end; false where it is not JSON, at position().
  bool walk();
  // How many tokens were read.
  size_t position() const { return at_; }
  // Whether there was anything where rows should be, be it nothing but an empty list.
  bool rows_seen() const { return rows_seen_; }

 private:
  char peek() const { return at_ < tokens_.size() ? text_[tokens_[at_]] : '\0'; }
  // The string or scalar under the cursor: up to the next token, without the space before that.
  RawJson scalar() const {
    const char* begin = text_.data() + tokens_[at_];
    const char* end = text_.data() + (at_ + 1 < tokens_.size() ? tokens_[at_ + 1] : text_.size());
    while (end > begin && (end[-1] == ' ' || end[-1] == '\n' || end[-1] == '\r' || end[-1] == '\t')) --end;
    return {begin, static_cast<size_t>(end - begin)};
  }
  // Of the member whose key is under the cursor.
  JsonNode* child_for_key(JsonNode& node, size_t place) const {
    const size_t begin = tokens_[at_] + size_t{1};
    return node.member(text_.data() + begin, text_.size() - begin, place);
  }
  void fill(const JsonNode& node, size_t begin, std::vector<RawJson>& into) const;
  bool skip();

  // Calls `on_member(place)` or `on_element(index)` with each value under the cursor; they must pass over it.
  template <typename Function>
  bool members(Function on_member);
  template <typename Function>
  bool elements(Function on_element);

  // Each passes over the value under the cursor.
  bool cells(JsonNode& node, std::vector<RawJson>& into, bool top = false);
  bool envelope(JsonNode& node);
  bool rows(JsonNode* around);
  bool row();
  // Down to the rows through "*"; `depth`: how many tokens of the path are done.
  bool descend(size_t depth);
  bool through(size_t depth);

  JsonPlan& plan_;
  std::string_view text_;
  std::span<const uint32_t> tokens_;
  size_t at_ = 0;
  std::vector<RawJson> row_;
  std::vector<RawJson> outer_;  // cells of the enclosing rows, in their places
  std::vector<RawJson>& envelope_;
  const RowFunction& on_row_;
  bool rows_seen_ = false;
};

}  // namespace onescreen::data
