#include "data/query.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <time.h>

#include <algorithm>
#include <optional>
#include <set>

#include "data/bound_table.h"
#include "data/result_collector.h"
#include "data/sql_functions.h"
#include "data/sql_text.h"
#include "data/statement.h"
#include "data/suppress.h"
#include "data/virtual_table.h"

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;
using model::TablePtr;

constexpr int kOpsBetweenChecks = 2000;
constexpr size_t kMostStatements = 512;
constexpr int kMostBytesInAValue = 16 << 20;

struct DatabaseDeleter {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using Database = std::unique_ptr<sqlite3, DatabaseDeleter>;

Database open_database() {
  sqlite3* database = nullptr;
  // One thread at a time uses a connection, so it needs no mutex of its own.
  sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  Database owned(database);
  // Otherwise a misspelt name in double quotes would silently be a text.
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_exec(database, "PRAGMA temp_store = MEMORY", nullptr, nullptr, nullptr);
  sqlite3_limit(database, SQLITE_LIMIT_LENGTH, kMostBytesInAValue);
  sqlite3_limit(database, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200);
  sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
  return owned;
}

// Processor time, so that a busy machine does not make a good query fail.
int64_t thread_micros() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
}

void bind(sqlite3_stmt* statement, const model::Parameters& parameters) {
  for (int i = 1; i <= sqlite3_bind_parameter_count(statement); ++i) {
    const auto found = parameters.find(std::string_view(sqlite3_bind_parameter_name(statement, i) + 1));
    if (found == parameters.end() || std::holds_alternative<std::monostate>(found->second)) {
      sqlite3_bind_null(statement, i);
    } else if (const auto* integer = std::get_if<int64_t>(&found->second)) {
      sqlite3_bind_int64(statement, i, *integer);
    } else if (const auto* number = std::get_if<double>(&found->second)) {
      sqlite3_bind_double(statement, i, *number);
    } else {
      const auto& text = std::get<std::string>(found->second);
      sqlite3_bind_text64(statement, i, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
  }
}

}  // namespace

class QueryEngine::Impl {
 public:
  Impl(model::Zone zone, std::map<std::string, std::vector<model::ColumnSpec>> schemas, std::vector<NamedQuery> named,
       QueryOptions options)
      : options_(std::move(options)), zone_(std::move(zone)), functions_(zone_, registry_), database_(open_database()) {
    register_table_module(database_.get(), registry_);
    functions_.register_with(database_.get());
    sqlite3_progress_handler(database_.get(), kOpsBetweenChecks, check_time, this);
    compiler_.emplace(database_.get(), registry_);
    for (auto& [name, columns] : schemas) declare(name, declared(columns));
    for (const auto& name : options_.histories) {
      const auto columns = schemas.find(name);
      if (columns != schemas.end()) declare_history(name, columns->second);
    }
    for (auto& query : named) add_named(std::move(query));
  }

  model::Result<QueryResult> run(const model::Snapshot& snapshot, std::string_view query,
                                 const model::Parameters& parameters) {
    bind_sources(snapshot);
    const auto read = compiled(query);
    if (!read) return read.error();
    const Inputs& inputs = *read.value();
    QueryResult result{nullptr, inputs.reads, inputs.parameters};
    for (const auto& table : inputs.statement.tables) {
      if (auto error = refresh(table, parameters)) return *error;
    }
    if (!answered(inputs.statement)) return result;
    if (!inputs.statement.handle) {
      result.table = registry_.find(inputs.statement.tables.front())->table();
      return result;
    }
    auto table = execute(inputs.statement, std::string(query), parameters);
    if (!table) return table.error();
    result.table = std::move(*table);
    return result;
  }

  model::Result<Prepared> prepare(std::string_view query) {
    const auto read = compiled(query);
    if (!read) return read.error();
    Prepared prepared;
    for (const auto& column : read.value()->statement.columns) {
      prepared.columns.push_back(column.spec);
      prepared.typed.push_back(column.typed);
    }
    prepared.reads = read.value()->reads;
    prepared.parameters = read.value()->parameters;
    return prepared;
  }

  const std::vector<Error>& problems() const { return problems_; }
  const model::Zone& zone() const { return zone_; }

 private:
  // A statement with what lies behind it. Without a handle: all of its only table.
  struct Inputs {
    Statement statement;
    std::vector<std::string> reads;       // polled sources
    std::vector<std::string> parameters;  // its own and those of named queries behind it
  };
  struct Named {
    NamedQuery query;
    Inputs inputs;
    std::vector<std::shared_ptr<const void>> tables;  // what stood behind statement.tables when it last ran
    std::vector<model::ParameterValue> values;
    bool ran = false;
    std::optional<Error> error;
  };

  static std::vector<BoundTable::DeclaredColumn> declared(const std::vector<model::ColumnSpec>& specs) {
    std::vector<BoundTable::DeclaredColumn> columns;
    for (const auto& spec : specs) columns.push_back({spec, true});
    return columns;
  }

  // False when SQLite refuses the columns (two of one name).
  bool declare(const std::string& name, std::vector<BoundTable::DeclaredColumn> columns, std::string history_of = {}) {
    registry_.add(name, std::move(columns), std::move(history_of));
    if (compiler_->execute("CREATE VIRTUAL TABLE " + quoted_identifier(name) + " USING onescreen") == SQLITE_OK)
      return true;
    registry_.remove(name);
    return false;
  }

  void declare_history(const std::string& source, std::vector<model::ColumnSpec> columns) {
    const std::string name = source + "_history";
    columns.push_back({"seen_at", model::Type::time});
    if (registry_.find(name) != nullptr || !declare(name, declared(columns), source)) {
      problems_.push_back({ErrorCode::config,
                           fmt::format("its past cannot be read as '{}': there is a table of that name, or it has a "
                                       "column 'seen_at' of its own; rename it",
                                       name),
                           name});
    }
  }

  void add_named(NamedQuery query) {
    auto inputs =
        registry_.find(query.name) != nullptr
            ? model::Result<Inputs>(Error{ErrorCode::config, "there is a source or table of this name already", {}})
            : compile(query.sql);
    auto columns = inputs ? suppressed_columns(inputs->statement.columns, query)
                          : model::Result<std::vector<BoundTable::DeclaredColumn>>(inputs.error());
    if (!columns) {
      inputs = columns.error();
    } else if (!declare(query.name, std::move(*columns))) {
      inputs = Error{ErrorCode::query, "its columns need different names; write AS behind them", {}};
    }
    if (!inputs) {
      Error error = inputs.error();
      error.where = query.name;
      problems_.push_back(std::move(error));
      return;
    }
    Named& named = named_[registry_.find(query.name)->name()];
    named.inputs = std::move(*inputs);
    named.query = std::move(query);
  }

  model::Result<Inputs> compile(std::string_view query) {
    Inputs inputs;
    const auto name = bare_table(query);
    const BoundTable* table = name ? registry_.find(*name) : nullptr;
    if (name && table == nullptr) return explained(compiler_->unknown_table(*name), query);
    // A history is many tables; all of it is a query like any other.
    const std::string all = table != nullptr && table->is_history() ? "SELECT * FROM " + quoted_identifier(*name) : "";
    if (table != nullptr && all.empty()) {
      inputs.statement.tables = {table->name()};
      inputs.statement.columns = table->columns();
    } else {
      auto statement = compiler_->compile(all.empty() ? query : std::string_view(all));
      if (!statement) return explained(statement.error(), query);
      inputs.statement = std::move(*statement);
    }
    std::set<std::string> reads;
    std::set<std::string> parameters(inputs.statement.parameters.begin(), inputs.statement.parameters.end());
    for (const auto& read : inputs.statement.tables) {
      const auto behind = named_.find(read);
      if (behind == named_.end()) {
        const BoundTable& bound = *registry_.find(read);
        reads.insert(bound.is_history() ? bound.history_of() : read);
      } else {
        reads.insert(behind->second.inputs.reads.begin(), behind->second.inputs.reads.end());
        parameters.insert(behind->second.inputs.parameters.begin(), behind->second.inputs.parameters.end());
      }
    }
    inputs.reads.assign(reads.begin(), reads.end());
    inputs.parameters.assign(parameters.begin(), parameters.end());
    return inputs;
  }

  // A table that is missing because its named query is wrong is not a misspelling.
  Error explained(Error error, std::string_view query) const {
    for (const auto& token : sql_tokens(query)) {
      for (const auto& problem : problems_) {
        if (token.kind == SqlToken::Kind::identifier && same_name(token.text, problem.where) &&
            registry_.find(token.text) == nullptr) {
          return {problem.code,
                  fmt::format("the table '{}' of the site cannot be used: {}", problem.where, problem.message),
                  {}};
        }
      }
    }
    return error;
  }

  model::Result<const Inputs*> compiled(std::string_view query) {
    const auto known = statements_.find(query);
    if (known != statements_.end()) return &known->second;
    auto inputs = compile(query);
    if (!inputs) return inputs.error();
    if (statements_.size() >= kMostStatements) statements_.clear();
    return &statements_.emplace(std::string(query), std::move(*inputs)).first->second;
  }

  void bind_sources(const model::Snapshot& snapshot) {
    for (const auto& name : registry_.names()) {
      BoundTable& bound = *registry_.find(name);
      if (bound.is_history()) {
        const model::SourceState* source = snapshot.find(bound.history_of());
        bound.bind_history(source == nullptr ? nullptr : source->history);
      } else if (named_.find(name) == named_.end() && snapshot.find(name) == nullptr) {
        bound.bind(nullptr);
      }
    }
    for (const auto& [name, source] : snapshot.sources) {
      BoundTable* bound = registry_.find(name);
      if (bound == nullptr && source->table) {
        // Not declared beforehand (a test, or a source that came later): its first table tells its columns.
        if (!declare(name, declared(source->table->schema()))) continue;
        statements_.clear();
        bound = registry_.find(name);
      }
      if (bound != nullptr && named_.find(bound->name()) == named_.end()) bound->bind(source->table);
    }
  }

  bool answered(const Statement& statement) const {
    return std::all_of(statement.tables.begin(), statement.tables.end(),
                       [&](const auto& name) { return registry_.find(name)->content() != nullptr; });
  }

  // Brings a named query up to date, and those behind it first; sources are up to date already.
  std::optional<Error> refresh(const std::string& name, const model::Parameters& parameters) {
    const auto found = named_.find(name);
    if (found == named_.end()) return std::nullopt;
    Named& named = found->second;
    const Statement& statement = named.inputs.statement;
    for (const auto& table : statement.tables) {
      if (auto error = refresh(table, parameters)) return error;
    }
    std::vector<std::shared_ptr<const void>> tables;
    for (const auto& table : statement.tables) tables.push_back(registry_.find(table)->content());
    std::vector<model::ParameterValue> values;
    for (const auto& parameter : statement.parameters) {
      const auto value = parameters.find(parameter);
      values.push_back(value == parameters.end() ? model::ParameterValue() : value->second);
    }
    if (named.ran && tables == named.tables && values == named.values) return named.error;
    named.ran = true;
    named.tables = tables;
    named.values = std::move(values);
    named.error.reset();
    BoundTable& bound = *registry_.find(name);
    if (!answered(statement)) {
      bound.bind(nullptr);
    } else if (!statement.handle) {
      bound.bind(suppressed(registry_.find(statement.tables.front())->table(), named.query));
    } else if (auto table = execute(statement, name, parameters); !table) {
      named.error = table.error();
      named.error->message = fmt::format("in the table '{}': {}", name, named.error->message);
      bound.bind(nullptr);
    } else if (auto shown = suppressed(*table, named.query); !bound.table() || *bound.table() != *shown) {
      bound.bind(std::move(shown));
    }
    return named.error;
  }

  model::Result<TablePtr> execute(const Statement& statement, std::string name, const model::Parameters& parameters) {
    sqlite3_stmt* handle = statement.handle.get();
    bind(handle, parameters);
    deadline_micros_ = thread_micros() + std::chrono::microseconds(options_.time_limit).count();
    ResultCollector collector(statement.columns, registry_);
    int result = SQLITE_ROW;
    while ((result = sqlite3_step(handle)) == SQLITE_ROW) collector.take_row(handle);
    std::optional<Error> error;
    if (result == SQLITE_INTERRUPT) {
      error = Error{ErrorCode::query,
                    fmt::format("the query took longer than {} ms and was stopped; let it read fewer rows",
                                options_.time_limit.count()),
                    {}};
    } else if (result != SQLITE_DONE) {
      error = Error{ErrorCode::query, sqlite3_errmsg(database_.get()), {}};
    }
    // Also lets go of texts that still point into the tables.
    sqlite3_reset(handle);
    deadline_micros_ = INT64_MAX;
    if (error) return *error;
    return collector.build(std::move(name));
  }

  static int check_time(void* self) { return thread_micros() > static_cast<Impl*>(self)->deadline_micros_ ? 1 : 0; }

  QueryOptions options_;
  model::Zone zone_;
  TableRegistry registry_;
  SqlFunctions functions_;
  int64_t deadline_micros_ = INT64_MAX;
  Database database_;
  std::optional<StatementCompiler> compiler_;
  std::map<std::string, Named> named_;  // by the name it is registered under
  std::map<std::string, Inputs, std::less<>> statements_;
  std::vector<Error> problems_;
};

QueryEngine::QueryEngine(model::Zone zone, std::map<std::string, std::vector<model::ColumnSpec>> schemas,
                         std::vector<NamedQuery> named, QueryOptions options)
    : impl_(std::make_unique<Impl>(std::move(zone), std::move(schemas), std::move(named), std::move(options))) {}

QueryEngine::~QueryEngine() = default;
QueryEngine::QueryEngine(QueryEngine&&) noexcept = default;
QueryEngine& QueryEngine::operator=(QueryEngine&&) noexcept = default;

model::Result<QueryResult> QueryEngine::run(const model::Snapshot& snapshot, std::string_view query,
                                            const model::Parameters& parameters) {
  return impl_->run(snapshot, query, parameters);
}

model::Result<Prepared> QueryEngine::prepare(std::string_view query) { return impl_->prepare(query); }
const std::vector<model::Error>& QueryEngine::problems() const { return impl_->problems(); }
const model::Zone& QueryEngine::zone() const { return impl_->zone(); }

model::Result<model::TablePtr> query(const model::Snapshot& snapshot, std::string_view sql,
                                     const model::Parameters& parameters) {
  QueryEngine engine(model::Zone(), {});
  auto result = engine.run(snapshot, sql, parameters);
  if (!result) return result.error();
  return result->table;
}

}  // namespace onescreen::data
