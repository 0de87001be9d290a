// What the generators of single scenes share: reading their file of texts, and the course of a day between its hours.
#pragma once

#include <array>
#include <fstream>
#include <string>

#include "demo/calendar.h"
#include "model/result.h"

namespace onescreen::demo {

// `read(stream, scene)` fills a scene from the file; whatever it throws becomes an error that names the file.
template <typename Scene, typename Read>
model::Result<Scene> read_scene(const std::string& file, const std::string& what, Read read) {
  try {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot be opened");
    Scene scene;
    read(in, scene);
    return scene;
  } catch (const std::exception& error) {
    return model::Error{model::ErrorCode::io, "the demo " + what + " cannot be read: " + error.what(), file};
  }
}

// The value between the hours of `rhythm`, which holds at the full hours and goes round midnight.
inline double level_at(const std::array<double, 24>& rhythm, int64_t second) {
  const auto hour = static_cast<size_t>(second / 3600) % 24;
  const double share = static_cast<double>(second % 3600) / 3600;
  return rhythm[hour] * (1 - share) + rhythm[(hour + 1) % 24] * share;
}

// Which part of the day's sum of `rhythm`, each hour evenly, lies before `second`.
inline double part_of_day(const std::array<double, 24>& rhythm, int64_t second) {
  double all = 0;
  double gone = 0;
  for (size_t hour = 0; hour < 24; ++hour) {
    all += rhythm[hour];
    const double share = static_cast<double>(second - static_cast<int64_t>(hour) * 3600) / 3600;
    gone += rhythm[hour] * (share < 0 ? 0 : share > 1 ? 1 : share);
  }
  return all > 0 ? gone / all : 0;
}

// 0 to 1 while `second` goes from `from` to `to`.
inline double part_between(int64_t from, int64_t to, int64_t second) {
  if (second <= from) return 0;
  if (second >= to) return 1;
  return static_cast<double>(second - from) / static_cast<double>(to - from);
}

// "08:30" as seconds since midnight.
inline int64_t clock_seconds(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') throw std::runtime_error("\"" + text + "\" is no time of day");
  return std::stoi(text.substr(0, 2)) * 3600 + std::stoi(text.substr(3)) * 60;
}

}  // namespace onescreen::demo
