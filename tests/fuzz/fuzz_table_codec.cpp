// Any bytes as a kept table, as kept facts or as a recorded outcome: an error with a sentence, or a sound value that
// comes back from its own bytes.
#include <cstdlib>
#include <string_view>

#include "data/source_codec.h"
#include "data/table_codec.h"
#include "fuzz_table.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace onescreen;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto table = data::decode_table(bytes, size_t{16} << 20);
  if (!table) fuzz::require(!table.error().message.empty());
  if (table) {
    fuzz::check(**table);
    const auto again = data::decode_table(data::encode_table(**table), size_t{64} << 20);
    fuzz::require(again && (*again)->schema() == (*table)->schema() && (*again)->row_count() == (*table)->row_count());
  }
  if (const auto facts = data::decode_facts(bytes)) fuzz::require(data::decode_facts(data::encode_facts(*facts)).ok());
  if (const auto outcome = data::decode_outcome(bytes))
    fuzz::require(data::decode_outcome(data::encode_outcome(*outcome)).ok());
  return 0;
}
