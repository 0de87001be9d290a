// A picture lasts five seconds, so that whoever asks more often is told that it is the same (304). Last-Modified says
// when it was taken: that of a frozen one is long ago.
#include "demo/still_answers.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <httplib.h>

#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <thread>

#include "demo/random.h"
#include "demo/response_cache.h"
#include "demo/still_painter.h"

namespace onescreen::demo {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds kSlot{5};
constexpr std::chrono::seconds kFrozenSpell{6 * 3600};
constexpr std::chrono::seconds kSlow{8};

// "CAM-0042"
std::optional<int> camera_of(const std::string& id) {
  int number = 0;
  if (id.size() != 8 || !id.starts_with("CAM-")) return std::nullopt;
  const auto [end, error] = std::from_chars(id.data() + 4, id.data() + id.size(), number);
  if (error != std::errc() || end != id.data() + id.size()) return std::nullopt;
  return number >= 1 && number <= kDistrictCameras ? std::optional(number) : std::nullopt;
}

std::string http_date(model::TimePoint time) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}",
                     fmt::gmtime(std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count()));
}

// When what a camera shows at `now` was taken.
model::TimePoint taken_at(uint64_t seed, int camera, model::TimePoint now) {
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  const uint64_t key = mix(mix(seed, 0x57111), static_cast<uint64_t>(camera));
  if (still_fault(seed, camera) == StillFault::frozen) {
    const std::chrono::seconds phase(static_cast<int64_t>(key % static_cast<uint64_t>(kFrozenSpell.count())));
    return second - (second.time_since_epoch() + phase) % kFrozenSpell;
  }
  return second - second.time_since_epoch() % kSlot;
}

}  // namespace

StillFault still_fault(uint64_t seed, int camera) {
  const double at = unit_interval(mix(mix(seed, 0xFA01A), static_cast<uint64_t>(camera)));
  if (at < 0.04) return StillFault::frozen;
  if (at < 0.065) return StillFault::slow;
  if (at < 0.08) return StillFault::gone;
  return at < 0.095 ? StillFault::broken : StillFault::none;
}

void route_stills(httplib::Server& server, uint64_t seed, const std::function<model::TimePoint()>& now,
                  const std::atomic<bool>& stopping) {
  server.Get(R"(/api/cameras/([^/]+)/snapshot\.jpg)", [seed, &now, &stopping](const httplib::Request& request,
                                                                              httplib::Response& response) {
    const std::string id = request.matches[1];
    const auto camera = camera_of(id);
    const StillFault fault = camera ? still_fault(seed, *camera) : StillFault::gone;
    if (fault == StillFault::slow) {
      for (auto waited = 0ms; waited < kSlow && !stopping; waited += 20ms) std::this_thread::sleep_for(20ms);
    }
    if (fault == StillFault::gone || fault == StillFault::broken) {
      response.status =
          fault == StillFault::gone ? httplib::StatusCode::NotFound_404 : httplib::StatusCode::InternalServerError_500;
      response.set_content(fault == StillFault::gone ? "no such picture" : "the camera does not answer", "text/plain");
      return;
    }
    const model::TimePoint taken = taken_at(seed, *camera, now());
    const std::string etag = fmt::format("\"{}-{}\"", id, model::to_millis(taken) / 1000);
    response.set_header("ETag", etag);
    response.set_header("Last-Modified", http_date(taken));
    response.set_header("Date", http_date(now()));
    response.set_header("Cache-Control", "no-store");
    if (etag_matches(request.get_header_value("If-None-Match"), etag)) {
      response.status = httplib::StatusCode::NotModified_304;
      return;
    }
    const auto local = std::chrono::duration_cast<std::chrono::seconds>(taken.time_since_epoch() + 8h).count();
    response.set_content(still_jpeg({mix(mix(seed, 0xCA7), static_cast<uint64_t>(*camera)), taken,
                                     fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::gmtime(local)), id}),
                         "image/jpeg");
  });
}

}  // namespace onescreen::demo
