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
  std::string next;  // address (may be relative) or cursor of the next page, for formats that link and for "paging"
  std::vector<std::string> warnings;  // the back end's own words that came with a good answer
  int64_t carried_rows = 0;           // of `table`: not in this answer, which is truncated, but in an earlier one
};

// What is asked instead of the configured address.
struct FormatRequest {
  std::string url;
  std::string method;
  std::string body;
  std::string content_type;
};

// `name` becomes the table's name.
using DecodeFunction = model::Result<Decoded> (*)(std::string_view name, std::string_view bytes,
                                                  const DecodeOptions& options);
// Columns that tables of these options have, in order, known before any data.
using SchemaFunction = std::vector<model::ColumnSpec> (*)(const DecodeOptions& options);

// For formats that are asked in a language of their own (a query, a time range).
using RequestFunction = FormatRequest (*)(const SourceConfig& source, model::TimePoint now);
// What the body of an HTTP error says in this format; empty: nothing that can be quoted.
using ErrorTextFunction = std::string (*)(std::string_view body);

struct Format {
  const char* name;
  const char* summary;
  std::vector<model::KeySpec> keys;  // beyond source_keys(); their values arrive in DecodeOptions::extra
  DecodeFunction decode;
  SchemaFunction schema;
  RequestFunction request = nullptr;
  ErrorTextFunction error_text = nullptr;
  bool follows_links = false;  // Decoded::next is followed whatever "paging" says
  const char* id = "";  // the column that identifies a row where the source names none
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
