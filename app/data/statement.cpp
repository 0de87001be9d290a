#include "data/statement.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <optional>

#include "data/sql_text.h"

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;

Error query_error(std::string message) { return {ErrorCode::query, std::move(message), {}}; }

// What an authorizer action would do, as the subject of "... is refused".
const char* name_of_action(int action) {
  switch (action) {
    case SQLITE_INSERT:
      return "INSERT";
    case SQLITE_UPDATE:
      return "UPDATE";
    case SQLITE_DELETE:
      return "DELETE";
    case SQLITE_ATTACH:
      return "ATTACH";
    case SQLITE_DETACH:
      return "DETACH";
    case SQLITE_PRAGMA:
      return "PRAGMA";
    case SQLITE_TRANSACTION:
      return "a transaction";
    case SQLITE_SAVEPOINT:
      return "SAVEPOINT";
    case SQLITE_ANALYZE:
      return "ANALYZE";
    case SQLITE_REINDEX:
      return "REINDEX";
    case SQLITE_ALTER_TABLE:
      return "ALTER";
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_TEMP_INDEX:
    case SQLITE_DROP_TEMP_TABLE:
    case SQLITE_DROP_TEMP_TRIGGER:
    case SQLITE_DROP_TEMP_VIEW:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_VIEW:
    case SQLITE_DROP_VTABLE:
      return "DROP";
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_TEMP_INDEX:
    case SQLITE_CREATE_TEMP_TABLE:
    case SQLITE_CREATE_TEMP_TRIGGER:
    case SQLITE_CREATE_TEMP_VIEW:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE:
      return "CREATE";
    default:
      return "this statement";
  }
}

// Their results do not follow from tables and parameters, so an answer could not tell when it is out of date.
constexpr std::array kRefusedFunctions = {"random",       "randomblob",    "load_extension",
                                          "current_time", "current_date",  "current_timestamp",
                                          "changes",      "total_changes", "last_insert_rowid"};

std::optional<std::string_view> after(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  return text.substr(prefix.size());
}

void sort_unique(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

std::string listed(const std::vector<std::string>& names) {
  constexpr size_t kMost = 20;
  if (names.size() <= kMost) return fmt::format("{}", fmt::join(names, ", "));
  return fmt::format("{}, ...", fmt::join(names.begin(), names.begin() + kMost, ", "));
}

Error check_parameters(const std::vector<std::string>& names) {
  for (const auto& name : names) {
    if (std::find(std::begin(model::kParameterNames), std::end(model::kParameterNames), name) !=
        std::end(model::kParameterNames))
      continue;
    return query_error(
        fmt::format("no parameter ':{}'; there are :{}", name, fmt::join(model::kParameterNames, ", :")));
  }
  return {};
}

}  // namespace

void StatementDeleter::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

StatementCompiler::StatementCompiler(sqlite3* database, const TableRegistry& registry)
    : database_(database), registry_(registry) {
  sqlite3_set_authorizer(database_, authorize, this);
  // SQLite declares these two when they are first read, which the guard would take for a change.
  execute("SELECT 1 FROM json_each('[]'), json_tree('[]')");
}

StatementCompiler::~StatementCompiler() { sqlite3_set_authorizer(database_, nullptr, nullptr); }

int StatementCompiler::authorize(void* self, int action, const char* first, const char* second, const char*,
                                 const char*) {
  return static_cast<StatementCompiler*>(self)->decide(action, first, second);
}

int StatementCompiler::decide(int action, const char* first, const char* second) {
  if (unguarded_) return SQLITE_OK;
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_READ: {
      const std::string_view name = first == nullptr ? "" : first;
      if (const BoundTable* table = registry_.find(name)) {
        read_.push_back(table->name());
        return SQLITE_OK;
      }
      if (name == "json_each" || name == "json_tree") return SQLITE_OK;
      // Counting the rows of a WITH clause reads "no column" of a name that is no table; SQLite itself refuses names
      // that are nothing.
      const bool no_column = second == nullptr || *second == '\0';
      if (no_column && !name.starts_with("sqlite_") && !name.starts_with("pragma_")) return SQLITE_OK;
      if (refusal_.empty()) refusal_ = unknown_table(name).message;
      return SQLITE_DENY;
    }
    case SQLITE_FUNCTION: {
      const std::string_view name = second == nullptr ? "" : second;
      const bool refused = std::any_of(kRefusedFunctions.begin(), kRefusedFunctions.end(),
                                       [&](const char* f) { return same_name(name, f); });
      if (!refused) return SQLITE_OK;
      if (refusal_.empty())
        refusal_ =
            fmt::format("the function {} is refused: it is not a matter of the data; for times there is :now", name);
      return SQLITE_DENY;
    }
    default:
      if (refusal_.empty()) refusal_ = fmt::format("{} is refused: a query can only read", name_of_action(action));
      return SQLITE_DENY;
  }
}

int StatementCompiler::execute(const std::string& sql) {
  unguarded_ = true;
  const int result = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
  unguarded_ = false;
  return result;
}

