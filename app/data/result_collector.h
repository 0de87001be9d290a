// Rows of a running statement into a Table: keeps every cell as SQLite gave it, and decides the columns' types at the
// end, when all are known. One per run; the engine's thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/bound_table.h"
#include "model/table.h"

struct sqlite3_stmt;

namespace onescreen::data {

class ResultCollector {
 public:
  // `columns`: names, and types where they are declared (`typed`).
  ResultCollector(const std::vector<BoundTable::DeclaredColumn>& columns, const TableRegistry& registry);

  // The statement's current row.
  void take_row(sqlite3_stmt* statement);
  // A declared type stays where all its cells fit; otherwise whole numbers make integer, any numbers number, anything
  // else text.
  model::TablePtr build(std::string name);

 private:
  enum class Kind : uint8_t { null, integer, number, text, geometry };
  struct Cells {
    std::vector<Kind> kinds;
    std::vector<int64_t> values;  // integer; bits of a number; where a text ends; place of a shape
    size_t integers = 0, numbers = 0, texts = 0, geometries = 0;
    std::string characters;
    std::vector<model::GeometryPtr> shapes;
  };
  model::Type type_of(size_t column) const;
  void put(size_t column, size_t row, model::Type type, size_t& text_begin, model::TableBuilder& builder) const;

  const std::vector<BoundTable::DeclaredColumn>& columns_;
  const TableRegistry& registry_;
  std::vector<Cells> cells_;
  size_t rows_ = 0;
};

}  // namespace onescreen::data
