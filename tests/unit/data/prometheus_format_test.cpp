// Proves what the prometheus format promises: nothing that is no number becomes one (trap 8), the evaluation's time is
// not taken for the data's (trap 9), and errors, warnings, order and the points' cap are handled (trap 10).
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "data/format.h"

namespace onescreen::data {
namespace {

using model::Type;

model::Result<Decoded> decode(std::string_view bytes, const DecodeOptions& options = {}) {
  return find_format("prometheus")->decode("samples", bytes, options);
}

Decoded decoded_of(std::string_view bytes, const DecodeOptions& options = {}) {
  auto decoded = decode(bytes, options);
  EXPECT_TRUE(decoded) << decoded.error().message;
  if (decoded) return std::move(*decoded);
  Decoded none;
  none.table = model::TableBuilder("none", {}).build();
  return none;
}

std::string cell(const Decoded& decoded, const char* column, size_t row = 0) {
  const model::Column* found = decoded.table->column(column);
  if (found == nullptr || row >= decoded.table->row_count()) return "(none)";
  return found->is_null(row) ? "(null)" : found->as_text(row);
}

std::string success(std::string_view type, std::string_view result, std::string_view more = "") {
  return fmt::format(R"({{"status":"success","data":{{"resultType":"{}","result":{}}}{}}})", type, result, more);
}

FormatRequest request(std::map<std::string, std::string> extra, std::string url = "http://p:9090",
                      std::string_view now = "2026-11-20T08:00:17Z", std::string method = "GET") {
  SourceConfig source;
  source.url = std::move(url);
  source.method = std::move(method);
  source.decode.extra = std::move(extra);
  return find_format("prometheus")->request(source, *model::parse_iso8601(now));
}

constexpr char kVector[] = R"([
  {"metric":{"__name__":"pump_level","station":"b","job":"泵站"},"value":[1435781451.781,"1.5"]},
  {"metric":{"__name__":"pump_level","job":"泵站","station":"a"},"value":[1435781451.781,"1e+21"]}])";

TEST(Prometheus, AVectorIsARowForEachSeries) {
  DecodeOptions options;
  ColumnMapping station;
  station.spec = {"station", Type::text};
  station.pointer = "/metric/station";
  options.columns = {station};
  const Decoded decoded = decoded_of(success("vector", kVector), options);
  ASSERT_EQ(decoded.table->row_count(), 2u);
  EXPECT_EQ(cell(decoded, "series"), R"(pump_level{job="泵站",station="a"})");
  EXPECT_EQ(cell(decoded, "metric"), "pump_level");
  EXPECT_EQ(cell(decoded, "station"), "a");
  EXPECT_EQ(cell(decoded, "value"), "1e+21");
  EXPECT_EQ(cell(decoded, "special"), "(null)");
  EXPECT_EQ(cell(decoded, "time"), "2015-07-01T20:10:51.781Z");
  EXPECT_EQ(cell(decoded, "evaluated_at"), "2015-07-01T20:10:51.781Z");
  EXPECT_EQ(cell(decoded, "value", 1), "1.5");
  EXPECT_TRUE(decoded.drop_reasons.empty());
  EXPECT_EQ(schema_of({.name = "samples", .format = "prometheus", .decode = options}), decoded.table->schema());
}

TEST(Prometheus, Trap10ReorderedVectorsGiveTheSameTable) {
  const Decoded one = decoded_of(success("vector", kVector));
  const Decoded other = decoded_of(success("vector", R"([
    {"value":[1435781451.781,"1e+21"],"metric":{"station":"a","__name__":"pump_level","job":"泵站"}},
    {"metric":{"job":"泵站","station":"b","__name__":"pump_level"},"value":[1435781451.781,"1.5"]}])"));
  EXPECT_EQ(*one.table, *other.table);
}

