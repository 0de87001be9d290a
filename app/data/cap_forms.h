// One public warning from any of the JSON forms in which they come: CAP 1.2 as its XML maps to JSON, the National
// Weather Service's GeoJSON, Caiyun 2.x and 3, QWeather 7 and its newer alerts. In: the raw JSON of one alert; out:
// one Warning whose words are normalised where they mean the same. Pure; a reader belongs to one thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "data/json_text.h"
#include "model/time.h"

namespace onescreen::data {

// A time of a message; `at` is empty where the text is none, or has no offset from UTC.
struct WarningTime {
  std::string text;
  std::optional<model::TimePoint> at;
};

// Another message, by what CAP calls it. An empty sender fits every sender.
struct WarningReference {
  std::string sender;
  std::string id;
};

struct Warning {
  std::string id;
  std::string sender;
  std::string sender_name;
  std::string status;    // as sent: "Actual", "Exercise", ...
  bool drill = false;    // anything but a real warning: also where CAP's status is missing or unknown
  std::string msg_type;  // "Alert", "Update", "Cancel", "Ack", "Error", or as sent
  std::string event;
  std::string event_code;
  std::string headline;
  std::string description;
  std::string instruction;
  std::optional<int> level;  // 1 (worst) to 4
  std::string colour;        // "red", "orange", "yellow", "blue", "white", or as sent
  std::string severity;      // as sent
  std::string urgency;
  std::string certainty;
  WarningTime sent;
  WarningTime effective;
  WarningTime onset;
  WarningTime expires;
  std::string area;
  std::string adcode;
  std::string references;  // as CAP writes them: "sender,id,sent ..."; ids alone where that is all there is
  std::vector<WarningReference> referred;
  std::string geometry;         // GeoJSON; empty: none
  std::string unreadable_area;  // a polygon or circle that could not be read; empty: all could
};

class WarningReader {
 public:
  WarningReader();
  ~WarningReader();

  // nullopt when it is none of the forms.
  std::optional<Warning> read(RawJson alert);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace onescreen::data
