// The format "alertmanager" (Alertmanager API v2, GET /api/v2/alerts): a bare array, one row per alert. Resolved alerts
// are never in it, so an alert that is no longer there is over - but only a good answer says so. Pure; any thread.
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "data/preset_rows.h"

namespace onescreen::data {
namespace {

using model::Type;

constexpr PresetColumn kColumns[] = {
    {"fingerprint", Type::text, "/fingerprint"},
    {"alertname", Type::text, "/labels/alertname"},
    {"severity", Type::text, "/labels/severity"},
    {"level", Type::integer},
    {"state", Type::text, "/status/state"},
    {"silenced", Type::boolean},
    {"inhibited", Type::boolean},
    {"muted", Type::boolean},
    {"summary", Type::text, "/annotations/summary"},
    {"description", Type::text, "/annotations/description"},
    {"starts_at", Type::time, "/startsAt"},
    {"updated_at", Type::time, "/updatedAt"},
    // "endsAt" of a firing alert lies in the future and moves on with each report: when it would be taken for resolved
    // if no report came. Not an end, so it does not bear that name.
    {"resolves_at", Type::time, "/endsAt"},
    {"generator_url", Type::text, "/generatorURL"},
    {"receivers", Type::text},
};
consteval size_t at(const char* name) { return preset_index(kColumns, name); }

constexpr const char* kOwn[] = {"/labels/severity", "/status/silencedBy", "/status/inhibitedBy", "/status/mutedBy",
                                "/receivers"};
enum Own : size_t { kSeverity, kSilencedBy, kInhibitedBy, kMutedBy, kReceivers };

model::Error error(model::ErrorCode code, std::string message) { return {code, std::move(message), {}}; }

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Severity label (lower case) -> 1 (worst) to 4. Labels are free text; these are the usual ones.
using Levels = std::map<std::string, int64_t>;

model::Result<Levels> levels_of(const DecodeOptions& options) {
  Levels levels = {{"critical", 1}, {"page", 1}, {"error", 2}, {"warning", 2}, {"info", 3}, {"none", 4}};
  const auto given = options.extra.find("levels");
  if (given == options.extra.end()) return levels;
  std::string_view rest = given->second;
  while (!trimmed(rest).empty()) {
    const size_t comma = std::min(rest.find(','), rest.size());
    const std::string_view entry = rest.substr(0, comma);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    const size_t equals = entry.find('=');
    const std::string_view number = equals == entry.npos ? std::string_view() : trimmed(entry.substr(equals + 1));
    if (number.size() != 1 || number[0] < '1' || number[0] > '4') {
      return error(
          model::ErrorCode::config,
          fmt::format("\"levels\" has \"{}\"; it is a list such as \"critical=1,warning=2\" with levels 1 to 4",
                      trimmed(entry)));
    }
    levels[lower_case(trimmed(entry.substr(0, equals)))] = number[0] - '0';
  }
  return levels;
}

bool is_filled_array(RawJson raw) {
  const size_t inside = raw.find_first_not_of(" \t\r\n", 1);
  return inside != raw.npos && raw[inside] != ']';
}

// Who is told, "duty, night". Empty where there is none.
std::string receiver_names(RawJson raw, simdjson::dom::parser& parser) {
  std::string names;
  simdjson::dom::array receivers;
  if (raw.empty() || raw.front() != '[' || parser.parse(raw.data(), raw.size(), true).get(receivers)) return names;
  for (const auto receiver : receivers) {
    std::string_view name;
    if (receiver["name"].get(name) || name.empty()) continue;
    if (!names.empty()) names += ", ";
    names += name;
  }
  return names;
}

DecodeOptions completed(const DecodeOptions& given) {
  DecodeOptions options = with_presets(given, kColumns);
  if (options.id.empty()) options.id = "fingerprint";
  return options;
}

class Decoder {
 public:
  Decoder(PresetRows& rows, const Levels& levels) : rows_(rows), levels_(levels) {}

