// 10,000 cameras as the HTTP API of a GB/T 28181 gateway (wvp) lists them.
// GET /gb28181/api/channels?page&count
//   {"code":0,"msg":"成功","note":"演示数据","data":{"total":10000,"list":[{"gbId":1,
//     "gbDeviceId":"31010900001310000001" (20 digits),"gbName":"...","gbManufacturer":"...","gbCivilCode":"310109018",
//     "gbParentId":"31010900002160000001","gbAddress":"...","gbStatus":"ON","gbLongitude":121.5,"gbLatitude":31.25,
//     "gbPtzType":3,"gbDirectionType":1,"gbSecrecy":0}]}}
//   Positions in WGS-84, as the standard has them. About one in forty is OFF; exactly one is secret.
#include <fmt/format.h>

#include "demo/feed.h"
#include "demo/json_writer.h"

namespace onescreen::demo {

namespace {

constexpr size_t kCameras = 10'000;
constexpr size_t kSecret = 4'711;
constexpr double kOfflineShare = 0.025;
constexpr int64_t kOfflineSpellSecs = 1'800;
// Centre, trade, type (131: camera; 216: group), network; the rest is the number.
constexpr const char* kCameraPrefix = "31010900001310";
constexpr const char* kGroupPrefix = "31010900002160";

struct Camera {
  std::string name;
  size_t cell = 0;
  int ptz = 3;
  int direction = 1;  // of GB/T 28181: 1 east, 2 west, ...
  model::LonLat at;
};

std::vector<Camera> invent(const City& city) {
  const Ground& ground = city.ground();
  const FeedTexts& texts = city.feed_texts();
  std::vector<double> areas;
  for (const Cell& cell : ground.cells()) areas.push_back(cell.area_km2);
  std::vector<double> shares;
  for (const CameraType& type : texts.camera_types) shares.push_back(type.share);
  std::map<std::string, int> numbers;
  Random random(city.seed(), 0, Stream::cameras);
  std::vector<Camera> cameras;
  cameras.reserve(kCameras);
  for (size_t i = 0; i < kCameras; ++i) {
    Camera camera;
    camera.cell = random.pick(areas);
    const Cell& cell = ground.cells()[camera.cell];
    const CameraType& type = texts.camera_types[random.pick(shares)];
    camera.ptz = type.ptz;
    camera.direction = 1 + static_cast<int>(random.index(8));
    std::string road;
    // Estates and yards have cameras as well as streets.
    if (cell.roads.empty() || random.chance(0.45)) {
      const auto& roads = city.catalogue().street_roads[cell.street];
      road = roads[random.index(roads.size())];
      camera.at = ground.place_in(cell, random);
    } else {
      const size_t chosen = random.index(cell.roads.size());
      road = ground.roads()[cell.roads[chosen]].name;
      camera.at = ground.place_by_road(cell, chosen, random);
    }
    camera.name = fill(type.name, {{"road", road}, {"number", fmt::format("{:03}", ++numbers[road])}});
    if (i == kSecret) camera.name = texts.camera_secret;
    cameras.push_back(std::move(camera));
  }
  return cameras;
}

// Each camera's spells begin at a second of its own.
bool is_online(uint64_t seed, size_t camera, TimePoint now) {
  const uint64_t key = mix(seed ^ 0xCA3E, camera);
  const int64_t second = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const int64_t spell = (second + static_cast<int64_t>(key % kOfflineSpellSecs)) / kOfflineSpellSecs;
  return unit_interval(mix(key, static_cast<uint64_t>(spell))) >= kOfflineShare;
}

Answer channels(const City& city, const std::vector<Camera>& cameras, const Asked& asked) {
  const auto count = static_cast<size_t>(asked.number("count", 15, 1, 2'000));
  const auto page = static_cast<size_t>(asked.number("page", 1, 1, 1'000'000));
  const size_t begin = std::min(cameras.size(), (page - 1) * count);
  const size_t end = std::min(cameras.size(), begin + count);
  JsonWriter out;
  out.out().reserve((end - begin) * 380 + 128);
  out.begin_object().key("code").integer(0).key("msg").text("成功").key("note").text(city.feed_texts().mark);
  out.key("data").begin_object().key("total").unsigned_integer(cameras.size()).key("list").begin_array();
  for (size_t i = begin; i < end; ++i) {
    const Camera& camera = cameras[i];
    const Cell& cell = city.ground().cells()[camera.cell];
    const Street& street = city.ground().streets()[cell.street];
    out.begin_object().key("gbId").unsigned_integer(i + 1);
    out.key("gbDeviceId").text(fmt::format("{}{:06}", kCameraPrefix, i + 1)).key("gbName").text(camera.name);
    out.key("gbManufacturer").text(city.feed_texts().camera_maker).key("gbCivilCode").text(street.id);
    out.key("gbParentId")
        .text(fmt::format("{}{:06}", kGroupPrefix, cell.street + 1))
        .key("gbAddress")
        .text(street.name);
    out.key("gbStatus").text(is_online(city.seed(), i, asked.now) ? "ON" : "OFF");
    out.key("gbLongitude").number(camera.at.lon, 6).key("gbLatitude").number(camera.at.lat, 6);
    out.key("gbPtzType").integer(camera.ptz).key("gbDirectionType").integer(camera.direction);
    out.key("gbSecrecy").integer(i == kSecret ? 1 : 0).end_object();
  }
  out.end_array().end_object().end_object();
  return {out.take()};
}

}  // namespace

void add_camera_feeds(const City& city, std::vector<Feed>& feeds) {
  auto cameras = std::make_shared<const Lazy<std::vector<Camera>>>([&city] { return invent(city); });
  feeds.push_back({"/gb28181/api/channels",
                   [&city, cameras](const Asked& asked) { return channels(city, cameras->get(), asked); }});
}

}  // namespace onescreen::demo
