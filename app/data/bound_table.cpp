#include "data/bound_table.h"

#include <algorithm>
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

BoundTable::BoundTable(std::string name, std::vector<DeclaredColumn> columns, uint32_t ordinal, std::string history_of)
    : name_(std::move(name)),
      columns_(std::move(columns)),
      ordinal_(ordinal),
      current_(columns_.size()),
      indexed_(columns_.size()),
      history_of_(std::move(history_of)) {}

void BoundTable::bind(model::TablePtr table) {
  if (table == table_) return;
  table_ = std::move(table);
  for (size_t i = 0; i < columns_.size(); ++i) {
    current_[i] = table_ ? table_->column(columns_[i].spec.name) : nullptr;
    indexed_[i] = {};
  }
}

void BoundTable::bind_history(model::HistoryPtr history) {
  if (history == history_) return;
  history_ = history && history->entries.empty() ? nullptr : std::move(history);
  part_ends_.clear();
  if (!history_) return;
  part_ends_.reserve(history_->entries.size());
  size_t rows = 0;
  for (const auto& entry : history_->entries) part_ends_.push_back(rows += entry.table->row_count());
}

std::shared_ptr<const void> BoundTable::content() const {
  if (history_) return history_;
  return table_;
}

void BoundTable::columns_of_part(size_t part, std::vector<const Column*>& out) const {
  const model::Table& table = *history_->entries[part].table;
  out.assign(columns_.size(), nullptr);
  for (size_t i = 0; i + 1 < columns_.size(); ++i) {
    // Tables of one source have the same columns in the same places; looking there first spares a search.
    const bool in_place = i < table.columns().size() && table.columns()[i].name() == columns_[i].spec.name;
    out[i] = in_place ? &table.columns()[i] : table.column(columns_[i].spec.name);
  }
}

model::GeometryPtr BoundTable::geometry(size_t declared, size_t row) const {
  if (declared >= columns_.size() || row >= row_count()) return nullptr;
  const Column* column = current_[declared];
  if (history_) {
    const auto end = std::upper_bound(part_ends_.begin(), part_ends_.end(), row);
    const auto part = static_cast<size_t>(end - part_ends_.begin());
    row -= part_begin(part);
    column = history_->entries[part].table->column(columns_[declared].spec.name);
  }
  return column == nullptr || column->type() != Type::geometry ? nullptr : column->geometry(row);
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

BoundTable& TableRegistry::add(std::string name, std::vector<BoundTable::DeclaredColumn> columns,
                               std::string history_of) {
  tables_.push_back(std::make_unique<BoundTable>(std::move(name), std::move(columns),
                                                 static_cast<uint32_t>(tables_.size()), std::move(history_of)));
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
  return table == nullptr ? nullptr : table->geometry(reference.column, reference.row);
}

}  // namespace onescreen::data
