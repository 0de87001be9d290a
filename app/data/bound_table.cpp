#include "data/bound_table.h"

#include <bit>
#include <cstring>
#include <functional>

#include "data/sql_text.h"

namespace onescreen::data {

using model::Column;
using model::Type;

namespace {

constexpr char kMark[4] = {'g', 'e', 'o', '!'};

size_t hash_of(std::string_view text) { return std::hash<std::string_view>()(text); }
size_t hash_of(int64_t value) { return (static_cast<uint64_t>(value) * 0x9E3779B97F4A7C15u) >> 24; }

}  // namespace

EqualityIndex::EqualityIndex(const Column& column)
    : mask_(std::bit_ceil(column.size() + 1) - 1), heads_(mask_ + 1, kNone), next_(column.size(), kNone) {
  // From the last row to the first, so that every chain ascends.
  for (size_t row = column.size(); row-- > 0;) {
    if (column.is_null(row)) continue;
    const size_t slot =
        (column.type() == Type::text ? hash_of(column.text(row)) : hash_of(column.integer(row))) & mask_;
    next_[row] = heads_[slot];
    heads_[slot] = static_cast<uint32_t>(row);
  }
}

uint32_t EqualityIndex::first(std::string_view text) const { return heads_[hash_of(text) & mask_]; }
uint32_t EqualityIndex::first(int64_t value) const { return heads_[hash_of(value) & mask_]; }

BoundTable::BoundTable(std::string name, std::vector<DeclaredColumn> columns, uint32_t ordinal)
    : name_(std::move(name)),
      columns_(std::move(columns)),
      ordinal_(ordinal),
      current_(columns_.size()),
      indexed_(columns_.size()) {}

void BoundTable::bind(model::TablePtr table) {
  if (table == table_) return;
  table_ = std::move(table);
  for (size_t i = 0; i < columns_.size(); ++i) {
    current_[i] = table_ ? table_->column(columns_[i].spec.name) : nullptr;
    indexed_[i] = {};
  }
}

const EqualityIndex* BoundTable::index_for(size_t declared) {
  Indexed& entry = indexed_[declared];
  if (++entry.searches < 2) return nullptr;
  if (!entry.index) entry.index = std::make_unique<EqualityIndex>(*current_[declared]);
  return entry.index.get();
}

BoundTable* TableRegistry::find(std::string_view name) const {
  for (const auto& table : tables_) {
    if (table && same_name(table->name(), name)) return table.get();
  }
  return nullptr;
}

BoundTable& TableRegistry::add(std::string name, std::vector<BoundTable::DeclaredColumn> columns) {
  tables_.push_back(
      std::make_unique<BoundTable>(std::move(name), std::move(columns), static_cast<uint32_t>(tables_.size())));
  return *tables_.back();
}

void TableRegistry::remove(std::string_view name) {
  for (auto& table : tables_) {
    if (table && same_name(table->name(), name)) table.reset();
  }
}

std::vector<std::string> TableRegistry::names() const {
  std::vector<std::string> all;
  for (const auto& table : tables_) {
    if (table) all.push_back(table->name());
  }
  return all;
}

GeometryReference TableRegistry::reference(const BoundTable& table, size_t column, size_t row) {
  GeometryReference reference{{}, table.ordinal(), static_cast<uint32_t>(column), static_cast<uint32_t>(row)};
  std::memcpy(reference.mark, kMark, sizeof kMark);
  return reference;
}

model::GeometryPtr TableRegistry::geometry(std::span<const std::byte> bytes) const {
  GeometryReference reference;
  if (bytes.size() != sizeof reference) return nullptr;
  std::memcpy(&reference, bytes.data(), sizeof reference);
  // Anyone can write such a blob in SQL, so nothing in it is believed.
  if (std::memcmp(reference.mark, kMark, sizeof kMark) != 0 || reference.table >= tables_.size()) return nullptr;
  const BoundTable* table = tables_[reference.table].get();
  if (table == nullptr || reference.column >= table->columns().size() || reference.row >= table->row_count())
    return nullptr;
  const Column* column = table->column(reference.column);
  if (column == nullptr || column->type() != Type::geometry) return nullptr;
  return column->geometry(reference.row);
}

}  // namespace onescreen::data
