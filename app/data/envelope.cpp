#include "data/envelope.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/cells.h"
#include "data/json_reader.h"

namespace onescreen::data {
namespace {

enum Envelope : size_t { kSuccess, kDenied, kMessage, kTotal, kAsOf, kNext };

constexpr size_t kMostQuoted = 200;

// Scalars as they read; of anything else only that it is there.
std::string text_of(RawJson raw) {
  std::string scratch;
  const auto text = scalar_text(raw, scratch);
  return text ? std::string(*text) : quotable(raw, kMostQuoted);
}

std::string quoted(RawJson raw) { return quotable(text_of(raw), kMostQuoted); }

bool contains(const std::vector<std::string>& values, RawJson raw) {
  return std::find(values.begin(), values.end(), text_of(raw)) != values.end();
}

model::Error format_error(std::string message) { return {model::ErrorCode::format, std::move(message), {}}; }

}  // namespace

std::vector<std::string> envelope_pointers(const DecodeOptions& options) {
  return {options.success_pointer, options.denied_pointer, options.message, options.total, options.as_of, options.next};
}

std::optional<model::Error> envelope_error(const DecodeOptions& options, std::span<const RawJson> values) {
  std::string said;
  if (!options.message.empty() && !values[kMessage].empty()) said = fmt::format(": \"{}\"", quoted(values[kMessage]));
  if (!options.denied_pointer.empty() && !values[kDenied].empty() && contains(options.denied_values, values[kDenied])) {
    return model::Error{model::ErrorCode::denied,
                        fmt::format("the back end refuses us: {} is {}{}; check the credentials",
                                    options.denied_pointer, quoted(values[kDenied]), said),
                        {}};
  }
  if (options.success_pointer.empty()) return std::nullopt;
  if (values[kSuccess].empty()) {
    return format_error(fmt::format("there is nothing at \"{}\", by which \"success_when\" tells a good answer{}",
                                    options.success_pointer, said));
  }
  if (contains(options.success_values, values[kSuccess])) return std::nullopt;
  return format_error(fmt::format("the back end reports a failure: {} is {}{}", options.success_pointer,
                                  quoted(values[kSuccess]), said));
}

std::optional<model::Error> error_instead(const DecodeOptions& options, std::string_view bytes) {
  if (options.success_pointer.empty() && options.denied_pointer.empty()) return std::nullopt;
  const auto document = JsonDocument::open(bytes);
  if (!document) return std::nullopt;
  JsonRequest request;
  request.envelope = envelope_pointers(options);
  bool missing = false;
  const auto envelope = document->walk(
      request, [](std::span<const RawJson>) {}, missing);
  return envelope ? envelope_error(options, *envelope) : std::nullopt;
}

void read_envelope(const DecodeOptions& options, std::span<const RawJson> values, Decoded& decoded) {
  const auto there = [&](const std::string& pointer, Envelope which) {
    return !pointer.empty() && !values[which].empty() && values[which] != "null";
  };
  if (there(options.total, kTotal)) {
    int64_t total = 0;
    if (read_integer(text_of(values[kTotal]), total) && total >= 0) {
      decoded.total = total;
      decoded.truncated |= total > decoded.rows_in_answer;
    } else {
      ++decoded
            .drop_reasons[fmt::format("total ({}): {} is not a number of rows", options.total, quoted(values[kTotal]))];
    }
  }
  if (there(options.as_of, kAsOf)) {
    if (const auto time = read_time(text_of(values[kAsOf]), options.time_format, options.zone)) {
      decoded.as_of = time;
    } else {
      ++decoded.drop_reasons[fmt::format("as_of ({}): {} is not a time of the declared format", options.as_of,
                                         quoted(values[kAsOf]))];
    }
  }
  if (there(options.next, kNext) && values[kNext] != "false") {
    std::string scratch;
    const auto next = scalar_text(values[kNext], scratch);
    if (next && *next != "true") {
      decoded.next = *next;
    } else {
      decoded.warnings.push_back(fmt::format(
          "next ({}): {} is neither a cursor nor an address, so no further page is asked for; \"next\" may be wrong",
          options.next, quotable(values[kNext])));
    }
  }
}

}  // namespace onescreen::data
