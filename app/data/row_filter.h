// Conditions of a statement that the virtual table tests itself, so that SQLite's byte code need not look at every row.
// They may let rows through that SQLite will refuse, never the reverse. The engine's thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "model/history.h"
#include "model/table.h"

struct sqlite3_value;

namespace onescreen::data {

enum class Comparison : uint8_t { equal, greater, greater_or_equal, less, less_or_equal, other };
// Of an SQLITE_INDEX_CONSTRAINT_*.
Comparison comparison_from(unsigned char op);

struct RowFilter {
  const model::Column* column;  // nullptr: not tested here
  size_t declared;              // its place among the declared columns
  Comparison comparison;
  std::variant<int64_t, double, std::string_view> value;

  template <typename T>
  static bool holds(Comparison comparison, const T& cell, const T& value) {
    switch (comparison) {
      case Comparison::equal:
        return cell == value;
      case Comparison::greater:
        return cell > value;
      case Comparison::greater_or_equal:
        return cell >= value;
      case Comparison::less:
        return cell < value;
      case Comparison::less_or_equal:
        return cell <= value;
      case Comparison::other:
        return true;
    }
    return true;
  }
  bool accepts(size_t row) const {
    if (column == nullptr) return true;
    if (column->is_null(row)) return false;
    if (const auto* integer = std::get_if<int64_t>(&value)) return holds(comparison, column->integer(row), *integer);
    if (const auto* number = std::get_if<double>(&value)) return holds(comparison, column->number(row), *number);
    return holds(comparison, column->text(row), std::get<std::string_view>(value));
  }
};

// A filter where the comparison means exactly what SQLite would make of it; nullopt where that is not certain. `text`
// holds the characters that a filter by text compares with; it has room for one.
std::optional<RowFilter> row_filter_for(model::Type type, size_t declared, Comparison comparison,
                                        sqlite3_value* argument, std::string& text);

// What follows from a condition on "seen_at": the tables of a history ascend by it, so whole ones outside [begin, end)
// are left out.
void narrow_parts(const model::History& history, Comparison comparison, sqlite3_value* argument, size_t& begin,
                  size_t& end);

}  // namespace onescreen::data
