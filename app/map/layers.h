// What a map shows, as plain values: layers in drawing order, each a table plus a style with colours given by the
// caller. Equal values give equal pixels; a Scene is compared to decide whether anything must be drawn again, tables by
// pointer.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "gfx/colour.h"
#include "model/table.h"
#include "model/tiles.h"

namespace onescreen::map {

using gfx::Colour;

inline constexpr Colour kNoColour{0, 0, 0, 0};

// How values become colours.
enum class ClassRule {
  quantile,  // as many rows in each class
  equal,     // classes of equal width between the smallest and the largest value
  given,     // classes between limits that the layer names
  ramp,      // no classes: a colour between those of the steps, by the value's place between the smallest and largest
  category,  // texts, each with a colour of its own
};

// Which column decides on the colour of a row, and how.
struct Classing {
  std::string column;  // empty: all rows are alike
  ClassRule rule = ClassRule::quantile;
  size_t classes = 5;               // quantile, equal
  std::vector<double> breaks;       // given: lower limits of all classes but the first, ascending
  std::optional<double> middle;     // numbers: colours diverge from here, as many classes below as above
  std::vector<std::string> values;  // category: of the column, written out

  bool operator==(const Classing&) const = default;
};

// Tells categories apart without colour.
enum class Pattern : uint8_t { none, rising, falling, level, upright, dots };

struct AreaLayer {
  model::TablePtr table;
  std::string geometry_column;  // empty: the first geometry column
  Colour fill;                  // where there are no classes, and of values that no category names
  Classing classing;
  std::vector<Colour> steps;      // of the classes from the lowest to the highest, of the categories, or of a ramp
  std::vector<Pattern> patterns;  // of the classes; may be fewer
  Colour pattern_colour = kNoColour;
  float pattern_spacing_px = 6;
  Colour null_fill = kNoColour;  // rows without a value
  Colour outline = kNoColour;
  float outline_px = 1;
  Colour hatch = kNoColour;  // over all areas when their data is not current
  float hatch_spacing_px = 8;
  float opacity = 1;
  std::string id_column;
  std::string selected;  // id; empty: none
  Colour selected_outline = kNoColour;
  float selected_outline_px = 2;

  bool operator==(const AreaLayer&) const = default;
};

// Width at a zoom level; between two stops it is interpolated, outside it stays.
struct WidthStop {
  double zoom = 0;
  float width_px = 1;

  bool operator==(const WidthStop&) const = default;
};

struct LineClass {
  std::string value;  // of the class column, written out
  float width_factor = 1;
  Colour colour;

  bool operator==(const LineClass&) const = default;
};

// At most this many classes; rows of no class take the layer's own colour and width.
inline constexpr size_t kMaxLineClasses = 7;

// Draws the lines of a table; polygons in it are left to an area layer and its outline.
struct LineLayer {
  model::TablePtr table;
  std::string geometry_column;
  Colour colour;
  float width_px = 1;
  std::vector<WidthStop> widths;  // by zoom, ascending; empty: width_px everywhere
  std::string class_column;
  std::vector<LineClass> classes;
  float dash_px = 0;  // 0: solid
  float gap_px = 0;
  bool moving = false;        // the dashes run from start to end, by the wall clock
  Colour casing = kNoColour;  // a wider line underneath
  float casing_px = 0;        // how much it stands out on each side
  bool round_caps = false;
  float opacity = 1;

  bool operator==(const LineLayer&) const = default;
};

// An arrow has a direction; of a row that has none it is a circle.
enum class MarkShape : uint8_t { circle, diamond, triangle, square, hexagon, cross, arrow };

// Small signs inside a mark; drawn only where the mark is large enough to show them.
enum class Icon : uint8_t { none, fire, gas, water, traffic, building, sanitation, noise, facility };
inline constexpr size_t kIconCount = 9;

struct MarkStyle {
  MarkShape shape = MarkShape::circle;
  Colour fill;
  float size_factor = 1;
  bool ring = false;  // a thin circle around it, always

