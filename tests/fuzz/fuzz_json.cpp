// Any bytes as a JSON answer: an error or a table whose columns are as long as it says, never a crash.
#include <cstdlib>
#include <string_view>

#include "data/format.h"
#include "fuzz_table.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace onescreen;
  static const data::DecodeOptions options = [] {
    data::DecodeOptions o;
    o.rows = "/rows";
    o.id = "id";
    o.success_pointer = "/code";
    o.success_values = {"200"};
    o.denied_pointer = "/code";
    o.denied_values = {"401"};
    o.message = "/msg";
    o.total = "/total";
    o.as_of = "/as_of";
    o.lon = "lon";
    o.lat = "lat";
    o.crs = data::Crs::gcj02;
    const auto add = [&](const char* name, model::Type type, const char* pointer) {
      data::ColumnMapping column;
      column.spec = {name, type};
      column.pointer = pointer;
      column.optional = true;
      o.columns.push_back(column);
    };
    add("id", model::Type::text, "/id");
    add("level", model::Type::integer, "/level");
    add("at", model::Type::time, "/at");
    add("on", model::Type::boolean, "/on");
    add("lon", model::Type::number, "/place/0");
    add("lat", model::Type::number, "/place/1");
    add("place", model::Type::text, "/place");
    add("shape", model::Type::geometry, "/shape");
    return o;
  }();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const data::DecodeOptions whole = [] {
    data::DecodeOptions o = options;
    o.rows.clear();
    o.success_pointer.clear();
    return o;
  }();
  for (const auto* each : {&options, &whole}) {
    const auto decoded = data::find_format("json")->decode("fuzz", bytes, *each);
    if (decoded) fuzz::check(*decoded->table);
    if (!decoded && decoded.error().message.empty()) std::abort();
  }
  return 0;
}
