#include "data/row_filter.h"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>

namespace onescreen::data {

using model::Type;

Comparison comparison_from(unsigned char op) {
  switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
      return Comparison::equal;
    case SQLITE_INDEX_CONSTRAINT_GT:
      return Comparison::greater;
    case SQLITE_INDEX_CONSTRAINT_GE:
      return Comparison::greater_or_equal;
    case SQLITE_INDEX_CONSTRAINT_LT:
      return Comparison::less;
    case SQLITE_INDEX_CONSTRAINT_LE:
      return Comparison::less_or_equal;
    default:
      return Comparison::other;
  }
}

std::optional<RowFilter> row_filter_for(Type type, size_t declared, Comparison comparison, sqlite3_value* argument,
                                        std::string& text) {
  const int kind = sqlite3_value_type(argument);
  switch (type) {
    case Type::text:
      // A number beside a text column is compared as text or as number, depending on where it comes from.
      if (kind != SQLITE_TEXT || !text.empty()) return std::nullopt;  // one text at a time
      text.assign(reinterpret_cast<const char*>(sqlite3_value_text(argument)),
                  static_cast<size_t>(sqlite3_value_bytes(argument)));
      return RowFilter{nullptr, declared, comparison, std::string_view(text)};
    case Type::number: {
      if (kind == SQLITE_FLOAT) return RowFilter{nullptr, declared, comparison, sqlite3_value_double(argument)};
      const auto integer = sqlite3_value_int64(argument);
      if (kind != SQLITE_INTEGER || integer > (int64_t{1} << 53) || integer < -(int64_t{1} << 53)) return std::nullopt;
      return RowFilter{nullptr, declared, comparison, static_cast<double>(integer)};
    }
    case Type::geometry:
      return std::nullopt;
    default:
      if (kind != SQLITE_INTEGER) return std::nullopt;
      return RowFilter{nullptr, declared, comparison, static_cast<int64_t>(sqlite3_value_int64(argument))};
  }
}

void narrow_parts(const model::History& history, Comparison comparison, sqlite3_value* argument, size_t& begin,
                  size_t& end) {
  const int kind = sqlite3_value_type(argument);
  if (kind != SQLITE_INTEGER && kind != SQLITE_FLOAT) return;
  int64_t low = sqlite3_value_int64(argument);
  int64_t high = low;
  if (kind == SQLITE_FLOAT) {
    const double value = sqlite3_value_double(argument);
    if (!(std::abs(value) < 9.0e15)) return;
    low = static_cast<int64_t>(std::floor(value));
    high = static_cast<int64_t>(std::ceil(value));
  }
  const auto& entries = history.entries;
  const auto first = [&](int64_t millis) {
    const auto found = std::partition_point(entries.begin(), entries.end(), [&](const model::HistoryEntry& entry) {
      return model::to_millis(entry.seen_at) < millis;
    });
    return static_cast<size_t>(found - entries.begin());
  };
  const bool from_below = comparison == Comparison::equal || comparison == Comparison::greater ||
                          comparison == Comparison::greater_or_equal;
  const bool from_above =
      comparison == Comparison::equal || comparison == Comparison::less || comparison == Comparison::less_or_equal;
  if (from_below) begin = std::max(begin, first(low));
  if (from_above) end = std::min(end, high == INT64_MAX ? entries.size() : first(high + 1));
}

}  // namespace onescreen::data
