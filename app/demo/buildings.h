// The demo city's building stock: footprints with height, storeys, use and residents, laid along its roads and within
// its streets, never over water or each other. A pure function of the ground and the seed; nothing of it stands in the
// real district. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "demo/ground.h"

namespace onescreen::demo {

enum class BuildingUse : uint8_t { residential, commercial, office, school, industrial };
const char* name_of(BuildingUse use);

struct Building {
  std::vector<Ring> rings;  // the outside, then courtyards; closed
  double height_m = 0;
  int floors = 0;
  BuildingUse use = BuildingUse::residential;
  int residents = 0;
  size_t street = 0;
};

// Some 25,000, in an order that does not depend on anything but the arguments. A few tens of milliseconds.
std::vector<Building> invent_buildings(const Ground& ground, uint64_t seed);

}  // namespace onescreen::demo
