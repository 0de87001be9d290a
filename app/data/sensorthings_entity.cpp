#include "data/sensorthings_entity.h"

#include <algorithm>

#include "data/cells.h"

namespace onescreen::data {
namespace {

// What a member's presence says about the kind of its entity.
enum Mark : unsigned {
  kThing = 1,
  kStream = 2,
  kMaybeStream = 4,
  kObservation = 8,
  kDataArray = 16,
  kOther = 32,  // Sensors, ObservedProperties, Locations, FeaturesOfInterest
  kNamed = 64,
};

}  // namespace

SensorKind SensorEntity::kind() const {
  if ((marks_ & kDataArray) != 0) return SensorKind::data_array;
  if ((marks_ & kObservation) != 0) return SensorKind::observation;
  if ((marks_ & kStream) != 0) return SensorKind::stream;
  if ((marks_ & kThing) != 0) return SensorKind::thing;
  if ((marks_ & kOther) != 0) return SensorKind::other;
  if ((marks_ & kMaybeStream) != 0) return SensorKind::stream;
  return (marks_ & kNamed) != 0 ? SensorKind::thing : SensorKind::other;
}

const SensorNode* SensorNode::find(std::string_view key) const {
  for (const auto& child : children[std::min(key.size(), kLengths - 1)]) {
    if (child.key == key) return child.node.get();
  }
  return nullptr;
}

SensorNode& SensorNode::child(std::string_view key) {
  has_children = true;
  auto& same_length = children[std::min(key.size(), kLengths - 1)];
  for (const auto& known : same_length) {
    if (known.key == key) return *known.node;
  }
  return *same_length.emplace_back(Child{std::string(key), std::make_unique<SensorNode>()}).node;
}

SensorNode& SensorNode::at(std::string_view pointer) {
  SensorNode* node = this;
  for (const auto& token : split_json_pointer(pointer)) node = &node->child(token);
  return *node;
}

std::unique_ptr<SensorNode> sensor_tree(std::span<const std::string> pointers) {
  auto root = std::make_unique<SensorNode>();
  const auto part = [&](const char* pointer, SensorPart slot) {
    root->at(pointer).slots.push_back(static_cast<size_t>(slot));
  };
  part("/@iot.id", SensorPart::id);
  part("/@iot.selfLink", SensorPart::self_link);
  part("/name", SensorPart::name);
  part("/unitOfMeasurement/symbol", SensorPart::unit);
  part("/ObservedProperty/name", SensorPart::observed_property);
  part("/phenomenonTime", SensorPart::phenomenon_time);
  part("/result", SensorPart::result);
  part("/resultTime", SensorPart::result_time);
  part("/location", SensorPart::location);
  part("/location/type", SensorPart::location_type);
  part("/location/geometry", SensorPart::location_geometry);
  part("/location/geometry/type", SensorPart::location_geometry_type);
  part("/Datastream@iot.navigationLink", SensorPart::stream_link);
  part("/Thing@iot.navigationLink", SensorPart::thing_link);
  part("/Datastreams@iot.nextLink", SensorPart::streams_next);
  part("/Observations@iot.nextLink", SensorPart::observations_next);
  part("/components", SensorPart::components);
  part("/dataArray", SensorPart::data_array);
  for (size_t i = 0; i < pointers.size(); ++i)
    root->at(pointers[i]).slots.push_back(static_cast<size_t>(SensorPart::count_) + i);

  const auto mark = [&](unsigned bits, std::initializer_list<const char*> keys) {
    for (const char* key : keys) root->child(key).mark |= bits;
  };
  mark(kNamed, {"@iot.id", "name"});
  mark(kThing, {"Locations", "Locations@iot.navigationLink"});
  mark(kStream, {"unitOfMeasurement", "unitOfMeasurements", "observationType", "ObservedProperty", "Thing",
                 "Thing@iot.navigationLink"});
  mark(kMaybeStream, {"Observations", "Observations@iot.navigationLink"});
  mark(kObservation, {"result", "Datastream"});
  mark(kDataArray, {"dataArray"});
  mark(kOther, {"metadata", "definition", "location", "feature"});

  root->child("Datastreams").link = SensorLink::streams;
  root->child("Observations").link = SensorLink::observations;
  root->child("Thing").link = SensorLink::thing;
  root->child("Datastream").link = SensorLink::stream;
  root->child("Locations").link = SensorLink::locations;
  return root;
}

std::string_view end_of_time(RawJson time, const model::Zone& zone, std::string& scratch) {
  if (!time.starts_with('"')) return {};
  const auto text = scalar_text(time, scratch);
  if (!text) return {};
  const size_t slash = text->find('/');
  if (slash == std::string_view::npos) return *text;
  // "2020-04-10T16:00:00Z/.." and "…/PT1H" have no end that can be read.
  const std::string_view end = text->substr(slash + 1);
  return read_time(end, "iso8601", zone) ? end : text->substr(0, slash);
}

}  // namespace onescreen::data
