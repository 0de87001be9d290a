// The "result" of a Prometheus answer as lines of samples: vector, matrix, scalar and string alike, in an order that
// does not depend on the server's. In: raw JSON; out: values over it. Knows nothing of tables; any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/json_text.h"
#include "model/result.h"

namespace onescreen::data {

struct PromSample {
  RawJson evaluated;  // seconds since 1970
  RawJson value;      // a JSON string, as Prometheus writes numbers
  RawJson sampled;    // when it was really taken, seconds as a JSON string; empty: the answer does not tell
};

struct PromLine {
  std::string metric;                                   // empty: it has no name
  std::string series;                                   // name{label="value",...}, labels sorted: who it is
  std::vector<std::pair<std::string, RawJson>> labels;  // of the answer, __name__ included
  bool histogram = false;                               // count or sum of a native histogram
  std::vector<PromSample> samples;                      // by time
};

enum class PromKind { vector, matrix, scalar, string };

struct PromAnswer {
  std::vector<PromLine> lines;  // by series
  bool sampled = false;         // it came in two halves, values and times; every sample that has a time tells it
};

// `result` must have 64 readable bytes behind it and outlive the answer.
model::Result<PromAnswer> read_prometheus(PromKind kind, std::string_view result);

// The texts of an array, such as the warnings; empty for anything else. The same room behind it.
std::vector<std::string> read_texts(std::string_view array);

}  // namespace onescreen::data
