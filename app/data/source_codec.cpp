#include "data/source_codec.h"

#include <algorithm>

#include "data/bytes.h"

namespace onescreen::data {
namespace {

using model::Duration;
using model::Error;
using model::ErrorCode;
using model::Instant;

constexpr uint8_t kFactsVersion = 1;
constexpr uint8_t kOutcomeVersion = 1;

// Times past this (eight thousand years) are damage, and arithmetic on them would overflow.
constexpr int64_t kMostMillis = 250'000'000'000'000;

Error broken(const char* what) { return {ErrorCode::format, std::string("kept ") + what + " are damaged", {}}; }

void put(ByteWriter& out, Duration value) { out.put(static_cast<int64_t>(value.count())); }
void put(ByteWriter& out, Instant value) {
  out.put(model::to_millis(value.utc));
  put(out, value.uptime);
}
void put(ByteWriter& out, const Error& error) {
  out.put(static_cast<uint8_t>(error.code));
  out.text(error.message);
  out.text(error.where);
}
void put(ByteWriter& out, model::TimePoint value) { out.put(model::to_millis(value)); }
void put(ByteWriter& out, int64_t value) { out.put(value); }
void put(ByteWriter& out, const std::map<std::string, int64_t>& counts) {
  out.count(counts.size());
  for (const auto& [reason, count] : counts) {
    out.text(reason);
    out.put(count);
  }
}
void put(ByteWriter& out, const std::vector<std::string>& texts) {
  out.count(texts.size());
  for (const auto& text : texts) out.text(text);
}
template <typename T>
void put(ByteWriter& out, const std::optional<T>& value) {
  out.put(static_cast<uint8_t>(value ? 1 : 0));
  if (value) put(out, *value);
}
void put_flag(ByteWriter& out, bool value) { out.put(static_cast<uint8_t>(value ? 1 : 0)); }

int64_t millis(ByteReader& in) {
  const auto value = in.get<int64_t>();
  if (value > kMostMillis || value < -kMostMillis) in.fail();
  return std::clamp(value, -kMostMillis, kMostMillis);
}
void get(ByteReader& in, int64_t& value) { value = in.get<int64_t>(); }
void get(ByteReader& in, Duration& value) { value = Duration(millis(in)); }
void get(ByteReader& in, model::TimePoint& value) { value = model::from_millis(millis(in)); }
void get(ByteReader& in, Instant& value) {
  get(in, value.utc);
  get(in, value.uptime);
}
void get(ByteReader& in, Error& error) {
  const auto code = in.get<uint8_t>();
  if (code > static_cast<uint8_t>(ErrorCode::io)) return in.fail();
  error.code = static_cast<ErrorCode>(code);
  error.message = in.text();
  error.where = in.text();
}
void get(ByteReader& in, std::map<std::string, int64_t>& counts) {
  for (size_t left = in.count_of(1 + sizeof(int64_t)); left > 0; --left) {
    std::string reason(in.text());
    counts[std::move(reason)] = in.get<int64_t>();
  }
}
void get(ByteReader& in, std::vector<std::string>& texts) {
  for (size_t left = in.count_of(1); left > 0; --left) texts.emplace_back(in.text());
}
template <typename T>
void get(ByteReader& in, std::optional<T>& value) {
  if (in.flag()) get(in, value.emplace());
}

}  // namespace

std::string encode_facts(const model::SourceState& state) {
  ByteWriter out;
  out.put(kFactsVersion);
  put(out, state.as_of);
  put(out, state.confirmed);
  put(out, state.attempted);
  put(out, state.error);
  put(out, state.failing_since);
  out.put(static_cast<int64_t>(state.consecutive_failures));
  out.put(state.polls);
  put(out, state.latency);
  put(out, state.decode_time);
  out.put(state.response_bytes);
  put_flag(out, state.truncated);
  out.put(state.dropped_rows);
  put(out, state.drop_reasons);
  out.put(state.carried_rows);
  put(out, state.warnings);
  put(out, state.clock_offset);
  out.text(state.suspected_crs);
  put_flag(out, state.restored);
  put(out, state.paused_to);
  return out.take();
}

model::Result<model::SourceState> decode_facts(std::string_view bytes) {
  ByteReader in(bytes);
  model::SourceState state;
  if (in.get<uint8_t>() != kFactsVersion) return broken("facts");
  get(in, state.as_of);
  get(in, state.confirmed);
  get(in, state.attempted);
  get(in, state.error);
  get(in, state.failing_since);
  state.consecutive_failures = static_cast<int>(std::clamp<int64_t>(in.get<int64_t>(), 0, INT32_MAX));
  state.polls = in.get<uint64_t>();
  get(in, state.latency);
  get(in, state.decode_time);
  state.response_bytes = in.get<uint64_t>();
  state.truncated = in.flag();
  state.dropped_rows = in.get<int64_t>();
  get(in, state.drop_reasons);
  state.carried_rows = in.get<int64_t>();
  get(in, state.warnings);
  get(in, state.clock_offset);
  state.suspected_crs = in.text();
  state.restored = in.flag();
  get(in, state.paused_to);
  if (!in.done()) return broken("facts");
  return state;
}

std::string encode_outcome(const PollOutcome& outcome) {
  ByteWriter out;
  out.put(kOutcomeVersion);
  put(out, outcome.attempted);
  put(out, outcome.answered);
  out.put(outcome.response_bytes);
  put(out, outcome.decode_time);
  put(out, outcome.clock_offset);
  put(out, outcome.not_before);
  put_flag(out, outcome.no_store);
  out.text(outcome.suspected_crs);
  out.put(static_cast<uint8_t>(outcome.result.index()));
  if (const auto* decoded = std::get_if<Decoded>(&outcome.result)) {
    out.put(decoded->rows_in_answer);
    put(out, decoded->total);
    put(out, decoded->as_of);
    put_flag(out, decoded->truncated);
    out.put(decoded->dropped_rows);
    put(out, decoded->drop_reasons);
    put(out, decoded->warnings);
    out.put(decoded->carried_rows);
  } else if (const auto* error = std::get_if<Error>(&outcome.result)) {
    put(out, *error);
  }
  return out.take();
}

model::Result<PollOutcome> decode_outcome(std::string_view bytes) {
  ByteReader in(bytes);
  PollOutcome outcome;
  if (in.get<uint8_t>() != kOutcomeVersion) return broken("answers");
  get(in, outcome.attempted);
  get(in, outcome.answered);
  outcome.response_bytes = in.get<uint64_t>();
  get(in, outcome.decode_time);
  get(in, outcome.clock_offset);
  get(in, outcome.not_before);
  outcome.no_store = in.flag();
  outcome.suspected_crs = in.text();
  const auto kind = in.get<uint8_t>();
  if (kind == 0) {
    Decoded decoded;
    decoded.rows_in_answer = in.get<int64_t>();
    get(in, decoded.total);
    get(in, decoded.as_of);
    decoded.truncated = in.flag();
    decoded.dropped_rows = in.get<int64_t>();
    get(in, decoded.drop_reasons);
    get(in, decoded.warnings);
    decoded.carried_rows = in.get<int64_t>();
    outcome.result = std::move(decoded);
  } else if (kind == 1) {
    outcome.result = Unchanged{};
  } else if (kind == 2) {
    Error error;
    get(in, error);
    outcome.result = std::move(error);
  } else {
    in.fail();
  }
  if (!in.done()) return broken("answers");
  return outcome;
}

}  // namespace onescreen::data
