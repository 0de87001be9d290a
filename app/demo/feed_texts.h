// Words of the feeds in other formats, read once from assets/demo/feeds.json, so that the Chinese text is data.
// Immutable after load(); any thread.
#pragma once

#include <string>
#include <vector>

#include "model/result.h"

namespace onescreen::demo {

struct CameraType {
  int ptz = 3;  // of GB/T 28181: 1 dome, 2 half dome, 3 fixed, 4 remote controlled
  double share = 0;
  std::string name;  // names {road} and {number}
};

struct WarningText {
  std::string id;
  int after_minutes = 0;  // since the spell began
  int lasts_minutes = 0;
  std::string status;   // of CAP: Actual, Exercise
  std::string type;     // Alert, Update
  std::string updates;  // id of another
  std::string event;
  std::string code;
  std::string severity;
  std::string urgency;
  std::string certainty;
  std::string headline;
  std::string description;
  std::string instruction;
  std::string street;    // empty: the whole district
  double circle_km = 0;  // around the street's middle; 0: its border
};

struct FeedTexts {
  std::string mark;    // 演示数据
  std::string remark;  // the same with a character outside the basic plane
  std::string river;
  std::string alert_major;
  std::string alert_overdue;
  std::string alert_sensor;
  std::string silence;
  std::string camera_maker;
  std::string camera_secret;
  std::vector<CameraType> camera_types;
  std::string sender;
  std::string sender_name;
  std::string district;
  std::string adcode;
  std::string province;
  std::vector<WarningText> warnings;
  std::vector<std::string> duty_headings;    // seven
  std::vector<std::string> street_headings;  // six
  std::string login_granted;
  std::string login_refused;

  static model::Result<FeedTexts> load(const std::string& file);
};

}  // namespace onescreen::demo
