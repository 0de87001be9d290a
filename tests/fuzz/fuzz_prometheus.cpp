// Any bytes as a Prometheus answer: an error with a sentence, or a sound table that no NaN or infinity has entered.
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "data/format.h"
#include "fuzz_table.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace onescreen;
  static const data::DecodeOptions options = [] {
    data::DecodeOptions o;
    data::ColumnMapping job;
    job.spec = {"job", model::Type::text};
    job.pointer = "/metric/job";
    job.optional = true;
    o.columns.push_back(job);
    return o;
  }();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const data::Format* format = data::find_format("prometheus");
  const auto decoded = format->decode("fuzz", bytes, options);
  if (decoded) {
    fuzz::check(*decoded->table);
    for (const double value : decoded->table->column("value")->numbers()) fuzz::require(std::isfinite(value));
    const model::Column& series = *decoded->table->column("series");
    for (size_t row = 1; row < series.size(); ++row) fuzz::require(series.text(row - 1) <= series.text(row));
  }
  if (!decoded && decoded.error().message.empty()) std::abort();
  (void)format->error_text(bytes);

  // The same bytes as a query: whatever it is, nothing of it may leave the parameter that it stands in.
  data::SourceConfig source;
  source.url = "http://p";
  source.decode.extra = {{"query", std::string(bytes)}, {"range_secs", "60"}, {"sampled", "true"}};
  const auto request = format->request(source, model::from_millis(1'700'000'000'000));
  const std::string& sent = request.body.empty() ? request.url : request.body;
  for (const char c : sent) fuzz::require(c > ' ' && c < 0x7F && c != '+' && c != '#');
  return 0;
}
