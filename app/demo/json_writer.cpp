#include "demo/json_writer.h"

#include <fmt/format.h>

#include <iterator>

namespace onescreen::demo {

JsonWriter& JsonWriter::integer(int64_t value) {
  const fmt::format_int digits(value);
  return raw({digits.data(), digits.size()});
}

JsonWriter& JsonWriter::unsigned_integer(uint64_t value) {
  const fmt::format_int digits(value);
  return raw({digits.data(), digits.size()});
}

JsonWriter& JsonWriter::number(double value, int decimals) {
  comma();
  fmt::format_to(std::back_inserter(out_), "{:.{}f}", value, decimals);
  return *this;
}

void JsonWriter::quote(std::string_view value) {
  out_ += '"';
  for (const char c : value) {
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(out_), "\\u{:04x}", static_cast<int>(c));
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

}  // namespace onescreen::demo
