// Formats: how the bytes of one kind of back end become a table. One file per format in formats/, each a pure function
// that registers itself with one line at its foot. Decoders run on the pollers' threads, several at once.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/source_config.h"
#include "model/key_spec.h"
#include "model/result.h"
#include "model/table.h"

namespace onescreen::data {

struct Decoded {
  model::TablePtr table;
  int64_t rows_in_answer = 0;    // before any were dropped
  std::optional<int64_t> total;  // rows that the back end says it holds
  std::optional<model::TimePoint> as_of;
  bool truncated = false;
  int64_t dropped_rows = 0;
  std::map<std::string, int64_t> drop_reasons;  // sentence -> rows or cells
  std::string next;                             // address of the next page, for formats that link
};

// `name` becomes the table's name.
using DecodeFunction = model::Result<Decoded> (*)(std::string_view name, std::string_view bytes,
                                                  const DecodeOptions& options);
// Columns that tables of these options have, in order, known before any data.
using SchemaFunction = std::vector<model::ColumnSpec> (*)(const DecodeOptions& options);

struct Format {
  const char* name;
  const char* summary;
  std::vector<model::KeySpec> keys;  // beyond source_keys(); their values arrive in DecodeOptions::extra
  DecodeFunction decode;
  SchemaFunction schema;
};

// Called from static initialisers only; always true.
bool register_format(Format format);
// All formats, sorted by name.
const std::vector<Format>& formats();
// nullptr when there is none of that name.
const Format* find_format(std::string_view name);

// The columns that a source's tables will have; empty when its format is unknown.
std::vector<model::ColumnSpec> schema_of(const SourceConfig& source);

}  // namespace onescreen::data
