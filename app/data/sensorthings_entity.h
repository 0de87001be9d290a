// Entities of an OGC SensorThings 1.1 answer as reusable values, and which members of them are looked at. Plain values
// over the answer's own bytes, which must outlive them; knows nothing of parsers and tables. One thread at a time.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/json_text.h"
#include "model/time.h"

namespace onescreen::data {

// What is kept of an entity of any kind.
enum class SensorPart : size_t {
  id,
  self_link,
  name,
  unit,  // the symbol
  observed_property,
  phenomenon_time,
  result,
  result_time,
  location,
  location_type,
  location_geometry,  // where the location is a Feature
  location_geometry_type,
  stream_link,
  thing_link,
  streams_next,
  observations_next,
  components,
  data_array,
  count_  // how many there are
};

enum class SensorKind { thing, stream, observation, data_array, other };

// One Thing, Datastream, Observation or Location. Values are raw JSON within the answer; empty: not there.
class SensorEntity {
 public:
  RawJson operator[](SensorPart part) const { return values_[static_cast<size_t>(part)]; }
  // The value at one of the reader's own pointers.
  RawJson at_pointer(size_t index) const { return values_[static_cast<size_t>(SensorPart::count_) + index]; }
  SensorKind kind() const;

  bool streams_expanded() const { return streams_expanded_; }
  std::span<SensorEntity> streams() { return {streams_.data(), stream_count_}; }
  // nullptr: not expanded, or none.
  const SensorEntity* thing() const { return has_thing_ ? thing_.get() : nullptr; }
  const SensorEntity* stream() const { return has_stream_ ? stream_.get() : nullptr; }
  // Of several the first point, else the first shape: they tell one place in several forms (18-088, 8.2.2).
  const SensorEntity* location() const { return has_location_ ? location_.get() : nullptr; }
  // The one whose phenomenonTime ends last; without readable times the first.
  const SensorEntity* observation() const { return observation_count_ > 0 ? observation_.get() : nullptr; }
  bool newest_is_first() const { return newest_is_first_; }

 private:
  friend struct SensorWalk;

  std::vector<RawJson> values_;
  unsigned marks_ = 0;
  bool streams_expanded_ = false;
  bool has_thing_ = false;
  bool has_stream_ = false;
  bool has_location_ = false;
  bool newest_is_first_ = true;
  size_t stream_count_ = 0;
  size_t observation_count_ = 0;
  // Kept from one use to the next, so that 61,000 Things cost no allocation each.
  std::vector<SensorEntity> streams_;
  std::unique_ptr<SensorEntity> thing_, stream_, location_, observation_, candidate_;
};

// Where a member leads.
enum class SensorLink { none, streams, observations, thing, stream, locations };

// The members that are looked at, as a tree; the children of one node by the length of their keys.
struct SensorNode {
  struct Child {
    std::string key;
    std::unique_ptr<SensorNode> node;
  };
  static constexpr size_t kLengths = 48;

  std::array<std::vector<Child>, kLengths> children;
  bool has_children = false;
  std::vector<size_t> slots;  // of SensorEntity's values
  unsigned mark = 0;          // what the member's presence says about the kind of its entity
  SensorLink link = SensorLink::none;

  // nullptr: it is not looked at.
  const SensorNode* find(std::string_view key) const;
  SensorNode& child(std::string_view key);
  SensorNode& at(std::string_view pointer);
};

// The tree for all parts and `pointers`, which are JSON pointers relative to an entity of whatever kind.
std::unique_ptr<SensorNode> sensor_tree(std::span<const std::string> pointers);

// The part of a phenomenonTime that tells how new it is: what stands behind the "/" of an interval, or before it where
// that is no time. Without quotes and escapes; empty for what is no text. `scratch` may hold it.
std::string_view end_of_time(RawJson time, const model::Zone& zone, std::string& scratch);

}  // namespace onescreen::data
