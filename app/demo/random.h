// Random numbers that are the same on every machine: splitmix64, seeded by what they are for (seed, day, stream). The
// distributions of <random> are left to the library's maker, so none of them is used here. Any thread; no shared state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace onescreen::demo {

// One well mixed number from two; chained to hash several.
inline uint64_t mix(uint64_t a, uint64_t b) {
  uint64_t x = a * 0x9E3779B97F4A7C15ULL + b + 0x632BE59BD9B4E019ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

// 0 <= result < 1.
inline double unit_interval(uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1.0p-53; }

// Keeps the streams of one day apart, so that a change to one generator leaves the others as they were.
enum class Stream : uint64_t {
  cases,
  majors,
  calls,
  sensors,
  weather,
  duty,
  plans,
  cameras,
  units,
  transfers,
  buildings,
  peaks,
  waste,
  renewal,
  community,
  civility,
  epidemic = 40,
  modules,
  service_points,
  north_bund,
  festival
};

class Random {
 public:
  Random(uint64_t seed, int64_t day, Stream stream)
      : state_(mix(mix(seed, static_cast<uint64_t>(day)), static_cast<uint64_t>(stream))) {}

  uint64_t next() { return mix(state_, ++count_); }
  double uniform() { return unit_interval(next()); }
  double between(double low, double high) { return low + (high - low) * uniform(); }
  bool chance(double probability) { return uniform() < probability; }
  // Precondition: size > 0.
  size_t index(size_t size) { return static_cast<size_t>(uniform() * static_cast<double>(size)); }
  // An index of `weights`, as often as its weight says. Precondition: some weight is positive.
  size_t pick(std::span<const double> weights) {
    double sum = 0;
    for (const double weight : weights) sum += weight;
    double left = uniform() * sum;
    size_t last = 0;
    for (size_t i = 0; i < weights.size(); ++i) {
      if (weights[i] <= 0) continue;
      last = i;
      if (left < weights[i]) return i;
      left -= weights[i];
    }
    return last;
  }

 private:
  uint64_t state_;
  uint64_t count_ = 0;
};

}  // namespace onescreen::demo
