#include "data/tile_disk.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sqlite3.h>

#include <numeric>

#include "data/kept_database.h"

namespace onescreen::data {
namespace {

using model::Result;
using model::TileKey;
using model::TimePoint;

// What a row takes besides the picture: key, validators, index.
constexpr int64_t kRowBytes = 200;
// When the bound is reached, so much of it goes at once, since each removal looks for the oldest.
constexpr double kShrinkTo = 0.9;
// That a tile was used is written at most so often; the order needs no more.
constexpr model::Duration kUsedGrain = std::chrono::hours(6);

KeptDatabase kind_of(const std::map<std::string, int64_t>& limits) {
  return {.name = "the map's memory",
          .application_id = 0x4F53'544C,
          .version = 1,
          .schema =
              "CREATE TABLE IF NOT EXISTS tile(kept_as TEXT NOT NULL, z INTEGER NOT NULL, x INTEGER NOT NULL, "
              "y INTEGER NOT NULL, used INTEGER NOT NULL, confirmed INTEGER NOT NULL, expires INTEGER NOT NULL, "
              "etag BLOB NOT NULL, last_modified BLOB NOT NULL, bytes BLOB NOT NULL, "
              "PRIMARY KEY(kept_as, z, x, y));"
              "CREATE INDEX IF NOT EXISTS tile_used ON tile(kept_as, used)",
          .max_bytes = std::accumulate(limits.begin(), limits.end(), int64_t{0},
                                       [](int64_t sum, const auto& limit) { return sum + limit.second; })};
}

// Binds what every statement begins with.
void bind_key(sqlite3_stmt* statement, const std::string& kept_as, TileKey key) {
  sqlite3_bind_text64(statement, 1, kept_as.data(), kept_as.size(), SQLITE_STATIC, SQLITE_UTF8);
  sqlite3_bind_int(statement, 2, key.z);
  sqlite3_bind_int(statement, 3, key.x);
  sqlite3_bind_int(statement, 4, key.y);
}

void bind_bytes(sqlite3_stmt* statement, int at, const std::string& bytes) {
  // An empty text has a pointer all the same; without one SQLite takes it for null.
  sqlite3_bind_blob64(statement, at, bytes.c_str(), bytes.size(), SQLITE_STATIC);
}

}  // namespace

Result<std::unique_ptr<TileDisk>> TileDisk::open(const std::string& file,
                                                 const std::map<std::string, int64_t>& limits) {
  auto database = open_kept_database(file, kind_of(limits));
  if (!database) return database.error();
  std::unique_ptr<TileDisk> disk(new TileDisk(file, *database, limits));
  disk->forget_other_sets();
  disk->measure();
  return disk;
}

TileDisk::TileDisk(std::string file, sqlite3* database, std::map<std::string, int64_t> limits)
    : file_(std::move(file)), database_(database), limits_(std::move(limits)) {}

TileDisk::~TileDisk() { sqlite3_close_v2(database_); }

bool TileDisk::exec(const std::string& sql) {
  return database_ != nullptr && sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

void TileDisk::failed() {
  if (database_ == nullptr) return;
  const model::Error error = problem_of(database_);
  if (!said_) spdlog::error("tiles are not kept on disk: {}", model::describe(error));
  said_ = true;
  if (error.code != model::ErrorCode::format) return;
  sqlite3_close_v2(database_);
  set_kept_database_aside(file_, kind_of(limits_).name);
  const auto fresh = open_kept_database(file_, kind_of(limits_));
  database_ = fresh ? *fresh : nullptr;
  measure();
}

void TileDisk::forget_other_sets() {
  std::vector<std::string> others;
  {
    const KeptStatement names = prepare_kept(database_, "SELECT DISTINCT kept_as FROM tile");
    while (names && sqlite3_step(names.get()) == SQLITE_ROW) {
      std::string name(bytes_of(names.get(), 0));
      if (!limits_.contains(name)) others.push_back(std::move(name));
    }
  }
  for (const auto& name : others) {
    const KeptStatement gone = prepare_kept(database_, "DELETE FROM tile WHERE kept_as = ?");
    sqlite3_bind_text64(gone.get(), 1, name.data(), name.size(), SQLITE_STATIC, SQLITE_UTF8);
    if (!gone || sqlite3_step(gone.get()) != SQLITE_DONE) return failed();
  }
}

void TileDisk::measure() {
  sizes_.clear();
  if (database_ == nullptr) return;
  const KeptStatement sums = prepare_kept(
      database_, fmt::format("SELECT kept_as, sum(length(bytes) + {}) FROM tile GROUP BY kept_as", kRowBytes).c_str());
  while (sums && sqlite3_step(sums.get()) == SQLITE_ROW)
    sizes_[std::string(bytes_of(sums.get(), 0))] = sqlite3_column_int64(sums.get(), 1);
}

std::optional<KeptTile> TileDisk::get(const std::string& kept_as, TileKey key, TimePoint now) {
  const std::lock_guard lock(mutex_);
  if (database_ == nullptr) return std::nullopt;
  std::optional<KeptTile> tile;
  TimePoint used{};
  {
    const KeptStatement row =
        prepare_kept(database_,
                     "SELECT bytes, etag, last_modified, confirmed, expires, used FROM tile WHERE "
                     "kept_as = ? AND z = ? AND x = ? AND y = ?");
    if (row) bind_key(row.get(), kept_as, key);
    const int code = row ? sqlite3_step(row.get()) : SQLITE_ERROR;
    if (code == SQLITE_ROW) {
      tile = KeptTile{std::string(bytes_of(row.get(), 0)), std::string(bytes_of(row.get(), 1)),
                      std::string(bytes_of(row.get(), 2)), model::from_millis(sqlite3_column_int64(row.get(), 3)),
                      model::from_millis(sqlite3_column_int64(row.get(), 4))};
      used = model::from_millis(sqlite3_column_int64(row.get(), 5));
    } else if (code != SQLITE_DONE) {
      failed();
      return std::nullopt;
    }
  }
  if (tile && now - used > kUsedGrain) {
    const KeptStatement mark =
        prepare_kept(database_, "UPDATE tile SET used = ?5 WHERE kept_as = ?1 AND z = ?2 AND x = ?3 AND y = ?4");
    if (mark) bind_key(mark.get(), kept_as, key);
    sqlite3_bind_int64(mark.get(), 5, model::to_millis(now));
    if (!mark || sqlite3_step(mark.get()) != SQLITE_DONE) failed();
  }
  return tile;
}

void TileDisk::put(const std::string& kept_as, TileKey key, const KeptTile& tile, TimePoint now) {
  remove(kept_as, key);
  const std::lock_guard lock(mutex_);
  const auto limit = limits_.find(kept_as);
  const auto size = static_cast<int64_t>(tile.bytes.size()) + kRowBytes;
  if (database_ == nullptr || limit == limits_.end() || size > limit->second) return;
  if (sizes_[kept_as] + size > limit->second)
    shrink(kept_as, static_cast<int64_t>(static_cast<double>(limit->second) * kShrinkTo) - size);
  {
    const KeptStatement insert =
        prepare_kept(database_, "INSERT OR REPLACE INTO tile VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (insert) bind_key(insert.get(), kept_as, key);
    sqlite3_bind_int64(insert.get(), 5, model::to_millis(now));
    sqlite3_bind_int64(insert.get(), 6, model::to_millis(tile.confirmed));
    sqlite3_bind_int64(insert.get(), 7, model::to_millis(tile.expires));
    bind_bytes(insert.get(), 8, tile.etag);
    bind_bytes(insert.get(), 9, tile.last_modified);
    bind_bytes(insert.get(), 10, tile.bytes);
    if (insert && sqlite3_step(insert.get()) == SQLITE_DONE) {
      sizes_[kept_as] += size;
      return;
    }
  }
  failed();
}

void TileDisk::shrink(const std::string& kept_as, int64_t to) {
  const bool whole = exec("BEGIN IMMEDIATE");
  {
    const KeptStatement oldest =
        prepare_kept(database_,
                     "DELETE FROM tile WHERE rowid = (SELECT rowid FROM tile WHERE kept_as = ? ORDER BY used LIMIT 1) "
                     "RETURNING length(bytes)");
    if (oldest) sqlite3_bind_text64(oldest.get(), 1, kept_as.data(), kept_as.size(), SQLITE_STATIC, SQLITE_UTF8);
    while (oldest && sizes_[kept_as] > std::max<int64_t>(to, 0) && sqlite3_step(oldest.get()) == SQLITE_ROW) {
      sizes_[kept_as] -= sqlite3_column_int64(oldest.get(), 0) + kRowBytes;
      sqlite3_step(oldest.get());
      sqlite3_reset(oldest.get());
    }
  }
  if (whole && !exec("COMMIT")) exec("ROLLBACK");
}

void TileDisk::confirm(const std::string& kept_as, TileKey key, TimePoint confirmed, TimePoint expires) {
  const std::lock_guard lock(mutex_);
  if (database_ == nullptr) return;
  const KeptStatement update = prepare_kept(
      database_,
      "UPDATE tile SET confirmed = ?5, expires = ?6, used = ?5 WHERE kept_as = ?1 AND z = ?2 AND x = ?3 AND y = ?4");
  if (update) bind_key(update.get(), kept_as, key);
  sqlite3_bind_int64(update.get(), 5, model::to_millis(confirmed));
  sqlite3_bind_int64(update.get(), 6, model::to_millis(expires));
  if (!update || sqlite3_step(update.get()) != SQLITE_DONE) failed();
}

void TileDisk::remove(const std::string& kept_as, TileKey key) {
  const std::lock_guard lock(mutex_);
  if (database_ == nullptr) return;
  const KeptStatement gone = prepare_kept(
      database_, "DELETE FROM tile WHERE kept_as = ? AND z = ? AND x = ? AND y = ? RETURNING length(bytes)");
  if (gone) bind_key(gone.get(), kept_as, key);
  int code = SQLITE_ERROR;
  while (gone && (code = sqlite3_step(gone.get())) == SQLITE_ROW)
    sizes_[kept_as] -= sqlite3_column_int64(gone.get(), 0) + kRowBytes;
  if (code != SQLITE_DONE) failed();
}

int64_t TileDisk::bytes(const std::string& kept_as) {
  const std::lock_guard lock(mutex_);
  const auto size = sizes_.find(kept_as);
  return size == sizes_.end() ? 0 : size->second;
}

}  // namespace onescreen::data
