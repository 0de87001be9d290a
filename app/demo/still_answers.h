// The demo city's stills over HTTP: /api/cameras/{id}/snapshot.jpg.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "model/time.h"

namespace httplib {
class Server;
}

namespace onescreen::demo {

inline constexpr int kDistrictCameras = 1200;  // CAM-0001 and on

// What is wrong with a camera's picture for good, so that a wall has something to tell: a small share of each.
enum class StillFault { none, frozen, slow, gone, broken };
StillFault still_fault(uint64_t seed, int camera);

// `now` and `stopping` outlive the server; a slow answer ends when the server is to stop.
void route_stills(httplib::Server& server, uint64_t seed, const std::function<model::TimePoint()>& now,
                  const std::atomic<bool>& stopping);

}  // namespace onescreen::demo
