// A table as bytes and back, for what is kept on disk: every column type, nulls and shapes. Pure; any thread. Any bytes
// give a table or an Error, and what they claim about themselves never decides how much memory is taken.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "model/result.h"
#include "model/table.h"

namespace onescreen::data {

// One version byte, then a zstd frame with a checksum: name, columns one after another, each with its nulls and cells.
// Takes a few milliseconds for 61,000 rows.
std::string encode_table(const model::Table& table);

// The table that encode_table wrote. Bytes that unpack to more than `most_bytes` are an error.
model::Result<model::TablePtr> decode_table(std::string_view bytes, size_t most_bytes = size_t{512} << 20);

}  // namespace onescreen::data
