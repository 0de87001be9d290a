// Raw cells as values of a column's type, lenient where back ends are sloppy and strict about meaning: what cannot be
// read is null and counted with a reason, never guessed. Masks personal data before anybody else sees it. Pure; one
// CellReader per decode, so that tallies belong to one answer.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "data/cell_values.h"
#include "data/json_text.h"
#include "data/source_config.h"

namespace onescreen::data {

// How raw cells are written.
enum class CellSyntax {
  json,        // values of a JSON document
  plain_json,  // the same, where no string of the document holds a backslash
  text,        // text as it is; empty is null, without data() there is no cell
};

// The text of a scalar: strings without quotes, numbers and booleans as they are written. nullopt for null, arrays,
// objects, and what is no JSON at all. `scratch` holds the text where there were escapes.
std::optional<std::string_view> scalar_text(RawJson raw, std::string& scratch);

// `text` for a sentence: at most `most` bytes, not ending within a character; what is within brackets is left out,
// since it may hold anything.
// Numbers of people that stand in it are masked: nobody declared what it holds.
std::string quotable(std::string_view text, size_t most = 40);
// Whether any column is masked. Then no cell is quoted: a value may stand in the wrong column.
bool has_masks(const DecodeOptions& options);

// Reads the cells of one column and keeps its tally.
class CellReader {
 public:
  CellReader(const ColumnMapping& mapping, const DecodeOptions& options, CellSyntax syntax);
  // `has_escapes`: false when no string of the document holds a backslash.
  CellReader(const ColumnMapping& mapping, const DecodeOptions& options, bool has_escapes = true)
      : CellReader(mapping, options, has_escapes ? CellSyntax::json : CellSyntax::plain_json) {}

  const ColumnMapping& mapping() const { return mapping_; }

  // False is null. Which of the three is asked for must fit the column's type: integer() serves integer, time and
  // boolean. The view lives until the next call; a column with a mask gives its masked text, and null where it is not
  // text.
  bool text(RawJson raw, std::string_view& value) { return plain_string(raw, value) || source_text(raw, true, value); }
  bool number(RawJson raw, double& value);
  bool integer(RawJson raw, int64_t& value);

  // Counts a cell that is null because of `problem` (the end of a sentence about it; a literal).
  void reject(RawJson raw, const char* problem);

  // Whether any row had something at the pointer, null included.
  bool found() const { return found_; }
  void add_reasons(std::map<std::string, int64_t>& reasons) const;

 private:
  struct Tally {
    int64_t count = 0;
    std::string example;
  };
  // The usual case, which is worth its own code: a string that stands there as it is to be read.
  bool plain_string(RawJson raw, std::string_view& text) {
    if (!plain_ || raw.size() < 2 || raw.front() != '"' || raw.back() != '"') return false;
    found_ = true;
    text = raw.substr(1, raw.size() - 2);
    return true;
  }
  // The text to be read: masked and through `names`; false for null. What is no string is only looked at when `check`.
  bool source_text(RawJson raw, bool check, std::string_view& text);
  bool rewritten(RawJson raw, std::string_view& text);
  bool time(std::string_view text, RawJson raw, int64_t& value);
  bool time_of_known_day(std::string_view text, int64_t& value) const;

  const ColumnMapping& mapping_;
  const model::Zone& zone_;
  std::string time_format_;
  CellSyntax syntax_;
  bool quotes_;      // cells in complaints
  bool as_written_;  // neither mask nor names
  bool plain_;       // nor escapes
  bool found_ = false;
  std::string scratch_;
  std::string masked_;
  // Rows of one answer share few days, and a day's midnight is the dear part of reading a time.
  bool usual_format_;
  std::string day_;  // "2026-11-20 "; empty: none known
  int64_t midnight_millis_ = 0;
  std::map<const char*, Tally> problems_;  // keyed by literal, so pointers do; each names its own sentence
};

}  // namespace onescreen::data
