// One walk over one parsed JSON text: finds the rows that a request names, hands out their cells, and collects the
// envelope around them. Inside of json_reader.cpp only, which is why it may show simdjson. One thread.
#pragma once

#include <simdjson.h>

#include <functional>
#include <span>
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

  JsonWalker(JsonPlan& plan, std::vector<RawJson>& envelope, const RowFunction& on_row);

  // Reads the document to its end.
  simdjson::error_code walk(simdjson::ondemand::document& document, bool is_array);
  // Whether there was anything where rows should be, be it nothing but an empty list.
  bool rows_seen() const { return rows_seen_; }

 private:
  using Error = simdjson::error_code;
  using Array = simdjson::ondemand::array;
  using Object = simdjson::ondemand::object;
  using Value = simdjson::ondemand::value;

  Error walk_array(Array array);
  Error walk_object(simdjson::ondemand::document& document, Object object);

  // Down to the rows through "*"; `depth`: how many tokens of the path are done.
  Error descend(Value value, size_t depth);
  Error descend_object(Object object, size_t depth);
  Error descend_array(Array array, size_t depth);
  Error through(Value value, size_t depth);

  Error row(Value value);
  Error row_elements(Array array);
  Error row_fields(Object object);
  Error rows(Value value, JsonNode* envelope);

  Error visit_envelope(Value value, JsonNode& node);
  Error visit(Value value, JsonNode& node, std::vector<RawJson>& into, bool in_row);
  Error fields(Object object, JsonNode& node, std::vector<RawJson>& into, bool in_row);
  Error elements(Array array, JsonNode& node, std::vector<RawJson>& into, bool in_row);
  template <typename Container>
  static Error take(Container& container, const JsonNode& node, std::vector<RawJson>& into);
  void begin_row();

  JsonPlan& plan_;
  std::vector<RawJson> row_;
  std::vector<RawJson> outer_;  // cells of the enclosing rows, in their places
  std::vector<RawJson>& envelope_;
  const RowFunction& on_row_;
  bool rows_seen_ = false;
};

}  // namespace onescreen::data
