// Any bytes as delimited text, in both charsets: an error with a sentence or a sound table.
#include <cstdlib>
#include <string_view>

#include "data/format.h"
#include "fuzz_table.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace onescreen;
  static const data::DecodeOptions plain = [] {
    data::DecodeOptions o;
    o.id = "id";
    o.lon = "lon";
    o.lat = "lat";
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
    add("lon", model::Type::number, "/lng");
    add("lat", model::Type::number, "/lat");
    add("shape", model::Type::geometry, "/shape");
    return o;
  }();
  static const data::DecodeOptions foreign = [] {
    data::DecodeOptions o = plain;
    o.extra = {{"delimiter", ";"}, {"charset", "gb18030"}};
    return o;
  }();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const auto* options : {&plain, &foreign}) {
    const auto decoded = data::find_format("csv")->decode("fuzz", bytes, *options);
    if (decoded) fuzz::check(*decoded->table);
    if (!decoded && decoded.error().message.empty()) std::abort();
  }
  return 0;
}
