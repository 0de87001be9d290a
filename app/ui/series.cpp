#include "ui/series.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace onescreen::ui {
namespace {

using model::Column;
using Places = std::vector<std::optional<double>>;  // by row

constexpr double kHourMs = 3'600'000;

Places places_of(const Column* column, size_t rows, SeriesTable& out) {
  Places places(rows);
  std::map<std::string, double> known;
  for (size_t row = 0; row < rows; ++row) {
    if (column == nullptr) {
      places[row] = static_cast<double>(row);
    } else if (out.kind == AxisKind::name) {
      const std::string name = column->as_text(row);
      const auto [entry, is_new] = known.emplace(name, static_cast<double>(out.names.size()));
      if (is_new) out.names.push_back(name);
      places[row] = entry->second;
    } else if (out.kind == AxisKind::time) {
      if (const auto time = column->as_time(row)) places[row] = static_cast<double>(model::to_millis(*time));
    } else {
      places[row] = column->as_number(row);
    }
  }
  return places;
}

// The median, so that one gap or one late row does not count. `otherwise` where there are no two places.
double usual_distance(const std::vector<double>& x, double otherwise) {
  if (x.size() < 2) return otherwise;
  std::vector<double> distances;
  distances.reserve(x.size() - 1);
  for (size_t i = 1; i < x.size(); ++i) distances.push_back(x[i] - x[i - 1]);
  const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
  std::nth_element(distances.begin(), middle, distances.end());
  return *middle;
}

}  // namespace

SeriesTable read_series(const model::Table& table) {
  SeriesTable out;
  const Column* t = table.column("t");
  const Column* x = t != nullptr ? t : table.column("x");
  const size_t rows = table.row_count();
  out.kind = t != nullptr                                     ? AxisKind::time
             : x != nullptr && x->type() == model::Type::text ? AxisKind::name
                                                              : AxisKind::number;
  const Places places = places_of(x, rows, out);
  for (const auto& place : places) {
    if (place) out.x.push_back(*place);
  }
  std::sort(out.x.begin(), out.x.end());
  out.x.erase(std::unique(out.x.begin(), out.x.end()), out.x.end());
  out.step = usual_distance(out.x, out.kind == AxisKind::time ? kHourMs : 1);

  const auto put = [&](const std::string& name, size_t row, std::optional<double> value) {
    if (!places[row]) return;
    auto found =
        std::find_if(out.series.begin(), out.series.end(), [&](const Series& one) { return one.name == name; });
    if (found == out.series.end()) {
      out.series.push_back({name, std::vector<std::optional<double>>(out.x.size())});
      found = out.series.end() - 1;
    }
    const auto at = std::lower_bound(out.x.begin(), out.x.end(), *places[row]) - out.x.begin();
    found->y[static_cast<size_t>(at)] = value && std::isfinite(*value) ? value : std::nullopt;
  };
  const Column* names = table.column("series");
  const Column* values = table.column("value");
  if (names != nullptr && values != nullptr) {
    for (size_t row = 0; row < rows; ++row) put(names->as_text(row), row, values->as_number(row));
    return out;
  }
  for (const Column& column : table.columns()) {
    if (&column == x || (column.type() != model::Type::number && column.type() != model::Type::integer)) continue;
    for (size_t row = 0; row < rows; ++row) put(column.name(), row, column.as_number(row));
  }
  return out;
}

}  // namespace onescreen::ui