TEST(Prometheus, Trap8WhatIsNoNumberNeverEntersASum) {
  const Decoded decoded = decoded_of(success("matrix", R"([{"metric":{},"values":[
    [1,"NaN"],[2,"+Inf"],[3,"-Inf"],[4,"1e+21"],[5,""],[6,"-0.5"],[7,"x"],[8,3]]}])"));
  ASSERT_EQ(decoded.table->row_count(), 8u);
  const model::Column& values = *decoded.table->column("value");
  double sum = 0;
  for (size_t row = 0; row < 8; ++row) sum += values.is_null(row) ? 0 : values.number(row);
  EXPECT_EQ(sum, 1e21 - 0.5 + 3);
  EXPECT_EQ(cell(decoded, "series"), "{}");
  EXPECT_EQ(cell(decoded, "metric"), "(null)");
  EXPECT_EQ(cell(decoded, "special", 0), "NaN");
  EXPECT_EQ(cell(decoded, "special", 1), "+Inf");
  EXPECT_EQ(cell(decoded, "special", 2), "-Inf");
  for (const size_t row : {0, 1, 2, 4, 6}) EXPECT_EQ(cell(decoded, "value", row), "(null)") << row;
  EXPECT_EQ(cell(decoded, "special", 3), "(null)");
  // The three are what Prometheus means; only "x" is a fault.
  ASSERT_EQ(decoded.drop_reasons.size(), 1u);
  EXPECT_EQ(decoded.drop_reasons.begin()->second, 1);
}

TEST(Prometheus, Trap9AnInstantVectorTellsNoAgeOfItsData) {
  EXPECT_FALSE(decoded_of(success("vector", kVector)).as_of);
  EXPECT_FALSE(decoded_of(success("scalar", R"([1435781451.781,"1"])")).as_of);
}

TEST(Prometheus, Trap9SampledAnswersBearTheRealTime) {
  const Decoded decoded = decoded_of(success("vector", R"([
    {"metric":{"__name__":"up","job":"a","onescreen_part":"value"},"value":[1700000300,"1"]},
    {"metric":{"job":"b","onescreen_part":"time"},"value":[1700000300,"1700000010.25"]},
    {"metric":{"__name__":"up","job":"c","onescreen_part":"value"},"value":[1700000300,"0"]},
    {"metric":{"job":"a","onescreen_part":"time"},"value":[1700000300,"1700000001"]},
    {"metric":{"__name__":"up","job":"b","onescreen_part":"value"},"value":[1700000300,"NaN"]}])"));
  ASSERT_EQ(decoded.table->row_count(), 3u);
  EXPECT_EQ(cell(decoded, "series"), R"(up{job="a"})");
  EXPECT_EQ(cell(decoded, "time"), "2023-11-14T22:13:21.000Z");
  EXPECT_EQ(cell(decoded, "evaluated_at"), "2023-11-14T22:18:20.000Z");
  EXPECT_EQ(cell(decoded, "time", 1), "2023-11-14T22:13:30.250Z");
  EXPECT_EQ(cell(decoded, "special", 1), "NaN");
  EXPECT_EQ(cell(decoded, "time", 2), "(null)");  // no time came with it: not known, rather than now
  EXPECT_EQ(decoded.as_of, model::from_millis(1700000010250));
}

TEST(Prometheus, AMatrixIsARowForEachPointByTime) {
  const Decoded decoded = decoded_of(success("matrix", R"([
    {"metric":{"job":"b"},"values":[[1435781445.781,"2"],[1435781430.781,"1"]]},
    {"metric":{"job":"a"},"values":[[1435781430.781,"3"]]}])"));
  ASSERT_EQ(decoded.table->row_count(), 3u);
  EXPECT_EQ(cell(decoded, "series", 0), R"({job="a"})");
  EXPECT_EQ(cell(decoded, "value", 1), "1");
  EXPECT_EQ(cell(decoded, "value", 2), "2");
  EXPECT_EQ(decoded.as_of, model::from_millis(1435781445781));
}

TEST(Prometheus, ScalarsAndStrings) {
  const Decoded scalar = decoded_of(success("scalar", R"([1435781451.781,"+Inf"])"));
  EXPECT_EQ(cell(scalar, "series"), "scalar");
  EXPECT_EQ(cell(scalar, "special"), "+Inf");
  const Decoded string = decoded_of(success("string", R"([1435781451.781,"a \"b\" 12"])"));
  EXPECT_EQ(cell(string, "series"), "string");
  EXPECT_EQ(cell(string, "text"), "a \"b\" 12");
  EXPECT_EQ(cell(string, "value"), "(null)");
}

TEST(Prometheus, NativeHistogramsGiveCountAndSum) {
  const Decoded decoded = decoded_of(success("vector", R"([{"metric":{"__name__":"wait","job":"a"},
    "histogram":[1435781451.781,{"count":"60","sum":"3893","buckets":[[0,"1","2","60"]]}]}])"));
  ASSERT_EQ(decoded.table->row_count(), 2u);
  EXPECT_EQ(cell(decoded, "series", 0), R"(wait_count{job="a"})");
  EXPECT_EQ(cell(decoded, "value", 0), "60");
  EXPECT_EQ(cell(decoded, "special", 0), "histogram");
  EXPECT_EQ(cell(decoded, "metric", 1), "wait_sum");
  EXPECT_EQ(cell(decoded, "value", 1), "3893");
  const Decoded both = decoded_of(success("matrix", R"([{"metric":{},"values":[[1,"2"]],
    "histograms":[[2,{"sum":"NaN","count":"4"}]]}])"));
  ASSERT_EQ(both.table->row_count(), 3u);
  EXPECT_EQ(cell(both, "series", 0), "count");
  EXPECT_EQ(cell(both, "special", 1), "NaN");
}

