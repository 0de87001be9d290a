#include "data/table_codec.h"

#include <zstd.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <vector>

#include "data/bytes.h"

namespace onescreen::data {
namespace {

using model::Column;
using model::Error;
using model::ErrorCode;
using model::Geometry;
using model::GeometryKind;
using model::Type;

constexpr uint8_t kVersion = 1;
constexpr int kLevel = 3;
constexpr size_t kMostColumns = 10'000;
constexpr size_t kBytesOfPosition = 2 * sizeof(double);

Error broken(std::string what) { return {ErrorCode::format, "kept table: " + std::move(what), {}}; }

void write_shape(const Geometry* shape, ByteWriter& out) {
  if (shape == nullptr) return;
  out.put(static_cast<uint8_t>(shape->kind));
  out.count(shape->positions.size());
  out.raw(shape->positions.data(), shape->positions.size() * kBytesOfPosition);
  for (const auto* ends : {&shape->ring_ends, &shape->part_ends}) {
    out.count(ends->size());
    for (const uint32_t end : *ends) out.count(end);
  }
}

void write_column(const Column& column, size_t rows, ByteWriter& out) {
  out.text(column.name());
  out.put(static_cast<uint8_t>(column.type()));
  for (size_t row = 0; row < rows; ++row) out.put(static_cast<uint8_t>(column.is_null(row) ? 0 : 1));
  switch (column.type()) {
    case Type::text:
      for (size_t row = 0; row < rows; ++row) out.count(column.text(row).size());
      for (size_t row = 0; row < rows; ++row) out.raw(column.text(row).data(), column.text(row).size());
      break;
    case Type::number:
      out.raw(column.numbers().data(), rows * sizeof(double));
      break;
    case Type::geometry:
      for (size_t row = 0; row < rows; ++row) write_shape(column.geometry(row).get(), out);
      break;
    default:
      out.raw(column.integers().data(), rows * sizeof(int64_t));
      break;
  }
}

std::string compressed(std::string_view bytes) {
  const std::unique_ptr<ZSTD_CCtx, size_t (*)(ZSTD_CCtx*)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string out(1 + ZSTD_compressBound(bytes.size()), '\0');
  out[0] = static_cast<char>(kVersion);
  const size_t size = ZSTD_compress2(context.get(), out.data() + 1, out.size() - 1, bytes.data(), bytes.size());
  // Only lack of memory can get here, and an empty text is no table to whoever reads it.
  if (ZSTD_isError(size)) return {};
  out.resize(1 + size);
  out.shrink_to_fit();
  return out;
}

// Grows with what really comes out, whatever the frame says of itself.
std::optional<std::string> unpacked(std::string_view bytes, size_t most) {
  const std::unique_ptr<ZSTD_DCtx, size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(), ZSTD_freeDCtx);
  // A larger window than ours is a claim on memory that no table of ours makes.
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 27);
  std::string out;
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  for (;;) {
    const size_t before = out.size();
    out.resize(std::min(most, std::max<size_t>(before * 2, size_t{64} << 10)));
    ZSTD_outBuffer to{out.data(), out.size(), before};
    const size_t result = ZSTD_decompressStream(context.get(), &to, &in);
    out.resize(to.pos);
    if (ZSTD_isError(result)) return std::nullopt;
    if (result == 0) return in.pos == in.size ? std::optional(std::move(out)) : std::nullopt;
    const bool stuck = in.pos == in.size && to.pos < to.size;
    if (stuck || out.size() >= most) return std::nullopt;
  }
}

bool ascends_to(const std::vector<uint32_t>& ends, size_t last) {
  uint32_t before = 0;
  for (const uint32_t end : ends) {
    if (end <= before) return false;
    before = end;
  }
  return !ends.empty() && ends.back() == last;
}

// What model::Geometry promises; everything after this relies on it.
bool is_sound(const Geometry& shape) {
  if (shape.positions.empty()) return false;
  for (const auto& position : shape.positions) {
    if (!std::isfinite(position.lon) || !std::isfinite(position.lat)) return false;
  }
  if (shape.kind == GeometryKind::point) return shape.ring_ends.empty() && shape.part_ends.empty();
  if (!ascends_to(shape.ring_ends, shape.positions.size())) return false;
  const bool polygon = shape.kind == GeometryKind::polygon;
  if (polygon ? !ascends_to(shape.part_ends, shape.ring_ends.size()) : !shape.part_ends.empty()) return false;
  for (size_t i = 0; i < shape.ring_count(); ++i) {
    const auto ring = shape.ring(i);
    if (ring.size() < (polygon ? 4u : 2u) || (polygon && ring.front() != ring.back())) return false;
  }
  return true;
}

