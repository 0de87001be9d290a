// What stands around the rows of a JSON answer: whether it is a good one, a failure or a refusal, how many rows there
// are, when they were true, and where the next page is. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/format.h"
#include "data/json_text.h"

namespace onescreen::data {

// Which values of the envelope a decoder asks JsonDocument for, and what they mean. A decoder may ask for more of its
// own behind them.
std::vector<std::string> envelope_pointers(const DecodeOptions& options);
// The error that an envelope declares, if any; `values` in the order of envelope_pointers().
std::optional<model::Error> envelope_error(const DecodeOptions& options, std::span<const RawJson> values);
// The same where another format was expected and `bytes` may be a JSON answer that explains why it is not there.
std::optional<model::Error> error_instead(const DecodeOptions& options, std::string_view bytes);
// Fills total, as_of and next where the options name them, and truncated by the total. After RowBuilder::finish.
void read_envelope(const DecodeOptions& options, std::span<const RawJson> values, Decoded& decoded);

}  // namespace onescreen::data
