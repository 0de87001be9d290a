// Proves SQL over a snapshot: values, nulls, geometry, refusals, time limit, named queries and the sources behind an
// answer.
#include "data/query.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "data/sql_functions.h"
#include "data/sql_text.h"

namespace onescreen::data {
namespace {

using model::Type;

model::Snapshot snapshot_of(std::vector<model::TablePtr> tables) {
  model::Snapshot snapshot;
  for (auto& table : tables) {
    auto state = std::make_shared<model::SourceState>();
    state->name = table->name();
    state->table = std::move(table);
    snapshot.sources[state->name] = state;
  }
  return snapshot;
}

const std::vector<model::ColumnSpec> kIncidents = {
    {"id", Type::text},          {"title", Type::text},   {"level", Type::integer}, {"score", Type::number},
    {"reported_at", Type::time}, {"open", Type::boolean}, {"street", Type::text}};

model::TablePtr incidents() {
  model::TableBuilder rows("incidents", kIncidents);
  const auto add = [&](const char* id, const char* title, std::optional<int64_t> level, double score, int64_t at,
                       bool open, const char* street) {
    rows.text(0, id);
    rows.text(1, title);
    if (level) rows.integer(2, *level);
    rows.number(3, score);
    rows.integer(4, at);
    rows.boolean(5, open);
    rows.text(6, street);
    rows.end_row();
  };
  add("1640921804698550272", "井盖缺失", 1, 0.5, 1'000, true, "曲阳路");
  add("1640921804698550273", "占道", 3, 1.5, 2'000, true, "四川北路");
  add("1640921804698550274", "噪声", std::nullopt, 0, 3'000, false, "四川北路");
  add("007", "zero", 0, -1, 4'000, false, "");
  return rows.build();
}

model::GeometryPtr square(double west, double south, double size, bool hole = false) {
  auto shape = std::make_shared<model::Geometry>();
  shape->kind = model::GeometryKind::polygon;
  const auto ring = [&](double w, double s, double d) {
    for (const auto& [x, y] : {std::pair{0.0, 0.0}, {1.0, 0.0}, {1.0, 1.0}, {0.0, 1.0}, {0.0, 0.0}})
      shape->positions.push_back({w + x * d, s + y * d});
    shape->ring_ends.push_back(static_cast<uint32_t>(shape->positions.size()));
  };
  ring(west, south, size);
  if (hole) ring(west + size / 4, south + size / 4, size / 2);
  shape->part_ends = {static_cast<uint32_t>(shape->ring_ends.size())};
  return shape;
}

model::TablePtr streets() {
  model::TableBuilder rows("streets", {{"code", Type::text}, {"name", Type::text}, {"geometry", Type::geometry}});
  const auto add = [&](const char* code, const char* name, model::GeometryPtr shape) {
    rows.text(0, code);
    rows.text(1, name);
    rows.geometry(2, std::move(shape));
    rows.end_row();
  };
  add("b", "四川北路", square(121, 31, 1));
  add("a", "曲阳路", square(122, 31, 1, true));
  add("c", "空", nullptr);
  return rows.build();
}

class QueryTest : public testing::Test {
 protected:
  model::Snapshot all = snapshot_of({incidents(), streets()});

  model::TablePtr run(std::string_view sql, const model::Parameters& parameters = {}) {
    auto result = query(all, sql, parameters);
    EXPECT_TRUE(result) << sql << ": " << (result ? "" : result.error().message);
    return result ? *result : nullptr;
  }
  std::string error(std::string_view sql) {
    const auto result = query(all, sql);
    EXPECT_FALSE(result) << sql;
    if (!result) {
      EXPECT_EQ(result.error().code, model::ErrorCode::query) << sql;
    }
    return result ? "" : result.error().message;
  }
};

TEST_F(QueryTest, ABareNameIsTheTableItself) {
  EXPECT_EQ(run("incidents"), all.find("incidents")->table);
  EXPECT_EQ(run(" \"incidents\" -- all of it"), all.find("incidents")->table);
}

TEST_F(QueryTest, NullIsNotZeroAndIdsKeepEveryDigit) {
  const auto table = run("SELECT id, level FROM incidents ORDER BY reported_at");
  ASSERT_EQ(table->row_count(), 4u);
  EXPECT_EQ(table->column("id")->text(0), "1640921804698550272");
  EXPECT_TRUE(table->column("level")->is_null(2));
  EXPECT_FALSE(table->column("level")->is_null(3));
  EXPECT_EQ(table->column("level")->integer(3), 0);
  EXPECT_EQ(run("SELECT id FROM incidents WHERE id = '1640921804698550273'")->row_count(), 1u);
  EXPECT_EQ(run("SELECT id FROM incidents WHERE id = 1640921804698550273")->row_count(), 1u);
  EXPECT_EQ(run("SELECT id FROM incidents WHERE id = 7")->row_count(), 0u) << "007 is a text";
  EXPECT_EQ(run("SELECT count(level) AS n, count(*) AS m FROM incidents")->column("n")->integer(0), 3);
}

TEST_F(QueryTest, ColumnTypesOfTheResult) {
  const auto table = run(
      "SELECT id, level, score, reported_at, open, count(*) AS n, avg(level) AS mean, max(title) AS t, NULL AS none, "
      "1.5 + level AS mixed FROM incidents GROUP BY id");
  const char* expected[] = {"text",    "integer", "number", "time", "boolean",
                            "integer", "number",  "text",   "text", "number"};
  for (size_t i = 0; i < std::size(expected); ++i)
    EXPECT_STREQ(name_of(table->columns()[i].type()), expected[i]) << table->columns()[i].name();
  // A declared type gives way where the cells do not fit it.
  const auto both = run("SELECT level AS x FROM incidents WHERE level = 1 UNION ALL SELECT 2.5");
  EXPECT_EQ(both->column("x")->type(), Type::number);
  EXPECT_EQ(both->column("x")->number(0), 1.0);
  EXPECT_EQ(both->column("x")->number(1), 2.5);
}

TEST_F(QueryTest, ConditionsMeanTheSameHereAndInSqlite) {
  // Each pair once as it can be pushed down, once hidden from the planner by a unary plus.
  for (const char* column : {"level", "score", "reported_at", "open", "id", "street"}) {
    for (const char* op : {"=", ">", ">=", "<", "<="}) {
      for (const char* value : {"0", "1", "1.5", "-1", "'1'", "''", "'007'", "7", "NULL", "2000", "'四川北路'", "1e300",
                                "-9223372036854775808"}) {
        const std::string pushed = fmt::format("SELECT count(*) AS n FROM incidents WHERE {} {} {}", column, op, value);
        const std::string hidden =
            fmt::format("SELECT count(*) AS n FROM (SELECT {0} AS v FROM incidents LIMIT -1 OFFSET 0) WHERE v {1} {2}",
                        column, op, value);
        EXPECT_EQ(run(pushed)->column("n")->integer(0), run(hidden)->column("n")->integer(0)) << pushed;
      }
    }
  }
}

TEST_F(QueryTest, JoinsFindTheirRows) {
  const auto table =
      run("SELECT s.code, count(i.id) AS n FROM streets s LEFT JOIN incidents i ON i.street = s.name GROUP BY s.code "
          "ORDER BY s.code");
  ASSERT_EQ(table->row_count(), 3u);
  EXPECT_EQ(table->column("n")->integer(0), 1);
  EXPECT_EQ(table->column("n")->integer(1), 2);
  EXPECT_EQ(table->column("n")->integer(2), 0);
  EXPECT_EQ(run("SELECT count(*) AS n FROM incidents a JOIN incidents b ON a.level = b.level")->column("n")->integer(0),
            3);
}

TEST_F(QueryTest, ShapesGoThroughSortingAndComeBack) {
  const auto table = run("SELECT geometry, name FROM streets ORDER BY code");
  ASSERT_EQ(table->column("geometry")->type(), Type::geometry);
  EXPECT_EQ(table->column("geometry")->geometry(0), all.find("streets")->table->column("geometry")->geometry(1));
  EXPECT_TRUE(table->column("geometry")->is_null(2));
  // A reference that somebody made up leads nowhere.
  const auto forged = run("SELECT x'67656f21FFFFFFFFFFFFFFFFFFFFFFFF' AS g, x'00' AS h");
  EXPECT_TRUE(forged->column("g")->is_null(0));
}

TEST_F(QueryTest, ParametersAreTheStateOfTheScreen) {
  const char* sql =
      "SELECT count(*) AS n FROM incidents WHERE (:street IS NULL OR street = :street) AND reported_at >= :today";
  EXPECT_EQ(run(sql, {{"today", int64_t{0}}})->column("n")->integer(0), 4);
  EXPECT_EQ(run(sql, {{"today", int64_t{3'000}}, {"street", std::string("四川北路")}})->column("n")->integer(0), 1);
  EXPECT_NE(error("SELECT :strete").find(":now, :today, :street"), std::string::npos);
  EXPECT_NE(error("SELECT ?").find(":name"), std::string::npos);
  EXPECT_NE(error("SELECT @now").find(":name"), std::string::npos);
}

TEST_F(QueryTest, OnlyReadingIsAllowed) {
  for (const char* sql : {"ATTACH 'x.db' AS x",
                          "DETACH main",
                          "PRAGMA table_info(incidents)",
                          "INSERT INTO incidents(id) VALUES (1)",
                          "UPDATE incidents SET id = 1",
                          "DELETE FROM incidents",
                          "DROP TABLE incidents",
                          "CREATE TABLE t(a)",
                          "CREATE TEMP VIEW v AS SELECT 1",
                          "BEGIN",
                          "VACUUM",
                          "ANALYZE",
                          "REINDEX",
                          "SAVEPOINT s",
                          "ALTER TABLE incidents RENAME TO x",
                          "SELECT load_extension('x')",
                          "SELECT random()",
                          "SELECT current_timestamp",
                          "EXPLAIN SELECT 1",
                          "SELECT * FROM sqlite_master",
                          "SELECT * FROM pragma_table_info('incidents')",
                          "SELECT 1; SELECT 2",
                          "",
                          "-- nothing",
                          ";",
                          "SELECT * FROM incidents; DROP TABLE incidents",
                          "VALUES",
                          "SELECT writefile('x', 'y')",
                          "SELECT readfile('/etc/passwd')"}) {
    EXPECT_FALSE(error(sql).empty()) << sql;
  }
  EXPECT_NE(error("ATTACH 'x.db' AS x").find("ATTACH is refused"), std::string::npos);
  EXPECT_NE(error("INSERT INTO incidents(id) VALUES (1)").find("only read"), std::string::npos);
  EXPECT_NE(error("SELECT 1; SELECT 2").find("something follows"), std::string::npos);
  EXPECT_TRUE(run("SELECT 1 AS x; -- done"));
  EXPECT_EQ(run("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 5) SELECT sum(x) AS s FROM c")
                ->column("s")
                ->integer(0),
            15);
  EXPECT_EQ(run("SELECT value FROM json_each('[1,2,3]')")->row_count(), 3u);
}

TEST_F(QueryTest, MisspeltNamesAreSuggested) {
  EXPECT_EQ(error("SELECT strret FROM incidents"), "no column 'strret' in incidents; did you mean 'street'?");
  EXPECT_EQ(error("SELECT i.strret FROM incidents i"), "no column 'i.strret' in incidents; did you mean 'street'?");
  EXPECT_EQ(error("SELECT * FROM incidnets"), "no table 'incidnets'; did you mean 'incidents'?");
  EXPECT_EQ(error("incidnets"), "no table 'incidnets'; did you mean 'incidents'?");
  EXPECT_NE(error("SELECT * FROM weather").find("there are incidents, streets"), std::string::npos);
  EXPECT_NE(error("SELECT zzzzzz FROM incidents").find("there are id, title"), std::string::npos);
  EXPECT_NE(error("SELECT \"strret\" FROM incidents").find("did you mean 'street'"), std::string::npos)
      << "double quotes are names, never texts";
  EXPECT_NE(error("SELEC 1").find("syntax error"), std::string::npos);
  EXPECT_NE(error("SELECT area_of(1, 2, 'street') FROM incidents").find("did you mean 'streets'"), std::string::npos);
  EXPECT_NE(error("SELECT area_of(1, 2, title) FROM incidents").find("single quotes"), std::string::npos);
}

TEST_F(QueryTest, ATimeLimitEndsWhatWouldNeverEnd) {
  QueryEngine engine(model::Zone(), {}, {}, {.time_limit = model::Duration(20)});
  const auto result =
      engine.run(all, "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c", {});
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().message.find("longer than 20 ms"), std::string::npos);
  EXPECT_TRUE(engine.run(all, "SELECT count(*) FROM incidents", {})) << "the engine goes on";
}

TEST_F(QueryTest, TooLargeValuesAreErrors) { EXPECT_FALSE(error("SELECT zeroblob(1000000000)").empty()); }

TEST_F(QueryTest, ReadsAndNeverAnswered) {
  QueryEngine engine(model::Zone(), {{"incidents", kIncidents}, {"weather", {{"t", Type::number}}}});
  auto result = engine.run(all, "SELECT count(*) AS n FROM incidents i, weather w", {});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->table, nullptr) << "no answer yet is not zero";
  EXPECT_EQ(result->reads, (std::vector<std::string>{"incidents", "weather"}));
  EXPECT_EQ(engine.run(all, "SELECT 1", {})->reads.size(), 0u);
  EXPECT_EQ(engine.run(all, "SELECT area_of(1, 2, 'streets') AS a", {})->reads, std::vector<std::string>{"streets"});
  // A source that disappears has no answer either.
  EXPECT_EQ(engine.run(snapshot_of({streets()}), "SELECT count(*) FROM incidents", {})->table, nullptr);
}

TEST_F(QueryTest, PrepareWorksWithoutData) {
  QueryEngine engine(
      model::Zone(), {{"incidents", kIncidents}},
      {{"open_incidents", "SELECT id, level, level * 2 AS twice FROM incidents WHERE open AND reported_at >= :today"}});
  ASSERT_TRUE(engine.problems().empty());
  const auto prepared = engine.prepare("SELECT level, twice, count(*) AS n FROM open_incidents WHERE id <> :selected");
  ASSERT_TRUE(prepared) << prepared.error().message;
  EXPECT_EQ(prepared->columns[0], (model::ColumnSpec{"level", Type::integer}));
  EXPECT_EQ(prepared->typed, (std::vector<bool>{true, false, false}));
  EXPECT_EQ(prepared->reads, std::vector<std::string>{"incidents"});
  EXPECT_EQ(prepared->parameters, (std::vector<std::string>{"selected", "today"}));
  EXPECT_EQ(engine.prepare("incidents")->columns, kIncidents);
  EXPECT_FALSE(engine.prepare("SELECT levle FROM open_incidents"));
}

TEST_F(QueryTest, NamedQueriesAreCachedUntilSomethingBehindThemChanges) {
  QueryEngine engine(model::Zone(), {{"incidents", kIncidents}, {"streets", {{"name", Type::text}}}},
                     {{"open_incidents", "SELECT * FROM incidents WHERE open"},
                      {"urgent", "SELECT * FROM open_incidents WHERE level <= 2"},
                      {"recent", "SELECT * FROM incidents WHERE reported_at > :now - 1000"},
                      {"alias", "urgent"}});
  ASSERT_TRUE(engine.problems().empty()) << engine.problems()[0].message;
  const auto first = engine.run(all, "urgent", {})->table;
  ASSERT_EQ(first->row_count(), 1u);
  EXPECT_EQ(first->column("reported_at")->type(), Type::time) << "types go through";
  EXPECT_EQ(engine.run(all, "urgent", {})->table, first);
  EXPECT_EQ(engine.run(all, "alias", {})->table, first);
  EXPECT_EQ(engine.run(all, "urgent", {})->reads, std::vector<std::string>{"incidents"});
  const auto same_rows = snapshot_of({incidents(), streets()});
  EXPECT_EQ(engine.run(same_rows, "urgent", {})->table, first) << "equal rows keep the pointer";
  const auto recent = engine.run(all, "recent", {{"now", int64_t{4'000}}});
  EXPECT_EQ(recent->parameters, std::vector<std::string>{"now"});
  EXPECT_EQ(recent->table->row_count(), 1u);
  EXPECT_EQ(engine.run(all, "recent", {{"now", int64_t{3'000}}})->table->row_count(), 2u);
}

TEST_F(QueryTest, BadNamedQueriesAreProblemsOfTheirOwn) {
  QueryEngine engine(
      model::Zone(), {{"incidents", kIncidents}},
      {{"bad", "SELECT levle FROM incidents"},
       {"incidents", "SELECT 1"},
       {"twins", "SELECT id, id FROM incidents"},
       {"below", "SELECT * FROM bad"},
       {"forever", "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) AS x FROM c"}},
      {.time_limit = model::Duration(20)});
  ASSERT_EQ(engine.problems().size(), 4u);
  EXPECT_EQ(engine.problems()[0].where, "bad");
  EXPECT_NE(engine.problems()[3].message.find("the table 'bad' of the site cannot be used"), std::string::npos);
  const auto forever = engine.run(all, "SELECT * FROM forever", {});
  ASSERT_FALSE(forever);
  EXPECT_NE(forever.error().message.find("in the table 'forever'"), std::string::npos);
}

TEST_F(QueryTest, Functions) {
  EXPECT_NEAR(run("SELECT distance_m(121.4737, 31.2304, 121.5051, 31.2646) AS d")->column("d")->number(0), 4837, 10);
  EXPECT_NEAR(distance_m({0, 0}, {1, 0}), 111195.08, 0.1);
  const auto areas =
      run("SELECT area_of(121.5, 31.5, 'streets') AS a, area_of(122.5, 31.5, 'streets') AS hole, area_of(122.1, 31.5, "
          "'streets') AS b, "
          "area_of(NULL, 31.5, 'streets') AS n, area_of(0, 0, 'streets') AS o");
  EXPECT_EQ(areas->column("a")->text(0), "四川北路");
  EXPECT_TRUE(areas->column("hole")->is_null(0));
  EXPECT_EQ(areas->column("b")->text(0), "曲阳路");
  EXPECT_TRUE(areas->column("n")->is_null(0));
  EXPECT_TRUE(areas->column("o")->is_null(0));
}

// Trap 23: time limits are in working hours, so a case of Friday afternoon is not late on Saturday.
TEST(SqlFunctions, WorktimeIsCountedInTheSitesZone) {
  const model::Zone zone = model::Zone::fixed("Asia/Shanghai", std::chrono::hours(8));
  const auto minutes = [&](const char* from, const char* to) {
    const auto at = [&](const char* text) { return zone.utc(*model::parse_civil(text, "%Y-%m-%d %H:%M")); };
    return worktime_minutes(zone, at(from), at(to));
  };
  EXPECT_EQ(minutes("2026-11-20 08:00", "2026-11-20 18:00"), 510);
  EXPECT_EQ(minutes("2026-11-20 16:30", "2026-11-23 09:30"), 90) << "Friday to Monday";
  EXPECT_EQ(minutes("2026-11-21 00:00", "2026-11-22 23:59"), 0);
  EXPECT_EQ(minutes("2026-11-20 10:00", "2026-11-20 09:30"), -30);
  EXPECT_EQ(minutes("2026-11-16 09:00", "2026-11-23 09:00"), 5 * 510);
}

TEST_F(QueryTest, PrintfIsUsefulAndBounded) {
  const auto text = [&](const char* sql) {
    return run(std::string("SELECT ") + sql + " AS t")->column("t")->as_text(0);
  };
  EXPECT_EQ(text("printf('%02d:%02d %5.1f%% %s|%-4s|%4s', 7, 5, 12.345, '虹口', '区', '区')"),
            "07:05  12.3% 虹口|区   |   区");
  EXPECT_EQ(text("printf('%,d %,.1f %,6d %d', 61000, 1234567.89, 999, -5)"), "61,000 1,234,567.9    999 -5");
  EXPECT_EQ(text("format('%.2s%c', '四川北路', '街道')"), "四川街");
  EXPECT_EQ(text("printf('%x %X %u %g')"), "0 0 0 0");
  EXPECT_EQ(text("printf('%,d', -1234)"), "-1,234");
  for (const char* sql : {"SELECT printf('%.*c', 1000000000, 'x')", "SELECT printf('%1000000000d', 1)",
                          "SELECT printf('%n', 1)", "SELECT printf('%')"}) {
    EXPECT_NE(error(sql).find("printf knows"), std::string::npos) << sql;
  }
}

TEST(SqlFunctions, LocalWritesTheSitesTime) {
  QueryEngine engine(model::Zone::fixed("Asia/Shanghai", std::chrono::hours(8)), {});
  const auto result =
      engine.run({}, "SELECT local(0, '%H:%M') AS a, local(NULL, '%H') AS b, local(1e300, '%H') AS c", {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->table->column("a")->text(0), "08:00");
  EXPECT_TRUE(result->table->column("b")->is_null(0));
  EXPECT_TRUE(result->table->column("c")->is_null(0));
}

TEST(SqlText, TokensAndNearestNames) {
  EXPECT_EQ(bare_table("a b"), std::nullopt);
  EXPECT_EQ(bare_table("[my table]"), "my table");
  const auto tokens = sql_tokens("SELECT 'it''s', \"a\"\"b\", :now /* x */ -- y\n, 1.5e3");
  EXPECT_EQ(tokens[1].text, "it's");
  EXPECT_EQ(tokens[3].text, "a\"b");
  EXPECT_EQ(tokens[5].text, ":now");
  EXPECT_EQ(tokens.size(), 8u);
  EXPECT_EQ(nearest_name("levle", {"title", "level"}), "level");
  EXPECT_EQ(nearest_name("x", {"title", "level"}), std::nullopt);
  EXPECT_EQ(area_tables(sql_tokens("area_of(f(a, b), (c), 'x') + AREA_OF(1, 2, 'y')")),
            (std::vector<std::string>{"x", "y"}));
}

}  // namespace
}  // namespace onescreen::data
