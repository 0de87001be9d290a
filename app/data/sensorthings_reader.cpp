#include "data/sensorthings_reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "data/cells.h"

namespace onescreen::data {
namespace {

namespace od = simdjson::ondemand;
using simdjson::error_code;
using simdjson::SUCCESS;

static_assert(RoomyText::kRoom >= simdjson::SIMDJSON_PADDING);

#define ONESCREEN_TRY(expression)           \
  do {                                      \
    const error_code failed = (expression); \
    if (failed != SUCCESS) return failed;   \
  } while (false)

// A Thing leads to a Datastream to an Observation; what is expanded deeper tells nothing of a row.
constexpr int kDeepest = 4;

RawJson trimmed(RawJson raw) {
  while (!raw.empty() && (raw.back() == ' ' || raw.back() == '\n' || raw.back() == '\r' || raw.back() == '\t'))
    raw.remove_suffix(1);
  return raw;
}

// Without quotes; a trailing blank is a slip of the standard's own examples ("@iot.id ").
std::string_view key_of(od::field& member, std::string& scratch) {
  const char* raw = member.key().raw();
  const char* end = raw;
  bool escaped = false;
  while (*end != '"') {
    escaped |= *end == '\\';
    end += *end == '\\' ? 2 : 1;
  }
  std::string_view key(raw, static_cast<size_t>(end - raw));
  if (escaped) {
    if (!unescape_json(std::string_view(raw - 1, key.size() + 2), scratch)) return {};
    key = scratch;
  }
  while (!key.empty() && key.back() == ' ') key.remove_suffix(1);
  return key;
}

char first_of(od::value& value) {
  const std::string_view token = value.raw_json_token();
  return token.empty() ? '\0' : token.front();
}

// A point is what a map can mark; a shape is better than a text such as a street address.
int rank_of(const SensorEntity& location) {
  if (location[SensorPart::location_type] == "\"Point\"" || location[SensorPart::location_geometry_type] == "\"Point\"")
    return 2;
  return location[SensorPart::location].starts_with('{') ? 1 : 0;
}

}  // namespace

struct SensorWalk {
  SensorWalk(const SensorNode& tree, size_t values, const SensorThingsReader& owner)
      : root(tree), value_count(values), reader(owner) {}

  void reset(SensorEntity& entity) const {
    entity.values_.assign(value_count, RawJson());
    entity.marks_ = 0;
    entity.streams_expanded_ = entity.has_thing_ = entity.has_stream_ = entity.has_location_ = false;
    entity.newest_is_first_ = true;
    entity.stream_count_ = entity.observation_count_ = 0;
  }
  SensorEntity& fresh(std::unique_ptr<SensorEntity>& entity) const {
    if (entity == nullptr) entity = std::make_unique<SensorEntity>();
    reset(*entity);
    return *entity;
  }

  // Calls `each` with every object of an array; anything else is passed over.
  template <typename Each>
  error_code objects(od::value value, Each&& each) {
    if (first_of(value) != '[') return SUCCESS;
    od::array array;
    ONESCREEN_TRY(value.get_array().get(array));
    for (auto element : array) {
      od::value item;
      ONESCREEN_TRY(std::move(element).get(item));
      if (first_of(item) != '{') continue;
      od::object object;
      ONESCREEN_TRY(item.get_object().get(object));
      ONESCREEN_TRY(each(object));
    }
    return SUCCESS;
  }

  error_code one(od::value value, std::unique_ptr<SensorEntity>& into, bool& has, int depth) {
    if (first_of(value) != '{') return SUCCESS;
    od::object object;
    ONESCREEN_TRY(value.get_object().get(object));
    has = true;
    return entity(object, fresh(into), depth);
  }

  error_code observation(od::object object, SensorEntity& stream, int depth) {
    SensorEntity& candidate = fresh(stream.candidate_);
    ONESCREEN_TRY(entity(object, candidate, depth));
    bool newer = stream.observation_count_ == 0;
    if (!newer) {
      const auto known = reader.time_of(*stream.observation_);
      const auto time = reader.time_of(candidate);
      newer = time && (!known || *time > *known);
      if (newer) stream.newest_is_first_ = false;
    }
    if (newer) std::swap(stream.observation_, stream.candidate_);
    ++stream.observation_count_;
    return SUCCESS;
  }

