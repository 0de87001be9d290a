#include "data/json_reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <charconv>
#include <cstring>

namespace onescreen::data {
namespace {

namespace od = simdjson::ondemand;
using simdjson::error_code;
using simdjson::SUCCESS;

#define ONESCREEN_TRY(expression)           \
  do {                                      \
    const error_code failed = (expression); \
    if (failed != SUCCESS) return failed;   \
  } while (false)

// The document is padded, so that eight bytes can be read from any place in it.
uint64_t load8(const char* at) {
  uint64_t bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

// The pointers of a request as a tree, so that one pass over an object serves them all.
struct Node {
  struct Child {
    std::string token;  // unescaped
    std::unique_ptr<Node> node;
  };
  // Rows of one back end have their keys in one order, so the key at a place is guessed from the row before.
  struct Guess {
    std::string_view key;  // with its closing quote
    uint64_t head;         // its first eight bytes, and which of them belong to it
    uint64_t mask;
    Node* child;
  };

  std::vector<Child> children;
  std::vector<size_t> slots;  // where the value itself is wanted
  bool is_rows = false;
  std::vector<Guess> guesses;

  Node& descend(std::string token) {
    for (auto& child : children) {
      if (child.token == token) return *child.node;
    }
    children.push_back({std::move(token), std::make_unique<Node>()});
    return *children.back().node;
  }
  Node* find(std::string_view token) const {
    for (const auto& child : children) {
      if (child.token == token) return child.node.get();
    }
    return nullptr;
  }
};

Node& at_pointer(Node& root, std::string_view pointer) {
  Node* node = &root;
  for (auto& token : split_json_pointer(pointer)) node = &node->descend(std::move(token));
  return *node;
}

RawJson without_trailing_space(RawJson raw) {
  while (!raw.empty() && (raw.back() == ' ' || raw.back() == '\n' || raw.back() == '\r' || raw.back() == '\t'))
    raw.remove_suffix(1);
  return raw;
}

class Walker {
 public:
  Walker(Node& cells, size_t cell_count, std::vector<RawJson>& envelope,
         const std::function<void(std::span<const RawJson>)>& on_row)
      : cells_(cells), row_(cell_count), envelope_(envelope), on_row_(on_row) {}

  bool rows_seen() const { return rows_seen_; }

  error_code envelope(od::value value, Node& node) {
    if (node.is_rows) return rows(value, node);
    return visit(value, node, envelope_, false);
  }

  error_code fields(od::object object, Node& node, std::vector<RawJson>& into, bool in_row) {
    size_t place = 0;
    for (auto field : object) {
      od::field member;
      ONESCREEN_TRY(std::move(field).get(member));
      Node* child = match(node, member, place++);
      if (child == nullptr) continue;
      ONESCREEN_TRY(in_row ? visit(member.value(), *child, into, true) : envelope(member.value(), *child));
    }
    return SUCCESS;
  }

  error_code elements(od::array array, Node& node, std::vector<RawJson>& into, bool in_row) {
    size_t index = 0;
    for (auto element : array) {
      od::value value;
      ONESCREEN_TRY(std::move(element).get(value));
      if (node.children.empty()) continue;  // still read to its end
      char digits[24];
      const auto end = std::to_chars(digits, digits + sizeof digits, index++).ptr;
      Node* child = node.find(std::string_view(digits, static_cast<size_t>(end - digits)));
      if (child == nullptr) continue;
      ONESCREEN_TRY(in_row ? visit(value, *child, into, true) : envelope(value, *child));
    }
    return SUCCESS;
  }

  error_code row_elements(od::array array) {
    rows_seen_ = true;
    for (auto element : array) {
      od::value value;
      ONESCREEN_TRY(std::move(element).get(value));
      ONESCREEN_TRY(row(value));
    }
    return SUCCESS;
  }

  error_code row_fields(od::object object) {
    rows_seen_ = true;
    std::fill(row_.begin(), row_.end(), RawJson());
    if (!cells_.slots.empty()) {
      ONESCREEN_TRY(take(object, cells_, row_));
      ONESCREEN_TRY(object.reset().error());
    }
    ONESCREEN_TRY(fields(object, cells_, row_, true));
    on_row_(row_);
    return SUCCESS;
  }

 private:
  error_code row(od::value value) {
    std::fill(row_.begin(), row_.end(), RawJson());
    ONESCREEN_TRY(visit(value, cells_, row_, true));
    on_row_(row_);
    return SUCCESS;
  }

  error_code rows(od::value value, Node& node) {
    const RawJson token = value.raw_json_token();
    const char first = token.empty() ? '\0' : token.front();
    const bool holds_envelope = !node.children.empty() || !node.slots.empty();
    if (first == '[') {
      od::array array;
      ONESCREEN_TRY(value.get_array().get(array));
      ONESCREEN_TRY(row_elements(array));
      if (!holds_envelope) return SUCCESS;
      ONESCREEN_TRY(array.reset().error());
      return elements(array, node, envelope_, false);
    }
    if (first == '{') {
      // The only row, which may hold parts of the envelope as well.
      od::object object;
      ONESCREEN_TRY(value.get_object().get(object));
      ONESCREEN_TRY(row_fields(object));
      if (!holds_envelope) return SUCCESS;
      ONESCREEN_TRY(object.reset().error());
      return fields(object, node, envelope_, false);
    }
    return SUCCESS;  // neither: there are no rows
  }

  error_code visit(od::value value, Node& node, std::vector<RawJson>& into, bool in_row) {
    const RawJson token = value.raw_json_token();
    if (token.empty()) return simdjson::TAPE_ERROR;
    if (token.front() == '{') {
      od::object object;
      ONESCREEN_TRY(value.get_object().get(object));
      if (!node.slots.empty()) {
        ONESCREEN_TRY(take(object, node, into));
        if (node.children.empty()) return SUCCESS;
        ONESCREEN_TRY(object.reset().error());
      }
      return fields(object, node, into, in_row);
    }
    if (token.front() == '[') {
      od::array array;
      ONESCREEN_TRY(value.get_array().get(array));
      if (!node.slots.empty()) {
        ONESCREEN_TRY(take(array, node, into));
        if (node.children.empty()) return SUCCESS;
        ONESCREEN_TRY(array.reset().error());
      }
      return elements(array, node, into, in_row);
    }
    const RawJson raw = without_trailing_space(token);
    for (const size_t slot : node.slots) into[slot] = raw;
    return SUCCESS;
  }

  template <typename Container>
  static error_code take(Container& container, const Node& node, std::vector<RawJson>& into) {
    std::string_view raw;
    ONESCREEN_TRY(container.raw_json().get(raw));
    raw = without_trailing_space(raw);
    for (const size_t slot : node.slots) into[slot] = raw;
    return SUCCESS;
  }

  static Node* match(Node& node, od::field& member, size_t place) {
    const char* raw = member.key().raw();
    if (place < node.guesses.size()) {
      const Node::Guess& guess = node.guesses[place];
      // Most keys fit into the first eight bytes, whose comparison needs no call.
      if (((load8(raw) ^ guess.head) & guess.mask) == 0 &&
          (guess.key.size() <= 8 || std::memcmp(raw + 8, guess.key.data() + 8, guess.key.size() - 8) == 0)) {
        return guess.child;
      }
    }
    const char* end = raw;
    bool escaped = false;
    while (*end != '"') {
      escaped |= *end == '\\';
      end += *end == '\\' ? 2 : 1;
    }
    const std::string_view key(raw, static_cast<size_t>(end - raw));
    if (escaped) {
      std::string text;
      return unescape_json(std::string_view(raw - 1, key.size() + 2), text) ? node.find(text) : nullptr;
    }
    Node* child = node.find(key);
    // A longer one could be compared past the end of the padded document.
    const bool comparable = key.size() < simdjson::SIMDJSON_PADDING;
    if (comparable && place == node.guesses.size()) {
      uint64_t mask = 0;
      std::memset(&mask, 0xFF, std::min<size_t>(8, key.size() + 1));
      node.guesses.push_back({std::string_view(raw, key.size() + 1), load8(raw), mask, child});
    }
    return child;
  }

  Node& cells_;
  std::vector<RawJson> row_;
  std::vector<RawJson>& envelope_;
  const std::function<void(std::span<const RawJson>)>& on_row_;
  bool rows_seen_ = false;
};

#undef ONESCREEN_TRY

model::Error format_error(std::string message) { return {model::ErrorCode::format, std::move(message), {}}; }

}  // namespace

JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

model::Result<JsonDocument> JsonDocument::open(std::string_view bytes) {
  JsonDocument document;
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    document.offset_ = 3;
    bytes.remove_prefix(3);
  }
  const size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return format_error("the answer is empty; JSON was expected");
  if (bytes[first] == '<') {
    return format_error(
        "the answer is an HTML page, probably a login page, not JSON; check the address and the credentials");
  }
  if (bytes[first] != '{' && bytes[first] != '[') {
    return format_error(
        fmt::format("the answer is not JSON: byte {} is neither '{{' nor '['; check the address and the format",
                    first + document.offset_));
  }
  document.size_ = bytes.size();
  document.has_escapes_ = bytes.find('\\') != std::string_view::npos;
  document.buffer_ = std::make_unique_for_overwrite<char[]>(bytes.size() + simdjson::SIMDJSON_PADDING);
  std::memcpy(document.buffer_.get(), bytes.data(), bytes.size());
  std::memset(document.buffer_.get() + bytes.size(), 0, simdjson::SIMDJSON_PADDING);
  return document;
}

model::Result<std::vector<RawJson>> JsonDocument::walk(const JsonRequest& request,
                                                       const std::function<void(std::span<const RawJson>)>& on_row,
                                                       bool& rows_missing) {
  Node envelope_root;
  Node cells_root;
  for (size_t i = 0; i < request.envelope.size(); ++i)
    at_pointer(envelope_root, request.envelope[i]).slots.push_back(i);
  for (size_t i = 0; i < request.cells.size(); ++i) at_pointer(cells_root, request.cells[i]).slots.push_back(i);
  at_pointer(envelope_root, request.rows).is_rows = true;

  std::vector<RawJson> envelope(request.envelope.size());
  Walker walker(cells_root, request.cells.size(), envelope, on_row);

  od::parser parser;
  od::document document;
  error_code error = parser.iterate(buffer_.get(), size_, size_ + simdjson::SIMDJSON_PADDING).get(document);
  const bool begun = error == SUCCESS;
  if (begun) {
    const bool is_array = buffer_[std::string_view(buffer_.get(), size_).find_first_not_of(" \t\r\n")] == '[';
    if (is_array) {
      od::array array;
      error = document.get_array().get(array);
      if (error == SUCCESS) {
        error =
            envelope_root.is_rows ? walker.row_elements(array) : walker.elements(array, envelope_root, envelope, false);
      }
    } else {
      od::object object;
      error = document.get_object().get(object);
      if (error == SUCCESS && envelope_root.is_rows) {
        error = walker.row_fields(object);
        if (error == SUCCESS && !envelope_root.children.empty()) {
          document.rewind();
          error = document.get_object().get(object);
        }
      }
      if (error == SUCCESS && (!envelope_root.is_rows || !envelope_root.children.empty())) {
        error = walker.fields(object, envelope_root, envelope, false);
      }
    }
  }
  const char* location = nullptr;
  const bool at_end = !begun || document.current_location().get(location) != SUCCESS;
  const size_t byte = offset_ + (at_end || location == nullptr || location < buffer_.get()
                                     ? size_
                                     : std::min(size_, static_cast<size_t>(location - buffer_.get())));
  if (error == simdjson::UTF8_ERROR) {
    return format_error("the answer is not UTF-8 text, or is cut off within a character; the back end must send UTF-8");
  }
  if (error == simdjson::UNCLOSED_STRING || error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT) {
    return format_error(fmt::format(
        "the answer is cut off, or something follows it: its {} bytes do not end with the JSON's closing bracket",
        size_ + offset_));
  }
  if (error == simdjson::MEMALLOC || error == simdjson::CAPACITY) {
    return format_error(fmt::format("the answer of {} bytes is too large to be read", size_));
  }
  if (error != SUCCESS) {
    if (byte >= size_ + offset_) {
      return format_error(
          fmt::format("the answer is cut off: after {} bytes the JSON is not complete", size_ + offset_));
    }
    return format_error(fmt::format("the answer is not valid JSON near byte {}", byte));
  }
  if (!at_end) return format_error(fmt::format("something follows the JSON at byte {}", byte));
  rows_missing = !walker.rows_seen();
  return envelope;
}

}  // namespace onescreen::data
