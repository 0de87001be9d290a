#include "data/last_good_file.h"

#include <spdlog/spdlog.h>
#include <sqlite3.h>

#include <vector>

#include "data/kept_database.h"
#include "data/source_codec.h"
#include "data/table_codec.h"

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;
using model::Result;

constexpr size_t kMostBytesOfRow = size_t{900} << 20;  // SQLite takes less than a thousand million

constexpr KeptDatabase kKind{
    .name = "the wall's memory",
    .application_id = 0x4F53'4C47,
    .version = 1,
    .schema =
        "CREATE TABLE IF NOT EXISTS kept(source TEXT NOT NULL PRIMARY KEY, kept_as TEXT NOT NULL, confirmed INTEGER "
        "NOT "
        "NULL, seen_at INTEGER NOT NULL, facts BLOB NOT NULL, content BLOB NOT NULL) WITHOUT ROWID"};

}  // namespace

void LastGoodFile::set_aside(const std::string& file) { set_kept_database_aside(file, kKind.name); }

Result<std::unique_ptr<LastGoodFile>> LastGoodFile::open(const std::string& file, int64_t max_bytes) {
  KeptDatabase kind = kKind;
  kind.max_bytes = max_bytes;
  const auto database = open_kept_database(file, kind);
  if (!database) return database.error();
  return std::unique_ptr<LastGoodFile>(new LastGoodFile(*database, max_bytes));
}

LastGoodFile::~LastGoodFile() { sqlite3_close_v2(database_); }

bool LastGoodFile::exec(const char* sql) {
  return sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

Error LastGoodFile::problem() const { return problem_of(database_); }

Result<bool> LastGoodFile::run(const char* sql, std::initializer_list<std::string_view> texts) {
  const KeptStatement statement = prepare_kept(database_, sql);
  int at = 0;
  for (const auto text : texts)
    sqlite3_bind_text64(statement.get(), ++at, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (!statement || sqlite3_step(statement.get()) != SQLITE_DONE) return problem();
  return true;
}

Result<bool> LastGoodFile::visit(const std::function<bool(const Row&)>& visit) {
  std::vector<std::string> unwanted;
  {
    const KeptStatement rows =
        prepare_kept(database_, "SELECT source, kept_as, confirmed, seen_at, facts, content FROM kept");
    if (!rows) return problem();
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(rows.get())) == SQLITE_ROW) {
      const Row row{std::string(bytes_of(rows.get(), 0)),
                    std::string(bytes_of(rows.get(), 1)),
                    model::from_millis(sqlite3_column_int64(rows.get(), 2)),
                    model::from_millis(sqlite3_column_int64(rows.get(), 3)),
                    bytes_of(rows.get(), 4),
                    bytes_of(rows.get(), 5)};
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
    const KeptStatement update =
        prepare_kept(database_, "UPDATE kept SET confirmed = ?, facts = ? WHERE source = ? AND kept_as = ?");
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
    const KeptStatement insert = prepare_kept(database_, "INSERT INTO kept VALUES(?, ?, ?, ?, ?, ?)");
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
  const KeptStatement rows =
      prepare_kept(database_, "SELECT source, length(facts) + length(content) AS size FROM kept ORDER BY size DESC");
  int code = SQLITE_ROW;
  while (rows && (code = sqlite3_step(rows.get())) == SQLITE_ROW) {
    others.emplace_back(bytes_of(rows.get(), 0), sqlite3_column_int64(rows.get(), 1));
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
