// The format "sensorthings" (OGC SensorThings 1.1, 18-088): one row per Datastream with its newest Observation, from
// lists of Things, Datastreams or Observations with whatever is expanded in them, or from the dataArray form. Pure; any
// thread. Does not build queries: the address is asked as the site file has it, and links of next pages are opaque.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <unordered_map>
#include <utility>

#include "data/fixed_columns.h"
#include "data/format.h"
#include "data/json_reader.h"
#include "data/json_text.h"
#include "data/row_builder.h"
#include "data/sensorthings_cells.h"
#include "data/sensorthings_reader.h"

namespace onescreen::data {
namespace {

using Part = SensorPart;

constexpr char kUnsorted[] =
    "Observations are paged and not sorted newest first, so newer ones may be missing; ask for "
    "$orderby=phenomenonTime desc";
constexpr char kStreamsPaged[] =
    "a Thing has more Datastreams than the back end expands in it, and the rest is not read; ask for a larger $top in "
    "$expand=Datastreams(...), or for Datastreams with $expand=Thing";
constexpr char kBackInTime[] =
    "the pages of these Observations lead back in time, so only the first is read; ask for Datastreams with "
    "$expand=Observations, or sort them oldest first";
constexpr char kOthers[] = "entries that are neither Things nor Datastreams nor Observations";

bool is_null(RawJson raw) { return raw.empty() || raw == "null"; }

class SensorRows {
 public:
  SensorRows(std::string_view name, const DecodeOptions& given, const DecodeOptions& options,
             const JsonDocument& document)
      : cells_(given, options, document.has_escapes()),
        builder_(name, options.columns, options, document, sensor_positions_from_shapes(given)),
        reader_(options.zone, cells_.pointers()) {}

  std::optional<model::Error> read(std::string_view json) {
    auto error = reader_.read(json, [&](SensorEntity& entity) { take(entity); });
    if (error) return error;
    for (const auto& kept : newest_) add(kept.row());
    return std::move(group_error_);
  }

  // `next`: link of the next page; `count`: entities that the back end says it has.
  model::Result<Decoded> finish(std::string next, std::optional<int64_t> count) {
    auto decoded = builder_.finish();
    if (!decoded) return decoded;
    if (others_ > 0 && decoded->rows_in_answer == 0) {
      return model::Error{model::ErrorCode::format,
                          "the answer lists neither Things nor Datastreams nor Observations; check the address",
                          {}};
    }
    if (others_ > 0) {
      decoded->rows_in_answer += others_;
      decoded->dropped_rows += others_;
      decoded->drop_reasons[kOthers] += others_;
    }
    if (broken_groups_ > 0)
      decoded->drop_reasons["groups whose \"components\" and \"dataArray\" are no arrays"] += broken_groups_;
    if (unsorted_) decoded->warnings.emplace_back(kUnsorted);
    if (streams_paged_) {
      decoded->warnings.emplace_back(kStreamsPaged);
      decoded->truncated = true;
    }
    if (!next.empty() && descending_ && !ascending_) {
      // Rows of a later page replace those of an earlier one, which here would be newer.
      decoded->warnings.emplace_back(kBackInTime);
      decoded->truncated = true;
      next.clear();
    }
    // What is counted are entities, and FROST may estimate; only where each became one row does it tell of rows.
    if (count && observations_ == 0 && entities_ == decoded->rows_in_answer && *count >= decoded->rows_in_answer) {
      decoded->total = count;
      if (next.empty() && *count > decoded->rows_in_answer) decoded->truncated = true;
    }
    decoded->next = std::move(next);
    return decoded;
  }

 private:
  // An Observation with what is known of its Datastream, kept until all are seen.
  struct Kept {
    SensorEntity observation;
    std::shared_ptr<const SensorEntity> group;  // of a dataArray; empty: none
    std::string stream_id;
    std::optional<model::TimePoint> time;

    const SensorEntity* stream() const { return group != nullptr ? group->stream() : observation.stream(); }
    SensorRow row() const {
      const SensorEntity* thing = stream() == nullptr ? nullptr : stream()->thing();
      return {thing, stream(), &observation, thing == nullptr ? nullptr : thing->location(), stream_id};
    }
  };

  void add(const SensorRow& row) {
    if (row.stream != nullptr)
      unsorted_ |= !is_null((*row.stream)[Part::observations_next]) && !row.stream->newest_is_first();
    builder_.row(cells_.fill(row));
  }

  void take(SensorEntity& entity) {
    ++entities_;
    switch (entity.kind()) {
      case SensorKind::thing:
        streams_paged_ |= !is_null(entity[Part::streams_next]);
        for (auto& stream : entity.streams()) add({&entity, &stream, stream.observation(), entity.location(), {}});
        if (entity.streams().empty()) add({&entity, nullptr, nullptr, entity.location(), {}});
        break;
      case SensorKind::stream:
        add({entity.thing(),
             &entity,
             entity.observation(),
             entity.thing() == nullptr ? nullptr : entity.thing()->location(),
             {}});
        break;
      case SensorKind::observation:
        keep_newest({std::exchange(entity, {}), nullptr, {}, {}});
        break;
      case SensorKind::data_array:
        take_group(std::make_shared<const SensorEntity>(std::exchange(entity, {})));
        break;
      case SensorKind::other:
        ++others_;
        break;
    }
  }

  void take_group(const std::shared_ptr<const SensorEntity>& group) {
    if (!(*group)[Part::components].starts_with('[') || !(*group)[Part::data_array].starts_with('[')) {
      ++broken_groups_;
      return;
    }
    auto error = reader_.read_data_array(*group, [&](SensorEntity& observation) {
      keep_newest({std::exchange(observation, {}), group, {}, {}});
    });
    if (error && !group_error_) group_error_ = std::move(error);
  }

