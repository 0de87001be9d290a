// Walks a JSON document once and hands out the raw text of the cells that were asked for, row by row. Knows nothing of
// types or tables: what a cell means is cells.h. For both JSON formats; any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/json_text.h"
#include "model/result.h"

namespace onescreen::data {

struct JsonRequest {
  std::string rows;                   // JSON pointer to an array (each element is a row) or an object (the only row)
  std::vector<std::string> cells;     // JSON pointers relative to a row
  std::vector<std::string> envelope;  // JSON pointers from the root
};

// A document made ready to be walked. Views handed out live as long as it.
class JsonDocument {
 public:
  // Copies `bytes` (the parser needs room behind them). Refuses what is not JSON at all: nothing, an HTML page.
  static model::Result<JsonDocument> open(std::string_view bytes);
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  ~JsonDocument();

  // Whether any string in it can hold an escape; most answers have none, and looking once is cheaper than looking in
  // each.
  bool has_escapes() const { return has_escapes_; }
  size_t size() const { return size_; }

  // One value per entry of request.envelope. `on_row` is called once a row with one value per entry of request.cells,
  // in the order of the document. The whole document is read to its end: one that is cut off anywhere is an error,
  // after which rows already handed out must be thrown away. `rows_missing` tells that neither an array nor an object
  // stands at request.rows, which the envelope may explain.
  model::Result<std::vector<RawJson>> walk(const JsonRequest& request,
                                           const std::function<void(std::span<const RawJson>)>& on_row,
                                           bool& rows_missing);

 private:
  JsonDocument() = default;

  std::unique_ptr<char[]> buffer_;
  size_t offset_ = 0;  // of the text in the bytes given (a byte order mark is skipped)
  size_t size_ = 0;
  bool has_escapes_ = false;
};

}  // namespace onescreen::data
