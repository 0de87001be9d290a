// The arcs of a flow layer as triangles that the vertex shader widens: a curve that bends to the left of its direction,
// so that there and back are two curves, and a head at its end. Computed in the world's plane: the same curve at every
// zoom. Pure; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "map/layers.h"
#include "map/projection.h"

namespace onescreen::map {

// 28 bytes. In pixels, `ahead` (along the direction) and `side` (to its left) times half the width at that place are
// added to the position.
struct FlowVertex {
  FixedPoint world;
  int16_t direction_x = 0;  // of the curve, normalised to 32767
  int16_t direction_y = 0;
  float along_units = 0;   // from the start
  float length_units = 0;  // of the whole curve
  float width_share = 0;   // 0 narrowest, 1 widest
  int8_t side = 0;         // -127 right edge, 127 left edge; of a head, its corners
  int8_t ahead = 0;        // of a head's tip
  uint8_t head = 0;        // 1: belongs to a head
  uint8_t unused = 0;
};
static_assert(sizeof(FlowVertex) == 28);

struct FlowMesh {
  std::vector<FlowVertex> vertices;
  std::vector<uint32_t> indices;  // triangles
  size_t skipped_rows = 0;        // without both places, or with both at the same one
};

FlowMesh flow_mesh(const FlowLayer& layer);

// The value that the widest arc stands for; 0 without values.
double largest_flow(const FlowLayer& layer);

// Points of the curve in the world's plane, kFlowSteps + 1 of them.
inline constexpr int kFlowSteps = 32;
std::vector<WorldPoint> flow_curve(WorldPoint from, WorldPoint to);

}  // namespace onescreen::map
