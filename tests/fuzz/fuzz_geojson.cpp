// Any bytes as GeoJSON: an error or a table whose shapes keep what model::Geometry promises.
#include <cstdlib>
#include <string_view>

#include "data/format.h"
#include "fuzz_table.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace onescreen;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto decoded = data::find_format("geojson")->decode("fuzz", bytes, data::DecodeOptions());
  if (decoded) fuzz::check(*decoded->table);
  if (!decoded && decoded.error().message.empty()) std::abort();
  return 0;
}
