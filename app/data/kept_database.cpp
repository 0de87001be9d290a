#include "data/kept_database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace onescreen::data {
namespace {

namespace fs = std::filesystem;
using model::Error;
using model::ErrorCode;

constexpr int kBusyMs = 2'000;  // another wall of the same site writes to the same file
constexpr int64_t kPageBytes = 4'096;
// SQLite's own tables, and the pages that a row leaves half empty.
constexpr int64_t kSparePages = 256;

int number_of(sqlite3* database, const char* sql) {
  const KeptStatement statement = prepare_kept(database, sql);
  return statement && sqlite3_step(statement.get()) == SQLITE_ROW ? sqlite3_column_int(statement.get(), 0) : -1;
}

// nullptr where it is damaged or not ours; `code` is SQLite's.
sqlite3* open_database(const std::string& file, const KeptDatabase& kind, int& code) {
  sqlite3* database = nullptr;
  code = sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                         nullptr);
  const auto exec = [&](const std::string& sql) {
    if (code == SQLITE_OK) code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr);
  };
  sqlite3_busy_timeout(database, kBusyMs);
  // Deleted rows may have been masked less than the ones after them, so their bytes go too.
  exec("PRAGMA secure_delete = ON");
  if (code == SQLITE_OK) {
    const int application = number_of(database, "PRAGMA application_id");
    const int version = number_of(database, "PRAGMA user_version");
    const int tables = number_of(database, "SELECT count(*) FROM sqlite_schema");
    const bool empty = application == 0 && version == 0 && tables == 0;
    if (tables < 0) {
      code = sqlite3_errcode(database);
    } else if (!empty && (application != kind.application_id || version != kind.version)) {
      code = SQLITE_NOTADB;
    } else if (empty) {
      exec("PRAGMA journal_mode = WAL");
      exec(fmt::format("PRAGMA application_id = {}", kind.application_id));
      exec(fmt::format("PRAGMA user_version = {}", kind.version));
    }
  }
  // With a write-ahead log this loses nothing when the program dies, and at most the newest when the power does.
  exec("PRAGMA synchronous = NORMAL");
  exec("PRAGMA journal_size_limit = 4194304");
  exec(fmt::format("PRAGMA max_page_count = {}", kind.max_bytes / kPageBytes * 5 / 4 + kSparePages));
  exec(std::string(kind.schema));
  if (code == SQLITE_OK) return database;
  sqlite3_close_v2(database);
  return nullptr;
}

}  // namespace

void KeptStatementDeleter::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

KeptStatement prepare_kept(sqlite3* database, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
  return KeptStatement(statement);
}

std::string_view bytes_of(sqlite3_stmt* statement, int column) {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
  return bytes == nullptr ? std::string_view()
                          : std::string_view(bytes, static_cast<size_t>(sqlite3_column_bytes(statement, column)));
}

bool is_damage(int sqlite_code) { return sqlite_code == SQLITE_CORRUPT || sqlite_code == SQLITE_NOTADB; }

Error problem_of(sqlite3* database) {
  const char* file = sqlite3_db_filename(database, "main");
  return {is_damage(sqlite3_errcode(database)) ? ErrorCode::format : ErrorCode::io, sqlite3_errmsg(database),
          file == nullptr ? "" : file};
}

void set_kept_database_aside(const std::string& file, std::string_view name) {
  std::error_code error;
  const std::string aside = file + ".broken";
  fs::rename(file, aside, error);
  for (const char* companion : {"-wal", "-shm"}) {
    std::error_code ignored;
    fs::remove(file + companion, ignored);
  }
  if (error) {
    spdlog::error("{} {} cannot be read and cannot be moved aside: {}", name, file, error.message());
  } else {
    spdlog::error("{} {} cannot be read (damaged, or of another program); it lies aside as {}", name, file, aside);
  }
}

model::Result<sqlite3*> open_kept_database(const std::string& file, const KeptDatabase& kind) {
  std::error_code error;
  const fs::path folder = fs::path(file).parent_path();
  const bool was_there = fs::exists(folder, error);
  fs::create_directories(folder, error);
  if (!error && !was_there) fs::permissions(folder, fs::perms::owner_all, error);
  // SQLite would make it for everybody's eyes.
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) {
    return Error{ErrorCode::io,
                 fmt::format("cannot be written: {}; give \"memory\" another \"dir\", or disable it",
                             std::system_category().message(errno)),
                 file};
  }
  ::close(descriptor);
  int code = SQLITE_OK;
  sqlite3* database = open_database(file, kind, code);
  if (database == nullptr && is_damage(code)) {
    set_kept_database_aside(file, kind.name);
    database = open_database(file, kind, code);
  }
  if (database == nullptr) return Error{ErrorCode::io, sqlite3_errstr(code), file};
  return database;
}

}  // namespace onescreen::data
