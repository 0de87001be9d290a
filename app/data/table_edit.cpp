#include "data/table_edit.h"

#include <bit>
#include <functional>
#include <vector>

namespace onescreen::data {

using model::Type;

void copy_row(const model::Table& from, size_t row, model::TableBuilder& to) {
  for (size_t i = 0; i < from.columns().size(); ++i) {
    const model::Column& column = from.columns()[i];
    if (column.is_null(row)) continue;
    switch (column.type()) {
      case Type::text:
        to.text(i, column.text(row));
        break;
      case Type::number:
        to.number(i, column.number(row));
        break;
      case Type::geometry:
        to.geometry(i, column.geometry(row));
        break;
      default:
        to.integer(i, column.integer(row));
        break;
    }
  }
}

model::TablePtr concatenate(std::span<const model::TablePtr> tables) {
  if (tables.size() == 1) return tables.front();
  model::TableBuilder builder(tables.front()->name(), tables.front()->schema());
  size_t rows = 0;
  for (const auto& table : tables) rows += table->row_count();
  builder.reserve(rows);
  for (const auto& table : tables) {
    for (size_t row = 0; row < table->row_count(); ++row) {
      copy_row(*table, row, builder);
      builder.end_row();
    }
  }
  return builder.build();
}

model::TablePtr keep_last(const model::TablePtr& table, std::string_view id, int64_t& dropped) {
  const model::Column* column = table->column(id);
  const size_t rows = table->row_count();
  if (column == nullptr || rows < 2) return table;
  const bool is_text = column->type() == Type::text;
  if (!is_text && column->type() != Type::integer) return table;

  const auto same = [&](size_t a, size_t b) {
    return is_text ? column->text(a) == column->text(b) : column->integer(a) == column->integer(b);
  };
  // Open addressing over row numbers: 61,000 nodes of a hash map would cost more than the whole parse.
  constexpr uint32_t kFree = UINT32_MAX;
  const size_t mask = std::bit_ceil(rows * 2) - 1;
  std::vector<uint32_t> slots(mask + 1, kFree);
  std::vector<bool> dead;
  for (size_t row = 0; row < rows; ++row) {
    if (column->is_null(row)) continue;
    const size_t hash = is_text ? std::hash<std::string_view>()(column->text(row))
                                : static_cast<size_t>(column->integer(row)) * size_t{0x9E3779B97F4A7C15} >> 20;
    size_t at = hash & mask;
    while (slots[at] != kFree && !same(slots[at], row)) at = (at + 1) & mask;
    if (slots[at] != kFree) {
      dead.resize(rows);
      dead[slots[at]] = true;
      ++dropped;
    }
    slots[at] = static_cast<uint32_t>(row);
  }
  if (dead.empty()) return table;
  model::TableBuilder builder(table->name(), table->schema());
  builder.reserve(rows);
  for (size_t row = 0; row < rows; ++row) {
    if (dead[row]) continue;
    copy_row(*table, row, builder);
    builder.end_row();
  }
  return builder.build();
}

}  // namespace onescreen::data
