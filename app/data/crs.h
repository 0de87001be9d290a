// Coordinate systems of back ends and their conversion to WGS-84, which is all that the rest of the program knows.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/geometry.h"

namespace onescreen::data {

// CGCS2000 differs from WGS-84 by decimetres at most and counts as wgs84.
enum class Crs { wgs84, gcj02 };

const char* name_of(Crs crs);
std::optional<Crs> crs_from_name(std::string_view name);

// Degrees in, WGS-84 degrees out. The GCJ-02 inverse is iterated until it is exact to 1e-10 degrees. There is no
// "outside China" rectangle: a source that declares GCJ-02 means it.
model::LonLat to_wgs84(Crs crs, model::LonLat position);

// The public formula with a = 6378245 and e2 = 0.00669342162296594323 (Krasovsky), as coordtransform and PRCoords have
// it.
model::LonLat gcj02_from_wgs84(model::LonLat position);

// The same as to_wgs84, remembering the answer before: most of a district's 61,000 positions come again in the same
// order, and computing them costs more than all the rest of decoding. One thread at a time.
class Wgs84Converter {
 public:
  explicit Wgs84Converter(Crs crs) : crs_(crs) {}
  Crs crs() const { return crs_; }
  // An answer begins: what was converted since the last call is now the answer before.
  void begin();
  model::LonLat operator()(model::LonLat position);

 private:
  struct Known {
    model::LonLat from;
    model::LonLat to;
  };
  Crs crs_;
  std::vector<Known> before_;
  std::vector<Known> current_;
  size_t at_ = 0;  // where in `before_` the next position is expected
};

// Finite, within +-180 / +-90 and not exactly 0/0, which is what unset coordinates look like.
bool is_plausible(model::LonLat position);

}  // namespace onescreen::data
