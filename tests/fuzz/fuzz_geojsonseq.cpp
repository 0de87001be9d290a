// Any bytes as a GeoJSON sequence: an error with a sentence, or a table whose rows and losses make up the answer.
#include <cstdlib>
#include <string_view>

#include "data/format.h"
#include "fuzz_table.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace onescreen;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto decoded = data::find_format("geojsonseq")->decode("fuzz", bytes, data::DecodeOptions());
  if (!decoded && decoded.error().message.empty()) std::abort();
  if (!decoded) return 0;
  fuzz::check(*decoded->table);
  fuzz::require(static_cast<int64_t>(decoded->table->row_count()) + decoded->dropped_rows == decoded->rows_in_answer);
  return 0;
}
