// Reads the entities of an OGC SensorThings 1.1 answer, whatever is expanded in what, into reusable values. In: the
// JSON of the list (or of one entity); out: each entity once, with what it leads to. Knows nothing of tables; one per
// decode.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "data/sensorthings_entity.h"
#include "model/result.h"
#include "model/time.h"

namespace onescreen::data {

struct SensorWalk;

class SensorThingsReader {
 public:
  // `pointers`: JSON pointers, each relative to an entity of whatever kind. `zone`: of times without an offset.
  SensorThingsReader(const model::Zone& zone, std::span<const std::string> pointers);
  ~SensorThingsReader();

  // `json` is one array of entities or one entity, with at least 64 readable bytes behind it. The entity handed out may
  // be moved from.
  std::optional<model::Error> read(std::string_view json, const std::function<void(SensorEntity&)>& on_entity);

  // The observations of a group in dataArray form, by its "components".
  std::optional<model::Error> read_data_array(const SensorEntity& group,
                                              const std::function<void(SensorEntity&)>& on_observation);

  // End of the interval or the instant; nullopt when it cannot be read.
  std::optional<model::TimePoint> time_of(const SensorEntity& observation) const;

 private:
  const model::Zone& zone_;
  std::unique_ptr<SensorNode> root_;
  std::unique_ptr<SensorWalk> walk_;
};

}  // namespace onescreen::data
