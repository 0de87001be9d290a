// Proves what the alertmanager format promises: firing alerts with levels, states and honest times, and no failure that
// looks like quiet. Numbers of traps are those of the domain reference.
#include <gtest/gtest.h>

#include "data/format.h"

namespace onescreen::data {
namespace {

using model::ErrorCode;
using model::Type;

model::Result<Decoded> decode(std::string_view bytes, const DecodeOptions& options = {}) {
  return find_format("alertmanager")->decode("alarms", bytes, options);
}

int64_t reasons_with(const Decoded& decoded, std::string_view part) {
  int64_t count = 0;
  for (const auto& [reason, times] : decoded.drop_reasons) count += reason.find(part) != std::string::npos ? times : 0;
  return count;
}

constexpr char kAlerts[] = R"([
 {"annotations":{"summary":"泵站液位高","description":"3 号泵 \"A\" 液位 4.2 m"},"receivers":[{"name":"duty"},{"name":"值班 \"二\""}],
  "fingerprint":"a1b2c3d4e5f60718","startsAt":"2026-01-02T03:04:05.123456789Z","updatedAt":"2026-01-02T11:09:05.000+08:00",
  "endsAt":"2036-01-02T03:13:05.000Z","status":{"state":"active","silencedBy":[],"inhibitedBy":[],"mutedBy":[]},
  "labels":{"alertname":"PumpLevelHigh","severity":"critical","station":"曲阳"},"generatorURL":"http://p/graph"},
 {"annotations":{},"receivers":[],"fingerprint":"ffff000000000001","startsAt":"2026-01-02T03:04:05Z","updatedAt":"2026-01-02T03:04:05Z",
  "endsAt":"0001-01-01T00:00:00Z","status":{"state":"suppressed","silencedBy":["b3f1"],"inhibitedBy":[ ]},
  "labels":{"alertname":"Doors","severity":"Warning"}},
 {"annotations":{},"fingerprint":"ffff000000000002","startsAt":"2026-01-02T03:04:05Z","updatedAt":"2026-01-02T03:04:05Z",
  "endsAt":"2026-01-02T03:04:05Z","status":{"state":"unprocessed","silencedBy":[],"inhibitedBy":["x"]},"labels":{"alertname":"Odd","severity":"P2"}},
 {"annotations":{},"fingerprint":"ffff000000000003","status":{"state":"active","silencedBy":[],"inhibitedBy":[]},"labels":{"alertname":"Bare"}}])";

TEST(Alertmanager, ReadsFiringAlerts) {
  const auto decoded = decode(kAlerts);
  ASSERT_TRUE(decoded) << decoded.error().message;
  const model::Table& table = *decoded->table;
  ASSERT_EQ(table.row_count(), 4u);
  EXPECT_EQ(table.column("fingerprint")->text(0), "a1b2c3d4e5f60718");
  EXPECT_EQ(table.column("alertname")->text(0), "PumpLevelHigh");
  EXPECT_EQ(table.column("severity")->text(1), "Warning");
  EXPECT_EQ(table.column("level")->integer(0), 1);
  EXPECT_EQ(table.column("level")->integer(1), 2);
  EXPECT_TRUE(table.column("level")->is_null(2)) << "an unknown severity has no level";
  EXPECT_TRUE(table.column("level")->is_null(3));
  EXPECT_EQ(reasons_with(*decoded, "P2 is a severity"), 1);
  EXPECT_EQ(table.column("state")->text(2), "unprocessed");
  EXPECT_FALSE(table.column("silenced")->boolean(0));
  EXPECT_TRUE(table.column("silenced")->boolean(1));
  EXPECT_FALSE(table.column("inhibited")->boolean(1));
  EXPECT_TRUE(table.column("inhibited")->boolean(2));
  EXPECT_FALSE(table.column("muted")->is_null(0));
  EXPECT_TRUE(table.column("muted")->is_null(1)) << "older servers send no mutedBy";
  EXPECT_EQ(table.column("summary")->text(0), "泵站液位高");
  EXPECT_EQ(table.column("description")->text(0), "3 号泵 \"A\" 液位 4.2 m");
  EXPECT_EQ(table.column("receivers")->text(0), "duty, 值班 \"二\"");
  EXPECT_TRUE(table.column("receivers")->is_null(1));
  EXPECT_EQ(model::to_iso8601(table.column("starts_at")->time(0)), "2026-01-02T03:04:05.123Z");
  EXPECT_EQ(model::to_iso8601(table.column("updated_at")->time(0)), "2026-01-02T03:09:05.000Z");
  EXPECT_EQ(table.column("generator_url")->text(0), "http://p/graph");
  EXPECT_EQ(decoded->dropped_rows, 0);
  EXPECT_EQ(schema_of({.name = "alarms", .format = "alertmanager"}), table.schema());
}

