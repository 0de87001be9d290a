// Any text as a query over two small tables: an error with a sentence, or a sound table; and the tables are still what
// they were.
#include <cstdlib>
#include <string_view>

#include "data/query.h"
#include "fuzz_table.h"

namespace {

onescreen::model::Snapshot snapshot() {
  using namespace onescreen::model;
  TableBuilder incidents("incidents",
                         {{"id", Type::text}, {"level", Type::integer}, {"lon", Type::number}, {"at", Type::time}});
  for (int i = 0; i < 5; ++i) {
    incidents.text(0, std::string(1, static_cast<char>('a' + i)));
    if (i != 2) incidents.integer(1, i);
    incidents.number(2, i * 0.5);
    incidents.integer(3, i * 1000);
    incidents.end_row();
  }
  TableBuilder streets("streets", {{"name", Type::text}, {"geometry", Type::geometry}});
  auto shape = std::make_shared<Geometry>();
  shape->kind = GeometryKind::polygon;
  shape->positions = {{0, 0}, {1, 0}, {1, 1}, {0, 0}};
  shape->ring_ends = {4};
  shape->part_ends = {1};
  streets.text(0, "x");
  streets.geometry(1, shape);
  streets.end_row();
  Snapshot all;
  for (auto& table : {incidents.build(), streets.build()}) {
    auto state = std::make_shared<SourceState>();
    state->name = table->name();
    state->table = table;
    all.sources[state->name] = state;
  }
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace onescreen;
  static const model::Snapshot all = snapshot();
  static data::QueryEngine engine(model::Zone(), {}, {}, {.time_limit = model::Duration(50)});
  const std::string_view sql(reinterpret_cast<const char*>(data), size);
  const auto result = engine.run(all, sql, {{"now", int64_t{1000}}});
  if (result && result->table) fuzz::check(*result->table);
  if (!result && result.error().message.empty()) std::abort();
  const auto intact = engine.run(all, "SELECT count(*) AS n FROM incidents, streets", {});
  fuzz::require(intact && intact->table->column("n")->integer(0) == 5);
  return 0;
}
