// A JSON answer with a fuzzed mapping: the input is the mapping line by line, then an empty line, then the body.
// An error with a sentence, or a sound table with the columns that the mapping declares, whatever both say.
#include <cstdlib>
#include <string>
#include <string_view>

#include "data/format.h"
#include "fuzz_table.h"

namespace {

using namespace onescreen;

// The line up to the next line feed, taken from `text`.
std::string_view take_line(std::string_view& text) {
  const size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

// "KEY VALUE"; a column is "c", its type's and mask's digit, then its pointer, or "=" and its constant.
void apply(std::string_view line, data::DecodeOptions& options) {
  const char key = line.front();
  std::string value(line.substr(std::min<size_t>(2, line.size())));
  switch (key) {
    case 'r':
      options.rows = value;
      break;
    case 's':
      options.success_pointer = value;
      options.success_values = {"0", "200", "true", ""};
      break;
    case 'd':
      options.denied_pointer = value;
      options.denied_values = {"401", "null"};
      break;
    case 'm':
      options.message = value;
      break;
    case 't':
      options.total = value;
      break;
    case 'a':
      options.as_of = value;
      break;
    case 'n':
      options.next = value;
      break;
    case 'f':
      options.time_format = value;
      break;
    case 'k':
      options.row_cap = static_cast<int64_t>(value.size());
      break;
    case 'p':
      options.crs = static_cast<data::Crs>(value.size() % 6);
      options.local = {1, 2, static_cast<double>(value.size()), 1};
      break;
    case 'c': {
      if (value.size() < 2 || options.columns.size() >= 12) break;
      data::ColumnMapping column;
      column.spec = {"c" + std::to_string(options.columns.size()),
                     static_cast<model::Type>(static_cast<unsigned char>(value[0]) % 6)};
      const auto bits = static_cast<unsigned char>(value[1]);
      column.mask = static_cast<data::Mask>(bits % 9);
      column.optional = bits % 2 == 0;
      column.required = bits % 5 == 0;
      if (bits % 7 == 0) column.names = {{"1", "one"}, {"", "none"}};
      column.pointer = value.substr(2);
      if (column.pointer.starts_with('=')) column.constant = column.pointer.substr(1);
      options.columns.push_back(column);
      break;
    }
    default:
      break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  data::DecodeOptions options;
  options.now = model::from_millis(1'700'000'000'000);
  for (int lines = 0; lines < 40 && !text.empty(); ++lines) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    apply(line, options);
  }
  if (options.columns.size() > 2) {
    options.id = "c0";
    options.lon = "c1";
    options.lat = "c2";
    options.data_time = "c" + std::to_string(options.columns.size() - 1);
  }
  const std::string body(text);  // of exact size, so that a byte past its end is a finding
  for (const char* format : {"json", "geojson", "geojsonseq", "csv"}) {
    const auto decoded = data::find_format(format)->decode("fuzz", body, options);
    if (!decoded && decoded.error().message.empty()) std::abort();
    if (!decoded) continue;
    fuzz::check(*decoded->table);
    fuzz::require(decoded->table->schema() == data::find_format(format)->schema(options));
    fuzz::require(decoded->dropped_rows >= 0 && decoded->dropped_rows <= decoded->rows_in_answer);
    fuzz::require(static_cast<int64_t>(decoded->table->row_count()) + decoded->dropped_rows == decoded->rows_in_answer);
  }
  return 0;
}
