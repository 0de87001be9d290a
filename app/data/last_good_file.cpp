#include "data/last_good_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <vector>

#include "data/source_codec.h"
#include "data/table_codec.h"

namespace onescreen::data {
namespace {

namespace fs = std::filesystem;
using model::Error;
using model::ErrorCode;
using model::Result;

constexpr int kApplicationId = 0x4F53'4C47;  // tells our files from other programs'
constexpr int kVersion = 1;
constexpr int kBusyMs = 2'000;  // another wall of the same site writes to the same file
constexpr int64_t kPageBytes = 4'096;
// SQLite's own tables, and the pages that a row leaves half empty.
constexpr int64_t kSparePages = 256;
constexpr size_t kMostBytesOfRow = size_t{900} << 20;  // SQLite takes less than a thousand million

struct StatementDeleter {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, StatementDeleter>;

Statement prepare(sqlite3* database, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
  return Statement(statement);
}

int number_of(sqlite3* database, const char* sql) {
  const Statement statement = prepare(database, sql);
  return statement && sqlite3_step(statement.get()) == SQLITE_ROW ? sqlite3_column_int(statement.get(), 0) : -1;
}

std::string_view blob_of(sqlite3_stmt* statement, int column) {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
  return bytes == nullptr ? std::string_view()
                          : std::string_view(bytes, static_cast<size_t>(sqlite3_column_bytes(statement, column)));
}

bool is_damage(int code) { return code == SQLITE_CORRUPT || code == SQLITE_NOTADB; }

// nullptr where it is damaged or not ours; `code` is SQLite's.
sqlite3* open_database(const std::string& file, int64_t max_bytes, int& code) {
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
    } else if (!empty && (application != kApplicationId || version != kVersion)) {
      code = SQLITE_NOTADB;
    } else if (empty) {
      exec("PRAGMA journal_mode = WAL");
      exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
      exec(fmt::format("PRAGMA user_version = {}", kVersion));
    }
  }
  // With a write-ahead log this loses nothing when the program dies, and at most the newest when the power does.
  exec("PRAGMA synchronous = NORMAL");
  exec("PRAGMA journal_size_limit = 4194304");
  exec(fmt::format("PRAGMA max_page_count = {}", max_bytes / kPageBytes * 5 / 4 + kSparePages));
  exec(
      "CREATE TABLE IF NOT EXISTS kept(source TEXT NOT NULL PRIMARY KEY, kept_as TEXT NOT NULL, confirmed INTEGER NOT "
      "NULL, seen_at INTEGER NOT NULL, facts BLOB NOT NULL, content BLOB NOT NULL) WITHOUT ROWID");
  if (code == SQLITE_OK) return database;
  sqlite3_close_v2(database);
  return nullptr;
}

}  // namespace

void LastGoodFile::set_aside(const std::string& file) {
  std::error_code error;
  const std::string aside = file + ".broken";
  fs::rename(file, aside, error);
  for (const char* companion : {"-wal", "-shm"}) {
    std::error_code ignored;
    fs::remove(file + companion, ignored);
  }
  if (error) {
    spdlog::error("the wall's memory {} cannot be read and cannot be moved aside: {}", file, error.message());
  } else {
    spdlog::error("the wall's memory {} cannot be read (damaged, or of another program); it lies aside as {}", file,
                  aside);
  }
}

Result<std::unique_ptr<LastGoodFile>> LastGoodFile::open(const std::string& file, int64_t max_bytes) {
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
  sqlite3* database = open_database(file, max_bytes, code);
  if (database == nullptr && is_damage(code)) {
    set_aside(file);
    database = open_database(file, max_bytes, code);
  }
  if (database == nullptr) return Error{ErrorCode::io, sqlite3_errstr(code), file};
  return std::unique_ptr<LastGoodFile>(new LastGoodFile(database, max_bytes));
}

LastGoodFile::~LastGoodFile() { sqlite3_close_v2(database_); }

bool LastGoodFile::exec(const char* sql) {
  return sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

Error LastGoodFile::problem() const {
  const char* file = sqlite3_db_filename(database_, "main");
  return {is_damage(sqlite3_errcode(database_)) ? ErrorCode::format : ErrorCode::io, sqlite3_errmsg(database_),
          file == nullptr ? "" : file};
}

Result<bool> LastGoodFile::run(const char* sql, std::initializer_list<std::string_view> texts) {
  const Statement statement = prepare(database_, sql);
  int at = 0;
  for (const auto text : texts)
    sqlite3_bind_text64(statement.get(), ++at, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (!statement || sqlite3_step(statement.get()) != SQLITE_DONE) return problem();
  return true;
}

Result<bool> LastGoodFile::visit(const std::function<bool(const Row&)>& visit) {
  std::vector<std::string> unwanted;
  {
    const Statement rows = prepare(database_, "SELECT source, kept_as, confirmed, seen_at, facts, content FROM kept");
    if (!rows) return problem();
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(rows.get())) == SQLITE_ROW) {
      const Row row{std::string(blob_of(rows.get(), 0)),
                    std::string(blob_of(rows.get(), 1)),
                    model::from_millis(sqlite3_column_int64(rows.get(), 2)),
                    model::from_millis(sqlite3_column_int64(rows.get(), 3)),
                    blob_of(rows.get(), 4),
                    blob_of(rows.get(), 5)};
      if (!visit(row)) unwanted.push_back(row.source);
    }
    if (code != SQLITE_DONE) return problem();
  }
  for (const auto& source : unwanted) {
    if (auto removed = remove(source); !removed) return removed;
  }
  // A log that still holds what was deleted goes with it.
  if (!unwanted.empty()) exec("PRAGMA wal_checkpoint(TRUNCATE)");
  return true;
}

