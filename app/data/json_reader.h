// Walks JSON documents once and hands out the raw text of the cells that were asked for, row by row. Knows nothing of
// types or tables: what a cell means is cells.h. For all JSON formats; any thread.
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

// A cell of JsonRequest that no document has: for columns that are filled otherwise.
inline constexpr char kNoCell[] = "-";

struct JsonRequest {
  // JSON pointer to an array (each element is a row) or an object (the only row). A token "*" goes through every
  // element or member.
  std::string rows;
  // JSON pointers relative to a row; after "^" to the value that the last "*" of `rows` met, after "^^" the one before.
  std::vector<std::string> cells;
  std::vector<std::string> envelope;  // JSON pointers from the root; "" is nowhere
};

// A document ready to be walked: a view of the answer's bytes, which must outlive it. Views handed out live as long as
// these.
class JsonDocument {
 public:
  // Refuses what is not JSON at all: nothing, an HTML page.
  static model::Result<JsonDocument> open(std::string_view bytes);
  // The same for many JSON texts one after the other: looks at nothing.
  static JsonDocument open_sequence(std::string_view bytes);

  // Whether any string in it can hold an escape; most answers have none, and looking once is cheaper than looking in
  // each.
  bool has_escapes() const { return has_escapes_; }
  size_t size() const { return text_.size(); }
  std::string_view text() const { return text_; }

  // One value per entry of request.envelope. `on_row` is called once a row with one value per entry of request.cells,
  // in the order of the document. The whole document is read to its end: one that is cut off anywhere is an error,
  // after which rows already handed out must be thrown away. `rows_missing` tells that neither an array nor an object
  // stands at request.rows, which the envelope may explain; a "*" that meets nothing is no such case.
  model::Result<std::vector<RawJson>> walk(const JsonRequest& request,
                                           const std::function<void(std::span<const RawJson>)>& on_row,
                                           bool& rows_missing) const;

 private:
  friend class JsonWalk;
  JsonDocument() = default;

  std::string_view text_;
  size_t offset_ = 0;  // of the text in the bytes given (a byte order mark is skipped)
  bool has_escapes_ = false;
};

// A request made ready once, for many texts of one document: what JsonDocument::walk does, without its cost of some
// microseconds a text. One thread at a time.
class JsonWalk {
 public:
  explicit JsonWalk(const JsonRequest& request);
  JsonWalk(JsonWalk&&) noexcept;
  ~JsonWalk();

  // `text`: one JSON array or object within the text of `document`, which must outlive this.
  model::Result<std::vector<RawJson>> run(const JsonDocument& document, std::string_view text,
                                          const std::function<void(std::span<const RawJson>)>& on_row,
                                          bool& rows_missing);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace onescreen::data
