// What an engine's SQL can name: tables of the snapshot and results of named queries, each bound to the model::Table
// that stands behind it at the moment. Knows nothing of SQLite; belongs to its engine's thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/history.h"
#include "model/table.h"

namespace onescreen::data {

// A geometry cell as SQL carries it about: too small to copy shapes, and harmless when somebody writes one by hand.
struct GeometryReference {
  char mark[4];
  uint32_t table;  // ordinal
  uint32_t column;
  uint32_t row;
};

// Rows of one column by value, for joins: chains of row numbers, each chain ascending.
class EqualityIndex {
 public:
  explicit EqualityIndex(const model::Column& column);
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t first(std::string_view text) const;
  uint32_t first(int64_t value) const;
  // The next row of the same chain; rows of other values may be among them.
  uint32_t next(uint32_t row) const { return next_[row]; }

 private:
  size_t mask_;
  std::vector<uint32_t> heads_;
  std::vector<uint32_t> next_;
};

// A name that SQL can read: the columns it was declared with, and what stands behind it at the moment: one table, or
// the history of a source, whose tables are its parts, read one behind the other, oldest first.
class BoundTable {
 public:
  struct DeclaredColumn {
    model::ColumnSpec spec;
    bool typed = true;  // false: computed, so that its type may differ from table to table
  };

  // `history_of`: the source whose history it is; then its last column is "seen_at". Empty: a table.
  BoundTable(std::string name, std::vector<DeclaredColumn> columns, uint32_t ordinal, std::string history_of = {});

  const std::string& name() const { return name_; }
  const std::vector<DeclaredColumn>& columns() const { return columns_; }
  uint32_t ordinal() const { return ordinal_; }

  // Columns are matched by name; those that the table lacks read as null. Empty: no data, which reads as no rows.
  void bind(model::TablePtr table);
  const model::TablePtr& table() const { return table_; }
  bool is_history() const { return !history_of_.empty(); }
  const std::string& history_of() const { return history_of_; }
  void bind_history(model::HistoryPtr history);
  const model::HistoryPtr& history() const { return history_; }
  // Whatever is bound, to tell whether that changed; empty: no data.
  std::shared_ptr<const void> content() const;
  size_t row_count() const { return table_ ? table_->row_count() : history_ ? part_ends_.back() : 0; }
  // nullptr where the table has no such column.
  const model::Column* column(size_t declared) const { return current_[declared]; }

  // Of a history: rows before a part, and its columns in declared order (nullptr: it has none such, or "seen_at").
  size_t part_begin(size_t part) const { return part == 0 ? 0 : part_ends_[part - 1]; }
  void columns_of_part(size_t part, std::vector<const model::Column*>& out) const;
  // Empty where there is no shape.
  model::GeometryPtr geometry(size_t declared, size_t row) const;

  // An index from the second time on that a column is searched; nullptr before, since one search is quicker without.
  const EqualityIndex* index_for(size_t declared);

 private:
  struct Indexed {
    int searches = 0;
    std::unique_ptr<EqualityIndex> index;
  };

  std::string name_;
  std::vector<DeclaredColumn> columns_;
  uint32_t ordinal_;
  model::TablePtr table_;
  std::vector<const model::Column*> current_;
  std::vector<Indexed> indexed_;
  std::string history_of_;
  model::HistoryPtr history_;
  std::vector<size_t> part_ends_;  // rows up to the end of each table of the history
};

// All tables of one engine. Addresses are stable.
class TableRegistry {
 public:
  // nullptr when there is none; names compare as SQLite compares them.
  BoundTable* find(std::string_view name) const;
  BoundTable& add(std::string name, std::vector<BoundTable::DeclaredColumn> columns, std::string history_of = {});
  void remove(std::string_view name);
  std::vector<std::string> names() const;
  static GeometryReference reference(const BoundTable& table, size_t column, size_t row);
  // The shape that a reference leads to; empty when it leads nowhere.
  model::GeometryPtr geometry(std::span<const std::byte> reference) const;

 private:
  std::vector<std::unique_ptr<BoundTable>> tables_;  // by ordinal; removed ones leave a gap
};

}  // namespace onescreen::data