  bool operator==(const MarkStyle&) const = default;
};

// What a value of the class column changes of a mark.
struct PointClass {
  std::string value;               // of the class column, written out
  std::optional<MarkShape> shape;  // none: the level's
  Colour colour = kNoColour;       // of marks without a level; kNoColour: theirs
  float size_factor = 1;

  bool operator==(const PointClass&) const = default;
};

inline constexpr size_t kMaxPointClasses = 12;
inline constexpr float kLargestMarkPx = 240;

struct PointLayer {
  model::TablePtr table;
  std::string lon_column = "lon";  // both numbers; where the table lacks them, its first geometry column of points
  std::string lat_column = "lat";
  std::string level_column;         // 1 worst ... 4; anything else is level 0
  std::array<MarkStyle, 5> levels;  // by level; 0 for rows without one
  std::string icon_column;
  std::vector<std::pair<std::string, Icon>> icons;  // value of the icon column -> sign
  std::string class_column;
  std::vector<PointClass> classes;  // at most kMaxPointClasses; rows of none look as their level says
  std::string size_column;          // numbers, to which a mark's area is proportional; large marks lie below small ones
  double largest_value = 0;         // drawn at largest_factor; 0: the largest of the table
  float largest_factor = 3;
  std::string heading_column;  // degrees clockwise from north, by which a mark's shape (not its sign) is turned
  std::string age_column;      // times; a mark fades from then on
  double fade_secs = 0;        // until it is faintest; 0: never
  double now_secs = 0;         // UTC since 1970, only as exact as fading needs it
  float size_px = 10;                               // of a mark with factor 1, without its outline
  Colour outline{0, 0, 0, 255};
  float outline_px = 1.5f;
  float opacity = 1;
  std::string pulse_column;  // boolean: which marks are new
  std::string since_column;  // time since when; such a mark pulses kPulses times after it and then rests
  std::string id_column = "id";
  std::string selected;
  Colour selected_ring = kNoColour;
  // Above this many marks, those that hide under a worse or equal one (within half a mark) are not drawn. Where marks
  // differ in size or fade, all are drawn.
  size_t thin_above = 4000;

  bool operator==(const PointLayer&) const = default;
};

inline constexpr int kPulses = 3;
inline constexpr double kPulseSecs = 1.25;  // 0.8 Hz: within the norms for what may blink

// Circles of true radius on the ground: warning distances, coverage.
struct CircleLayer {
  model::TablePtr table;
  std::string lon_column = "lon";
  std::string lat_column = "lat";
  std::string radius_column;    // metres; empty: radii_m around each row
  std::vector<double> radii_m;  // at most kMostRadii
  Colour fill = kNoColour;      // of each circle: where they overlap, it is denser
  Colour outline = kNoColour;
  float outline_px = 1;
  float dash_px = 0;  // 0: solid
  float gap_px = 0;
  float opacity = 1;

  bool operator==(const CircleLayer&) const = default;
};

inline constexpr size_t kMostRadii = 8;
inline constexpr double kMostRadiusM = 200'000;  // larger ones are no circles on this map, and are left out

// Arcs from place to place. They grow wider and brighter from start to end and end in a head, so that their direction
// is seen while they stand still.
struct FlowLayer {
  model::TablePtr table;
  std::string from_lon_column = "from_lon";
  std::string from_lat_column = "from_lat";
  std::string to_lon_column = "to_lon";
  std::string to_lat_column = "to_lat";
  std::string value_column;  // numbers that decide on the width; empty: all as wide as the narrowest
  Colour colour;
  float min_width_px = 1.5f;
  float max_width_px = 6;  // of the largest value; between, the width grows with the value
  bool moving = false;     // lights run from start to end, by the wall clock
  float opacity = 1;

  bool operator==(const FlowLayer&) const = default;
};

struct TrackClass {
  std::string value;  // of the class column, written out
  Colour colour;

