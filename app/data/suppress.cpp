#include "data/suppress.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace onescreen::data {
namespace {

using model::Column;
using model::Type;

constexpr const char* kShown = "_shown";

enum class Hidden : uint8_t { no, small, large };

// nullopt for null; NaN for a text that is no number.
std::optional<double> count_at(const Column& column, size_t row) {
  if (column.is_null(row)) return std::nullopt;
  if (const auto number = column.as_number(row)) return number;
  const std::string text = column.as_text(row);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : NAN;
}

std::vector<Hidden> hidden_in(const Column& column, double below) {
  std::vector<Hidden> hidden(column.size(), Hidden::no);
  size_t count = 0;
  size_t least = 0;  // how many of them are 1, and how many as large as a hidden one can be
  size_t most = 0;
  std::optional<size_t> next;  // the smallest that may be seen; a zero only where there is nothing else
  const auto rank = [&](size_t row) {
    const double value = *count_at(column, row);
    return value > 0 ? value : HUGE_VAL;
  };
  for (size_t row = 0; row < column.size(); ++row) {
    const auto value = count_at(column, row);
    if (!value) continue;
    if (std::isnan(*value) || (*value > 0 && *value < below)) {
      hidden[row] = Hidden::small;
      ++count;
      least += *value == 1 ? 1 : 0;
      most += *value == below - 1 ? 1 : 0;
    } else if (*value >= 0 && (!next || rank(row) < rank(*next))) {
      next = row;
    }
  }
  // A sum of as many as it has parts says that each is 1.
  const bool given_away = count == 1 || (count > 0 && (least == count || most == count));
  if (given_away && next) hidden[*next] = rank(*next) == HUGE_VAL ? Hidden::small : Hidden::large;
  return hidden;
}

void copy_cell(const Column& from, size_t row, size_t to, model::TableBuilder& builder) {
  if (from.is_null(row)) return;
  switch (from.type()) {
    case Type::text:
      builder.text(to, from.text(row));
      break;
    case Type::number:
      builder.number(to, from.number(row));
      break;
    case Type::geometry:
      builder.geometry(to, from.geometry(row));
      break;
    default:
      builder.integer(to, from.integer(row));
  }
}

}  // namespace

model::Result<std::vector<BoundTable::DeclaredColumn>> suppressed_columns(
    std::vector<BoundTable::DeclaredColumn> columns, const NamedQuery& query) {
  const auto find = [&](const std::string& name) {
    return std::find_if(columns.begin(), columns.end(), [&](const auto& column) { return column.spec.name == name; });
  };
  for (const auto& name : query.suppress) {
    const auto column = find(name);
    if (column == columns.end()) {
      return model::Error{model::ErrorCode::config,
                          fmt::format("\"suppress\" names a column \"{}\" that the table does not have", name),
                          {}};
    }
    const Type type = column->spec.type;
    if (type == Type::time || type == Type::boolean || type == Type::geometry) {
      return model::Error{
          model::ErrorCode::config,
          fmt::format("\"suppress\" names the column \"{}\", which is no count but a {}", name, model::name_of(type)),
          {}};
    }
    if (find(name + kShown) != columns.end()) {
      return model::Error{
          model::ErrorCode::config,
          fmt::format("the table has a column \"{0}{1}\" already, which \"suppress\" adds for \"{0}\"; rename it", name,
                      kShown),
          {}};
    }
    columns.push_back({{name + kShown, Type::text}, true});
  }
  return columns;
}

model::TablePtr suppressed(const model::TablePtr& table, const NamedQuery& query) {
  if (query.suppress.empty() || !table) return table;
  const auto below = static_cast<double>(query.suppress_below);
  const std::string small = fmt::format("<{}", query.suppress_below);
  const std::string large = fmt::format("\u2265{}", query.suppress_below);
  std::vector<model::ColumnSpec> schema = table->schema();
  const size_t plain = schema.size();
  std::vector<std::vector<Hidden>> hidden(plain);
  std::vector<size_t> sources;  // of each NAME_shown
  for (size_t i = 0; i < plain; ++i) {
    const std::string name = schema[i].name;
    if (std::find(query.suppress.begin(), query.suppress.end(), name) == query.suppress.end()) continue;
    hidden[i] = hidden_in(table->columns()[i], below);
    sources.push_back(i);
    schema.push_back({name + kShown, Type::text});
  }
  model::TableBuilder builder(table->name(), std::move(schema));
  builder.reserve(table->row_count());
  for (size_t row = 0; row < table->row_count(); ++row) {
    for (size_t i = 0; i < plain; ++i) {
      if (hidden[i].empty() || hidden[i][row] == Hidden::no) copy_cell(table->columns()[i], row, i, builder);
    }
    for (size_t i = 0; i < sources.size(); ++i) {
      const Column& count = table->columns()[sources[i]];
      const Hidden how = hidden[sources[i]][row];
      if (how != Hidden::no) {
        builder.text(plain + i, how == Hidden::small ? small : large);
      } else if (!count.is_null(row)) {
        builder.text(plain + i, count.as_text(row));
      }
    }
    builder.end_row();
  }
  return builder.build();
}

}  // namespace onescreen::data