  error_code location(od::object object, SensorEntity& thing, int depth) {
    SensorEntity& candidate = fresh(thing.candidate_);
    ONESCREEN_TRY(entity(object, candidate, depth));
    if (!thing.has_location_ || rank_of(candidate) > rank_of(*thing.location_))
      std::swap(thing.location_, thing.candidate_);
    thing.has_location_ = true;
    return SUCCESS;
  }

  error_code entity(od::object object, SensorEntity& into, int depth) {
    for (auto field : object) {
      od::field member;
      ONESCREEN_TRY(std::move(field).get(member));
      const SensorNode* node = root.find(key_of(member, key_scratch));
      if (node == nullptr) continue;
      into.marks_ |= node->mark;
      if (node->link == SensorLink::none) {
        ONESCREEN_TRY(value(member.value(), *node, into));
      } else if (depth < kDeepest) {
        ONESCREEN_TRY(linked(member.value(), node->link, into, depth + 1));
      }
    }
    return SUCCESS;
  }

  error_code linked(od::value value, SensorLink link, SensorEntity& into, int depth) {
    switch (link) {
      case SensorLink::streams:
        into.streams_expanded_ = true;
        return objects(value, [&](od::object object) {
          if (into.stream_count_ == into.streams_.size()) into.streams_.emplace_back();
          SensorEntity& stream = into.streams_[into.stream_count_++];
          reset(stream);
          return entity(object, stream, depth);
        });
      case SensorLink::observations:
        return objects(value, [&](od::object object) { return observation(object, into, depth); });
      case SensorLink::locations:
        return objects(value, [&](od::object object) { return location(object, into, depth); });
      case SensorLink::thing:
        return one(value, into.thing_, into.has_thing_, depth);
      case SensorLink::stream:
        return one(value, into.stream_, into.has_stream_, depth);
      case SensorLink::none:
        break;
    }
    return SUCCESS;
  }

  template <typename Container>
  static error_code take(Container& container, const SensorNode& node, SensorEntity& into) {
    std::string_view raw;
    ONESCREEN_TRY(container.raw_json().get(raw));
    raw = trimmed(raw);
    for (const size_t slot : node.slots) into.values_[slot] = raw;
    return node.has_children ? container.reset().error() : SUCCESS;
  }

  error_code value(od::value value, const SensorNode& node, SensorEntity& into) {
    const std::string_view token = value.raw_json_token();
    if (token.empty()) return simdjson::TAPE_ERROR;
    if (token.front() == '{') {
      od::object object;
      ONESCREEN_TRY(value.get_object().get(object));
      if (!node.slots.empty()) ONESCREEN_TRY(take(object, node, into));
      if (!node.has_children) return SUCCESS;
      for (auto field : object) {
        od::field member;
        ONESCREEN_TRY(std::move(field).get(member));
        const SensorNode* child = node.find(key_of(member, key_scratch));
        if (child != nullptr) ONESCREEN_TRY(this->value(member.value(), *child, into));
      }
      return SUCCESS;
    }
    if (token.front() == '[') {
      od::array array;
      ONESCREEN_TRY(value.get_array().get(array));
      if (!node.slots.empty()) ONESCREEN_TRY(take(array, node, into));
      if (!node.has_children) return SUCCESS;
      size_t index = 0;
      for (auto element : array) {
        od::value item;
        ONESCREEN_TRY(std::move(element).get(item));
        const SensorNode* child = node.find(fmt::format_int(index++).c_str());
        if (child != nullptr) ONESCREEN_TRY(this->value(item, *child, into));
      }
      return SUCCESS;
    }
    const RawJson raw = trimmed(token);
    for (const size_t slot : node.slots) into.values_[slot] = raw;
    return SUCCESS;
  }

  error_code list(std::string_view json, const std::function<void(SensorEntity&)>& on_entity) {
    od::document document;
    ONESCREEN_TRY(parser.iterate(json.data(), json.size(), json.size() + simdjson::SIMDJSON_PADDING).get(document));
    const auto each = [&](od::object object) {
      reset(current);
      const error_code error = entity(object, current, 0);
      if (error == SUCCESS) on_entity(current);
      return error;
    };
    if (json.front() == '{') {
      od::object object;
      ONESCREEN_TRY(document.get_object().get(object));
      return each(object);
    }
    od::array array;
    ONESCREEN_TRY(document.get_array().get(array));
    for (auto element : array) {
      od::value item;
      ONESCREEN_TRY(std::move(element).get(item));
      od::object object;
      if (first_of(item) == '{') {
        ONESCREEN_TRY(item.get_object().get(object));
        ONESCREEN_TRY(each(object));
      } else {
        reset(current);  // no entity of any kind, but not to be lost uncounted
        on_entity(current);
      }
    }
    return SUCCESS;
  }

