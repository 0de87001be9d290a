// The format "open311" (GeoReport v2): service requests, or the list of services, told apart by their fields; one row
// each. Its own printed examples are no valid JSON, its ids come as number or text, and its errors are an array too.
// Pure; any thread. Does not page or ask for dates: the base standard cuts at 1000 rows, which is told as truncated.
#include <fmt/format.h>

#include "data/preset_rows.h"

namespace onescreen::data {
namespace {

using model::Type;

constexpr int64_t kStandardRowCap = 1000;

constexpr PresetColumn kColumns[] = {
    {"id"},  // service_request_id; of services service_code
    {"status", Type::text, "/status"},
    {"status_notes", Type::text, "/status_notes"},
    {"service_name", Type::text, "/service_name"},
    {"service_code", Type::text, "/service_code"},
    {"description", Type::text, "/description"},
    {"agency_responsible", Type::text, "/agency_responsible"},
    {"service_notice", Type::text, "/service_notice"},
    {"requested_datetime", Type::time, "/requested_datetime"},
    {"updated_datetime", Type::time, "/updated_datetime"},
    {"expected_datetime", Type::time, "/expected_datetime"},
    {"address", Type::text, "/address"},
    {"address_id", Type::text, "/address_id"},
    {"zipcode", Type::text, "/zipcode"},
    {"lon", Type::number, "/long"},
    {"lat", Type::number, "/lat"},
    {"media_url", Type::text, "/media_url"},
    // Of services only. "group" is a word of SQL.
    {"metadata", Type::boolean, "/metadata"},
    {"type", Type::text, "/type"},
    {"keywords", Type::text, "/keywords"},
    {"service_group", Type::text, "/group"},
};
consteval size_t at(const char* name) { return preset_index(kColumns, name); }

constexpr const char* kOwn[] = {
    "/service_request_id", "/service_code", "/status",   "/requested_datetime", "/lat", "/long", "/code",
    "/description",        "/metadata",     "/keywords", "/service_name"};
enum Own : size_t {
  kRequestId,
  kServiceCode,
  kStatus,
  kRequested,
  kLat,
  kLong,
  kCode,
  kDescription,
  kMetadata,
  kKeywords,
  kServiceName
};

model::Error error(model::ErrorCode code, std::string message) { return {code, std::move(message), {}}; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "bytes" with numbers such as 001, which are not JSON, as text; nullopt when there are none. Only what stands outside
// of strings is looked at.
std::optional<std::string> with_leading_zeros_as_text(std::string_view bytes) {
  std::string mended;
  size_t copied = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '"') {
      for (++i; i < bytes.size() && bytes[i] != '"'; ++i) i += bytes[i] == '\\' ? 1 : 0;
      continue;
    }
    if (!is_digit(bytes[i])) continue;
    const size_t begin = i > 0 && bytes[i - 1] == '-' ? i - 1 : i;
    const bool leading_zero = bytes[i] == '0' && i + 1 < bytes.size() && is_digit(bytes[i + 1]);
    while (i + 1 < bytes.size() && (is_digit(bytes[i + 1]) || bytes[i + 1] == '.' || bytes[i + 1] == 'e' ||
                                    bytes[i + 1] == 'E' || bytes[i + 1] == '+' || bytes[i + 1] == '-'))
      ++i;
    if (!leading_zero) continue;
    mended.append(bytes, copied, begin - copied).append(1, '"').append(bytes, begin, i + 1 - begin).append(1, '"');
    copied = i + 1;
  }
  if (copied == 0) return std::nullopt;
  mended.append(bytes, copied);
  return mended;
}

DecodeOptions completed(const DecodeOptions& given) {
  DecodeOptions options = with_presets(given, kColumns);
  if (options.id.empty()) options.id = "id";
  if (options.lon.empty() && options.lat.empty()) {
    options.lon = "lon";
    options.lat = "lat";
  }
  if (options.row_cap == 0) options.row_cap = kStandardRowCap;
  return options;
}

// Errors are rows as well: [{"code":403,"description":"..."}].
struct Errors {
  std::string said;
  bool denied = false;

