// What stands around the warnings of an answer: where they are, the time of the data, and what went wrong, in the
// services' different words. In: an answer that is an object; out: a pointer to the alerts, or an error. Pure.
#pragma once

#include <optional>
#include <string>

#include "data/json_reader.h"
#include "model/result.h"
#include "model/time.h"

namespace onescreen::data {

constexpr char kNoWarnings[] = "/ ";  // a member that no answer has

struct WarningSurroundings {
  std::string rows;  // JSON pointer to the alerts; kNoWarnings where the service says that there are none
  std::string said;  // of what went wrong
  std::optional<model::Error> failure;
  std::optional<model::TimePoint> as_of;
};

// The document must be an object. An error of its own is one of reading.
model::Result<WarningSurroundings> look_around_warnings(JsonDocument& document);

}  // namespace onescreen::data
