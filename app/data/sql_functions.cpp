#include "data/sql_functions.h"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "data/sql_printf.h"

namespace onescreen::data {
namespace {

constexpr double kEarthRadiusM = 6371008.8;  // mean radius, IUGG
constexpr int64_t kMinuteMs = 60'000;
constexpr int64_t kDayMinutes = 24 * 60;
constexpr int64_t kWorkBegin = 9 * 60;
constexpr int64_t kWorkEnd = 17 * 60 + 30;
constexpr int64_t kWorkDays = 5;  // from Monday

// Minutes of work from a Monday long ago to a local time.
double worked_until(const model::Zone& zone, model::TimePoint time) {
  const double local = static_cast<double>(model::to_millis(time + zone.offset_at(time))) / kMinuteMs;
  constexpr double kMonday = 4 * kDayMinutes;  // 1970-01-05
  const double since = local - kMonday;
  const double weeks = std::floor(since / (7 * kDayMinutes));
  const double in_week = since - weeks * 7 * kDayMinutes;
  const double days = std::floor(in_week / kDayMinutes);
  const double today = days < kWorkDays
                           ? std::clamp(in_week - days * kDayMinutes, double{kWorkBegin}, double{kWorkEnd}) - kWorkBegin
                           : 0;
  return (weeks * kWorkDays + std::min(days, double{kWorkDays})) * (kWorkEnd - kWorkBegin) + today;
}

bool any_null(int argc, sqlite3_value** argv) {
  return std::any_of(argv, argv + argc, [](sqlite3_value* value) { return sqlite3_value_type(value) == SQLITE_NULL; });
}

std::string_view text_of(sqlite3_value* value) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return text == nullptr ? std::string_view() : std::string_view(text, static_cast<size_t>(sqlite3_value_bytes(value)));
}

// Times past the calendar are mistakes of the query, and arithmetic on them would overflow.
std::optional<model::TimePoint> time_of(sqlite3_value* value) {
  const double millis = sqlite3_value_double(value);
  if (!(std::abs(millis) < 2.5e14)) return std::nullopt;
  return model::from_millis(static_cast<int64_t>(millis));
}

void sql_distance_m(sqlite3_context* context, int argc, sqlite3_value** argv) {
  if (any_null(argc, argv)) return;
  sqlite3_result_double(context, distance_m({sqlite3_value_double(argv[0]), sqlite3_value_double(argv[1])},
                                            {sqlite3_value_double(argv[2]), sqlite3_value_double(argv[3])}));
}

void sql_area_of(sqlite3_context* context, int argc, sqlite3_value** argv) {
  if (any_null(argc, argv)) return;
  auto& functions = *static_cast<SqlFunctions*>(sqlite3_user_data(context));
  const auto* areas = functions.areas(text_of(argv[2]));
  if (areas == nullptr || areas->names == nullptr) return;
  const auto row = areas->index->find({sqlite3_value_double(argv[0]), sqlite3_value_double(argv[1])});
  if (!row || areas->names->is_null(*row)) return;
  const std::string_view name = areas->names->text(*row);
  sqlite3_result_text64(context, name.data(), name.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void sql_worktime_minutes(sqlite3_context* context, int argc, sqlite3_value** argv) {
  if (any_null(argc, argv)) return;
  const auto& functions = *static_cast<SqlFunctions*>(sqlite3_user_data(context));
  const auto from = time_of(argv[0]);
  const auto to = time_of(argv[1]);
  if (from && to) sqlite3_result_double(context, worktime_minutes(functions.zone(), *from, *to));
}

void sql_local(sqlite3_context* context, int argc, sqlite3_value** argv) {
  if (any_null(argc, argv)) return;
  const auto& functions = *static_cast<SqlFunctions*>(sqlite3_user_data(context));
  const auto time = time_of(argv[0]);
  if (!time) return;
  const std::string text = model::format_civil(functions.zone().civil(*time), text_of(argv[1]));
  sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void sql_formatted(sqlite3_context* context, int argc, sqlite3_value** argv) {
  if (argc == 0 || sqlite3_value_type(argv[0]) == SQLITE_NULL) return;
  const auto text = sql_printf(text_of(argv[0]), std::span(argv + 1, static_cast<size_t>(argc - 1)));
  if (!text) return sqlite3_result_error(context, "printf knows %d %u %x %o %f %e %g %s %c, with widths up to 200", -1);
  sqlite3_result_text64(context, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

}  // namespace

double distance_m(model::LonLat a, model::LonLat b) {
  constexpr double kDegree = std::numbers::pi / 180;
  const double sin_lat = std::sin((b.lat - a.lat) * kDegree / 2);
  const double sin_lon = std::sin((b.lon - a.lon) * kDegree / 2);
  const double h = sin_lat * sin_lat + std::cos(a.lat * kDegree) * std::cos(b.lat * kDegree) * sin_lon * sin_lon;
  return 2 * kEarthRadiusM * std::asin(std::min(1.0, std::sqrt(h)));
}

double worktime_minutes(const model::Zone& zone, model::TimePoint from, model::TimePoint to) {
  return worked_until(zone, to) - worked_until(zone, from);
}

const SqlFunctions::Areas* SqlFunctions::areas(std::string_view name) {
  const BoundTable* bound = registry_.find(name);
  if (bound == nullptr || !bound->table()) return nullptr;
  Areas& areas = areas_[std::string(name)];
  if (areas.table != bound->table()) {
    areas.table = bound->table();
    areas.index = std::make_unique<AreaIndex>(*areas.table);
    areas.names = areas.table->column("name");
    if (areas.names != nullptr && areas.names->type() != model::Type::text) areas.names = nullptr;
    for (const auto& column : areas.table->columns()) {
      if (areas.names == nullptr && column.type() == model::Type::text) areas.names = &column;
    }
  }
  return &areas;
}

int SqlFunctions::register_with(sqlite3* database) {
  struct Entry {
    const char* name;
    int arguments;
    void (*function)(sqlite3_context*, int, sqlite3_value**);
  };
  constexpr Entry kEntries[] = {
      {"distance_m", 4, sql_distance_m}, {"area_of", 3, sql_area_of},   {"worktime_minutes", 2, sql_worktime_minutes},
      {"local", 2, sql_local},           {"printf", -1, sql_formatted}, {"format", -1, sql_formatted}};
  for (const Entry& entry : kEntries) {
    const int result = sqlite3_create_function_v2(database, entry.name, entry.arguments,
                                                  SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, this,
                                                  entry.function, nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) return result;
  }
  return SQLITE_OK;
}

}  // namespace onescreen::data