TEST(Prometheus, LabelsAreEscapedSoThatSeriesDiffer) {
  const Decoded decoded = decoded_of(success("vector", R"([
    {"metric":{"a":"x\",b=\"y"},"value":[1,"1"]},{"metric":{"a":"x","b":"y"},"value":[1,"2"]},
    {"metric":{"a":"li\nne\\"},"value":[1,"3"]}])"));
  ASSERT_EQ(decoded.table->row_count(), 3u);
  EXPECT_EQ(cell(decoded, "series", 0), R"({a="li\nne\\"})");
  EXPECT_EQ(cell(decoded, "series", 1), R"({a="x",b="y"})");
  EXPECT_EQ(cell(decoded, "series", 2), R"({a="x\",b=\"y"})");
}

TEST(Prometheus, Trap10WarningsComeWithAGoodAnswer) {
  const Decoded decoded = decoded_of(
      success("vector", kVector,
              R"(,"warnings":["PromQL warning: 20 series left out"],"infos":["metric might not be a counter"])"));
  EXPECT_EQ(decoded.table->row_count(), 2u);
  EXPECT_EQ(decoded.warnings,
            (std::vector<std::string>{"PromQL warning: 20 series left out", "metric might not be a counter"}));
}

TEST(Prometheus, Trap10ErrorsAreQuoted) {
  constexpr char kBody[] =
      R"({"status":"error","errorType":"bad_data","error":"1:5: parse error: unexpected \"}\"","data":{"resultType":"vector","result":[]}})";
  const auto refused = decode(kBody);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("bad_data: 1:5: parse error: unexpected \"}\""), std::string::npos);
  const auto* format = find_format("prometheus");
  EXPECT_EQ(format->error_text(kBody), "bad_data: 1:5: parse error: unexpected \"}\"");
  EXPECT_EQ(format->error_text(R"({"status":"error","errorType":"timeout","error":"query timed out"})"),
            "timeout: query timed out");
  EXPECT_EQ(format->error_text("<html><h1>502 Bad Gateway</h1></html>"), "");
  EXPECT_EQ(format->error_text("Service Unavailable"), "");
  const auto html = decode("<html><h1>502 Bad Gateway</h1></html>");
  ASSERT_FALSE(html);
  EXPECT_NE(html.error().message.find("HTML"), std::string::npos);
}

TEST(Prometheus, WhatIsNoAnswerOfItIsRefused) {
  for (const char* bytes :
       {"{}", "[]", R"({"status":"success","data":{"alerts":[]}})",
        R"({"status":"success","data":{"resultType":"vector","result":{}}})",
        R"({"status":"success","data":{"resultType":"vector","result":[7]}})",
        R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1]}]}})",
        R"({"status":"success","data":{"resultType":"vector","result":[{"metric":[],"value":[1,"1"]}]}})",
        R"({"status":"success","data":{"resultType":"vector","result":[)"}) {
    const auto refused = decode(bytes);
    ASSERT_FALSE(refused) << bytes;
    EXPECT_FALSE(refused.error().message.empty());
  }
  EXPECT_EQ(decoded_of(success("vector", "[]")).table->row_count(), 0u);
}

// Trap 6, where this program itself writes a query.
TEST(PrometheusRequest, Trap6QueriesAreEncodedSoThatPlusStaysPlus) {
  const auto asked = request({{"query", " sum(rate(x{a=~\"b+|c\"}[5m])) + 1 "}});
  EXPECT_EQ(asked.url,
            "http://p:9090/api/v1/query?query=sum%28rate%28x%7Ba%3D~%22b%2B%7Cc%22%7D%5B5m%5D%29%29%20%2B%201");
  EXPECT_EQ(asked.method, "GET");
  EXPECT_EQ(request({{"query", "水位"}}).url, "http://p:9090/api/v1/query?query=%E6%B0%B4%E4%BD%8D");
}

