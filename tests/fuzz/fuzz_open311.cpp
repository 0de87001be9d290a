// Any bytes as an Open311 answer, and as the body of an HTTP error: an error with a sentence, or a sound table of the
// promised columns.
#include <cstdlib>
#include <string_view>

#include "data/format.h"
#include "fuzz_table.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace onescreen;
  static const data::Format& format = *data::find_format("open311");
  static const data::DecodeOptions plain;
  static const data::DecodeOptions wrapped = [] {
    data::DecodeOptions options;
    options.rows = "";
    options.crs = data::Crs::gcj02;
    data::ColumnMapping column;
    column.spec = {"own", model::Type::text};
    column.pointer = "/labels/own";
    column.optional = true;
    options.columns = {column};
    return options;
  }();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const auto* options : {&plain, &wrapped}) {
    const auto decoded = format.decode("fuzz", bytes, *options);
    if (decoded) fuzz::check(*decoded->table);
    if (decoded) fuzz::require(decoded->table->schema() == format.schema(*options));
    if (!decoded && decoded.error().message.empty()) std::abort();
  }
  (void)format.error_text(bytes);
  return 0;
}
