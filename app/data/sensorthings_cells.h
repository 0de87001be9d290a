// The columns of the format "sensorthings" and how the entities that make one row fill them: identity, result by its
// JSON type, end of the time, place. Pure; one per decode. Which entities belong together is the format's matter.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/fixed_columns.h"
#include "data/sensorthings_entity.h"
#include "data/source_config.h"

namespace onescreen::data {

// `given` with the format's own columns.
DecodeOptions sensor_options(const DecodeOptions& given);
// Whether lon and lat come from the place's shape; a source that declares such columns reads them from there.
bool sensor_positions_from_shapes(const DecodeOptions& given);

// The entities of one row; nullptr: the answer has none.
struct SensorRow {
  const SensorEntity* thing = nullptr;
  const SensorEntity* stream = nullptr;
  const SensorEntity* observation = nullptr;
  const SensorEntity* location = nullptr;
  std::string_view stream_id;  // as a link names it, where no Datastream is expanded
};

// As text, whatever its JSON type, or as the entity's own link tells it; empty: there is none. `list`: "Datastreams".
std::string sensor_id(const SensorEntity* entity, std::string_view list);
// "…/Datastreams(19)" -> 19, "…/Datastreams('a')" -> a; empty for every other link.
std::string sensor_id_in_link(RawJson link, std::string_view list);

class SensorCells {
 public:
  // `options` as sensor_options() completed them from `given`; must outlive it.
  SensorCells(const DecodeOptions& given, const DecodeOptions& options, bool has_escapes);

  // JSON pointers of the declared columns, relative to the entity that each is of.
  std::span<const std::string> pointers() const { return pointers_; }
  // One cell for each column of the options; they live until the next call.
  std::span<const RawJson> fill(const SensorRow& row);

 private:
  enum class Owner { thing, stream, observation, location };

  void identity(const SensorRow& row);
  bool id(size_t column, const SensorEntity* entity, std::string_view list);
  void result(RawJson raw);
  void time(RawJson raw);

  const model::Zone& zone_;
  RowCells cells_;
  std::vector<Owner> owners_;
  std::vector<std::string> pointers_;
  std::string scratch_;
};

}  // namespace onescreen::data