  void keep_newest(Kept kept) {
    ++observations_;
    kept.time = reader_.time_of(kept.observation);
    if (kept.time && last_time_) {
      descending_ |= *kept.time < *last_time_;
      ascending_ |= *kept.time > *last_time_;
    }
    if (kept.time) last_time_ = kept.time;
    kept.stream_id = sensor_id(kept.stream(), "Datastreams");
    if (kept.stream_id.empty()) kept.stream_id = sensor_id_in_link(kept.observation[Part::stream_link], "Datastreams");
    if (kept.stream_id.empty() && kept.group != nullptr)
      kept.stream_id = sensor_id_in_link((*kept.group)[Part::stream_link], "Datastreams");
    // Those of a Datastream that nobody names stand each for itself.
    if (kept.stream_id.empty()) return add(kept.row());
    const auto [known, is_new] = newest_by_stream_.try_emplace(kept.stream_id, newest_.size());
    if (is_new) {
      newest_.push_back(std::move(kept));
      return;
    }
    Kept& before = newest_[known->second];
    if (kept.time && (!before.time || *kept.time > *before.time)) before = std::move(kept);
  }

  SensorCells cells_;
  RowBuilder builder_;
  SensorThingsReader reader_;
  std::optional<model::Error> group_error_;
  std::vector<Kept> newest_;  // one for each Datastream, in order of first appearance
  std::unordered_map<std::string, size_t> newest_by_stream_;
  std::optional<model::TimePoint> last_time_;
  bool ascending_ = false;
  bool descending_ = false;
  bool unsorted_ = false;
  bool streams_paged_ = false;
  int64_t entities_ = 0;
  int64_t observations_ = 0;
  int64_t others_ = 0;
  int64_t broken_groups_ = 0;
};

enum Envelope : size_t { kList, kMisspeltList, kNext, kCount, kCode, kMessage, kErrorMessage };
const std::vector<std::string>& envelope_of_format() {
  static const std::vector<std::string> pointers = {"/value", "/values",  "/@iot.nextLink", "/@iot.count",
                                                    "/code",  "/message", "/error/message"};
  return pointers;
}

std::string text_of(RawJson raw) {
  std::string scratch;
  const auto text = is_null(raw) ? std::nullopt : scalar_text(raw, scratch);
  return text ? std::string(*text) : std::string();
}

// `values` in the order of envelope_of_format().
std::string quoted_error(std::span<const RawJson> values) {
  const std::string message = text_of(values[kMessage].empty() ? values[kErrorMessage] : values[kMessage]);
  const std::string code = text_of(values[kCode]);
  return message.empty() || code.empty() ? message : fmt::format("{}: {}", code, message);
}

model::Result<Decoded> decode(std::string_view name, std::string_view bytes, const DecodeOptions& given) {
  const RoomyText roomy(bytes);
  auto document = JsonDocument::open(roomy.view());
  if (!document) return document.error();
  const DecodeOptions options = sensor_options(given);

  JsonRequest request;
  request.rows = "/ ";  // nowhere: the list is walked by the reader, since what is a row depends on what stands in it
  request.envelope = envelope_pointers(options);
  const size_t own = request.envelope.size();
  request.envelope.insert(request.envelope.end(), envelope_of_format().begin(), envelope_of_format().end());
  bool missing = false;
  auto envelope = document->walk(
      request, [](std::span<const RawJson>) {}, missing);
  if (!envelope) return envelope.error();
  if (auto error = envelope_error(options, *envelope)) return std::move(*error);
  const std::span<const RawJson> values = std::span(*envelope).subspan(own);

  // "values" is a slip of the standard's own examples.
  std::string_view list = values[kList].empty() ? values[kMisspeltList] : values[kList];
  if (list.empty()) {
    const std::string said = quoted_error(values);
    if (!said.empty() || !values[kCode].empty()) {
      return model::Error{model::ErrorCode::format,
                          fmt::format("the back end reports a failure{}{}", said.empty() ? "" : ": ", said),
                          {}};
    }
    // One entity, or a bare array of them.
    list = roomy.view();
    list.remove_prefix(std::min(list.find_first_of("{["), list.size()));
  }
  SensorRows rows(name, given, options, *document);
  if (auto error = rows.read(list)) return std::move(*error);
  std::optional<int64_t> count;
  if (const std::string text = text_of(values[kCount]); !text.empty()) {
    int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size()) count = number;
  }
  auto decoded = rows.finish(text_of(values[kNext]), count);
  if (!decoded) return decoded;
  read_envelope(options, *envelope, *decoded);
  if (!decoded->as_of)
    decoded->as_of = newest_time(*decoded->table, options.data_time.empty() ? "time" : options.data_time);
  return decoded;
}

std::vector<model::ColumnSpec> schema(const DecodeOptions& given) { return column_specs(sensor_options(given)); }

std::string error_text(std::string_view body) {
  auto document = JsonDocument::open(body);
  if (!document) return {};
  JsonRequest request;
  request.rows = "/ ";
  request.envelope = envelope_of_format();
  bool missing = false;
  const auto values = document->walk(
      request, [](std::span<const RawJson>) {}, missing);
  return values ? quoted_error(*values) : std::string();
}

const bool registered = register_format(
    {.name = "sensorthings",
     .summary =
         "OGC SensorThings 1.1: one row per Datastream with its newest Observation, the Thing's place and the unit",
     .keys = {},
     .decode = decode,
     .schema = schema,
     .error_text = error_text,
     .follows_links = true,
     .id = "id"});

}  // namespace
}  // namespace onescreen::data
