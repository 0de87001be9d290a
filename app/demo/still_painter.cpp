// One point of view for all: a road that runs to a vanishing point, houses along it. What differs is where that point
// lies, what stands beside the road and who passes.
#include "demo/still_painter.h"

#include <array>
#include <cmath>

#include "demo/still_canvas.h"

#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>

namespace onescreen::demo {
namespace {

constexpr float kW = kStillWidth;
constexpr float kH = kStillHeight;
constexpr int kQuality = 82;  // of the JPEG
constexpr double kZoneHours = 8;

struct Light {
  Rgb sky_top;
  Rgb sky_low;
  float day = 1;   // 0 at night
  float warm = 0;  // at the edges of the day
};

Light light_at(double hour) {
  const auto step = [](double x) {
    const double t = std::clamp(x, 0.0, 1.0);
    return static_cast<float>(t * t * (3 - 2 * t));
  };
  Light light;
  light.day = step((hour - 5.6) / 1.8) * step((18.6 - hour) / 1.8);
  light.warm = 4 * light.day * (1 - light.day);
  light.sky_top = blend({12, 18, 34}, {108, 146, 184}, light.day);
  light.sky_low = blend({34, 40, 58}, {196, 208, 214}, light.day);
  light.sky_top = blend(light.sky_top, {92, 92, 128}, 0.5f * light.warm);
  light.sky_low = blend(light.sky_low, {232, 164, 112}, 0.75f * light.warm);
  return light;
}

class Scene {
 public:
  Scene(const StillScene& scene, const Light& light)
      : scene_(scene), light_(light), canvas_(kStillWidth, kStillHeight), random_(scene.key, 0, Stream::cameras) {
    horizon_ = kH * static_cast<float>(random_.between(0.34, 0.44));
    vanish_ = kW * static_cast<float>(random_.between(0.36, 0.64));
    left_ = kW * static_cast<float>(random_.between(-0.25, 0.08));
    right_ = kW * static_cast<float>(random_.between(0.92, 1.25));
  }

  std::vector<uint8_t> paint() {
    sky();
    skyline();
    ground();
    for (const int side : {-1, 1}) houses(side);
    road();
    for (const int side : {-1, 1}) row_of_trees(side);
    traffic();
    people();
    stamp();
    return canvas_.pixels();
  }

 private:
  // In daylight as it is, at night a third of it and bluer.
  Rgb lit(const Rgb& colour) const {
    const Rgb dark{colour.r * 0.22f, colour.g * 0.25f, colour.b * 0.34f};
    const Rgb out = blend(dark, colour, light_.day);
    return blend(out, {out.r * 1.12f, out.g * 0.96f, out.b * 0.82f}, light_.warm);
  }
  // Depth 0 is at the camera, 1 at the vanishing point.
  float y_at(float depth) const { return std::lerp(kH, horizon_, depth); }
  float x_at(float at_camera, float depth) const { return std::lerp(at_camera, vanish_, depth); }

  void sky() {
    for (int y = 0; y < static_cast<int>(horizon_) + 1; ++y) {
      const float share = static_cast<float>(y) / horizon_;
      canvas_.rect(0, static_cast<float>(y), kW, static_cast<float>(y + 1),
                   blend(light_.sky_top, light_.sky_low, share));
    }
  }

  void skyline() {
    const Rgb far_away = blend(light_.sky_low, lit({92, 104, 122}), 0.55f);
    for (float x = -20; x < kW;) {
      const auto width = static_cast<float>(random_.between(14, 46));
      const auto height = static_cast<float>(random_.between(0.06, 0.52)) * horizon_;
      canvas_.rect(x, horizon_ - height, x + width, horizon_ + 1, far_away);
      x += width + static_cast<float>(random_.between(-4, 12));
    }
  }

  void ground() {
    canvas_.rect(0, horizon_, kW, kH, lit({118, 122, 116}));
    const bool green = random_.chance(0.5);
    const Rgb verge = lit(green ? Rgb{96, 122, 84} : Rgb{142, 140, 134});
    canvas_.polygon({{vanish_, horizon_}, {left_ - 130, kH}, {left_ - 420, kH}}, verge);
    canvas_.polygon({{vanish_, horizon_}, {right_ + 130, kH}, {right_ + 420, kH}}, verge);
  }