model::Result<Statement> StatementCompiler::compile(std::string_view sql) {
  const auto tokens = sql_tokens(sql);
  if (tokens.empty()) return query_error("the query is empty; write a table's name or a SELECT");
  if (sql.find('\0') != std::string_view::npos) return query_error("the query contains a NUL character");
  if (tokens.front().kind == SqlToken::Kind::identifier && same_name(tokens.front().text, "explain")) {
    return query_error("EXPLAIN is refused: a query can only read tables");
  }
  read_.clear();
  refusal_.clear();
  sqlite3_stmt* handle = nullptr;
  const char* tail = nullptr;
  const int result = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &handle, &tail);
  Statement statement;
  statement.handle.reset(handle);
  if (result != SQLITE_OK) {
    if (!refusal_.empty()) return query_error(refusal_);
    return explain(sqlite3_errmsg(database_), sqlite3_error_offset(database_), sql);
  }
  // Only a semicolon and comments may follow.
  const size_t read = static_cast<size_t>(tail - sql.data());
  for (const auto& token : sql_tokens(sql.substr(read))) {
    if (token.text != ";")
      return query_error(
          fmt::format("something follows the statement at character {}; a query is one SELECT", read + 1));
  }
  if (handle == nullptr || sqlite3_column_count(handle) == 0 || sqlite3_stmt_readonly(handle) == 0) {
    return query_error("this is not a SELECT; a query can only read");
  }

  for (int i = 1; i <= sqlite3_bind_parameter_count(handle); ++i) {
    const char* name = sqlite3_bind_parameter_name(handle, i);
    if (name == nullptr || name[0] != ':') {
      return query_error(fmt::format("the parameter '{}' is written as :name; there are :{}",
                                     name == nullptr ? "?" : name, fmt::join(model::kParameterNames, ", :")));
    }
    statement.parameters.emplace_back(name + 1);
  }
  if (auto error = check_parameters(statement.parameters); !error.message.empty()) return error;

  statement.tables = read_;
  const auto areas = area_tables(tokens);
  if (!areas)
    return query_error("area_of needs its table's name in single quotes, such as area_of(lon, lat, 'streets')");
  for (const auto& name : *areas) {
    const BoundTable* table = registry_.find(name);
    if (table == nullptr) return unknown_table(name);
    if (table->is_history()) return query_error("area_of looks in a table, not in a history");
    statement.tables.push_back(table->name());
  }
  sort_unique(statement.tables);
  sort_unique(statement.parameters);

  for (int i = 0; i < sqlite3_column_count(handle); ++i) {
    // SQLite writes the types that it knows itself (INTEGER, TEXT) its own way.
    const char* declared = sqlite3_column_decltype(handle, i);
    std::string type_name = declared == nullptr ? "" : declared;
    std::transform(type_name.begin(), type_name.end(), type_name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const auto type = model::type_from_name(type_name);
    statement.columns.push_back({{sqlite3_column_name(handle, i), type.value_or(model::Type::text)}, type.has_value()});
  }
  return statement;
}

Error StatementCompiler::unknown_table(std::string_view name) const {
  const auto names = registry_.names();
  if (const auto nearest = nearest_name(name, names))
    return query_error(fmt::format("no table '{}'; did you mean '{}'?", name, *nearest));
  if (names.empty()) return query_error(fmt::format("no table '{}'; there are none", name));
  return query_error(fmt::format("no table '{}'; there are {}", name, listed(names)));
}

Error StatementCompiler::unknown_column(std::string_view name, std::string_view sql) const {
  // SQLite does not say which table it looked in, so all that the statement names are searched, the closest spelling
  // first.
  const std::string_view bare = name.substr(name.rfind('.') == std::string_view::npos ? 0 : name.rfind('.') + 1);
  std::vector<std::string> tables;
  std::vector<std::string> columns;
  for (const auto& token : sql_tokens(sql)) {
    const BoundTable* table = token.kind == SqlToken::Kind::identifier ? registry_.find(token.text) : nullptr;
    if (table == nullptr || std::find(tables.begin(), tables.end(), table->name()) != tables.end()) continue;
    tables.push_back(table->name());
    for (const auto& column : table->columns()) columns.push_back(column.spec.name);
  }
  if (tables.empty()) return query_error(fmt::format("no column '{}': the query reads no table", name));
  const std::string in = fmt::format("no column '{}' in {}", name, fmt::join(tables, ", "));
  if (const auto nearest = nearest_name(bare, columns); nearest && !same_name(*nearest, bare)) {
    return query_error(fmt::format("{}; did you mean '{}'?", in, *nearest));
  }
  return query_error(fmt::format("{}; there are {}", in, listed(columns)));
}

Error StatementCompiler::explain(std::string_view message, int offset, std::string_view sql) const {
  if (const auto name = after(message, "no such table: ")) return unknown_table(*name);
  if (const auto name = after(message, "no such column: ")) return unknown_column(*name, sql);
  if (offset >= 0) return query_error(fmt::format("{} at character {}", message, offset + 1));
  return query_error(std::string(message));
}

}  // namespace onescreen::data
