// The SQLite file behind last_good.h: opening, reading, writing, keeping it within its bound. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "model/result.h"
#include "model/snapshot.h"

struct sqlite3;

namespace onescreen::data {

class LastGoodFile {
 public:
  // Makes the folder and the file where they are not there yet (for the owner alone). A damaged or foreign file is
  // moved aside and said.
  static model::Result<std::unique_ptr<LastGoodFile>> open(const std::string& file, int64_t max_bytes);
  ~LastGoodFile();
  // For a file whose inside turned out to be damaged (ErrorCode::format); nobody may have it open.
  static void set_aside(const std::string& file);

  struct Row {
    std::string source;
    std::string kept_as;
    model::TimePoint confirmed;
    model::TimePoint seen_at;
    std::string_view facts;    // encode_facts; valid during the call
    std::string_view content;  // encode_table; likewise
  };
  // Every row, in no order. What `visit` returns false for is deleted, and its bytes with it.
  model::Result<bool> visit(const std::function<bool(const Row&)>& visit);

  // One transaction: all of it is there afterwards, or what was there before. Tables that make the file too large are
  // left out, the largest first, and said once each.
  model::Result<bool> put(const std::string& source, const std::string& kept_as, const model::SourceState& state,
                          model::TimePoint seen_at);
  model::Result<bool> remove(const std::string& source);

 private:
  LastGoodFile(sqlite3* database, int64_t max_bytes) : database_(database), max_bytes_(max_bytes) {}

  model::Result<bool> within_bound(const std::string& source, size_t bytes);
  bool exec(const char* sql);
  model::Error problem() const;
  // Runs a statement with texts bound in order.
  model::Result<bool> run(const char* sql, std::initializer_list<std::string_view> texts);

  sqlite3* database_;
  int64_t max_bytes_;
  std::map<std::string, std::pair<std::weak_ptr<const model::Table>, std::string>> written_;  // table and kept_as
  std::set<std::string> left_out_;
};

}  // namespace onescreen::data