  error_code data_array(const SensorEntity& group, const std::function<void(SensorEntity&)>& on_observation) {
    const RawJson names = group[SensorPart::components];
    const RawJson rows = group[SensorPart::data_array];
    if (!names.starts_with('[') || !rows.starts_with('[')) return simdjson::INCORRECT_TYPE;
    od::document document;
    std::vector<const SensorNode*> columns;
    {
      ONESCREEN_TRY(
          inner_parser.iterate(names.data(), names.size(), names.size() + simdjson::SIMDJSON_PADDING).get(document));
      od::array array;
      ONESCREEN_TRY(document.get_array().get(array));
      std::string scratch;
      for (auto element : array) {
        od::value item;
        ONESCREEN_TRY(std::move(element).get(item));
        const char first = first_of(item);
        const auto name = first == '"' ? scalar_text(trimmed(item.raw_json_token()), scratch) : std::nullopt;
        columns.push_back(name ? root.find(*name == "id" ? "@iot.id" : *name) : nullptr);
      }
    }
    ONESCREEN_TRY(
        inner_parser.iterate(rows.data(), rows.size(), rows.size() + simdjson::SIMDJSON_PADDING).get(document));
    od::array array;
    ONESCREEN_TRY(document.get_array().get(array));
    SensorEntity observation;
    for (auto element : array) {
      od::value row;
      ONESCREEN_TRY(std::move(element).get(row));
      reset(observation);
      if (first_of(row) == '[') {
        od::array cells;
        ONESCREEN_TRY(row.get_array().get(cells));
        size_t place = 0;
        for (auto cell : cells) {
          od::value item;
          ONESCREEN_TRY(std::move(cell).get(item));
          const SensorNode* node = place < columns.size() ? columns[place] : nullptr;
          ++place;
          if (node != nullptr && node->link == SensorLink::none) ONESCREEN_TRY(value(item, *node, observation));
        }
      }
      on_observation(observation);
    }
    return SUCCESS;
  }

  const SensorNode& root;
  size_t value_count;
  const SensorThingsReader& reader;
  std::string key_scratch;
  od::parser parser;
  od::parser inner_parser;
  SensorEntity current;
};

#undef ONESCREEN_TRY

SensorThingsReader::SensorThingsReader(const model::Zone& zone, std::span<const std::string> pointers)
    : zone_(zone),
      root_(sensor_tree(pointers)),
      walk_(std::make_unique<SensorWalk>(*root_, static_cast<size_t>(SensorPart::count_) + pointers.size(), *this)) {}

SensorThingsReader::~SensorThingsReader() = default;

namespace {

std::optional<model::Error> error_of(error_code error, const char* what) {
  if (error == SUCCESS) return std::nullopt;
  return model::Error{
      model::ErrorCode::format, fmt::format("{} is not valid JSON ({})", what, simdjson::error_message(error)), {}};
}

}  // namespace

std::optional<model::Error> SensorThingsReader::read(std::string_view json,
                                                     const std::function<void(SensorEntity&)>& on_entity) {
  if (!json.starts_with('[') && !json.starts_with('{')) {
    return model::Error{model::ErrorCode::format, "\"value\" is no list; check that the address is that of a list", {}};
  }
  return error_of(walk_->list(json, on_entity), "the list of entities");
}

std::optional<model::Error> SensorThingsReader::read_data_array(
    const SensorEntity& group, const std::function<void(SensorEntity&)>& on_observation) {
  return error_of(walk_->data_array(group, on_observation), "a \"dataArray\" or its \"components\"");
}

std::optional<model::TimePoint> SensorThingsReader::time_of(const SensorEntity& observation) const {
  std::string scratch;
  const std::string_view text = end_of_time(observation[SensorPart::phenomenon_time], zone_, scratch);
  return read_time(text, "iso8601", zone_);
}

}  // namespace onescreen::data
