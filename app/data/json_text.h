// Pieces of JSON as text: raw values, pointers, escapes. Pure; needs no parser.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace onescreen::data {

// A JSON value as it stands in the document: "\"text\"" with its quotes, "12.50" to the last digit, "null", or a whole
// array or object. Empty: there is no such value. Scalars are not validated.
using RawJson = std::string_view;

// Whether it is a JSON pointer (RFC 6901): "" or beginning with '/', with no escapes but ~0 and ~1.
bool is_json_pointer(std::string_view pointer);
// Its tokens, unescaped.
std::vector<std::string> split_json_pointer(std::string_view pointer);

// A copy with room behind it: what reads strings of a part of it looks at whole blocks of bytes, past the end too.
class RoomyText {
 public:
  static constexpr size_t kRoom = 64;

  explicit RoomyText(std::string_view text) : size_(text.size()) {
    text_.reserve(text.size() + kRoom);
    text_.append(text).append(kRoom, ' ');
  }
  std::string_view view() const { return {text_.data(), size_}; }

 private:
  std::string text_;
  size_t size_;
};

// The text of a raw JSON string without quotes and escapes, into `out`; false when an escape is invalid.
bool unescape_json(RawJson quoted, std::string& out);

}  // namespace onescreen::data
