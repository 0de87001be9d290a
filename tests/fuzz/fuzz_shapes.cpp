// Any bytes as polygons: whatever the rings, the mesh's indices are sound, nothing lies outside the shape's bounds, and
// coverage is counted within its tiles. Two bytes a coordinate, in steps of a thousandth of a degree around a place in
// the city; the largest are not a number, infinite, and the ends of the earth; 0x7FFF ends a ring, twice a part.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <memory>

#include "map/coverage_cells.h"
#include "map/label_point.h"
#include "map/shape_mesh.h"
#include "map/shape_set.h"

namespace {

using namespace onescreen;

double coordinate(int16_t value, double middle, double end) {
  switch (value) {
    case 0x7FFE:
      return std::numeric_limits<double>::quiet_NaN();
    case 0x7FFD:
      return std::numeric_limits<double>::infinity();
    case 0x7FFC:
      return end;
    case -0x8000:
      return -end;
    default:
      return middle + value / 1000.0;
  }
}

std::shared_ptr<const model::Geometry> polygon(const uint8_t* data, size_t size) {
  auto shape = std::make_shared<model::Geometry>();
  shape->kind = model::GeometryKind::polygon;
  const auto end_ring = [&] { shape->ring_ends.push_back(static_cast<uint32_t>(shape->positions.size())); };
  const auto end_part = [&] { shape->part_ends.push_back(static_cast<uint32_t>(shape->ring_ends.size())); };
  bool just_ended = false;
  for (size_t i = 0; i + 4 <= size; i += 4) {
    const auto x = static_cast<int16_t>(data[i] | data[i + 1] << 8);
    const auto y = static_cast<int16_t>(data[i + 2] | data[i + 3] << 8);
    if (x == 0x7FFF) {
      if (just_ended) end_part();
      if (!just_ended) end_ring();
      just_ended = !just_ended;
      continue;
    }
    just_ended = false;
    shape->positions.push_back({coordinate(x, 121.48, 180), coordinate(y, 31.25, 90)});
  }
  end_ring();
  end_part();
  return shape;
}

bool within(const map::ShapeExtent& extent, map::FixedPoint at) {
  return at.x >= extent.low.x && at.x <= extent.high.x && at.y >= extent.low.y && at.y <= extent.high.y;
}

void demand(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 4096) return 0;
  const auto shape = polygon(data, size);
  const map::ShapeMesh mesh = map::mesh_of(*shape);
  const map::ShapeExtent extent = map::extent_of(*shape);
  demand(std::isfinite(extent.thickness) && extent.thickness >= 0 && std::isfinite(extent.area));
  demand(mesh.triangles.size() % 3 == 0);
  for (const uint32_t index : mesh.triangles) demand(index < mesh.corners.size());
  for (const map::FixedPoint corner : mesh.corners) demand(within(extent, corner));
  for (const map::StrokeVertex& vertex : mesh.outline.vertices) demand(within(extent, vertex.world));
  (void)map::label_point(*shape);

  model::TableBuilder builder("shapes", {{"geometry", model::Type::geometry}});
  builder.geometry(0, shape);
  builder.end_row();
  map::ShapeSpec spec;
  spec.table = builder.build();
  spec.raised = true;
  const map::ShapeSet set(spec, nullptr);
  for (const uint32_t cell_units : {40'000u, 1u << 22}) {
    const map::CoverageCells cells = map::coverage_cells(set, std::numeric_limits<float>::max(), cell_units);
    for (const map::CoverageTile& tile : cells.tiles) demand(tile.first + tile.count <= cells.cells.size());
  }
  return 0;
}
