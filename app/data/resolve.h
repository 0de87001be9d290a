// Host name to address without being at the mercy of the system's resolver, which may block for half a minute and
// cannot be interrupted.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "model/result.h"

namespace onescreen::data {

// A numeric address for `host` (IPv4 before IPv6; numeric ones come back as they are). Waits until `deadline` or a stop
// at most; a look-up that takes longer is left behind on a thread of its own, which ends with it;
// whoever asks for the same host meanwhile waits for that one.
model::Result<std::string> resolve(const std::string& host, std::chrono::steady_clock::time_point deadline,
                                   std::stop_token stop);

}  // namespace onescreen::data