  void houses(int side) {
    static constexpr std::array<Rgb, 7> kWalls = {Rgb{168, 150, 132}, Rgb{146, 152, 160}, Rgb{182, 172, 156},
                                                  Rgb{150, 112, 94},  Rgb{124, 134, 146}, Rgb{196, 190, 180},
                                                  Rgb{132, 124, 118}};
    const float base = side < 0 ? left_ - 210 : right_ + 210;
    std::array<float, 8> edges{};
    edges[0] = 0.06f;
    for (size_t i = 1; i < edges.size(); ++i) edges[i] = edges[i - 1] + static_cast<float>(random_.between(0.07, 0.17));
    // From far to near, so that the near ones stand in front.
    for (size_t i = edges.size() - 1; i-- > 0;) {
      const float near_edge = std::min(edges[i], 0.96f);
      const float far_edge = std::min(edges[i + 1], 0.97f);
      const Rgb wall = kWalls[random_.index(kWalls.size())];
      const auto storeys = static_cast<float>(3 + random_.index(11));
      const uint64_t windows = random_.next();
      house(base, near_edge, far_edge, storeys * 46, wall, storeys, windows, side);
    }
  }

  void house(float base, float near_edge, float far_edge, float height, const Rgb& wall, float storeys,
             uint64_t windows, int side) {
    const auto corner = [&](float depth, float up) { return Spot{x_at(base, depth), y_at(depth) - up * (1 - depth)}; };
    const Rgb front = lit({wall.r * 0.86f, wall.g * 0.86f, wall.b * 0.88f});
    canvas_.polygon({corner(near_edge, 0), corner(near_edge, height), corner(far_edge, height), corner(far_edge, 0)},
                    front);
    // The side that faces us reaches out of the picture.
    const Spot foot = corner(near_edge, 0);
    const Spot roof = corner(near_edge, height);
    const float out = side < 0 ? -kW : kW;
    canvas_.rect(std::min(foot.x, foot.x + out), roof.y, std::max(foot.x, foot.x + out), foot.y, lit(wall));
    const int bays = 5;
    for (int storey = 0; storey < static_cast<int>(storeys); ++storey) {
      for (int bay = 0; bay < bays; ++bay) {
        const bool shines =
            unit_interval(mix(windows, static_cast<uint64_t>(storey * bays + bay))) < 0.42 && light_.day < 0.6f;
        const Rgb glass = shines ? Rgb{236, 200, 132} : lit(storey == 0 ? Rgb{70, 74, 84} : Rgb{92, 112, 132});
        const auto depth = [&](float share) { return std::lerp(near_edge, far_edge, share); };
        const float a = depth((static_cast<float>(bay) + 0.22f) / bays);
        const float b = depth((static_cast<float>(bay) + 0.78f) / bays);
        const float low = (static_cast<float>(storey) + 0.26f) / storeys * height;
        const float high = (static_cast<float>(storey) + 0.78f) / storeys * height;
        canvas_.polygon({corner(a, low), corner(a, high), corner(b, high), corner(b, low)}, glass,
                        shines ? 0.9f : 0.8f);
      }
    }
  }

  void road() {
    canvas_.polygon({{vanish_ - 2, horizon_}, {vanish_ + 2, horizon_}, {right_ + 60, kH}, {left_ - 60, kH}},
                    lit({158, 156, 150}));
    canvas_.polygon({{vanish_ - 1, horizon_}, {vanish_ + 1, horizon_}, {right_, kH}, {left_, kH}}, lit({84, 88, 94}));
    const Rgb paint = lit({226, 226, 220});
    for (const float lane : {0.25f, 0.5f, 0.75f}) {
      for (float depth = 0; depth < 0.94f; depth += (1 - depth) * 0.16f) {
        const float until = depth + (1 - depth) * (lane == 0.5f ? 0.16f : 0.07f);
        const float at = std::lerp(left_, right_, lane);
        const float half = lane == 0.5f ? 3.2f : 2.4f;
        canvas_.polygon({{x_at(at - half, depth), y_at(depth)},
                         {x_at(at + half, depth), y_at(depth)},
                         {x_at(at + half, until), y_at(until)},
                         {x_at(at - half, until), y_at(until)}},
                        lane == 0.5f ? lit({222, 190, 96}) : paint, 0.9f);
      }
    }
    if (!random_.chance(0.45)) return;
    // A crossing for pedestrians.
    for (int stripe = 0; stripe < 12; ++stripe) {
      const float from = std::lerp(left_, right_, (static_cast<float>(stripe) + 0.15f) / 12);
      const float to = std::lerp(left_, right_, (static_cast<float>(stripe) + 0.6f) / 12);
      canvas_.polygon({{x_at(from, 0.2f), y_at(0.2f)},
                       {x_at(to, 0.2f), y_at(0.2f)},
                       {x_at(to, 0.34f), y_at(0.34f)},
                       {x_at(from, 0.34f), y_at(0.34f)}},
                      paint, 0.85f);
    }
  }

