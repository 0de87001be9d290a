// Answers about the renewal of old blocks; all of them invented.
// GET /api/renewal/blocks  a GeoJSON FeatureCollection in one page, in GCJ-02 as the district's map service gives it:
//   {"type":"FeatureCollection","demo":true,"code":200,"features":[{"type":"Feature","id":"JF-07",
//    "geometry":{"type":"Polygon","coordinates":[[[121.49,31.26],..]]},"properties":{"name":"..","group":"..",
//    "street":"..","library":"..","stage":"signing","stageName":"..","households":412,"signed":371,"signedToday":2,
//    "stillDays":11,"unit":"..","nextStep":".."}}]}
// GET /api/renewal/groups  rows: {"group":"..","blocks":9,"households":3912,"signed":2871,"signedToday":8}; sums of the
//                            blocks that are being signed or later
// GET /api/renewal/target  data: {"rate":85}; per cent of a block's households
#include "demo/answers.h"
#include "demo/gcj02.h"

namespace onescreen::demo {

namespace {

constexpr int kDecimals = 6;

const char* name_of(Renewal::Stage stage) {
  switch (stage) {
    case Renewal::Stage::waiting:
      return "waiting";
    case Renewal::Stage::signing:
      return "signing";
    case Renewal::Stage::clearing:
      return "clearing";
    case Renewal::Stage::handed:
      break;
  }
  return "handed";
}

std::string blocks_answer(const City& city, TimePoint now) {
  const Renewal& renewal = city.renewal();
  JsonWriter out;
  out.begin_object().key("type").text("FeatureCollection").key("demo").boolean(true).key("code").integer(200);
  out.key("note").text(city.feed_texts().mark).key("features").begin_array();
  for (const Renewal::Block& block : renewal.blocks()) {
    const Renewal::State state = renewal.state_of(block, now);
    out.begin_object().key("type").text("Feature").key("id").text(block.id);
    out.key("geometry").begin_object().key("type").text("Polygon").key("coordinates").begin_array().begin_array();
    for (const model::LonLat corner : block.ring) {
      const model::LonLat at = gcj02_from_wgs84(corner);
      out.begin_array().number(at.lon, kDecimals).number(at.lat, kDecimals).end_array();
    }
    out.end_array().end_array().end_object().key("properties").begin_object();
    out.key("name").text(block.name).key("group").text(renewal.groups()[block.group]);
    out.key("street").text(city.ground().streets()[block.street].label).key("library").text(state.library);
    out.key("stage").text(name_of(state.stage)).key("stageName").text(renewal.stage_name(state.stage));
    out.key("households").integer(block.households).key("signed").integer(state.signed_households);
    out.key("signedToday").integer(state.signed_today).key("stillDays").integer(state.still_days);
    out.key("unit").text(block.unit).key("nextStep").text(state.next_step).end_object().end_object();
  }
  out.end_array().end_object();
  return out.take();
}

struct Group {
  int blocks = 0, households = 0, signed_households = 0, today = 0;
};

std::string groups_answer(const City& city, TimePoint now, const Page& page) {
  const Renewal& renewal = city.renewal();
  std::vector<Group> groups(renewal.groups().size());
  for (const Renewal::Block& block : renewal.blocks()) {
    const Renewal::State state = renewal.state_of(block, now);
    if (state.stage == Renewal::Stage::waiting) continue;
    Group& group = groups[block.group];
    ++group.blocks;
    group.households += block.households;
    group.signed_households += state.signed_households;
    group.today += state.signed_today;
  }
  return list_answer(groups.size(), page, [&](JsonWriter& out, size_t i) {
    out.key("group").text(renewal.groups()[i]).key("blocks").integer(groups[i].blocks);
    out.key("households").integer(groups[i].households).key("signed").integer(groups[i].signed_households);
    out.key("signedToday").integer(groups[i].today);
  });
}

}  // namespace

void add_renewal_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  endpoints.push_back(
      {"/api/renewal/blocks", [&city](TimePoint now, const Page&) { return blocks_answer(city, now); }});
  endpoints.push_back(
      {"/api/renewal/groups", [&city](TimePoint now, const Page& page) { return groups_answer(city, now, page); }});
  endpoints.push_back({"/api/renewal/target", [&city](TimePoint, const Page&) {
                         return object_answer(
                             [&](JsonWriter& out) { out.key("rate").number(city.renewal().target(), 1); });
                       }});
}

}  // namespace onescreen::demo
