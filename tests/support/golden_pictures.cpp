#include "golden_pictures.h"

#include <array>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace onescreen::test_support {
namespace {

using Json = nlohmann::ordered_json;

model::TileImagePtr painted(const std::string& id, int width, int height) {
  unsigned tone = 7;
  for (const char c : id) tone = tone * 31 + static_cast<unsigned char>(c);
  const double hue = (tone % 97) / 97.0;
  auto image = std::make_shared<model::TileImage>();
  image->width = width;
  image->height = height;
  image->rgba.reserve(size_t{4} * static_cast<size_t>(width) * static_cast<size_t>(height));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double down = static_cast<double>(y) / height;
      double shade = down < 0.45 ? 0.75 - 0.4 * down : 0.34 + 0.16 * std::abs(2.0 * x / width - 1);
      const double ring = std::abs(std::hypot(x - width / 2.0, y - height / 2.0) - height * 0.34);
      if (ring < 2.5) shade = 0.95;
      if (x < 3 || y < 3 || x >= width - 3 || y >= height - 3) shade = 0.9;
      if (down > 0.45 && (x / 12 + y / 12) % 9 == 0) shade = 0.2;
      const auto level = [&](double of) { return static_cast<uint8_t>(std::lround(255 * std::min(1.0, shade * of))); };
      image->rgba.insert(image->rgba.end(), {level(0.75 + 0.25 * hue), level(0.92), level(1.1 - 0.25 * hue), 255});
    }
  }
  return image;
}

model::ErrorCode code_of(const std::string& name) {
  for (const auto code : {model::ErrorCode::connection, model::ErrorCode::timeout, model::ErrorCode::http,
                          model::ErrorCode::denied, model::ErrorCode::too_large, model::ErrorCode::format}) {
    if (name == model::name_of(code)) return code;
  }
  throw std::runtime_error("unknown error " + name);
}

model::PictureSetPtr read_set(const std::string& name, const Json& json, model::Instant now) {
  auto set = std::make_shared<model::PictureSet>();
  set->name = name;
  set->demo = json.value("demo", false);
  set->frozen_after = std::chrono::seconds(json.value("frozen_secs", 60));
  const std::string withheld = json.value("withheld", "");
  if (withheld == "in_replay") set->withheld = model::Withheld::in_replay;
  if (withheld == "from_visitors") set->withheld = model::Withheld::from_visitors;
  const auto size = json.value("size", std::array<int, 2>{320, 180});
  const Json stills = json.value("stills", Json::object());
  for (const auto& [id, still] : stills.items()) {
    const auto ago = [&](model::Duration age) { return model::Instant{now.utc - age, now.uptime - age}; };
    model::Picture picture;
    picture.wanted = ago(std::chrono::hours(1));
    if (!still.value("none", false)) {
      const model::Duration age = std::chrono::seconds(still.value("age_secs", 2));
      picture.image = painted(id, size[0], size[1]);
      picture.received = ago(age);
      picture.changed = ago(age + std::chrono::seconds(still.value("unchanged_secs", 3)));
    }
    if (still.contains("error")) {
      picture.error = model::Error{code_of(still["error"].get<std::string>()), "no picture came", id};
    }
    set->pictures.emplace(id, std::move(picture));
  }
  return set;
}

}  // namespace

model::PicturesPtr read_pictures(const nlohmann::ordered_json& json, model::Instant now) {
  auto pictures = std::make_shared<model::Pictures>();
  for (const auto& [name, set] : json.items()) pictures->sets[name] = read_set(name, set, now);
  return pictures;
}

}  // namespace onescreen::test_support
