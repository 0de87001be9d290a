// One SQL statement, prepared and checked: it only reads, it is alone, its tables, columns and parameters exist. Errors
// are sentences that say what to write instead. The engine's thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "data/bound_table.h"
#include "model/parameters.h"
#include "model/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace onescreen::data {

struct StatementDeleter {
  void operator()(sqlite3_stmt* statement) const;
};

struct Statement {
  std::unique_ptr<sqlite3_stmt, StatementDeleter> handle;
  std::vector<BoundTable::DeclaredColumn> columns;  // of its result
  std::vector<std::string> tables;                  // of the registry, as registered; sorted
  std::vector<std::string> parameters;              // without the colon; sorted
};

// Prepares statements of one connection. Its authorizer stays installed: whatever is not reading is refused.
class StatementCompiler {
 public:
  StatementCompiler(sqlite3* database, const TableRegistry& registry);
  ~StatementCompiler();
  StatementCompiler(const StatementCompiler&) = delete;
  StatementCompiler& operator=(const StatementCompiler&) = delete;

  model::Result<Statement> compile(std::string_view sql);
  // Runs a statement of our own (a declaration) with the guard lifted. Returns an SQLite result code.
  int execute(const std::string& sql);

  // "no table 'x'; did you mean 'y'?"
  model::Error unknown_table(std::string_view name) const;

 private:
  static int authorize(void* self, int action, const char* first, const char* second, const char* database,
                       const char* trigger);
  int decide(int action, const char* first, const char* second);
  model::Error explain(std::string_view message, int offset, std::string_view sql) const;
  model::Error unknown_column(std::string_view name, std::string_view sql) const;

  sqlite3* database_;
  const TableRegistry& registry_;
  bool unguarded_ = false;
  std::vector<std::string> read_;  // tables met while preparing
  std::string refusal_;
};

}  // namespace onescreen::data
