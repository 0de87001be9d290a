// The format "geojsonseq" (RFC 8142): GeoJSON texts one after the other, each behind a record separator (0x1E); without
// any separator each line is one (NDJSON). Columns as in "geojson". A record that cannot be read is counted and
// skipped, the rest stays; one that is cut off at the end makes the answer truncated. No record at all is an empty
// table, as the RFC has it. Pure; any thread.
#include <algorithm>

#include "data/format.h"
#include "data/geojson_rows.h"

namespace onescreen::data {
namespace {

constexpr char kRecordSeparator = '\x1E';
constexpr std::string_view kSpace = " \t\r\n";

model::Error format_error(std::string message) { return {model::ErrorCode::format, std::move(message), {}}; }

model::Result<Decoded> decode(std::string_view name, std::string_view bytes, const DecodeOptions& options) {
  const auto document = JsonDocument::open_sequence(bytes);
  const std::string_view text = document.text();
  const size_t first = text.find_first_not_of(kSpace);
  if (first != std::string_view::npos && text[first] == '<') {
    return format_error(
        "the answer is an HTML page, probably a login page, not a GeoJSON sequence; check the address and the "
        "credentials");
  }
  const bool separated = text.find(kRecordSeparator) != std::string_view::npos;
  const char separator = separated ? kRecordSeparator : '\n';

  GeoJsonRows reader(name, options, document);
  int64_t good = 0;
  int64_t broken = 0;
  bool cut = false;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find(separator, begin), text.size());
    const std::string_view record = text.substr(begin, end - begin);
    begin = end + 1;
    if (record.find_first_not_of(kSpace) == std::string_view::npos) continue;
    if (!reader.read_record(record)) {
      ++good;
      continue;
    }
    ++broken;
    // Each record ends with a line feed; the last one without is what the connection left of it.
    cut = end == text.size() && record.back() != '\n';
    reader.rows().lost_row(cut ? "the last record, which is cut off" : "records that are no GeoJSON");
  }
  if (good == 0 && broken > 0) {
    if (auto error = error_instead(options, text)) return std::move(*error);
    return format_error(
        "no record of the answer is GeoJSON; check the address, and whether it is one document, which \"format\": "
        "\"geojson\" reads");
  }
  auto decoded = reader.rows().finish();
  if (decoded) decoded->truncated |= cut;
  return decoded;
}

const bool registered = register_format({.name = "geojsonseq",
                                         .summary = "GeoJSON text sequences (RFC 8142) and lines of GeoJSON; broken "
                                                    "records are counted and skipped",
                                         .keys = {},
                                         .decode = decode,
                                         .schema = geojson_schema});

}  // namespace
}  // namespace onescreen::data
