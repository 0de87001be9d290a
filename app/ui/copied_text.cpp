#include "ui/copied_text.h"

#include <algorithm>
#include <set>

#include "ui/quality_words.h"

namespace onescreen::ui {
namespace {

constexpr const char* kTimePattern = "%Y-%m-%d %H:%M:%S";

std::string written(const Frame& frame, model::TimePoint time) {
  return model::format_civil(frame.zone.civil(time), kTimePattern);
}

// Cells must not break the lines that they stand in.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

std::string cell(const Frame& frame, const model::Column& column, size_t row) {
  if (column.is_null(row)) return frame.words("null");
  if (column.type() == model::Type::time) return written(frame, column.time(row));
  return one_line(column.as_text(row));
}

// A single figure is written as people say it: value and unit.
bool add_figure(const Frame& frame, const model::Table& table, std::string& out) {
  const model::Column* value = table.column("value");
  if (table.row_count() != 1 || value == nullptr) return false;
  out += cell(frame, *value, 0);
  const model::Column* unit = table.column("unit");
  if (unit != nullptr && !unit->is_null(0)) out += " " + cell(frame, *unit, 0);
  out += "\n";
  return true;
}

struct CopiedColumn {
  const model::Column* column;
  std::string head;
};

// Those that a table shows, under its own words: what it leaves out may not be for everyone. Of any other panel all.
std::vector<CopiedColumn> copied_columns(const LayoutPanel& panel, const model::Table& table) {
  std::vector<CopiedColumn> out;
  if (panel.widget == "table") {
    for (const auto& [name, shown] : panel.config.entries("columns")) {
      const model::Column* column = table.column(name);
      if (column != nullptr) out.push_back({column, one_line(shown.has("label") ? shown.text("label") : name)});
    }
    return out;
  }
  for (const model::Column& column : table.columns()) {
    if (column.type() != model::Type::geometry) out.push_back({&column, one_line(column.name())});
  }
  return out;
}

void add_rows(const Frame& frame, const LayoutPanel& panel, const model::Table& table, std::string& out) {
  const std::vector<CopiedColumn> columns = copied_columns(panel, table);
  if (columns.empty()) return;
  const auto add_line = [&](const auto& text_of) {
    for (size_t i = 0; i < columns.size(); ++i) out += (i == 0 ? "" : "\t") + text_of(columns[i]);
    out += "\n";
  };
  add_line([](const CopiedColumn& column) { return column.head; });
  const size_t rows = std::min(table.row_count(), kMostCopiedRows);
  for (size_t row = 0; row < rows; ++row)
    add_line([&](const CopiedColumn& column) { return cell(frame, *column.column, row); });
  if (rows < table.row_count())
    out += frame.words.with("shown_of", std::to_string(rows), std::to_string(table.row_count())) + "\n";
}

void add_source(const Frame& frame, const model::SourceState& source, std::string& out) {
  std::string line = frame.words.with("copy.source", source.title.empty() ? source.name : source.title);
  auto time = source.as_of;
  if (!time && source.confirmed) time = source.confirmed->utc;
  if (time) line = joined(line, frame.words.with("data_as_of", written(frame, *time)));
  const model::Freshness state = model::freshness(source, frame.now);
  if (state != model::Freshness::fresh) line = joined(line, frame.words("state." + std::string(model::name_of(state))));
  if (source.demo) line = joined(line, frame.words("demo"));
  out += line + "\n";
}

}  // namespace

std::string copied_text(const Frame& frame, const LayoutPanel& panel) {
  std::string out;
  std::set<std::string> reads;
  for (const std::string& query : panel.queries) {
    const model::Answer* answer = frame.answer(query);
    if (answer == nullptr || answer->table == nullptr) continue;
    if (!add_figure(frame, *answer->table, out)) add_rows(frame, panel, *answer->table, out);
    reads.insert(answer->reads.begin(), answer->reads.end());
  }
  if (out.empty()) return out;
  if (!panel.title.empty()) out = joined(panel.title, panel.note) + "\n" + out;
  for (const std::string& name : reads) {
    if (const model::SourceState* source = frame.scene.snapshot->find(name)) add_source(frame, *source, out);
  }
  std::vector<Notice> notices =
      notices_of(frame.words, model::quality_of({reads.begin(), reads.end()}, frame.scene, frame.now));
  for (const Notice& notice : notices) out += notice.full + "\n";
  return out;
}

}  // namespace onescreen::ui
