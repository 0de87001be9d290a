// GEOS behind two functions. Each call has its own GEOS context, so that any thread may call.
#include "map/triangulate.h"

#include <geos_c.h>

#include <memory>

#include "map/projection.h"

namespace onescreen::map {

namespace {

using model::Geometry;
using model::GeometryKind;

class Geos {
 public:
  Geos() : handle_(GEOS_init_r()) {
    // Without a handler GEOS says nothing: a polygon that cannot be used is simply not drawn, and the caller sees
    // that it is empty.
    GEOSContext_setErrorMessageHandler_r(handle_, nullptr, nullptr);
    GEOSContext_setNoticeMessageHandler_r(handle_, nullptr, nullptr);
  }
  ~Geos() { GEOS_finish_r(handle_); }
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;

  struct Destroy {
    GEOSContextHandle_t handle;
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(handle, geometry); }
  };
  using Owned = std::unique_ptr<GEOSGeometry, Destroy>;

  Owned own(GEOSGeometry* geometry) const { return Owned(geometry, Destroy{handle_}); }
  GEOSContextHandle_t get() const { return handle_; }

 private:
  GEOSContextHandle_t handle_;
};

// Without positions that cannot be drawn and repeated ones, and closed; empty when fewer than three corners are left.
std::vector<LonLat> cleaned(std::span<const LonLat> ring) {
  std::vector<LonLat> result;
  result.reserve(ring.size() + 1);
  for (const LonLat position : ring) {
    if (is_on_earth(position) && (result.empty() || !(result.back() == position))) result.push_back(position);
  }
  while (result.size() > 1 && result.back() == result.front()) result.pop_back();
  if (result.size() < 3) return {};
  result.push_back(result.front());
  return result;
}

GEOSGeometry* linear_ring(const Geos& geos, const std::vector<LonLat>& ring) {
  GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(geos.get(), static_cast<unsigned>(ring.size()), 2);
  if (sequence == nullptr) return nullptr;
  for (unsigned i = 0; i < ring.size(); ++i) GEOSCoordSeq_setXY_r(geos.get(), sequence, i, ring[i].lon, ring[i].lat);
  return GEOSGeom_createLinearRing_r(geos.get(), sequence);  // takes the sequence, also when it fails
}

Geos::Owned polygon_of_part(const Geos& geos, const Geometry& geometry, size_t part) {
  const size_t first = geometry.first_ring(part);
  const size_t end = geometry.part_ends[part];
  if (first >= end) return geos.own(nullptr);
  const std::vector<LonLat> outside = cleaned(geometry.ring(first));
  if (outside.empty()) return geos.own(nullptr);
  GEOSGeometry* shell = linear_ring(geos, outside);
  if (shell == nullptr) return geos.own(nullptr);
  std::vector<GEOSGeometry*> holes;
  for (size_t ring = first + 1; ring < end; ++ring) {
    const std::vector<LonLat> hole = cleaned(geometry.ring(ring));
    if (hole.empty()) continue;
    if (GEOSGeometry* made = linear_ring(geos, hole); made != nullptr) holes.push_back(made);
  }
  return geos.own(GEOSGeom_createPolygon_r(geos.get(), shell, holes.data(), static_cast<unsigned>(holes.size())));
}

Geos::Owned valid_part(const Geos& geos, const Geometry& geometry, size_t part) {
  Geos::Owned polygon = polygon_of_part(geos, geometry, part);
  if (polygon != nullptr && GEOSisValid_r(geos.get(), polygon.get()) != 1) {
    polygon = geos.own(GEOSMakeValid_r(geos.get(), polygon.get()));
  }
  return polygon;
}

// Calls `use` with every polygon inside `geometry`, however deep make-valid has nested it.
template <typename Use>
void for_each_polygon(const Geos& geos, const GEOSGeometry* geometry, const Use& use) {
  if (geometry == nullptr) return;
  const int type = GEOSGeomTypeId_r(geos.get(), geometry);
  if (type == GEOS_POLYGON) {
    use(geometry);
  } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
    const int count = GEOSGetNumGeometries_r(geos.get(), geometry);
    for (int i = 0; i < count; ++i) for_each_polygon(geos, GEOSGetGeometryN_r(geos.get(), geometry, i), use);
  }
}

void append_triangle(const Geos& geos, const GEOSGeometry* triangle, std::vector<LonLat>& out) {
  const GEOSGeometry* ring = GEOSGetExteriorRing_r(geos.get(), triangle);
  const GEOSCoordSequence* sequence = ring != nullptr ? GEOSGeom_getCoordSeq_r(geos.get(), ring) : nullptr;
  unsigned size = 0;
  if (sequence == nullptr || GEOSCoordSeq_getSize_r(geos.get(), sequence, &size) != 1 || size != 4) return;
  for (unsigned i = 0; i < 3; ++i) {
    LonLat corner;
    GEOSCoordSeq_getXY_r(geos.get(), sequence, i, &corner.lon, &corner.lat);
    out.push_back(corner);
  }
}

double area_of(const Geos& geos, const GEOSGeometry* polygon) {
  double area = 0;
  return GEOSArea_r(geos.get(), polygon, &area) == 1 ? area : 0;
}

}  // namespace

std::vector<LonLat> triangulate(const Geometry& geometry) {
  std::vector<LonLat> triangles;
  if (geometry.kind != GeometryKind::polygon) return triangles;
  const Geos geos;
  for (size_t part = 0; part < geometry.part_count(); ++part) {
    const Geos::Owned valid = valid_part(geos, geometry, part);
    for_each_polygon(geos, valid.get(), [&](const GEOSGeometry* polygon) {
      const Geos::Owned made = geos.own(GEOSConstrainedDelaunayTriangulation_r(geos.get(), polygon));
      for_each_polygon(geos, made.get(),
                       [&](const GEOSGeometry* triangle) { append_triangle(geos, triangle, triangles); });
    });
  }
  return triangles;
}

double area_deg2(const Geometry& geometry) {
  double sum = 0;
  if (geometry.kind != GeometryKind::polygon) return sum;
  const Geos geos;
  for (size_t part = 0; part < geometry.part_count(); ++part) {
    const Geos::Owned valid = valid_part(geos, geometry, part);
    if (valid != nullptr) sum += area_of(geos, valid.get());
  }
  return sum;
}

bool contains(const Geometry& geometry, LonLat position) {
  if (geometry.kind != GeometryKind::polygon || !is_on_earth(position)) return false;
  bool inside = false;
  for (size_t ring_index = 0; ring_index < geometry.ring_count(); ++ring_index) {
    const auto ring = geometry.ring(ring_index);
    for (size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
      const LonLat a = ring[before];
      const LonLat b = ring[i];
      if ((a.lat > position.lat) == (b.lat > position.lat)) continue;
      const double crossing = a.lon + (position.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon);
      if (position.lon < crossing) inside = !inside;
    }
  }
  return inside;
}

}  // namespace onescreen::map