  bool operator==(const TrackClass&) const = default;
};

// Units that move: where each was, as a tail that fades with age, and a mark at its newest place. Nothing is guessed:
// the mark stands where the unit last said it was.
struct TrackLayer {
  model::TablePtr table;  // one row a position
  std::string lon_column = "lon";
  std::string lat_column = "lat";
  std::string id_column = "id";      // rows of one unit
  std::string time_column = "time";  // their order
  std::string heading_column;        // degrees clockwise from north; empty or null: from the last two places
  std::string class_column;
  std::vector<TrackClass> classes;
  Colour colour;  // of no class
  Colour outline = kNoColour;
  Colour stale;            // of units that have not been heard of
  double now_secs = 0;     // UTC since 1970, only as exact as staleness needs it
  double stale_secs = 0;   // older than this, a unit is drawn hollow; 0: never
  double gap_secs = 120;   // positions farther apart in time are not joined
  double tail_secs = 600;  // older positions are not drawn
  float width_px = 2;
  float head_px = 12;
  float opacity = 1;

  bool operator==(const TrackLayer&) const = default;
};

// Points that are too near each other at this zoom, as one disc with a ring of the shares of their levels; a point that
// is alone, as the mark of its level.
struct ClusterLayer {
  model::TablePtr table;
  std::string lon_column = "lon";
  std::string lat_column = "lat";
  std::string level_column;        // 1 worst ... 4; anything else is level 0
  std::array<Colour, 5> levels{};  // by level; 0 for rows without one
  Colour ground;                   // of a disc
  Colour outline = kNoColour;
  float radius_px = 16;  // of the smallest disc; half the distance at which two become one
  float mark_px = 10;    // of a point that is alone
  float opacity = 1;

  bool operator==(const ClusterLayer&) const = default;
};

// Density of points on the ground: a kernel of true radius over each, their sum as colours.
struct HeatLayer {
  model::TablePtr table;
  std::string lon_column = "lon";
  std::string lat_column = "lat";
  std::string weight_column;   // what a row counts; empty: 1
  double radius_m = 250;       // where the kernel ends
  std::vector<Colour> steps;   // from little to much; below the first the ground shows
  double highest_per_km2 = 0;  // what the last colour stands for; 0: the densest place
  float opacity = 1;

  bool operator==(const HeatLayer&) const = default;
};

// Buildings with their height, seen slightly from the south: a roof lies above its footprint by the building's true
// height at that zoom times `tilt`, walls join the two.
struct ExtrusionLayer {
  model::TablePtr table;
  std::string geometry_column;
  std::string height_column = "height_m";  // metres
  std::string floors_column = "floors";    // where there is no height: kFloorM each
  Classing classing;                       // of the roofs
  Colour roof;                             // where there are no classes, or no value
  std::vector<Colour> steps;
  Colour edge = kNoColour;  // of roofs
  float edge_px = 1;
  Colour shadow = kNoColour;  // where a building meets the ground
  float shadow_px = 5;
  float tilt = 0.5f;
  double flat_zoom = 14;  // up to here only footprints; heights grow from here within one zoom level
  std::string id_column;
  std::string selected;
  Colour selected_outline = kNoColour;
  float selected_outline_px = 2;

  bool operator==(const ExtrusionLayer&) const = default;
};

inline constexpr double kFloorM = 3;

// A raster base map. Its colours are changed in the order of the fields.
struct TileLayer {
  model::TablePtr table;    // none; so that every kind has one
  model::TileSetPtr set;    // may be null
  float saturation = 1;     // 0: grey
  bool invert = false;      // light becomes dark, hues stay
  Colour tint = kNoColour;  // mixed in by its alpha: towards the theme's ground, a bright map is calm at night
  float opacity = 1;

  bool operator==(const TileLayer&) const = default;
};

using Layer = std::variant<AreaLayer, LineLayer, PointLayer, CircleLayer, FlowLayer, TrackLayer, ClusterLayer,
                           HeatLayer, ExtrusionLayer, TileLayer>;

struct Scene {
  Colour ground;
  std::vector<Layer> layers;  // the first is at the bottom

  bool operator==(const Scene&) const = default;
};

// Of a line layer at a zoom.
float width_at(const LineLayer& layer, double zoom);

}  // namespace onescreen::map
