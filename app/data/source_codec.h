// The facts of a source and the outcomes of its polls as bytes and back, for the wall's memory and for recordings.
// Tables travel beside them (table_codec.h), since most outcomes have none that is new. Pure; any bytes give a value
// or an Error.
#pragma once

#include <string>
#include <string_view>

#include "data/store.h"
#include "model/result.h"
#include "model/snapshot.h"

namespace onescreen::data {

// Everything that polls have told about a source, without its tables; what the site file declares is not among it.
std::string encode_facts(const model::SourceState& state);
model::Result<model::SourceState> decode_facts(std::string_view bytes);

// An outcome without its table: a Decoded comes back with an empty one.
std::string encode_outcome(const PollOutcome& outcome);
model::Result<PollOutcome> decode_outcome(std::string_view bytes);

}  // namespace onescreen::data