  void row_of_trees(int side) {
    const bool trees = random_.chance(0.7);
    const float base = side < 0 ? left_ - 88 : right_ + 88;
    const Rgb leaves = lit({74 + static_cast<float>(random_.between(-8, 26)), 112, 70});
    for (float depth = 0.9f; depth > 0.12f; depth -= (1 - depth) * 0.62f + 0.02f) {
      const float scale = 1 - depth;
      const float x = x_at(base, depth);
      const float y = y_at(depth);
      if (!trees) {
        canvas_.rect(x - 2 * scale, y - 250 * scale, x + 2 * scale, y, lit({88, 92, 98}));
        if (light_.day < 0.5f) canvas_.disc(x, y - 250 * scale, 26 * scale, 18 * scale, {255, 214, 150}, 0.5f);
        continue;
      }
      canvas_.rect(x - 5 * scale, y - 110 * scale, x + 5 * scale, y, lit({84, 70, 58}));
      canvas_.disc(x, y - 165 * scale, 62 * scale, 74 * scale, leaves);
      canvas_.disc(x - 20 * scale, y - 180 * scale, 36 * scale, 40 * scale, blend(leaves, lit({140, 164, 110}), 0.5f));
    }
  }

  void traffic() {
    const int64_t second = std::chrono::floor<std::chrono::seconds>(scene_.now).time_since_epoch().count();
    const double hour = std::fmod(static_cast<double>(second) / 3600 + kZoneHours, 24);
    const double busy = hour < 5.5 ? 1 : hour < 7 || hour > 21 ? 3 : 6;
    struct Car {
      float depth;
      bool comes;
      float lane;
      Rgb paint;
      bool is_bus;
    };
    static constexpr std::array<Rgb, 6> kPaints = {Rgb{214, 216, 218}, Rgb{56, 60, 68},  Rgb{128, 134, 142},
                                                   Rgb{62, 92, 140},   Rgb{150, 60, 52}, Rgb{196, 186, 160}};
    std::vector<Car> cars;
    const auto count = static_cast<size_t>(busy);
    for (size_t i = 0; i < count; ++i) {
      // Each drives its way through the picture again and again, in its own time.
      const uint64_t own = mix(scene_.key, 900 + i);
      const double lap_secs = 21 + 23 * unit_interval(mix(own, 1));
      const double way = std::fmod(static_cast<double>(second % 86'400) / lap_secs + unit_interval(mix(own, 2)), 1.0);
      const bool comes = mix(own, 3) % 2 == 0;
      const auto depth = static_cast<float>(comes ? 0.93 - 0.85 * way : 0.08 + 0.85 * way);
      const float lane = (comes ? 0.125f : 0.625f) + (mix(own, 4) % 2 == 0 ? 0.0f : 0.25f);
      cars.push_back({depth, comes, lane, kPaints[mix(own, 5) % kPaints.size()], mix(own, 6) % 7 == 0});
    }
    std::sort(cars.begin(), cars.end(), [](const Car& a, const Car& b) { return a.depth > b.depth; });
    for (const Car& car : cars) {
      const float scale = (1 - car.depth) * (right_ - left_) / kW;
      const float x = x_at(std::lerp(left_, right_, car.lane), car.depth);
      const float y = y_at(car.depth);
      const float half = (car.is_bus ? 66.0f : 54.0f) * scale;
      const float height = (car.is_bus ? 165.0f : 84.0f) * scale;
      canvas_.disc(x, y, half * 1.15f, 9 * scale, {10, 12, 16}, 0.45f);
      const Rgb body = lit(car.paint);
      canvas_.rect(x - half, y - height * 0.62f, x + half, y - 8 * scale, body);
      canvas_.polygon({{x - half * 0.8f, y - height},
                       {x + half * 0.8f, y - height},
                       {x + half * 0.96f, y - height * 0.55f},
                       {x - half * 0.96f, y - height * 0.55f}},
                      body);
      canvas_.polygon({{x - half * 0.7f, y - height * 0.93f},
                       {x + half * 0.7f, y - height * 0.93f},
                       {x + half * 0.82f, y - height * 0.6f},
                       {x - half * 0.82f, y - height * 0.6f}},
                      lit({58, 74, 92}));
      canvas_.rect(x - half * 0.9f, y - 12 * scale, x - half * 0.55f, y + 3 * scale, {22, 24, 28});
      canvas_.rect(x + half * 0.55f, y - 12 * scale, x + half * 0.9f, y + 3 * scale, {22, 24, 28});
      const Rgb lamp = car.comes ? Rgb{255, 244, 214} : Rgb{226, 58, 46};
      const float glow = light_.day < 0.5f ? 0.95f : 0.55f;
      for (const float at : {-0.72f, 0.72f}) {
        if (light_.day < 0.5f) canvas_.disc(x + half * at, y - height * 0.4f, 20 * scale, 15 * scale, lamp, 0.3f);
        canvas_.disc(x + half * at, y - height * 0.4f, 9 * scale, 7 * scale, lamp, glow);
      }
    }
  }

  void people() {
    const int64_t second = std::chrono::floor<std::chrono::seconds>(scene_.now).time_since_epoch().count();
    for (uint64_t i = 0; i < 5; ++i) {
      const uint64_t own = mix(scene_.key, 700 + i);
      const double lap_secs = 80 + 60 * unit_interval(mix(own, 1));
      const double way = std::fmod(static_cast<double>(second % 86'400) / lap_secs + unit_interval(mix(own, 2)), 1.0);
      const auto depth = static_cast<float>(0.15 + 0.7 * (mix(own, 3) % 2 == 0 ? way : 1 - way));
      const float base = mix(own, 4) % 2 == 0 ? left_ - 36 : right_ + 36;
      const float scale = 1 - depth;
      const float x = x_at(base, depth);
      const float y = y_at(depth);
      const Rgb coat =
          lit({70 + static_cast<float>(mix(own, 5) % 120), 80, 100 + static_cast<float>(mix(own, 6) % 60)});
      canvas_.disc(x, y, 14 * scale, 4 * scale, {10, 12, 16}, 0.4f);
      canvas_.rect(x - 7 * scale, y - 34 * scale, x + 7 * scale, y, lit({44, 48, 58}));
      canvas_.rect(x - 10 * scale, y - 66 * scale, x + 10 * scale, y - 30 * scale, coat);
      canvas_.disc(x, y - 75 * scale, 8 * scale, 9 * scale, lit({206, 172, 144}));
    }
  }

  void stamp() {
    const float dot = 2;
    const auto write = [&](float x, float y, std::string_view text) {
      canvas_.letters(x + 1, y + 1, dot, text, {16, 18, 22});
      canvas_.letters(x, y, dot, text, {240, 242, 244});
    };
    write(30, 18, scene_.stamp);
    write(30, kH - 32, scene_.id);
  }

  const StillScene& scene_;
  const Light& light_;
  StillCanvas canvas_;
  Random random_;
  float horizon_ = 0;
  float vanish_ = 0;
  float left_ = 0;  // edges of the road at the foot of the picture
  float right_ = 0;
};

}  // namespace

std::string still_jpeg(const StillScene& scene) {
  const auto since_midnight = std::chrono::duration_cast<std::chrono::duration<double, std::ratio<3600>>>(
      scene.now.time_since_epoch() % std::chrono::days(1));
  const Light light = light_at(std::fmod(since_midnight.count() + kZoneHours, 24));
  const auto rgb = Scene(scene, light).paint();
  std::string jpeg;
  stbi_write_jpg_to_func(
      [](void* to, void* bytes, int size) {
        static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), static_cast<size_t>(size));
      },
      &jpeg, kStillWidth, kStillHeight, 3, rgb.data(), kQuality);
  return jpeg;
}

}  // namespace onescreen::demo