  void add(const std::string& code, const std::string& description) {
    said += fmt::format("{}{}: \"{}\"", said.empty() ? "" : "; ", code, description);
    denied |= code == "401" || code == "403";
  }
};

class Decoder {
 public:
  explicit Decoder(PresetRows& rows) : rows_(rows) {}

  Errors errors;
  int64_t known_rows = 0;
  int64_t unknown_rows = 0;

  void row(std::span<const RawJson> values) {
    rows_.begin(values);
    const bool has_request_id = plain_text(rows_.own(kRequestId)).has_value();
    bool is_request = has_request_id;
    for (const Own field : {kRequestId, kStatus, kRequested, kLat, kLong}) is_request |= !rows_.own(field).empty();
    const bool is_service = !is_request && plain_text(rows_.own(kServiceCode)).has_value();
    if (!is_request && !is_service) {
      const auto code = plain_text(rows_.own(kCode));
      const bool is_error = code && !rows_.own(kDescription).empty();
      if (is_error) errors.add(*code, plain_text(rows_.own(kDescription)).value_or(""));
      const bool is_part =
          !rows_.own(kMetadata).empty() || !rows_.own(kKeywords).empty() || !rows_.own(kServiceName).empty();
      if (!is_error && !is_part) ++unknown_rows;
    }
    known_rows += is_request || is_service ? 1 : 0;
    // Some servers send requests that have no id yet; they cannot be told apart from each other and are dropped.
    rows_.raw(at("id"), rows_.own(is_service ? kServiceCode : kRequestId));
    for (const size_t column : {at("requested_datetime"), at("updated_datetime"), at("expected_datetime")})
      rows_.strict_time(column, rows_.cell(column));
    rows_.end();
  }

 private:
  PresetRows& rows_;
};

// Walks the answer; used for what an HTTP error says as well.
model::Result<Decoded> decode_rows(std::string_view name, std::string_view bytes, const DecodeOptions& given,
                                   Errors& errors) {
  const auto mended = with_leading_zeros_as_text(bytes);
  auto document = JsonDocument::open(mended ? *mended : bytes);
  if (!document) return document.error();

  const DecodeOptions options = completed(given);
  PresetRows rows(name, given, options, kColumns, *document);
  Decoder decoder(rows);
  JsonRequest request;
  request.rows = options.rows;
  request.cells = rows.pointers(kOwn);
  request.envelope = envelope_pointers(options);
  bool missing = false;
  const auto envelope = document->walk(
      request, [&](std::span<const RawJson> values) { decoder.row(values); }, missing);
  if (!envelope) return envelope.error();
  if (auto failure = envelope_error(options, *envelope)) return std::move(*failure);
  errors = decoder.errors;
  if (!errors.said.empty() && decoder.known_rows == 0) {
    return error(errors.denied ? model::ErrorCode::denied : model::ErrorCode::format,
                 fmt::format("the back end {}: {}", errors.denied ? "refuses us" : "reports a failure", errors.said));
  }
  if (missing || (decoder.unknown_rows > 0 && decoder.known_rows == 0)) {
    return error(model::ErrorCode::format,
                 fmt::format("what stands at \"{}\" are neither service requests nor services of GeoReport v2; check "
                             "the address and \"rows\"",
                             options.rows));
  }
  auto decoded = rows.finish(*envelope);
  if (decoded && mended)
    decoded->warnings.push_back("numbers with leading zeros, such as 001, are not JSON; they were read as text");
  return decoded;
}

model::Result<Decoded> decode(std::string_view name, std::string_view bytes, const DecodeOptions& given) {
  Errors errors;
  return decode_rows(name, bytes, given, errors);
}

std::string error_text(std::string_view body) {
  Errors errors;
  (void)decode_rows("error", body, {}, errors).ok();
  return errors.said;
}

std::vector<model::ColumnSpec> schema(const DecodeOptions& options) { return specs_of(completed(options)); }

const bool registered =
    register_format({"open311",
                     "Open311 GeoReport v2: service requests or services as rows, with the standard's columns (id, "
                     "status, service_name, requested_datetime, lon, lat and others) besides the declared ones",
                     {},
                     decode,
                     schema,
                     nullptr,
                     error_text,
                     false,
                     "id"});

}  // namespace
}  // namespace onescreen::data