Result<bool> LastGoodFile::remove(const std::string& source) {
  written_.erase(source);
  return run("DELETE FROM kept WHERE source = ?", {source});
}

Result<bool> LastGoodFile::put(const std::string& source, const std::string& kept_as, const model::SourceState& state,
                               model::TimePoint seen_at) {
  const std::string facts = encode_facts(state);
  const int64_t confirmed = model::to_millis(state.confirmed->utc);
  const auto before = written_.find(source);
  const bool same_table =
      before != written_.end() && before->second.first.lock() == state.table && before->second.second == kept_as;
  if (same_table) {
    const Statement update =
        prepare(database_, "UPDATE kept SET confirmed = ?, facts = ? WHERE source = ? AND kept_as = ?");
    sqlite3_bind_int64(update.get(), 1, confirmed);
    sqlite3_bind_blob64(update.get(), 2, facts.data(), facts.size(), SQLITE_STATIC);
    sqlite3_bind_text64(update.get(), 3, source.data(), source.size(), SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_text64(update.get(), 4, kept_as.data(), kept_as.size(), SQLITE_STATIC, SQLITE_UTF8);
    if (!update || sqlite3_step(update.get()) != SQLITE_DONE) return problem();
    // Another wall of this site may have deleted or replaced it.
    if (sqlite3_changes(database_) > 0) return true;
  }
  const std::string content = encode_table(*state.table);
  if (!exec("BEGIN IMMEDIATE")) return problem();
  const auto written = [&]() -> Result<bool> {
    // First, so that its pages serve the new one.
    if (auto removed = remove(source); !removed) return removed;
    auto fits = within_bound(source, facts.size() + content.size());
    if (!fits || !*fits) return fits;
    const Statement insert = prepare(database_, "INSERT INTO kept VALUES(?, ?, ?, ?, ?, ?)");
    sqlite3_bind_text64(insert.get(), 1, source.data(), source.size(), SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_text64(insert.get(), 2, kept_as.data(), kept_as.size(), SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_int64(insert.get(), 3, confirmed);
    sqlite3_bind_int64(insert.get(), 4, model::to_millis(seen_at));
    sqlite3_bind_blob64(insert.get(), 5, facts.data(), facts.size(), SQLITE_STATIC);
    sqlite3_bind_blob64(insert.get(), 6, content.data(), content.size(), SQLITE_STATIC);
    if (!insert || sqlite3_step(insert.get()) != SQLITE_DONE) return problem();
    return true;
  }();
  if (!written) {
    exec("ROLLBACK");
    return written;
  }
  if (!exec("COMMIT")) {
    Error error = problem();
    exec("ROLLBACK");
    return error;
  }
  if (*written) {
    written_[source] = {state.table, kept_as};
    left_out_.erase(source);
  }
  return written;
}

Result<bool> LastGoodFile::within_bound(const std::string& source, size_t bytes) {
  const auto leave_out = [&](const std::string& name, int64_t size) {
    if (!left_out_.insert(name).second) return;
    spdlog::warn(
        "the table {} ({} KiB) is left out of the wall's memory, which may take {} KiB; a restart shows it only after "
        "its first poll (\"memory\": \"max_mb\")",
        name, size / 1024, max_bytes_ / 1024);
  };
  const auto mine = static_cast<int64_t>(bytes);
  if (bytes > kMostBytesOfRow) {
    leave_out(source, mine);
    return false;
  }
  std::vector<std::pair<std::string, int64_t>> others;  // the largest first
  int64_t total = mine;
  const Statement rows =
      prepare(database_, "SELECT source, length(facts) + length(content) AS size FROM kept ORDER BY size DESC");
  int code = SQLITE_ROW;
  while (rows && (code = sqlite3_step(rows.get())) == SQLITE_ROW) {
    others.emplace_back(blob_of(rows.get(), 0), sqlite3_column_int64(rows.get(), 1));
    total += others.back().second;
  }
  if (!rows || code != SQLITE_DONE) return problem();
  // As many sources as possible are kept, so the largest gives way; were it the oldest, two large ones would chase each
  // other out for ever.
  for (const auto& [name, size] : others) {
    if (total <= max_bytes_ || mine >= size) break;
    leave_out(name, size);
    if (auto removed = remove(name); !removed) return removed;
    total -= size;
  }
  if (total <= max_bytes_) return true;
  leave_out(source, mine);
  return false;
}

}  // namespace onescreen::data