  void row(std::span<const RawJson> values) {
    rows_.begin(values);
    if (const auto severity = plain_text(rows_.own(kSeverity))) {
      const auto known = levels_.find(lower_case(*severity));
      if (known != levels_.end()) {
        rows_.integer(at("level"), known->second);
      } else {
        rows_.reject(at("level"), *severity, "is a severity that \"levels\" does not name");
      }
    }
    flag(at("silenced"), rows_.own(kSilencedBy));
    flag(at("inhibited"), rows_.own(kInhibitedBy));
    flag(at("muted"), rows_.own(kMutedBy));  // servers before 0.28 do not send it
    for (const size_t column : {at("starts_at"), at("updated_at"), at("resolves_at")}) time(column);
    rows_.text(at("receivers"), receiver_names(rows_.own(kReceivers), parser_));
    rows_.end();
  }

 private:
  void flag(size_t column, RawJson by) {
    if (!by.empty() && by.front() == '[') rows_.boolean(column, is_filled_array(by));
  }

  // Go writes a time that was never set as the year 1.
  void time(size_t column) {
    const RawJson raw = rows_.cell(column);
    if (raw.starts_with("\"0001-01-01T")) {
      rows_.raw(column, "null");
    } else {
      rows_.strict_time(column, raw);
    }
  }

  PresetRows& rows_;
  const Levels& levels_;
  simdjson::dom::parser parser_;
};

// Errors are a JSON string, or an object with a message where the request never reached the handler.
std::string error_text(std::string_view body) {
  const size_t begin = body.find_first_not_of(" \t\r\n");
  if (begin == body.npos) return {};
  body = body.substr(begin, body.find_last_not_of(" \t\r\n") - begin + 1);
  if (body.front() == '[') return {};
  if (body.front() == '"') return plain_text(body).value_or("");
  simdjson::dom::parser parser;
  std::string_view message;
  if (parser.parse(body.data(), body.size(), true)["message"].get(message)) return {};
  return std::string(message);
}

model::Result<Decoded> decode(std::string_view name, std::string_view bytes, const DecodeOptions& given) {
  const auto levels = levels_of(given);
  if (!levels) return levels.error();
  const size_t first = bytes.find_first_not_of(" \t\r\n");
  const char kind = first == bytes.npos ? '\0' : bytes[first];
  if (given.rows.empty() && (kind == '"' || kind == '{')) {
    const std::string said = error_text(bytes);
    if (!said.empty())
      return error(model::ErrorCode::format, fmt::format("the Alertmanager reports a failure: \"{}\"", said));
    if (kind == '{') {
      return error(model::ErrorCode::format,
                   "the answer is an object, but /api/v2/alerts answers with an array; check the address, or \"rows\"");
    }
  }
  auto document = JsonDocument::open(bytes);
  if (!document) return document.error();

  const DecodeOptions options = completed(given);
  PresetRows rows(name, given, options, kColumns, *document);
  Decoder decoder(rows, *levels);
  JsonRequest request;
  request.rows = options.rows;
  request.cells = rows.pointers(kOwn);
  request.envelope = envelope_pointers(options);
  bool missing = false;
  const auto envelope = document->walk(
      request, [&](std::span<const RawJson> values) { decoder.row(values); }, missing);
  if (!envelope) return envelope.error();
  if (auto failure = envelope_error(options, *envelope)) return std::move(*failure);
  if (missing) {
    return error(model::ErrorCode::format,
                 fmt::format("there is no array of alerts at \"{}\"; check the address and \"rows\"", options.rows));
  }
  return rows.finish(*envelope);
}

std::vector<model::ColumnSpec> schema(const DecodeOptions& options) { return specs_of(completed(options)); }

const bool registered =
    register_format({"alertmanager",
                     "Alertmanager API v2: firing alerts as rows, with the columns fingerprint, alertname, severity, "
                     "level, state, silenced, summary, starts_at and others besides the declared ones",
                     {{.name = "levels",
                       .type = model::KeyType::text,
                       .summary = "of \"alertmanager\": level 1 (worst) to 4 of each severity label, such as "
                                  "\"critical=1,warning=2\"; others keep their defaults"}},
                     decode,
                     schema,
                     nullptr,
                     error_text,
                     false,
                     "fingerprint"});

}  // namespace
}  // namespace onescreen::data
