#include "data/cap_envelope.h"

#include <algorithm>
#include <array>

#include "data/cells.h"
#include "data/json_reader.h"
#include "data/preset_rows.h"

namespace onescreen::data {
namespace {

model::Error error(model::ErrorCode code, std::string message) { return {code, std::move(message), {}}; }

// Where the alerts of an object stand, in the order of trust.
constexpr const char* kPlaces[] = {"/alerts", "/alert/content", "/result/alert/content", "/warning", "/features"};

std::string joined(std::initializer_list<std::optional<std::string>> parts) {
  std::string all;
  for (const auto& part : parts) {
    if (part && !part->empty()) all += (all.empty() ? "" : ": ") + *part;
  }
  return all;
}

enum Around : size_t {
  kAlert = std::size(kPlaces),
  kIdentifier,
  kInfo,
  kType,
  kCode,
  kStatus,
  kError,
  kErrorTitle,
  kErrorDetail,
  kTitle,
  kDetail,
  kMessage,
  kUpdated,
  kUpdateTime,
  kServerTime,
  kAroundSize
};

}  // namespace

model::Result<WarningSurroundings> look_around_warnings(JsonDocument& document) {
  JsonRequest request;
  request.rows = kNoWarnings;
  request.envelope.assign(std::begin(kPlaces), std::end(kPlaces));
  for (const char* pointer :
       {"/alert", "/identifier", "/info", "/type", "/code", "/status", "/error", "/error/title", "/error/detail",
        "/title", "/detail", "/message", "/updated", "/updateTime", "/server_time"})
    request.envelope.push_back(pointer);
  bool missing = false;
  const auto values = document.walk(
      request, [](std::span<const RawJson>) {}, missing);
  if (!values) return values.error();
  const auto text = [&](Around slot) { return plain_text((*values)[slot]); };

  WarningSurroundings around;
  const bool is_alert = !(*values)[kIdentifier].empty() || !(*values)[kInfo].empty();
  const bool is_feature = (*values)[kType] == "\"Feature\"";
  if (is_alert || is_feature) return around;
  const auto list = std::find_if(values->begin(), values->begin() + std::size(kPlaces),
                                 [](RawJson raw) { return raw.starts_with('['); });
  const auto index = static_cast<size_t>(list - values->begin());
  const bool is_wrapped = (*values)[kAlert].starts_with('{');
  const bool found = index < std::size(kPlaces) || is_wrapped;
  around.rows = index < std::size(kPlaces) ? kPlaces[index] : is_wrapped ? "/alert" : "";
  for (const auto slot : {kUpdated, kUpdateTime, kServerTime}) {
    const auto time = text(slot);
    if (time && !around.as_of) around.as_of = read_time(*time, slot == kServerTime ? "epoch_s" : "iso8601", {});
  }

  // QWeather: "200", or "204" for a place without warnings. Caiyun: "failed" with "error". Others: problem+json.
  const auto code = text(kCode);
  const bool is_good_code = !code || *code == "200" || *code == "0" || *code == "204";
  if (found && is_good_code) return around;
  if (code == "204") {
    around.rows = kNoWarnings;
    return around;
  }
  auto status = text(kStatus);
  if (status == "ok") status.reset();
  around.said = joined(
      {code, status, text(kError), text(kErrorTitle), text(kErrorDetail), text(kTitle), text(kDetail), text(kMessage)});
  const auto refuses = [](const std::optional<std::string>& number) { return number == "401" || number == "403"; };
  const bool denied = refuses(code) || refuses(status) || text(kError).value_or("").find("token") != std::string::npos;
  if (denied) {
    around.failure =
        error(model::ErrorCode::denied, "the back end refuses us: " + around.said + "; check the credentials");
  } else if (!around.said.empty()) {
    around.failure = error(model::ErrorCode::format, "the back end reports a failure: " + around.said);
  } else {
    around.failure =
        error(model::ErrorCode::format,
              "there are no alerts at /alerts, /alert/content, /result/alert/content, /warning or /features; check the "
              "address, or say where with \"rows\"");
  }
  return around;
}

}  // namespace onescreen::data
