// SQL over a snapshot: SQLite reads the tables where they lie. Bytes in: a statement and parameters; out: a table and
// the sources behind it. An engine belongs to one thread at a time and never touches I/O; it only reads.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/parameters.h"
#include "model/result.h"
#include "model/snapshot.h"
#include "model/table.h"

namespace onescreen::data {

// A table of the site file that is itself a query; others read it by its name.
struct NamedQuery {
  std::string name;
  std::string sql;
  // Small counts of these columns are hidden (privacy): what lies between 0 and `suppress_below` reads as null, and the
  // text column NAME_shown, added for each, says "<5" there and the number elsewhere; see suppress.h.
  std::vector<std::string> suppress = {};
  int64_t suppress_below = 5;
};

// A reconciliation rule: `sql` gives one column, whose values must be true (not 0) once all sources behind it are
// current; one that has been broken for `after` is said on the panels that read any of them.
struct Rule {
  std::string name;
  std::string title;
  std::string sql;
  model::Duration after{0};

  bool operator==(const Rule&) const = default;
};

struct QueryResult {
  // Empty when a source behind it has never answered: nothing can be said yet, which is not the same as zero rows.
  model::TablePtr table;
  std::vector<std::string> reads;       // polled sources behind it, through named queries; sorted
  std::vector<std::string> parameters;  // likewise; without the colon, sorted
};

struct Prepared {
  std::vector<model::ColumnSpec> columns;  // the type of a computed column is only known with data; text stands for it
  std::vector<bool> typed;                 // per column: whether its type is known
  std::vector<std::string> reads;
  std::vector<std::string> parameters;
};

struct QueryOptions {
  // Processor time of one statement, named queries behind it not counted.
  model::Duration time_limit{250};
  // Sources that keep a past: NAME_history has their columns and "seen_at", when each row's table was first seen.
  std::vector<std::string> histories = {};
};

class QueryEngine {
 public:
  // `schemas`: the columns of every source, known before data. Tables of a snapshot that are not among them are
  // declared when they first appear. Named queries may read sources and named queries before them.
  QueryEngine(model::Zone zone, std::map<std::string, std::vector<model::ColumnSpec>> schemas,
              std::vector<NamedQuery> named = {}, QueryOptions options = {});
  ~QueryEngine();
  QueryEngine(QueryEngine&&) noexcept;
  QueryEngine& operator=(QueryEngine&&) noexcept;

  // `query` is one SELECT, or a table's name (then its own TablePtr comes back). Statements and named queries are
  // cached between calls: a named query runs again only when a table or parameter behind it changed.
  model::Result<QueryResult> run(const model::Snapshot& snapshot, std::string_view query,
                                 const model::Parameters& parameters);

  // What a query reads and gives, without running it.
  model::Result<Prepared> prepare(std::string_view query);

  // Named queries that cannot be prepared, in file order; `where` is the name.
  const std::vector<model::Error>& problems() const;

  const model::Zone& zone() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// One query with an engine of its own (UTC, no named queries).
model::Result<model::TablePtr> query(const model::Snapshot& snapshot, std::string_view sql,
                                     const model::Parameters& parameters = {});

}  // namespace onescreen::data
