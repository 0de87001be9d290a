// SQLite files in which the wall keeps what it has seen, between runs: opened for their owner alone, told from other
// programs' files, moved aside when damaged, whole after a kill at any moment. One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "model/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace onescreen::data {

struct KeptDatabase {
  std::string_view name;  // in sentences: "the wall's memory"
  int application_id = 0;
  int version = 0;
  std::string_view schema;  // statements that do nothing where it is there already
  int64_t max_bytes = 0;    // of content; the file may be somewhat larger
};

// Makes folder and file where they are not there yet. A damaged or foreign file is moved aside and said. The caller
// closes the database.
model::Result<sqlite3*> open_kept_database(const std::string& file, const KeptDatabase& kind);
// For a file whose inside turned out to be damaged; nobody may have it open.
void set_kept_database_aside(const std::string& file, std::string_view name);

struct KeptStatementDeleter {
  void operator()(sqlite3_stmt* statement) const;
};
using KeptStatement = std::unique_ptr<sqlite3_stmt, KeptStatementDeleter>;

// nullptr where it cannot be prepared.
KeptStatement prepare_kept(sqlite3* database, const char* sql);
// Of a row's text or blob; valid until the next step.
std::string_view bytes_of(sqlite3_stmt* statement, int column);
bool is_damage(int sqlite_code);
// What went wrong last; ErrorCode::format where the file is damaged.
model::Error problem_of(sqlite3* database);

}  // namespace onescreen::data
