// The commands without pictures: `list`, `backend`, and what all commands share.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>

#include "commands.h"
#include "data/clock.h"
#include "data/format.h"
#include "tile_reader.h"
#include "ui/widget.h"

namespace onescreen::app {
namespace {

using Json = nlohmann::ordered_json;
using model::KeySpec;
using model::KeyType;

const char* name_of(KeyType type) {
  switch (type) {
    case KeyType::text:
      return "text";
    case KeyType::number:
      return "number";
    case KeyType::integer:
      return "integer";
    case KeyType::boolean:
      return "boolean";
    case KeyType::choice:
      return "choice";
    case KeyType::data:
      return "data";
    case KeyType::column:
      return "column";
    case KeyType::texts:
      return "texts";
    case KeyType::numbers:
      return "numbers";
    case KeyType::objects:
      return "objects";
    case KeyType::object:
      return "object";
    case KeyType::map:
      return "map";
  }
  return "unknown";
}

Json describe_keys(const std::vector<KeySpec>& keys) {
  Json out = Json::array();
  for (const auto& key : keys) {
    Json entry{{"name", key.name}, {"type", name_of(key.type)}, {"summary", key.summary}};
    if (key.required) entry["required"] = true;
    if (!key.fallback.empty()) entry["default"] = Json::parse(key.fallback);
    if (!key.choices.empty()) entry["choices"] = key.choices;
    for (const auto& column : key.columns) {
      entry["columns"].push_back({{"name", column.name}, {"summary", column.summary}, {"required", column.required}});
    }
    if (!key.children.empty()) entry["keys"] = describe_keys(key.children);
    out.push_back(entry);
  }
  return out;
}

void print_keys(const std::vector<KeySpec>& keys, int indent) {
  for (const auto& key : keys) {
    std::string kind = name_of(key.type);
    for (size_t i = 0; i < key.choices.size(); ++i) kind += (i == 0 ? " " : "|") + key.choices[i];
    fmt::print("{:{}}{:<16} {:<10} {}{}\n", "", indent, key.name, kind, key.summary, key.required ? " (required)" : "");
    print_keys(key.children, indent + 4);
  }
}

volatile std::sig_atomic_t stop_signal = 0;
constexpr double kDeskDistanceM = 0.6;

}  // namespace

std::string demo_site_file() { return assets_folder() + "/sites/demo.json"; }

int cannot_start(const std::string& sentence) {
  fmt::print(stderr, "onescreen: {}\n", sentence);
  return kCannotStart;
}

std::optional<std::pair<int, int>> parse_size(const std::string& text) {
  int width = 0;
  int height = 0;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, width);
  if (first.ec != std::errc{} || first.ptr == end || *first.ptr != 'x') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, height);
  if (second.ec != std::errc{} || second.ptr != end) return std::nullopt;
  constexpr int kLeast = 64;
  constexpr int kMost = 16384;
  if (width < kLeast || height < kLeast || width > kMost || height > kMost) return std::nullopt;
  return std::pair(width, height);
}

model::Result<DiskOptions> disk_options(const WallOptions& options) {
  DiskOptions disk;
  disk.record = options.record;
  if (options.replay.empty()) return disk;
  if (!options.record.empty())
    return model::Error{model::ErrorCode::config, "--record and --replay do not go together; leave one out", ""};
  auto replay = data::Replay::open(options.replay);
  if (!replay) return replay.error();
  disk.replay = std::move(*replay);
  return disk;
}

FilesWanted files_wanted(const WallOptions& options) {
  FilesWanted wanted{.site = options.config,
                     .layout = options.layout,
                     .layout_file = options.layout_file,
                     .visitor = options.visitor,
                     .theme = options.theme};
  if (options.pixel_pitch_mm)
    wanted.display = ui::Display{*options.pixel_pitch_mm, options.viewing_distance_m.value_or(kDeskDistanceM)};
  return wanted;
}

int list_parts(bool json) {
  if (json) {
    Json out;
    out["widgets"] = Json::array();
    for (const auto* type : ui::widget_types()) {
      out["widgets"].push_back({{"name", type->name}, {"summary", type->summary}, {"keys", describe_keys(type->keys)}});
    }
    out["common_keys"] = describe_keys(ui::common_keys());
    out["formats"] = Json::array();
    for (const auto& format : data::formats()) {
      out["formats"].push_back(
          {{"name", format.name}, {"summary", format.summary}, {"keys", describe_keys(format.keys)}});
    }
    out["source_keys"] = describe_keys(data::source_keys());
    out["tile_set_keys"] = describe_keys(tile_set_keys());
    fmt::print("{}\n", out.dump(2));
    return kDone;
  }
  fmt::print("Widgets (each also has widget, weight, title, note)\n");
  for (const auto* type : ui::widget_types()) {
    fmt::print("\n  {}: {}\n", type->name, type->summary);
    print_keys(type->keys, 4);
  }
  fmt::print("\nFormats\n");
  for (const auto& format : data::formats()) {
    fmt::print("\n  {}: {}\n", format.name, format.summary);
    print_keys(format.keys, 4);
  }
  fmt::print("\nTile sets\n\n");
  print_keys(tile_set_keys(), 4);
  return kDone;
}

int serve_demo_city(const BackendOptions& options) {
  demo::Backend::Options city;
  city.seed = options.demo.seed;
  city.speed = options.demo.speed;
  city.sensors = options.demo.sensors;
  city.port = options.port;
  city.clock = data::system_clock();
  city.districts_dir = assets_folder() + "/districts";
  auto backend = demo::Backend::start(city);
  if (!backend) return cannot_start(model::describe(backend.error()));
  fmt::print("{}\n", (*backend)->base_url());
  std::fflush(stdout);
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, [](int number) { stop_signal = number; });
  while (stop_signal == 0) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  (*backend)->stop();
  return kDone;
}

}  // namespace onescreen::app
