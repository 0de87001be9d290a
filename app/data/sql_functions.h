// What queries can compute beyond SQLite's own functions:
//   distance_m(lon, lat, lon, lat)   metres on the sphere
//   area_of(lon, lat, 'table')       name of the polygon of that table which contains the point
//   worktime_minutes(from, to)       minutes between two times that lie in working hours (Monday to Friday 09:00-17:30,
//   site's zone) local(time, '%H:%M')             a time written out in the site's zone printf(format, ...) also as
//   format(); see sql_printf.h
// Null in, null out.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "data/area_index.h"
#include "data/bound_table.h"
#include "model/time.h"

struct sqlite3;

namespace onescreen::data {

double distance_m(model::LonLat a, model::LonLat b);
// Negative when `to` is before `from`.
double worktime_minutes(const model::Zone& zone, model::TimePoint from, model::TimePoint to);

// What the functions need besides their arguments; must outlive the connection.
class SqlFunctions {
 public:
  SqlFunctions(const model::Zone& zone, const TableRegistry& registry) : zone_(zone), registry_(registry) {}

  // Returns an SQLite result code.
  int register_with(sqlite3* database);

  const model::Zone& zone() const { return zone_; }
  // Polygons of a table as it is bound now, and the column that names them (nullptr: none); nullptr when there is no
  // such table.
  struct Areas {
    model::TablePtr table;
    std::unique_ptr<AreaIndex> index;
    const model::Column* names = nullptr;
  };
  const Areas* areas(std::string_view table);

 private:
  const model::Zone& zone_;
  const TableRegistry& registry_;
  std::map<std::string, Areas, std::less<>> areas_;
};

}  // namespace onescreen::data
