// The format "gb28181": channel lists of a GB/T 28181 gateway as its HTTP API gives them (wvp: {"code":0,"msg":..,
// "data":{"total":..,"list":[..]}}, or a plain list), one row per channel. Reads the national fields (gbDeviceId, ...)
// and, where they are absent, the spellings of device lists and clouds (channelId, name, ...). Pure; any thread. Speaks
// no SIP and starts no stream.
#include <fmt/format.h>

#include <algorithm>

#include "data/preset_rows.h"

namespace onescreen::data {
namespace {

using model::Type;

constexpr PresetColumn kColumns[] = {
    {"id"},  // 20 digits: more than an integer or a double holds
    {"name"},
    {"status"},
    {"online", Type::boolean},
    {"lon", Type::number},
    {"lat", Type::number},
    {"ptz", Type::integer},  // the standard's code: 1 dome, 2 half dome, 3 fixed, 4 remote controlled, ...
    {"direction", Type::integer},
    {"secrecy", Type::boolean},
    {"type_code", Type::integer},  // digits 11 to 13 of the id: 131 and 132 cameras, 215 and 216 groups of them
    {"device_id"},                 // the device that the channel belongs to
    {"parent_id"},
    {"civil_code"},
    {"address"},
    {"manufacturer"},
};
consteval size_t at(const char* name) { return preset_index(kColumns, name); }

constexpr const char* kOwn[] = {
    "/gbDeviceId",      "/channelId",     "/deviceId",  "/parentDeviceId", "/gbName",      "/name",      "/gbStatus",
    "/status",          "/gbLongitude",   "/longitude", "/gbLatitude",     "/latitude",    "/gbPtzType", "/ptzType",
    "/gbDirectionType", "/directionType", "/gbSecrecy", "/secrecy",        "/gbParentId",  "/parentId",  "/gbCivilCode",
    "/civilCode",       "/gbAddress",     "/address",   "/gbManufacturer", "/manufacturer"};
enum Own : size_t {
  kGbDeviceId,
  kChannelId,
  kDeviceId,
  kParentDeviceId,
  kGbName,
  kName,
  kGbStatus,
  kStatus,
  kGbLongitude,
  kLongitude,
  kGbLatitude,
  kLatitude,
  kGbPtzType,
  kPtzType,
  kGbDirection,
  kDirection,
  kGbSecrecy,
  kSecrecy,
  kGbParentId,
  kParentId,
  kGbCivilCode,
  kCivilCode,
  kGbAddress,
  kAddress,
  kGbManufacturer,
  kManufacturer
};

constexpr size_t kIdDigits = 20;

model::Error format_error(std::string message) { return {model::ErrorCode::format, std::move(message), {}}; }

bool is_blank(RawJson raw) { return raw.empty() || raw == "null" || raw == "\"\""; }

bool is_all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view unquoted(RawJson raw) {
  return raw.size() >= 2 && raw.front() == '"' ? raw.substr(1, raw.size() - 2) : raw;
}

// 0, 0.0, "0.000000": what gateways write for a channel whose place nobody entered. Unset counts as well.
bool is_unset_coordinate(RawJson raw) {
  if (is_blank(raw)) return true;
  const std::string_view text = unquoted(raw);
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '0' || c == '.' || c == '-' || c == ' '; });
}

