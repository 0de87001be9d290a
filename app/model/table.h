// Table: what every source, query and panel speaks. Named, typed columns of equal length; every cell may be null.
// Built once by a TableBuilder on one thread, then shared as TablePtr between all threads and never changed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/geometry.h"
#include "model/time.h"

namespace onescreen::model {

enum class Type : uint8_t { text, number, integer, time, boolean, geometry };

const char* name_of(Type type);
std::optional<Type> type_from_name(std::string_view name);

struct ColumnSpec {
  std::string name;
  Type type = Type::text;

  bool operator==(const ColumnSpec&) const = default;
};

// One column. Cells lie in one contiguous vector by type; a null cell still has a slot there (0 or empty).
// Typed accessors demand the right type and row < size(); the tolerant ones below do not.
class Column {
 public:
  explicit Column(ColumnSpec spec) : spec_(std::move(spec)) {}

  const std::string& name() const { return spec_.name; }
  Type type() const { return spec_.type; }
  const ColumnSpec& spec() const { return spec_; }
  size_t size() const { return valid_.size(); }
  bool is_null(size_t row) const { return valid_[row] == 0; }

  std::string_view text(size_t row) const {
    const size_t begin = row == 0 ? 0 : text_ends_[row - 1];
    return {characters_.data() + begin, text_ends_[row] - begin};
  }
  double number(size_t row) const { return numbers_[row]; }
  int64_t integer(size_t row) const { return integers_[row]; }  // integer, boolean (0/1), time (milliseconds UTC)
  TimePoint time(size_t row) const { return from_millis(integers_[row]); }
  bool boolean(size_t row) const { return integers_[row] != 0; }
  const GeometryPtr& geometry(size_t row) const { return geometries_[row]; }

  std::span<const double> numbers() const { return numbers_; }
  std::span<const int64_t> integers() const { return integers_; }

  // nullopt for null and for cells that have no such reading; numbers read integers, booleans and times too.
  std::optional<double> as_number(size_t row) const;
  // Times also from integer and number cells (milliseconds UTC), since SQL expressions lose the column's type.
  std::optional<TimePoint> as_time(size_t row) const;
  // The cell written out: text as it is, numbers in shortest form, times as ISO 8601; null and geometry give "".
  std::string as_text(size_t row) const;

  bool operator==(const Column&) const = default;

 private:
  friend class TableBuilder;

  ColumnSpec spec_;
  std::vector<uint8_t> valid_;
  std::string characters_;
  std::vector<uint32_t> text_ends_;
  std::vector<double> numbers_;
  std::vector<int64_t> integers_;
  std::vector<GeometryPtr> geometries_;
};

class Table {
 public:
  const std::string& name() const { return name_; }
  size_t row_count() const { return rows_; }
  const std::vector<Column>& columns() const { return columns_; }
  std::vector<ColumnSpec> schema() const;
  // nullptr when there is none of that name. Linear in the number of columns.
  const Column* column(std::string_view name) const;
  std::optional<size_t> column_index(std::string_view name) const;

  bool operator==(const Table&) const = default;

 private:
  friend class TableBuilder;

  std::string name_;
  size_t rows_ = 0;
  std::vector<Column> columns_;
};

using TablePtr = std::shared_ptr<const Table>;

// Builds one table row by row. Columns are addressed by their index in the schema. A cell not set before end_row() is
// null.
class TableBuilder {
 public:
  TableBuilder(std::string name, std::vector<ColumnSpec> schema);

  void reserve(size_t rows);
  size_t column_count() const { return table_.columns_.size(); }
  Type type(size_t column) const { return table_.columns_[column].type(); }

  // Each sets the open row's cell of `column`, at most once a row; the column must be of that type.
  void text(size_t column, std::string_view value);
  void number(size_t column, double value);
  void integer(size_t column, int64_t value);
  void boolean(size_t column, bool value) { integer(column, value ? 1 : 0); }
  void time(size_t column, TimePoint value) { integer(column, to_millis(value)); }
  void geometry(size_t column, GeometryPtr value);

  void end_row();
  // Forgets the cells of the open row, as if it had never begun.
  void drop_row();
  size_t row_count() const { return table_.rows_; }

  // The finished table; the builder is empty afterwards.
  TablePtr build();

 private:
  Table table_;
};

}  // namespace onescreen::model
