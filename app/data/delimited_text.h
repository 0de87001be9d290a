// Delimited text (RFC 4180) as records of fields, and its bytes as UTF-8. Knows nothing of headings or types; pure, any
// thread.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"

namespace onescreen::data {

// `bytes` of a charset that iconv knows as UTF-8. An error where a byte is none of its characters.
model::Result<std::string> to_utf8(std::string_view bytes, const std::string& charset);

class DelimitedReader {
 public:
  // `text` must outlive it.
  DelimitedReader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  enum class Next {
    record,
    end,
    broken,        // a record with text behind a closing quote; it is passed over
    unterminated,  // a quote is never closed: the rest of the text is lost
  };
  // The next record that is not an empty line, into fields().
  Next next();
  // Views that live until the next call. Quotes are gone; a field in quotes may hold line ends.
  const std::vector<std::string_view>& fields() const { return fields_; }

 private:
  Next quoted_field();

  std::string_view text_;
  char delimiter_;
  size_t at_ = 0;
  bool broken_ = false;
  std::vector<std::string_view> fields_;
  std::deque<std::string> unquoted_;  // fields in which a quote was doubled; a deque, so that they stay where they are
};

}  // namespace onescreen::data
