// Keeps secrets out of the program's log, whoever writes to it.
#pragma once

namespace onescreen::data {

// Has every line of the default logger pass redacted() before it is written. Call it once after the log's pattern and
// sinks are set (setting a pattern later undoes it), before any thread logs.
void redact_log_output();

}  // namespace onescreen::data