TEST(PrometheusRequest, TheAddressIsTheServersOrTheQuerys) {
  EXPECT_EQ(request({{"query", "up"}}, "http://p/prom/").url, "http://p/prom/api/v1/query?query=up");
  EXPECT_EQ(request({{"query", "up"}}, "http://p/api/v1").url, "http://p/api/v1/query?query=up");
  EXPECT_EQ(request({{"query", "up"}}, "http://p/api/v1/query?limit=9#x").url,
            "http://p/api/v1/query?limit=9&query=up");
  EXPECT_EQ(request({{"query", "up"}, {"range_secs", "60"}}, "http://p/api/v1/query").url.substr(0, 31),
            "http://p/api/v1/query_range?que");
  EXPECT_EQ(request({{"query", "up"}}, "http://p/tenant/api/v1/read").url, "http://p/tenant/api/v1/read?query=up");
  EXPECT_EQ(request({}, "http://p/api/v1/query?query=up").url, "http://p/api/v1/query?query=up");
}

TEST(PrometheusRequest, RangesEndAtMultiplesOfTheStepSoThatPointsComeAgain) {
  const auto asked = request({{"query", "up"}, {"range_secs", "3600"}, {"step_secs", "30"}}, "http://p");
  EXPECT_EQ(asked.url, "http://p/api/v1/query_range?query=up&start=1795158000&end=1795161600&step=30");
  const auto later =
      request({{"query", "up"}, {"range_secs", "3600"}, {"step_secs", "30"}}, "http://p", "2026-11-20T08:00:29.999Z");
  EXPECT_EQ(later.url, asked.url);
  // A 250th of the range; at least a second.
  EXPECT_NE(request({{"query", "up"}, {"range_secs", "86400"}}).url.find("&step=346"), std::string::npos);
  EXPECT_NE(request({{"query", "up"}, {"range_secs", "60"}}).url.find("&step=1"), std::string::npos);
}

TEST(PrometheusRequest, Trap10ElevenThousandAndOnePointsRaiseTheStep) {
  const auto step_of = [](const std::string& url) { return url.substr(url.find("&step=")); };
  // Both ends count: 10,999 steps are 11,000 points.
  EXPECT_EQ(step_of(request({{"query", "up"}, {"range_secs", "10999"}, {"step_secs", "1"}}).url), "&step=1");
  EXPECT_EQ(step_of(request({{"query", "up"}, {"range_secs", "11000"}, {"step_secs", "1"}}).url), "&step=2");
  for (const int64_t range : {11'000, 86'400, 31'622'400, 10'999 * 7, 10'999 * 7 + 1}) {
    const std::string url = request({{"query", "up"}, {"range_secs", std::to_string(range)}, {"step_secs", "1"}}).url;
    const auto number = [&](const char* key) {
      return std::stoll(url.substr(url.find(key) + std::string(key).size()));
    };
    EXPECT_LE((number("&end=") - number("&start=")) / number("&step=") + 1, 11'000) << range;
    EXPECT_GE((number("&end=") - number("&start=")) / number("&step=") + 1, 5'000) << range;
  }
}

TEST(PrometheusRequest, Trap9SampledAsksForBothHalvesAtOnce) {
  const auto asked = request({{"query", "up"}, {"sampled", "true"}}, "http://p", "2026-11-20T08:00:17Z", "POST");
  EXPECT_EQ(asked.body,
            "query=label_replace%28up%2C%22onescreen_part%22%2C%22value%22%2C%22%22%2C%22%22%29%20or%20label_replace"
            "%28timestamp%28up%29%2C%22onescreen_part%22%2C%22time%22%2C%22%22%2C%22%22%29");
  EXPECT_EQ(request({{"query", "up"}, {"sampled", "false"}}).url, "http://p:9090/api/v1/query?query=up");
  // A comment at the end must not swallow what follows.
  EXPECT_NE(request({{"query", "up # all"}, {"sampled", "true"}}).url.find("all%0A%29"), std::string::npos);
}

TEST(PrometheusRequest, LongQueriesAndPostGoAsForms) {
  const auto posted = request({{"query", "up"}}, "http://p", "2026-11-20T08:00:17Z", "POST");
  EXPECT_EQ(posted.url, "http://p/api/v1/query");
  EXPECT_EQ(posted.method, "POST");
  EXPECT_EQ(posted.body, "query=up");
  EXPECT_EQ(posted.content_type, "application/x-www-form-urlencoded");
  const auto longer = request({{"query", std::string(3000, 'x')}});
  EXPECT_EQ(longer.method, "POST");
  EXPECT_EQ(longer.body.size(), 3006u);
}

}  // namespace
}  // namespace onescreen::data
