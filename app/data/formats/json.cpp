// The format "json": any JSON document with an array of rows somewhere in it, or a single object as the only row.
// Everything about it is declared per source: pointers to rows, columns and the envelope around them. Pure; any thread.
#include "data/format.h"
#include "data/json_reader.h"
#include "data/row_builder.h"

namespace onescreen::data {
namespace {

model::Result<Decoded> decode(std::string_view name, std::string_view bytes, const DecodeOptions& options) {
  const auto document = JsonDocument::open(bytes);
  if (!document) return document.error();

  const JsonRequest request{options.rows, cell_pointers(options.columns), envelope_pointers(options)};
  RowBuilder rows(name, options.columns, options, *document);
  bool rows_missing = false;
  const auto envelope = document->walk(
      request, [&](std::span<const RawJson> cells) { rows.row(cells); }, rows_missing);
  if (!envelope) return envelope.error();
  // A refusal often has no rows at all, and says more than their absence.
  if (auto error = envelope_error(options, *envelope)) return std::move(*error);
  if (rows_missing) {
    return model::Error{model::ErrorCode::format,
                        "there are no rows at \"" + options.rows +
                            "\", neither an array nor an object; either the back end changed its "
                            "format, or \"rows\" is wrong",
                        {}};
  }
  auto decoded = rows.finish();
  if (decoded) read_envelope(options, *envelope, *decoded);
  return decoded;
}

std::vector<model::ColumnSpec> schema(const DecodeOptions& options) {
  std::vector<model::ColumnSpec> specs;
  for (const auto& column : options.columns) specs.push_back(column.spec);
  return specs;
}

const bool registered = register_format(
    {"json",
     "Any JSON: an array of rows at a pointer, columns by pointers, envelope with success, refusal, total, next page",
     {},
     decode,
     schema});

}  // namespace
}  // namespace onescreen::data
