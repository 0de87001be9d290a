// Ear clipping of what most buildings are: one ring of few corners that does not cross itself. Exact in integers, so it
// never gives a triangle that turns the wrong way. A twentieth of the time of the general way (triangulate.h), which is
// for everything else. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "map/projection.h"

namespace onescreen::map {

inline constexpr size_t kMaxSimpleCorners = 32;

// Indices into `ring`, three a triangle; corners in line give none. nullopt for a ring that touches or crosses itself,
// that encloses nothing, that has fewer than 3 or more than kMaxSimpleCorners corners, or spans a quarter of the world.
// Precondition: not closed (the last corner is not the first), no corner equals the one before.
std::optional<std::vector<uint32_t>> triangulate_simple(std::span<const FixedPoint> ring);

}  // namespace onescreen::map
