// Any bytes as a SensorThings answer: an error with a sentence, or a sound table; and the same table again.
#include <cstdlib>
#include <string_view>

#include "data/format.h"
#include "fuzz_table.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace onescreen;
  static const data::DecodeOptions options = [] {
    data::DecodeOptions o;
    o.crs = data::Crs::gcj02;
    const auto add = [&](const char* name, model::Type type, const char* pointer) {
      data::ColumnMapping column;
      column.spec = {name, type};
      column.pointer = pointer;
      column.optional = true;
      o.columns.push_back(column);
    };
    add("grid", model::Type::text, "/properties/grid");
    add("properties", model::Type::text, "/properties");
    add("depth", model::Type::integer, "/Datastream/properties/0");
    add("battery", model::Type::number, "/Observation/parameters/battery");
    add("place", model::Type::text, "/Location/name");
    return o;
  }();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const data::Format* format = data::find_format("sensorthings");
  for (const auto& each : {data::DecodeOptions(), options}) {
    const auto decoded = format->decode("fuzz", bytes, each);
    if (decoded) {
      fuzz::check(*decoded->table);
      fuzz::require(decoded->rows_in_answer - decoded->dropped_rows ==
                    static_cast<int64_t>(decoded->table->row_count()));
    }
    if (!decoded && decoded.error().message.empty()) std::abort();
  }
  (void)format->error_text(bytes);
  return 0;
}
