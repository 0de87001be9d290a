// Short names for what the tests of decoders need: columns, and questions about what was dropped.
#pragma once

#include <string>
#include <string_view>

#include "data/format.h"

namespace onescreen::data {

inline ColumnMapping column(const char* name, model::Type type, const char* pointer) {
  ColumnMapping mapping;
  mapping.spec = {name, type};
  mapping.pointer = pointer;
  return mapping;
}

inline ColumnMapping optional_column(const char* name, model::Type type, const char* pointer) {
  ColumnMapping mapping = column(name, type, pointer);
  mapping.optional = true;
  return mapping;
}

inline ColumnMapping constant_column(const char* name, model::Type type, const char* text) {
  ColumnMapping mapping = column(name, type, "");
  mapping.constant = text;
  return mapping;
}

inline model::Result<Decoded> decode_as(const char* format, std::string_view bytes, const DecodeOptions& options) {
  return find_format(format)->decode("t", bytes, options);
}

inline bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

inline int64_t reasons_with(const Decoded& decoded, std::string_view part) {
  int64_t count = 0;
  for (const auto& [reason, times] : decoded.drop_reasons) count += contains(reason, part) ? times : 0;
  return count;
}

}  // namespace onescreen::data