TEST(Alertmanager, EndsAtIsNotAnEnd) {  // trap 12
  const auto decoded = decode(kAlerts);
  ASSERT_TRUE(decoded);
  const model::Table& table = *decoded->table;
  EXPECT_EQ(table.column("ends_at"), nullptr) << "nobody may mistake the rolling time for an end";
  EXPECT_EQ(model::to_iso8601(table.column("resolves_at")->time(0)), "2036-01-02T03:13:05.000Z");
  EXPECT_EQ(table.column("state")->text(0), "active");
  EXPECT_TRUE(table.column("resolves_at")->is_null(1)) << "the year 1 means that it was never set";
}

TEST(Alertmanager, QuietIsAnEmptyArrayAndNothingElse) {  // trap 11: absence is "resolved" only in a good answer
  const auto quiet = decode("[]");
  ASSERT_TRUE(quiet) << quiet.error().message;
  EXPECT_EQ(quiet->table->row_count(), 0u);
  for (const char* bytes : {"", "null", "{}", "\"alerts are being loaded\"", R"({"code":500,"message":"boom"})",
                            "<html>502</html>", "[", "[{"})
    EXPECT_FALSE(decode(bytes)) << bytes;
}

TEST(Alertmanager, QuotesItsErrors) {
  const auto error_text = find_format("alertmanager")->error_text;
  EXPECT_EQ(error_text("\"bad matcher format: \\\"x\\\"\"\n"), "bad matcher format: \"x\"");
  EXPECT_EQ(error_text(R"({"code":602,"message":"filter in query is required"})"), "filter in query is required");
  for (const char* body : {"", " ", "<html>", "[]", "{}", "\"", "7"}) EXPECT_EQ(error_text(body), "") << body;
  const auto failed = decode(R"("inspection failed")");
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().message.find("inspection failed"), std::string::npos);
}

TEST(Alertmanager, LevelsAreTheSitesToSay) {
  DecodeOptions options;
  options.extra["levels"] = "P2 = 2, warning=3,";
  const auto decoded = decode(kAlerts, options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->table->column("level")->integer(0), 1) << "what is not named keeps its default";
  EXPECT_EQ(decoded->table->column("level")->integer(1), 3);
  EXPECT_EQ(decoded->table->column("level")->integer(2), 2);
  for (const char* bad : {"critical", "critical=5", "critical=0", "a=1,b", "=", ",x=12"}) {
    options.extra["levels"] = bad;
    const auto refused = decode(kAlerts, options);
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().code, ErrorCode::config);
  }
  const auto defaults =
      decode(R"([{"fingerprint":"1","labels":{"severity":"page"}},{"fingerprint":"2","labels":{"severity":"info"}},
    {"fingerprint":"3","labels":{"severity":"none"}}])");
  ASSERT_TRUE(defaults);
  EXPECT_EQ(defaults->table->column("level")->integer(0), 1);
  EXPECT_EQ(defaults->table->column("level")->integer(1), 3);
  EXPECT_EQ(defaults->table->column("level")->integer(2), 4);
}

TEST(Alertmanager, IdentityIsTheFingerprint) {
  const auto decoded = decode(R"([{"fingerprint":"1","labels":{"alertname":"old"}},{"labels":{"alertname":"none"}},
    {"fingerprint":"","labels":{}},{"fingerprint":"1","labels":{"alertname":"new"}}])");
  ASSERT_TRUE(decoded) << decoded.error().message;
  ASSERT_EQ(decoded->table->row_count(), 1u);
  EXPECT_EQ(decoded->table->column("alertname")->text(0), "new");
  EXPECT_EQ(decoded->dropped_rows, 3);
}

TEST(Alertmanager, LabelsAreReachableAndRowsMayLieDeeper) {
  DecodeOptions options;
  options.rows = "/data";
  ColumnMapping station;
  station.spec = {"station", Type::text};
  station.pointer = "/labels/station";
  options.columns = {station};
  const auto decoded = decode(R"({"status":"success","data":)" + std::string(kAlerts) + "}", options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->table->column("station")->text(0), "曲阳");
  EXPECT_TRUE(decoded->table->column("station")->is_null(1));
}

TEST(Alertmanager, ADeclaredTimeKeepsItsOwnFormat) {
  DecodeOptions options;
  ColumnMapping starts;
  starts.spec = {"starts_at", Type::time};
  starts.pointer = "/startsAt";
  starts.time_format = "iso8601";
  options.columns = {starts};
  const auto decoded = decode(R"([{"fingerprint":"1","startsAt":"2026-01-02T03:04:05"}])", options);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(model::to_iso8601(decoded->table->column("starts_at")->time(0)), "2026-01-02T03:04:05.000Z");
}

}  // namespace
}  // namespace onescreen::data
