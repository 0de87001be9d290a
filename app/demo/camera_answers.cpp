// Answers about cameras: where each stands, which way it looks and whether its picture comes.
// GET /api/cameras  rows: {"cameraId":"CAM-0001","cameraName":"四川北路 12","cameraType":"枪机","street":"北外滩",
//                          "grid":"BWT-03","longitude":121.49,"latitude":31.26
//                          (GCJ-02),"heading":135,"status":"online", "offlineSince":null,"secret":0}; heading is null
//                          for those that turn
#include <fmt/format.h>

#include <array>
#include <memory>
#include <optional>

#include "demo/answers.h"
#include "demo/gcj02.h"
#include "demo/still_answers.h"

namespace onescreen::demo {

namespace {

constexpr int kDecimals = 6;
constexpr double kFixedShare = 0.75;  // the others turn
constexpr uint64_t kSecretSalt = 0x5EC2E7;
constexpr double kSecretShare = 0.02;
constexpr double kOfflineShare = 0.03;  // of the spells
constexpr int64_t kSpellSecs = 90 * 60;

struct Camera {
  std::string id;
  std::string name;
  size_t cell = 0;
  model::LonLat at;
  std::optional<int> heading;
  int64_t phase_secs = 0;  // of its spells
  uint64_t key = 0;
};

// Beside roads, numbered along each; the same for the same seed.
class Cameras {
 public:
  explicit Cameras(const City& city) : city_(city) {
    const Ground& ground = city.ground();
    std::vector<double> weights;
    for (const Cell& cell : ground.cells()) weights.push_back(cell.roads.empty() ? 0 : cell.area_km2);
    std::vector<int> on_road(ground.roads().size(), 0);
    Random random(city.seed(), 0, Stream::cameras);
    for (int i = 0; i < kDistrictCameras; ++i) {
      Camera camera;
      camera.cell = random.pick(weights);
      const Cell& cell = ground.cells()[camera.cell];
      const size_t road = random.index(cell.roads.size());
      camera.at = ground.place_by_road(cell, road, random);
      camera.id = fmt::format("CAM-{:04}", i + 1);
      camera.name = fmt::format("{} {}", ground.roads()[cell.roads[road]].name, ++on_road[cell.roads[road]]);
      const bool is_fixed = random.chance(kFixedShare);
      const int heading = static_cast<int>(random.index(24)) * 15;
      if (is_fixed) camera.heading = heading;
      camera.phase_secs = static_cast<int64_t>(random.index(kSpellSecs));
      camera.key = random.next();
      cameras_.push_back(std::move(camera));
    }
  }

  std::string answer(TimePoint now, const Page& page) const {
    return list_answer(cameras_.size(), page, [&](JsonWriter& out, size_t i) {
      const Camera& camera = cameras_[i];
      const Cell& cell = city_.ground().cells()[camera.cell];
      const model::LonLat at = gcj02_from_wgs84(camera.at);
      const std::optional<TimePoint> since = offline_since(camera, now);
      out.key("cameraId").text(camera.id).key("cameraName").text(camera.name);
      out.key("cameraType").text(camera.heading ? "枪机" : "球机");
      out.key("street").text(city_.ground().streets()[cell.street].label).key("grid").text(cell.id);
      out.key("longitude").number(at.lon, kDecimals).key("latitude").number(at.lat, kDecimals);
      out.key("heading");
      if (camera.heading) {
        out.integer(*camera.heading);
      } else {
        out.null();
      }
      out.key("status").text(since ? "offline" : "online").key("offlineSince");
      if (since) {
        out.local_time(*since);
      } else {
        out.null();
      }
      out.key("secret").integer(unit_interval(mix(camera.key, kSecretSalt)) < kSecretShare ? 1 : 0);
    });
  }

 private:
  // A camera drops out for whole spells, which begin at its own times.
  static std::optional<TimePoint> offline_since(const Camera& camera, TimePoint now) {
    const int64_t second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    int64_t spell = (second - camera.phase_secs) / kSpellSecs;
    const auto is_out = [&](int64_t which) {
      return unit_interval(mix(camera.key, static_cast<uint64_t>(which))) < kOfflineShare;
    };
    if (!is_out(spell)) return std::nullopt;
    while (is_out(spell - 1)) --spell;
    return TimePoint(std::chrono::seconds(spell * kSpellSecs + camera.phase_secs));
  }

  const City& city_;
  std::vector<Camera> cameras_;
};

}  // namespace

void add_camera_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  auto cameras = std::make_shared<const Cameras>(city);
  endpoints.push_back(
      {"/api/cameras", [cameras](TimePoint now, const Page& page) { return cameras->answer(now, page); }});
}

}  // namespace onescreen::demo