std::optional<bool> read_online(std::string status) {
  std::transform(status.begin(), status.end(), status.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (status == "on" || status == "online" || status == "true" || status == "1") return true;
  if (status == "off" || status == "offline" || status == "false" || status == "0") return false;
  return std::nullopt;
}

class Decoder {
 public:
  explicit Decoder(PresetRows& rows) : rows_(rows) {}

  int64_t channels = 0;  // rows with an id

  void row(std::span<const RawJson> values) {
    rows_.begin(values);
    identity();
    take(at("name"), kGbName, kName);
    take(at("ptz"), kGbPtzType, kPtzType);
    take(at("direction"), kGbDirection, kDirection);
    take(at("secrecy"), kGbSecrecy, kSecrecy);
    take(at("parent_id"), kGbParentId, kParentId);
    take(at("civil_code"), kGbCivilCode, kCivilCode);
    take(at("address"), kGbAddress, kAddress);
    take(at("manufacturer"), kGbManufacturer, kManufacturer);
    take(at("status"), kGbStatus, kStatus);
    if (const auto status = plain_text(first_of(kGbStatus, kStatus))) {
      if (const auto online = read_online(*status)) {
        rows_.boolean(at("online"), *online);
      } else {
        rows_.reject(at("online"), *status, "is neither ON nor OFF");
      }
    }
    position();
    rows_.end();
  }

 private:
  RawJson first_of(Own national, Own other) const {
    return is_blank(rows_.own(national)) ? rows_.own(other) : rows_.own(national);
  }
  void take(size_t column, Own national, Own other) { rows_.raw(column, first_of(national, other)); }

  // Both numbers must be of one spelling: a pair is never put together from two.
  void position() {
    const auto known = [&](Own lon, Own lat) {
      return !is_unset_coordinate(rows_.own(lon)) && !is_unset_coordinate(rows_.own(lat));
    };
    const bool national = known(kGbLongitude, kGbLatitude);
    if (national || known(kLongitude, kLatitude)) {
      rows_.raw(at("lon"), rows_.own(national ? kGbLongitude : kLongitude));
      rows_.raw(at("lat"), rows_.own(national ? kGbLatitude : kLatitude));
    }
  }

  void identity() {
    const bool is_national = !is_blank(rows_.own(kGbDeviceId));
    const bool has_channel = !is_blank(rows_.own(kChannelId));
    // In lists of channels "deviceId" is the channel's own id, unless there is a "channelId" beside it.
    const RawJson id = is_national ? rows_.own(kGbDeviceId) : first_of(kChannelId, kDeviceId);
    rows_.raw(at("device_id"),
              has_channel && rows_.own(kDeviceId) != id ? rows_.own(kDeviceId) : rows_.own(kParentDeviceId));
    if (is_blank(id)) return;
    if (id.front() != '"' && !is_all_digits(id)) {
      rows_.reject(at("id"), id, "is a number that has lost its digits; the back end must send ids as text");
      return;
    }
    ++channels;
    rows_.raw(at("id"), id);
    const std::string_view text = unquoted(id);
    if (text.size() != kIdDigits || !is_all_digits(text)) return;
    rows_.integer(at("type_code"), (text[10] - '0') * 100 + (text[11] - '0') * 10 + (text[12] - '0'));
  }

  PresetRows& rows_;
};

// Where lists stand, and the number of all rows beside them.
struct Place {
  const char* rows;
  const char* total;
};
constexpr Place kPlain[] = {{"", ""}};
constexpr Place kEnveloped[] = {{"/data/list", "/data/total"}, {"/data", ""}, {"/list", "/total"}};

DecodeOptions completed(const DecodeOptions& given) {
  DecodeOptions options = with_presets(given, kColumns);
  if (options.id.empty()) options.id = "id";
  if (options.lon.empty() && options.lat.empty()) {
    options.lon = "lon";
    options.lat = "lat";
  }
  return options;
}

// The envelope as wvp has it, where the source declares none of its own.
void complete_envelope(DecodeOptions& options) {
  if (options.success_pointer.empty()) {
    options.success_pointer = "/code";
    options.success_values = {"0", "200"};
  }
  if (options.denied_pointer.empty()) {
    options.denied_pointer = "/code";
    options.denied_values = {"401", "403"};
  }
}

struct Reading {
  std::optional<model::Result<Decoded>> result;  // empty: no rows stand at that place
};

class Answer {
 public:
  Answer(std::string_view name, JsonDocument& document, const DecodeOptions& given)
      : name_(name), document_(document), given_(given) {}

  Reading read(const Place& place) {
    DecodeOptions options = completed(given_);
    const bool own_envelope = !given_.success_pointer.empty() || !given_.denied_pointer.empty();
    complete_envelope(options);
    options.rows = place.rows;
    if (options.total.empty()) options.total = place.total;
    if (options.message.empty()) options.message = "/msg";

    PresetRows rows(name_, given_, options, kColumns, document_);
    Decoder decoder(rows);
    JsonRequest request;
    request.rows = options.rows;
    request.cells = rows.pointers(kOwn);
    request.envelope = envelope_pointers(options);
    const size_t envelope_size = request.envelope.size();
    for (const char* pointer : {"/code", "/message", "/data/list", "/data/total"}) request.envelope.push_back(pointer);
    bool missing = false;
    int64_t count = 0;
    const auto row = [&](std::span<const RawJson> values) {
      ++count;
      decoder.row(values);
    };
    auto values = document_.walk(request, row, missing);
    if (!values) return {values.error()};
    const RawJson code = (*values)[envelope_size];
    const RawJson message = (*values)[envelope_size + 1];
    const RawJson list = (*values)[envelope_size + 2];
    const std::string total = plain_text((*values)[envelope_size + 3]).value_or("");
    const std::span<RawJson> envelope(values->data(), envelope_size);

    // Other gateways' word for "msg".
    const auto said = std::find(request.envelope.begin(), request.envelope.end(), options.message);
    const auto slot = static_cast<size_t>(said - request.envelope.begin());
    if (slot < envelope_size && envelope[slot].empty()) envelope[slot] = message;
    if (own_envelope || !code.empty()) {
      if (auto failure = envelope_error(options, envelope)) return {std::move(*failure)};
    }
    // A page of nothing may be written as null; null without the number 0 beside it is no answer.
    const bool is_empty_page = place.rows == std::string_view("/data") && list == "null" && total == "0";
    if (missing && !is_empty_page) return {};
    if (count > 0 && decoder.channels == 0 && !is_empty_page) {
      return {format_error(fmt::format(
          "no row at \"{}\" has a channel's id (gbDeviceId, channelId or deviceId); check the address and \"rows\"",
          options.rows))};
    }
    if (is_empty_page) {
      PresetRows none(name_, given_, options, kColumns, document_);
      return {none.finish({})};
    }
    return {rows.finish(envelope)};
  }

 private:
  std::string_view name_;
  JsonDocument& document_;
  const DecodeOptions& given_;
};

model::Result<Decoded> decode(std::string_view name, std::string_view bytes, const DecodeOptions& given) {
  auto document = JsonDocument::open(bytes);
  if (!document) return document.error();
  const bool is_plain = bytes[bytes.find_first_of("[{")] == '[';
  const Place declared[] = {{given.rows.c_str(), ""}};
  const std::span<const Place> places = !given.rows.empty() ? std::span<const Place>(declared)
                                        : is_plain          ? std::span<const Place>(kPlain)
                                                            : std::span<const Place>(kEnveloped);
  Answer answer(name, *document, given);
  for (const Place& place : places) {
    if (auto reading = answer.read(place); reading.result) return std::move(*reading.result);
  }
  return format_error(given.rows.empty()
                          ? std::string("there is no list of channels at /data/list, /data or /list; check the address "
                                        "and \"rows\"")
                          : fmt::format("there is no list of channels at \"{}\"; check \"rows\"", given.rows));
}

// What an HTTP error's body says, by the same envelope.
std::string error_text(std::string_view body) {
  auto document = JsonDocument::open(body);
  if (!document) return {};
  JsonRequest request;
  request.rows = "/ ";
  request.envelope = {"/code", "/msg", "/message"};
  bool missing = false;
  const auto values = document->walk(
      request, [](std::span<const RawJson>) {}, missing);
  if (!values) return {};
  const auto code = plain_text((*values)[0]);
  const auto said = plain_text((*values)[1].empty() ? (*values)[2] : (*values)[1]);
  if (!said) return {};
  return code ? *code + ": " + *said : *said;
}

std::vector<model::ColumnSpec> schema(const DecodeOptions& options) { return specs_of(completed(options)); }

const bool registered =
    register_format({"gb28181",
                     "Channel lists of a GB/T 28181 gateway (wvp): cameras as rows, with the columns id, name, status, "
                     "online, lon, lat, ptz, secrecy and others besides the declared ones",
                     {},
                     decode,
                     schema,
                     nullptr,
                     error_text,
                     false,
                     "id"});

}  // namespace
}  // namespace onescreen::data
