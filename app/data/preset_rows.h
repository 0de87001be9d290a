// For formats whose back end's fields are known: a fixed set of columns besides (or under) the declared ones, and cells
// that a decoder makes from several fields. In: a source's DecodeOptions and the raw cells of each row; out: one
// Decoded by way of RowBuilder. Pure; one per decode. Does not walk the document: that is JsonDocument.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/format.h"
#include "data/json_reader.h"
#include "data/row_builder.h"

namespace onescreen::data {

struct PresetColumn {
  const char* name;
  model::Type type = model::Type::text;
  const char* pointer = "";  // relative to the row; empty: the decoder makes every cell
};

// The place of a column in its format's list; a name that is not there does not compile.
template <size_t N>
consteval size_t preset_index(const PresetColumn (&presets)[N], std::string_view name) {
  for (size_t i = 0; i < N; ++i) {
    if (name == presets[i].name) return i;
  }
  throw "no such column";
}

// `given` with every column of `presets` behind its own. A declared column of a preset's name takes its place; without
// "pointer" and "constant" it still reads what the preset reads, so that a mask or names can be put on it.
DecodeOptions with_presets(const DecodeOptions& given, std::span<const PresetColumn> presets);
// The columns of completed options.
std::vector<model::ColumnSpec> specs_of(const DecodeOptions& options);

// The text of a scalar; nullopt for nothing, null, "" and what is no scalar.
std::optional<std::string> plain_text(RawJson raw);

class PresetRows {
 public:
  // `options` as with_presets() completed them from `given`; all must outlive it.
  PresetRows(std::string_view name, const DecodeOptions& given, const DecodeOptions& options,
             std::span<const PresetColumn> presets, const JsonDocument& document, bool positions_from_shapes = false);

  // What to ask of every row: one pointer for each column, then the decoder's own.
  std::vector<std::string> pointers(std::span<const char* const> own) const;

  // Opens a row with the values at pointers(). Empty text counts as null.
  void begin(std::span<const RawJson> values);
  // A value of the open row at one of the decoder's own pointers.
  RawJson own(size_t index) const { return values_[cells_.size() + index]; }

  // The open row's cell of a preset column as it stands; empty where the source reads that column from elsewhere.
  RawJson cell(size_t preset) const;
  // Each sets the open row's cell of a preset column, unless the source reads that column from elsewhere.
  // `json` must live until end().
  void raw(size_t preset, RawJson json);
  void text(size_t preset, std::string_view value);
  void integer(size_t preset, int64_t value);
  void boolean(size_t preset, bool value) { raw(preset, value ? "true" : "false"); }
  void time(size_t preset, model::TimePoint value);
  // An ISO 8601 time with its offset; one without is null and counted, since it names no instant.
  void strict_time(size_t preset, RawJson json);
  // Makes the cell null and counts it; `problem` is a literal, the end of a sentence about `example`.
  void reject(size_t preset, std::string_view example, const char* problem);

  void end() { rows_.row(cells_); }
  // Counts a row of the answer that is no row of the table; none may be open.
  void drop(const std::string& reason);
  // The same for a row that was understood and says nothing any more: counted with its reason, but nothing was lost.
  void leave_out(const std::string& reason);

  // Envelope as of envelope_pointers(); empty: there is none. Adds what row_cap says.
  model::Result<Decoded> finish(std::span<const RawJson> envelope);

 private:
  struct Tally {
    int64_t count = 0;
    std::string example;
  };
  const DecodeOptions& options_;
  std::span<const PresetColumn> presets_;
  RowBuilder rows_;
  std::vector<std::optional<size_t>> slots_;  // where a preset's cells stand; nullopt: it is read from elsewhere
  std::vector<RawJson> cells_;
  std::vector<std::string> made_;  // behind cells_ that are not of the document
  std::span<const RawJson> values_;
  std::map<std::pair<size_t, const char*>, Tally> problems_;
  std::map<std::string, int64_t> dropped_;
  std::map<std::string, int64_t> left_out_;
};

}  // namespace onescreen::data
