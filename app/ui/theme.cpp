#include "ui/theme.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>

namespace onescreen::ui {
namespace {

// The desk display that a canvas without physical facts is taken for: 24 inch, 16:9, seen from 0.6 m.
constexpr double kDeskShorterSideMm = 299;
constexpr double kDeskDistanceM = 0.6;

Colour parse_colour(const std::string& text) {
  const bool right_length = text.size() == 7 || text.size() == 9;
  if (!right_length || text[0] != '#' || text.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos) {
    throw std::runtime_error("\"" + text + "\" is not a colour; write \"#RRGGBB\" or \"#RRGGBBAA\"");
  }
  const auto byte = [&](size_t at) { return static_cast<uint32_t>(std::stoul(text.substr(at, 2), nullptr, 16)); };
  return rgba(byte(1), byte(3), byte(5), text.size() == 9 ? byte(7) : 255);
}

uint32_t channel(Colour colour, int shift) { return (colour >> shift) & 0xFF; }

double pitch_mm(const Display& display, int shorter_side_px) {
  return display.pixel_pitch_mm > 0 ? display.pixel_pitch_mm : kDeskShorterSideMm / std::max(1, shorter_side_px);
}

double distance_m(const Display& display) {
  return display.pixel_pitch_mm > 0 ? display.viewing_distance_m : kDeskDistanceM;
}

}  // namespace

Colour faded(Colour colour, float factor) {
  const auto alpha =
      static_cast<uint32_t>(std::lround(static_cast<float>(channel(colour, 24)) * std::clamp(factor, 0.0f, 1.0f)));
  return (colour & 0x00FFFFFF) | alpha << 24;
}

Colour mixed(Colour a, Colour b, float amount) {
  Colour out = 0;
  for (const int shift : {0, 8, 16, 24}) {
    const float from = static_cast<float>(channel(a, shift));
    const float to = static_cast<float>(channel(b, shift));
    out |= static_cast<uint32_t>(std::lround(from + (to - from) * std::clamp(amount, 0.0f, 1.0f))) << shift;
  }
  return out;
}

model::Result<Theme> load_theme(const std::string& file) {
  const auto failed = [&](const std::string& why) { return model::Error{model::ErrorCode::config, why, file}; };
  std::ifstream in(file);
  if (!in) return failed("cannot be opened; the theme's file must exist");
  try {
    const auto json = nlohmann::json::parse(in);
    const auto colour = [&](const char* key) { return parse_colour(json.at(key).get<std::string>()); };
    Theme theme;
    theme.name = file;
    theme.ground = colour("ground");
    theme.panel = colour("panel");
    theme.line = colour("line");
    theme.grid = colour("grid");
    theme.text = colour("text");
    theme.text_second = colour("text_second");
    theme.text_third = colour("text_third");
    theme.quiet = colour("quiet");
    theme.data = colour("data");
    theme.data_second = colour("data_second");
    theme.previous = colour("previous");
    for (size_t i = 0; i < theme.level.size(); ++i)
      theme.level[i] = parse_colour(json.at("level").at(i).get<std::string>());
    theme.good = colour("good");
    theme.late = colour("late");
    theme.down = colour("down");
    theme.alert_ground = colour("alert_ground");
    theme.map_ground = colour("map_ground");
    const auto colours = [&](const char* key, auto& list) {
      for (size_t i = 0; i < list.size(); ++i) list[i] = parse_colour(json.at(key).at(i).get<std::string>());
    };
    colours("area_step", theme.area_step);
    colours("area_diverge", theme.area_diverge);
    colours("area_category", theme.area_category);
    theme.area_edge = colour("area_edge");
    theme.water = colour("water");
    theme.road = colour("road");
    theme.rail = colour("rail");
    theme.note_arcmin = json.at("note_arcmin").get<float>();
    theme.label_arcmin = json.at("label_arcmin").get<float>();
    theme.heading_arcmin = json.at("heading_arcmin").get<float>();
    theme.figure_arcmin = json.at("figure_arcmin").get<float>();
    theme.gap = json.at("gap").get<float>();
    theme.padding = json.at("padding").get<float>();
    theme.radius = json.at("radius").get<float>();
    theme.motion = json.value("motion", true);
    return theme;
  } catch (const std::exception& problem) {
    return failed(problem.what());
  }
}

float px_from_arcmin(const Display& display, float arcmin, int shorter_side_px) {
  const double angle = arcmin / 60.0 * std::numbers::pi / 180.0;
  const double height_mm = 2 * distance_m(display) * 1000 * std::tan(angle / 2);
  const double px = height_mm / pitch_mm(display, shorter_side_px);
  return std::max(kMinimumTextPx, static_cast<float>(std::round(px)));
}

float canvas_scale(const Display& display, int shorter_side_px) {
  const double desk_pitch_mm = kDeskShorterSideMm / 1080.0;
  const double scale = (distance_m(display) / kDeskDistanceM) * (desk_pitch_mm / pitch_mm(display, shorter_side_px));
  return static_cast<float>(std::max(scale, 0.5));
}

}  // namespace onescreen::ui
