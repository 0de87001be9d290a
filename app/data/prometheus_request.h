// What Prometheus is asked: the address (or form) of an instant or range query from a source's keys. Pure; the answer
// is read by formats/prometheus.cpp.
#pragma once

#include <string_view>

#include "data/format.h"

namespace onescreen::data {

// Label that tells the two halves of a "sampled" answer apart, and its two values.
inline constexpr std::string_view kPromPart = "onescreen_part";
inline constexpr std::string_view kPromPartValue = "value";
inline constexpr std::string_view kPromPartTime = "time";

// Keys "query", "range_secs", "step_secs" and "sampled" of DecodeOptions::extra; without "query" the address is asked
// as it is. Range queries end at the last multiple of the step, so that points of one poll are those of the next.
FormatRequest prometheus_request(const SourceConfig& source, model::TimePoint now);

}  // namespace onescreen::data
