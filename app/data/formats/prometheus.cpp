// The format "prometheus": answers of its query and query_range, one row for each sample, in an order of its own; and
// what is asked, from a source's keys. NaN and the infinities are never numbers here, so that no sum is poisoned. Pure;
// any thread. Leaves out: buckets of native histograms, /api/v1/alerts and the other endpoints.
#include "data/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "data/cells.h"
#include "data/fixed_columns.h"
#include "data/json_reader.h"
#include "data/json_text.h"
#include "data/prometheus_answer.h"
#include "data/prometheus_request.h"
#include "data/row_builder.h"

namespace onescreen::data {
namespace {

using model::Type;

constexpr FixedColumn kColumns[] = {{"series"},
                                    {"metric"},
                                    {"time", Type::time, "epoch_s"},
                                    {"evaluated_at", Type::time, "epoch_s"},
                                    {"value", Type::number},
                                    {"special"},
                                    {"text"}};
constexpr size_t kSeries = fixed_index(kColumns, "series");
constexpr size_t kMetric = fixed_index(kColumns, "metric");
constexpr size_t kTime = fixed_index(kColumns, "time");
constexpr size_t kEvaluatedAt = fixed_index(kColumns, "evaluated_at");
constexpr size_t kValue = fixed_index(kColumns, "value");
constexpr size_t kSpecial = fixed_index(kColumns, "special");
constexpr size_t kText = fixed_index(kColumns, "text");

DecodeOptions completed(const DecodeOptions& given) { return with_fixed_columns(given, kColumns); }

enum Envelope : size_t { kStatus, kErrorType, kError, kWarnings, kInfos, kResultType, kResult };
const std::vector<std::string>& envelope_of_format() {
  static const std::vector<std::string> pointers = {"/status", "/errorType",       "/error",      "/warnings",
                                                    "/infos",  "/data/resultType", "/data/result"};
  return pointers;
}

std::string text_of(RawJson raw) {
  std::string scratch;
  const auto text = raw == "null" ? std::nullopt : scalar_text(raw, scratch);
  return text ? std::string(*text) : std::string();
}

// `values` in the order of envelope_of_format().
std::string quoted_error(std::span<const RawJson> values) {
  const std::string type = text_of(values[kErrorType]);
  const std::string said = text_of(values[kError]);
  return type.empty() || said.empty() ? type + said : fmt::format("{}: {}", type, said);
}

model::Error format_error(std::string message) { return {model::ErrorCode::format, std::move(message), {}}; }

std::optional<PromKind> kind_of(RawJson result_type) {
  static constexpr std::pair<std::string_view, PromKind> kKinds[] = {{"\"vector\"", PromKind::vector},
                                                                     {"\"matrix\"", PromKind::matrix},
                                                                     {"\"scalar\"", PromKind::scalar},
                                                                     {"\"string\"", PromKind::string}};
  for (const auto& [name, kind] : kKinds) {
    if (name == result_type) return kind;
  }
  return std::nullopt;
}

// "NaN", "+Inf", "-Inf" as they are written; empty for a number.
std::string_view special_of(RawJson value) {
  if (value == "\"NaN\"") return "NaN";
  if (value == "\"+Inf\"" || value == "\"Inf\"") return "+Inf";
  if (value == "\"-Inf\"") return "-Inf";
  return {};
}

class SampleRows {
 public:
  SampleRows(std::string_view name, const DecodeOptions& given, const DecodeOptions& options,
             const JsonDocument& document)
      : cells_(given, options, kColumns, document.has_escapes()), builder_(name, options.columns, options, document) {
    // Labels lie in "metric"; nothing else differs from row to row.
    for (const size_t column : cells_.declared_columns()) {
      const auto tokens = split_json_pointer(options.columns[column].pointer);
      labels_.push_back(tokens.size() == 2 && tokens[0] == "metric" ? tokens[1] : std::string());
    }
  }

  void add(const PromLine& line, PromKind kind, bool sampled) {
    for (const auto& sample : line.samples) {
      cells_.clear();
      cells_.text(kSeries, line.series);
      if (!line.metric.empty()) cells_.text(kMetric, line.metric);
      cells_.raw(kEvaluatedAt, sample.evaluated);
      // Of a sampled answer the evaluation's time would look like a sample's.
      const RawJson time = sampled ? sample.sampled : sample.evaluated;
      if (special_of(time).empty()) cells_.raw(kTime, time);
      if (kind == PromKind::string) {
        cells_.raw(kText, sample.value);
      } else if (const std::string_view special = special_of(sample.value); !special.empty()) {
        cells_.text(kSpecial, special);
      } else {
        cells_.raw(kValue, sample.value);
        if (line.histogram) cells_.text(kSpecial, "histogram");
      }
      for (size_t i = 0; i < labels_.size(); ++i) {
        const auto label = std::find_if(line.labels.begin(), line.labels.end(),
                                        [&](const auto& known) { return known.first == labels_[i]; });
        if (label != line.labels.end() && !labels_[i].empty())
          cells_.declared(cells_.declared_columns()[i], label->second);
      }
      builder_.row(cells_.cells());
    }
  }

