// Coordinate systems of back ends and their conversion to WGS-84, which is all that the rest of the program knows.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/geometry.h"

namespace onescreen::data {

// CGCS2000 differs from WGS-84 by decimetres at most and is taken for the same; it has a name of its own so that a site
// file says what it means.
enum class Crs {
  wgs84,
  cgcs2000,
  gcj02,
  bd09,
  sh2000,   // Shanghai 2000: metres east and north
  local4p,  // a plane of its own, led to Shanghai 2000 by four parameters
};

// Similarity from a plane of one's own (east, north, metres) to Shanghai 2000: scaled, turned from east towards north
// by `rotation_deg`, then moved by dx metres east and dy north.
struct LocalPlane {
  double dx = 0;
  double dy = 0;
  double rotation_deg = 0;
  double scale = 1;

  bool operator==(const LocalPlane&) const = default;
};

const char* name_of(Crs crs);
std::optional<Crs> crs_from_name(std::string_view name);

// Degrees (planes: metres east and north, in lon and lat) in, WGS-84 degrees out. The inverses of GCJ-02 and BD-09 are
// iterated until they are exact to 1e-10 degrees. There is no "outside China" rectangle: a source that declares GCJ-02
// means it. `position` must be plausible in `crs`; a local plane's scale must not be 0.
model::LonLat to_wgs84(Crs crs, model::LonLat position, const LocalPlane& local = {});
// The exact inverse of to_wgs84.
model::LonLat from_wgs84(Crs crs, model::LonLat position, const LocalPlane& local = {});

// Baidu's step on top of GCJ-02, as coordtransform has it, with sin(y pi 3000/180); and the published way back, which
// is up to 0.13 m wrong in Shanghai and where the exact inverse begins.
model::LonLat bd09_from_gcj02(model::LonLat position);
model::LonLat gcj02_from_bd09_published(model::LonLat position);

// The same as to_wgs84, remembering the answer before: most of a district's 61,000 positions come again in the same
// order, and computing them costs more than all the rest of decoding. One thread at a time.
class Wgs84Converter {
 public:
  explicit Wgs84Converter(Crs crs, const LocalPlane& local = {}) : crs_(crs), local_(local) {}
  Crs crs() const { return crs_; }
  const LocalPlane& local() const { return local_; }
  // An answer begins: what was converted since the last call is now the answer before.
  void begin();
  model::LonLat operator()(model::LonLat position);

 private:
  struct Known {
    model::LonLat from;
    model::LonLat to;
  };
  Crs crs_;
  LocalPlane local_;
  std::vector<Known> before_;
  std::vector<Known> current_;
  size_t at_ = 0;  // where in `before_` the next position is expected
};

// Finite, not exactly 0/0, which is what unset coordinates look like, and within +-180 / +-90 (GCJ-02 and BD-09: +-85,
// since their formulas divide by the cosine of the latitude; planes: within 1000 km of their origin).
bool is_plausible(model::LonLat position, Crs crs = Crs::wgs84);

}  // namespace onescreen::data
