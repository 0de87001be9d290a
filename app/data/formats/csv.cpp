// The format "csv" (RFC 4180): a header row and one row a record; the pointer of a column is "/" and its heading. Line
// ends are CRLF or LF, fields in quotes may hold them. An empty field is null. Rows that are too short are kept with
// nulls and counted, rows with more filled fields than headings are dropped, since nobody knows which field is whose.
// Pure; any thread.
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <optional>

#include "data/delimited_text.h"
#include "data/format.h"
#include "data/row_builder.h"

namespace onescreen::data {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

model::Error format_error(std::string message) { return {model::ErrorCode::format, std::move(message), {}}; }

std::string extra(const DecodeOptions& options, const char* key, const char* fallback) {
  const auto found = options.extra.find(key);
  return found == options.extra.end() || found->second.empty() ? fallback : found->second;
}

std::optional<char> delimiter_of(const DecodeOptions& options) {
  const std::string text = extra(options, "delimiter", ",");
  if (text == "\\t") return '\t';
  const bool usable = text.size() == 1 && text != "\"" && text != "\n" && text != "\r" &&
                      static_cast<unsigned char>(text.front()) < 0x80;
  return usable ? std::optional(text.front()) : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Where each column's field is; nullopt: it has none, being constant or absent.
model::Result<std::vector<std::optional<size_t>>> places_of(const std::vector<ColumnMapping>& columns,
                                                            const std::vector<std::string_view>& headings) {
  std::vector<std::optional<size_t>> places;
  for (const auto& column : columns) {
    std::optional<size_t> place;
    const auto tokens = split_json_pointer(column.pointer);
    const bool named = column.pointer.starts_with('/') && tokens.size() == 1;
    for (size_t i = 0; named && i < headings.size() && !place; ++i) {
      if (trimmed(headings[i]) == trimmed(tokens.front())) place = i;
    }
    // The headings are not listed: without a header row they would be somebody's data.
    if (!place && !column.constant && !column.optional) {
      return format_error(fmt::format(
          "no heading is \"{}\", which the column \"{}\" reads; either the back end changed its format, or "
          "\"pointer\" (\"/\" and the heading), \"delimiter\" or \"charset\" is wrong, or the column should "
          "be \"optional\": true",
          named ? tokens.front() : column.pointer, column.spec.name));
    }
    places.push_back(column.constant ? std::nullopt : place);
  }
  return places;
}

model::Result<Decoded> read_rows(std::string_view name, std::string_view text, char delimiter,
                                 const DecodeOptions& options) {
  DelimitedReader reader(text, delimiter);
  const auto unterminated = [] {
    return format_error(
        "a quote is never closed, so the answer is cut off, or a field holds a quote that is not doubled");
  };
  const auto header = reader.next();
  if (header == DelimitedReader::Next::end) return format_error("the answer is empty; a header row was expected");
  if (header == DelimitedReader::Next::unterminated) return unterminated();
  if (header == DelimitedReader::Next::broken) return format_error("the header row has text behind a closing quote");
  const size_t width = reader.fields().size();
  const auto places = places_of(options.columns, reader.fields());
  if (!places) return places.error();

  RowBuilder rows(name, options.columns, options, CellSyntax::text, text);
  std::vector<RawJson> cells(options.columns.size());
  for (;;) {
    const auto next = reader.next();
    if (next == DelimitedReader::Next::end) break;
    if (next == DelimitedReader::Next::unterminated) return unterminated();
    if (next == DelimitedReader::Next::broken) {
      rows.lost_row("rows with text behind a closing quote");
      continue;
    }
    const auto& fields = reader.fields();
    const auto filled = [](std::string_view field) { return !field.empty(); };
    if (fields.size() > width &&
        std::any_of(fields.begin() + static_cast<std::ptrdiff_t>(width), fields.end(), filled)) {
      rows.lost_row("rows with more fields than headings");
      continue;
    }
    if (fields.size() < width) rows.remark("rows with fewer fields than headings");
    for (size_t i = 0; i < cells.size(); ++i) {
      const auto place = (*places)[i];
      cells[i] = !place ? RawJson() : *place < fields.size() ? fields[*place] : RawJson("", 0);
    }
    rows.row(cells);
  }
  return rows.finish();
}

model::Result<Decoded> decode(std::string_view name, std::string_view bytes, const DecodeOptions& options) {
  const auto delimiter = delimiter_of(options);
  if (!delimiter) {
    return model::Error{
        model::ErrorCode::config, "\"delimiter\" must be one character, such as \",\", \";\" or \"\\t\"", {}};
  }
  const std::string charset = extra(options, "charset", "utf-8");
  std::string converted;
  if (charset != "utf-8") {
    auto utf8 = to_utf8(bytes, charset);
    if (!utf8) return utf8.error();
    converted = std::move(*utf8);
    bytes = converted;
  } else if (!simdjson::validate_utf8(bytes.data(), bytes.size())) {
    return format_error("the answer is not UTF-8 text; perhaps \"charset\" is \"gb18030\"");
  }
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  const size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && bytes[first] == '<') {
    return format_error(
        "the answer is an HTML page, probably a login page, not delimited text; check the address and the credentials");
  }
  if (first != std::string_view::npos && bytes[first] == '{') {
    if (auto error = error_instead(options, bytes)) return std::move(*error);
  }
  return read_rows(name, bytes, *delimiter, options);
}

std::vector<model::ColumnSpec> schema(const DecodeOptions& options) {
  std::vector<model::ColumnSpec> specs;
  for (const auto& column : options.columns) specs.push_back(column.spec);
  return specs;
}

const bool registered = register_format(
    {.name = "csv",
     .summary = "Delimited text with a header row (RFC 4180); a column's pointer is \"/\" and its heading",
     .keys = {{.name = "delimiter",
               .type = model::KeyType::text,
               .summary = "of csv: one character between fields",
               .fallback = "\",\""},
              {.name = "charset",
               .type = model::KeyType::choice,
               .summary = "of csv: how its text is encoded",
               .fallback = "\"utf-8\"",
               .choices = {"utf-8", "gb18030"}}},
     .decode = decode,
     .schema = schema});

}  // namespace
}  // namespace onescreen::data
