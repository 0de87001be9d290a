// CAP's areas as one GeoJSON geometry. In: its text of polygons and circles, which is lat,lon - the other way round
// than GeoJSON - with radii in kilometres; out: a MultiPolygon, in the same coordinate system. Pure.
#pragma once

#include <string>
#include <string_view>

namespace onescreen::data {

class CapShape {
 public:
  // "lat,lon lat,lon ...", closed or not, at least three different corners. False, and nothing added, when it is not.
  bool add_polygon(std::string_view text);
  // "lat,lon radius" in kilometres, as a polygon of 64 corners; of radius 0 a point.
  bool add_circle(std::string_view text);
  void add_point(double lon, double lat);

  // GeoJSON; the points only where there is no polygon. Empty: nothing was added.
  std::string geojson() const;

 private:
  std::string polygons_;
  std::string points_;
  int point_count_ = 0;
};

}  // namespace onescreen::data