  model::Result<Decoded> finish() { return builder_.finish(); }

 private:
  RowCells cells_;
  RowBuilder builder_;
  std::vector<std::string> labels_;  // of the declared columns; empty: the pointer leads to no label
};

model::Result<Decoded> decode(std::string_view name, std::string_view bytes, const DecodeOptions& given) {
  const RoomyText roomy(bytes);
  auto document = JsonDocument::open(roomy.view());
  if (!document) return document.error();
  const DecodeOptions options = completed(given);
  JsonRequest request;
  request.rows = "/ ";  // nowhere: what a row is depends on the result's type
  request.envelope = envelope_pointers(options);
  const size_t own = request.envelope.size();
  request.envelope.insert(request.envelope.end(), envelope_of_format().begin(), envelope_of_format().end());
  bool missing = false;
  auto envelope = document->walk(
      request, [](std::span<const RawJson>) {}, missing);
  if (!envelope) return envelope.error();
  if (auto error = envelope_error(options, *envelope)) return std::move(*error);
  const std::span<const RawJson> values = std::span(*envelope).subspan(own);

  if (values[kStatus] == "\"error\"") {
    // Data may stand beside the error; it is not whole.
    const std::string said = quoted_error(values);
    return format_error(fmt::format("Prometheus refuses the query: {}", said.empty() ? "it does not say why" : said));
  }
  if (values[kStatus] != "\"success\"") {
    return format_error("there is no \"status\": the answer is not Prometheus's; \"url\" is the address of the server");
  }
  const auto kind = kind_of(values[kResultType]);
  if (!kind || !values[kResult].starts_with('[')) {
    return format_error(
        "there is no result of a query (vector, matrix, scalar or string); only /api/v1/query and "
        "/api/v1/query_range can be read");
  }
  const auto answer = read_prometheus(*kind, values[kResult]);
  if (!answer) return answer.error();
  SampleRows rows(name, given, options, *document);
  for (const auto& line : answer->lines) rows.add(line, *kind, answer->sampled);
  auto decoded = rows.finish();
  if (!decoded) return decoded;
  for (const size_t said : {kWarnings, kInfos}) {
    for (auto& text : read_texts(values[said])) decoded->warnings.push_back(std::move(text));
  }
  read_envelope(options, *envelope, *decoded);
  // The evaluation's time of an instant query is that of asking: a value scraped five minutes ago bears it too, so it
  // says nothing of the data's age and is not claimed. In a matrix it is the newest step that had a sample.
  const bool tells_age = answer->sampled || *kind == PromKind::matrix;
  const std::string& column = !options.data_time.empty() ? options.data_time : std::string(tells_age ? "time" : "");
  if (!decoded->as_of && !column.empty()) decoded->as_of = newest_time(*decoded->table, column);
  return decoded;
}

std::vector<model::ColumnSpec> schema(const DecodeOptions& given) { return column_specs(completed(given)); }

// 400, 422 and 503 say in JSON what is wrong; proxies before it send HTML, which is not quoted.
std::string error_text(std::string_view body) {
  auto document = JsonDocument::open(body);
  if (!document) return {};
  JsonRequest request;
  request.rows = "/ ";
  request.envelope = envelope_of_format();
  bool missing = false;
  const auto values = document->walk(
      request, [](std::span<const RawJson>) {}, missing);
  return values ? quoted_error(*values) : std::string();
}

const bool registered = register_format(
    {.name = "prometheus",
     .summary = "Prometheus query and query_range: a row for each sample, with its series; NaN and Inf are no numbers",
     .keys = {{.name = "query",
               .type = model::KeyType::text,
               .summary = "PromQL; \"url\" is then the server's address. Without it \"url\" is asked as it is"},
              {.name = "range_secs",
               .type = model::KeyType::integer,
               .summary = "how far back a range query reaches; an instant query when absent",
               .minimum = 1,
               .maximum = 366 * 86400.0},
              {.name = "step_secs",
               .type = model::KeyType::integer,
               .summary = "distance of its points; when absent a 250th of the range. Raised where there would be more "
                          "than 11,000 points",
               .minimum = 1,
               .maximum = 366 * 86400.0},
              {.name = "sampled",
               .type = model::KeyType::boolean,
               .summary = "asks as well when each value was really taken, which tells the age of the data; for a query "
                          "that is one plain selector",
               .fallback = "false"}},
     .decode = decode,
     .schema = schema,
     .request = prometheus_request,
     .error_text = error_text});

}  // namespace
}  // namespace onescreen::data