model::GeometryPtr read_shape(ByteReader& in) {
  auto shape = std::make_shared<Geometry>();
  const auto kind = in.get<uint8_t>();
  shape->kind = static_cast<GeometryKind>(kind);
  const size_t positions = in.count_of(kBytesOfPosition);
  const std::string_view raw = in.raw(positions * kBytesOfPosition);
  shape->positions.resize(raw.size() / kBytesOfPosition);
  if (!raw.empty()) std::memcpy(shape->positions.data(), raw.data(), raw.size());
  for (auto* ends : {&shape->ring_ends, &shape->part_ends}) {
    ends->resize(in.count_of(1));
    for (auto& end : *ends) end = static_cast<uint32_t>(std::min<uint64_t>(in.count(), UINT32_MAX));
  }
  if (kind > static_cast<uint8_t>(GeometryKind::polygon) || in.failed() || !is_sound(*shape)) return nullptr;
  return shape;
}

// One column's cells as they lie in the unpacked bytes.
struct Cells {
  model::ColumnSpec spec;
  std::string_view valid;
  std::string_view fixed;  // of numbers and integers
  ByteReader sizes{{}};    // of texts, read on from row to row
  ByteReader characters{{}};
  std::vector<model::GeometryPtr> shapes;
};

std::optional<Cells> read_column(size_t rows, ByteReader& in) {
  Cells cells;
  cells.spec.name = in.text();
  const auto type = in.get<uint8_t>();
  if (type > static_cast<uint8_t>(Type::geometry)) return std::nullopt;
  cells.spec.type = static_cast<Type>(type);
  cells.valid = in.raw(rows);
  if (in.failed()) return std::nullopt;
  if (cells.spec.type == Type::text) {
    cells.sizes = in;
    uint64_t all = 0;
    // Each is at most what is left, so that the sum cannot overflow.
    for (size_t row = 0; row < rows; ++row) all += in.count_of(1);
    cells.characters = ByteReader(in.raw(static_cast<size_t>(all)));
  } else if (cells.spec.type == Type::geometry) {
    cells.shapes.resize(rows);
    for (size_t row = 0; row < rows; ++row) {
      if (cells.valid[row] == 0) continue;
      cells.shapes[row] = read_shape(in);
      if (!cells.shapes[row]) return std::nullopt;
    }
  } else {
    cells.fixed = in.raw(rows * sizeof(int64_t));
  }
  if (in.failed()) return std::nullopt;
  return cells;
}

template <typename T>
T at(std::string_view fixed, size_t row) {
  T value;
  std::memcpy(&value, fixed.data() + row * sizeof value, sizeof value);
  return value;
}

}  // namespace

std::string encode_table(const model::Table& table) {
  ByteWriter out;
  out.text(table.name());
  const size_t rows = table.columns().empty() ? 0 : table.row_count();
  out.count(rows);
  out.count(table.columns().size());
  for (const auto& column : table.columns()) write_column(column, rows, out);
  return compressed(out.bytes());
}

model::Result<model::TablePtr> decode_table(std::string_view bytes, size_t most_bytes) {
  if (bytes.empty() || static_cast<uint8_t>(bytes.front()) != kVersion)
    return broken("it was written by another version of this program, or by none");
  // Text cells end at 32-bit places.
  const auto plain = unpacked(bytes.substr(1), std::min<size_t>(most_bytes, UINT32_MAX));
  if (!plain) return broken("its bytes are damaged or cut off, or unpack to more than may be kept");
  ByteReader in(*plain);
  const std::string name(in.text());
  const size_t rows = in.count_of(1);
  const size_t count = in.count_of(1);
  if (in.failed() || count > kMostColumns || (count == 0 && rows > 0)) return broken("its rows and columns do not fit");
  std::vector<Cells> columns;
  std::vector<model::ColumnSpec> schema;
  for (size_t i = 0; i < count; ++i) {
    auto column = read_column(rows, in);
    if (!column) return broken("the cells of a column are not what it says");
    schema.push_back(column->spec);
    columns.push_back(std::move(*column));
  }
  if (!in.done()) return broken("something stands behind its last column");

  model::TableBuilder builder(name, std::move(schema));
  builder.reserve(rows);
  for (size_t row = 0; row < rows; ++row) {
    for (size_t i = 0; i < count; ++i) {
      Cells& cells = columns[i];
      // Null cells have a size too, so it is read in any case.
      const std::string_view text =
          cells.spec.type == Type::text ? cells.characters.raw(cells.sizes.count()) : std::string_view();
      if (cells.valid[row] == 0) continue;
      switch (cells.spec.type) {
        case Type::text:
          builder.text(i, text);
          break;
        case Type::number:
          builder.number(i, at<double>(cells.fixed, row));
          break;
        case Type::geometry:
          builder.geometry(i, cells.shapes[row]);
          break;
        case Type::boolean:
          builder.boolean(i, at<int64_t>(cells.fixed, row) != 0);
          break;
        default:
          builder.integer(i, at<int64_t>(cells.fixed, row));
          break;
      }
    }
    builder.end_row();
  }
  return builder.build();
}

}  // namespace onescreen::data
