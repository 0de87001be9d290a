#include "data/virtual_table.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <variant>

#include "data/row_filter.h"
#include "data/sql_text.h"

namespace onescreen::data {

using model::Column;
using model::Type;

namespace {

struct VirtualTable : sqlite3_vtab {
  BoundTable* bound;
};

struct Cursor : sqlite3_vtab_cursor {
  BoundTable* bound;
  size_t row;   // within the part
  size_t rows;  // of the part
  // Parts are of histories; a table is read as one.
  size_t part = 0;
  size_t end_part = 0;
  std::vector<const Column*> part_columns;
  std::vector<RowFilter> filters;
  std::string text;  // what a filter by text compares with
  const EqualityIndex* index;

  bool accepted() const {
    for (const RowFilter& filter : filters) {
      if (!filter.accepts(row)) return false;
    }
    return true;
  }
  void settle() {
    while (row < rows && !accepted()) advance();
    while (row >= rows && part + 1 < end_part) {
      enter(part + 1);
      while (row < rows && !accepted()) advance();
    }
  }
  const Column* column(size_t declared) const {
    return bound->is_history() ? part_columns[declared] : bound->column(declared);
  }
  void enter(size_t next) {
    part = next;
    row = 0;
    rows = bound->part_begin(part + 1) - bound->part_begin(part);
    bound->columns_of_part(part, part_columns);
    for (RowFilter& filter : filters) {
      filter.column = part_columns[filter.declared];
      if (filter.column == nullptr) {
        rows = 0;  // its cells here are null, and nothing compares with null
      } else if (filter.column->type() != bound->columns()[filter.declared].spec.type) {
        filter.column = nullptr;
      }
    }
  }
  void advance() {
    if (index == nullptr) {
      ++row;
      return;
    }
    const uint32_t next = index->next(static_cast<uint32_t>(row));
    row = next == EqualityIndex::kNone ? rows : next;
  }
};

int connect(sqlite3* database, void* aux, int, const char* const* argv, sqlite3_vtab** out, char** problem) {
  auto& registry = *static_cast<TableRegistry*>(aux);
  BoundTable* bound = registry.find(argv[2]);
  if (bound == nullptr) {
    *problem = sqlite3_mprintf("no table of that name is registered");
    return SQLITE_ERROR;
  }
  std::string declaration = "CREATE TABLE x(";
  for (const auto& column : bound->columns()) {
    if (declaration.back() != '(') declaration += ", ";
    declaration += quoted_identifier(column.spec.name);
    if (column.typed) declaration += std::string(" ") + model::name_of(column.spec.type);
  }
  const int result = sqlite3_declare_vtab(database, (declaration + ")").c_str());
  if (result != SQLITE_OK) return result;
  sqlite3_vtab_config(database, SQLITE_VTAB_INNOCUOUS);
  auto* table = new VirtualTable();
  table->bound = bound;
  *out = table;
  return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
  delete static_cast<VirtualTable*>(table);
  return SQLITE_OK;
}

// The plan is passed on as pairs of (column + 1, operator) in idxStr, in the order of the arguments; the column is
// written in two bytes of seven bits so that the text has no zero byte.
int best_index(sqlite3_vtab* base, sqlite3_index_info* info) {
  BoundTable& bound = *static_cast<VirtualTable*>(base)->bound;
  const double rows = bound.content() ? static_cast<double>(bound.row_count()) : 1000.0;
  std::string plan;
  bool equal = false;
  bool range = false;
  for (int i = 0; i < info->nConstraint; ++i) {
    const auto& constraint = info->aConstraint[i];
    if (!constraint.usable || constraint.iColumn < 0 || constraint.iColumn >= 127 * 127 ||
        comparison_from(constraint.op) == Comparison::other)
      continue;
    const auto& column = bound.columns()[static_cast<size_t>(constraint.iColumn)];
    if (!column.typed || column.spec.type == Type::geometry) continue;
    const bool is_text = column.spec.type == Type::text;
    const bool is_equal = constraint.op == SQLITE_INDEX_CONSTRAINT_EQ;
    if (is_text && (!is_equal || std::strcmp(sqlite3_vtab_collation(info, i), "BINARY") != 0)) continue;
    plan += static_cast<char>(constraint.iColumn / 127 + 1);
    plan += static_cast<char>(constraint.iColumn % 127 + 1);
    plan += static_cast<char>(constraint.op);
    info->aConstraintUsage[i].argvIndex = static_cast<int>(plan.size() / 3);
    equal |= is_equal && column.spec.type != Type::number;
    range |= !is_equal;
  }
  // An equality costs a scan the first time and a look-up in a join; a range halves what SQLite has to look at.
  info->estimatedRows = static_cast<sqlite3_int64>(std::max(1.0, equal ? rows / 50 : range ? rows / 4 : rows));
  info->estimatedCost = equal ? 10 + rows / 50 : range ? 10 + rows / 2 : 10 + rows;
  if (!plan.empty()) {
    info->idxStr = sqlite3_mprintf("%s", plan.c_str());
    info->needToFreeIdxStr = 1;
  }
  return SQLITE_OK;
}

int open_cursor(sqlite3_vtab* base, sqlite3_vtab_cursor** out) {
  auto* cursor = new Cursor();
  cursor->bound = static_cast<VirtualTable*>(base)->bound;
  *out = cursor;
  return SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* base) {
  delete static_cast<Cursor*>(base);
  return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* base, int, const char* plan, int argc, sqlite3_value** argv) {
  auto& cursor = *static_cast<Cursor*>(base);
  BoundTable& bound = *cursor.bound;
  const bool is_history = bound.is_history();
  cursor.rows = bound.row_count();
  cursor.row = 0;
  cursor.part = 0;
  cursor.end_part = bound.history() ? bound.history()->entries.size() : 0;
  const size_t seen_at = is_history ? bound.columns().size() - 1 : SIZE_MAX;
  cursor.filters.clear();
  cursor.text.clear();
  cursor.index = nullptr;
  for (int i = 0; i < argc && cursor.rows > 0; ++i) {
    const size_t declared = static_cast<size_t>(plan[3 * i] - 1) * 127 + static_cast<size_t>(plan[3 * i + 1] - 1);
    const Comparison comparison = comparison_from(static_cast<unsigned char>(plan[3 * i + 2]));
    const Column* column = bound.column(declared);
    if ((column == nullptr && !is_history) || sqlite3_value_type(argv[i]) == SQLITE_NULL) {
      cursor.rows = cursor.end_part = 0;  // nothing compares with null
      return SQLITE_OK;
    }
    if (declared == seen_at) {
      narrow_parts(*bound.history(), comparison, argv[i], cursor.part, cursor.end_part);
      continue;
    }
    const Type type = bound.columns()[declared].spec.type;
    if (!is_history && column->type() != type) continue;
    auto test = row_filter_for(type, declared, comparison, argv[i], cursor.text);
    if (!test) continue;
    test->column = column;
    cursor.filters.push_back(*test);
    if (is_history) continue;
    if (comparison == Comparison::equal && column->type() != Type::number && cursor.index == nullptr) {
      cursor.index = bound.index_for(declared);
      if (cursor.index != nullptr) {
        const auto* integer = std::get_if<int64_t>(&test->value);
        const uint32_t first = integer != nullptr ? cursor.index->first(*integer)
                                                  : cursor.index->first(std::get<std::string_view>(test->value));
        cursor.row = first == EqualityIndex::kNone ? cursor.rows : first;
      }
    }
  }
  if (is_history) {
    cursor.rows = 0;
    if (cursor.part < cursor.end_part) cursor.enter(cursor.part);
  }
  cursor.settle();
  return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* base) {
  auto& cursor = *static_cast<Cursor*>(base);
  cursor.advance();
  cursor.settle();
  return SQLITE_OK;
}

int at_end(sqlite3_vtab_cursor* base) {
  const auto& cursor = *static_cast<Cursor*>(base);
  return cursor.row >= cursor.rows ? 1 : 0;
}

int column_value(sqlite3_vtab_cursor* base, sqlite3_context* context, int index) {
  const auto& cursor = *static_cast<Cursor*>(base);
  const Column* column = cursor.column(static_cast<size_t>(index));
  const size_t row = cursor.row;
  if (cursor.bound->is_history() && static_cast<size_t>(index) + 1 == cursor.bound->columns().size()) {
    sqlite3_result_int64(context, model::to_millis(cursor.bound->history()->entries[cursor.part].seen_at));
    return SQLITE_OK;
  }
  if (column == nullptr || column->is_null(row)) return SQLITE_OK;  // null
  switch (column->type()) {
    case Type::text: {
      // The table outlives the statement's run, so SQLite may look at the characters where they are.
      const std::string_view text = column->text(row);
      sqlite3_result_text64(context, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
      break;
    }
    case Type::number:
      sqlite3_result_double(context, column->number(row));
      break;
    case Type::geometry: {
      const size_t before = cursor.bound->is_history() ? cursor.bound->part_begin(cursor.part) : 0;
      const auto reference = TableRegistry::reference(*cursor.bound, static_cast<size_t>(index), before + row);
      sqlite3_result_blob(context, &reference, sizeof reference, SQLITE_TRANSIENT);
      break;
    }
    default:
      sqlite3_result_int64(context, column->integer(row));
      break;
  }
  return SQLITE_OK;
}

int row_id(sqlite3_vtab_cursor* base, sqlite3_int64* out) {
  const auto& cursor = *static_cast<Cursor*>(base);
  const size_t before = cursor.bound->is_history() ? cursor.bound->part_begin(cursor.part) : 0;
  *out = static_cast<sqlite3_int64>(before + cursor.row);
  return SQLITE_OK;
}

sqlite3_module make_module() {
  sqlite3_module module{};
  module.iVersion = 1;
  module.xCreate = connect;
  module.xConnect = connect;
  module.xBestIndex = best_index;
  module.xDisconnect = disconnect;
  module.xDestroy = disconnect;
  module.xOpen = open_cursor;
  module.xClose = close_cursor;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = at_end;
  module.xColumn = column_value;
  module.xRowid = row_id;
  return module;
}

}  // namespace

int register_table_module(sqlite3* database, TableRegistry& registry) {
  static const sqlite3_module module = make_module();
  return sqlite3_create_module_v2(database, "onescreen", &module, &registry, nullptr);
}

}  // namespace onescreen::data
