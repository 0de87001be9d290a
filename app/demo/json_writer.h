// Appends JSON to a string: commas, quotes and escapes, in the order asked. For bodies that are written once a second
// by the thousand, where building a document first would cost ten times as much. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "demo/calendar.h"

namespace onescreen::demo {

class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }

  JsonWriter& key(std::string_view name) {
    comma();
    quote(name);
    out_ += ':';
    first_ = true;
    return *this;
  }
  JsonWriter& text(std::string_view value) {
    comma();
    quote(value);
    return *this;
  }
  JsonWriter& integer(int64_t value);
  JsonWriter& unsigned_integer(uint64_t value);
  JsonWriter& number(double value, int decimals);
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  // "2026-11-20 07:52:36", as Java back ends print times.
  JsonWriter& local_time(TimePoint value) {
    comma();
    out_ += '"';
    append_local_text(out_, value);
    out_ += '"';
    return *this;
  }
  JsonWriter& number(std::optional<double> value, int decimals) { return value ? number(*value, decimals) : null(); }
  JsonWriter& raw(std::string_view json) {
    comma();
    out_ += json;
    return *this;
  }

  std::string& out() { return out_; }
  std::string take() { return std::move(out_); }

 private:
  JsonWriter& open(char bracket) {
    comma();
    out_ += bracket;
    first_ = true;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_ += bracket;
    first_ = false;
    return *this;
  }
  void comma() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  void quote(std::string_view value);

  std::string out_;
  bool first_ = true;
};

}  // namespace onescreen::demo
