#include "data/geojson_geometry.h"

#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "data/shape_repair.h"

namespace onescreen::data {
namespace {

using model::Geometry;
using model::GeometryKind;
using model::LonLat;

constexpr int kDeepest = 4;            // MultiPolygon: polygons, rings, positions, numbers
constexpr int kDeepestCollection = 4;  // RFC 7946 asks for none within another

// A reader over text that a JSON parser has already found to be balanced; it still trusts nothing.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t'))
      ++at_;
  }
  char peek() {
    skip_space();
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  // A string with its quotes; empty when there is none.
  std::string_view string() {
    if (peek() != '"') return {};
    const size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    if (at_ >= text_.size()) return {};
    ++at_;
    return text_.substr(begin, at_ - begin);
  }
  std::optional<double> number() {
    skip_space();
    double value = 0;
    const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
    at_ = static_cast<size_t>(end - text_.data());
    return value;
  }
  // Any value as it is written; empty at the end of the text.
  std::string_view value() {
    skip_space();
    const size_t begin = at_;
    return skip_value() ? text_.substr(begin, at_ - begin) : std::string_view();
  }
  bool skip_value() {
    int depth = 0;
    do {
      const char c = peek();
      if (c == '\0' && at_ >= text_.size()) return false;
      if (c == '"') {
        if (string().empty()) return false;
      } else {
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        if (depth < 0) return false;
        ++at_;
      }
    } while (depth > 0 || (peek() != ',' && peek() != '}' && peek() != ']' && at_ < text_.size()));
    return true;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

// Nested coordinates, whatever the type, since "type" may follow them.
struct Coordinates {
  std::vector<LonLat> positions;
  int depth = 0;                     // 1: one position, 2: a list of them, ...
  std::vector<uint32_t> list_ends;   // ends of the innermost lists of positions
  std::vector<uint32_t> outer_ends;  // ends, in lists, of the lists of those
  const char* problem = nullptr;
};

class CoordinateReader {
 public:
  CoordinateReader(Scanner& scanner, Coordinates& into, Wgs84Converter& to_wgs84)
      : scanner_(scanner), into_(into), to_wgs84_(to_wgs84) {}

  bool read(int level) {
    if (level > kDeepest) return fail("its coordinates are nested too deeply");
    if (!scanner_.take('[')) return fail("its coordinates are not an array");
    if (scanner_.take(']')) return end_list(level);
    if (scanner_.peek() != '[') return position(level);
    do {
      if (!read(level + 1)) return false;
    } while (scanner_.take(','));
    if (!scanner_.take(']')) return fail("its coordinates cannot be read");
    return end_list(level);
  }

 private:
  bool fail(const char* problem) {
    into_.problem = problem;
    return false;
  }

  bool end_list(int level) {
    // Which list this is depends on how deep its positions lie; empty lists say nothing and add nothing.
    if (into_.depth == 0) return true;
    const auto positions = static_cast<uint32_t>(into_.positions.size());
    const auto lists = static_cast<uint32_t>(into_.list_ends.size());
    if (level == into_.depth - 1 && (lists == 0 ? positions > 0 : positions > into_.list_ends.back()))
      into_.list_ends.push_back(positions);
    if (level == into_.depth - 2 && (into_.outer_ends.empty() ? lists > 0 : lists > into_.outer_ends.back()))
      into_.outer_ends.push_back(lists);
    return true;
  }

  bool position(int level) {
    if (into_.depth == 0) into_.depth = level;
    if (into_.depth != level) return fail("its coordinates are nested unevenly");
    const auto lon = scanner_.number();
    const auto lat = lon && scanner_.take(',') ? scanner_.number() : std::nullopt;
    if (!lat) return fail("a position is not two finite numbers");
    while (scanner_.take(',')) {
      if (!scanner_.skip_value()) return fail("its coordinates cannot be read");
    }
    if (!scanner_.take(']')) return fail("a position is not two finite numbers");
    if (*lon == 0 && *lat == 0) return fail("a position is 0/0, which means that it is not known");
    if (!is_plausible({*lon, *lat}, to_wgs84_.crs())) return fail("a position is out of range");
    const LonLat wgs84 = to_wgs84_({*lon, *lat});
    if (!is_plausible(wgs84)) return fail("a position is out of range");
    into_.positions.push_back(wgs84);
    return true;
  }

  Scanner& scanner_;
  Coordinates& into_;
  Wgs84Converter& to_wgs84_;
};

struct Shape {
  std::string_view type;  // with quotes
  GeometryKind kind;
  int depth;
};
constexpr Shape kShapes[] = {{"\"Point\"", GeometryKind::point, 1},     {"\"MultiPoint\"", GeometryKind::point, 2},
                             {"\"LineString\"", GeometryKind::line, 2}, {"\"MultiLineString\"", GeometryKind::line, 3},
                             {"\"Polygon\"", GeometryKind::polygon, 3}, {"\"MultiPolygon\"", GeometryKind::polygon, 4}};

// Rings are closed, positions that repeat the one before are left out, and rings of fewer than four positions dropped;
// polygons without a ring vanish.
void close_rings(const Coordinates& from, Geometry& shape) {
  uint32_t at = 0;
  size_t list = 0;
  for (const uint32_t outer_end : from.outer_ends) {
    for (; list < outer_end; ++list) {
      const size_t begin = shape.positions.size();
      for (const uint32_t end = from.list_ends[list]; at < end; ++at) {
        const LonLat& position = from.positions[at];
        if (shape.positions.size() == begin || shape.positions.back() != position) shape.positions.push_back(position);
      }
      if (shape.positions.size() > begin && shape.positions.back() != shape.positions[begin])
        shape.positions.push_back(LonLat(shape.positions[begin]));
      if (shape.positions.size() - begin >= 4) {
        shape.ring_ends.push_back(static_cast<uint32_t>(shape.positions.size()));
      } else {
        shape.positions.resize(begin);
      }
    }
    const auto rings = static_cast<uint32_t>(shape.ring_ends.size());
    if (rings > (shape.part_ends.empty() ? 0 : shape.part_ends.back())) shape.part_ends.push_back(rings);
  }
}

GeometryReading repaired(std::shared_ptr<Geometry> shape) {
  shift_over_antimeridian(*shape);
  orient_rings(*shape);
  return {std::move(shape), nullptr};
}

GeometryReading build(std::string_view type, Coordinates&& from) {
  const Shape* shape = nullptr;
  for (const auto& candidate : kShapes) {
    if (candidate.type == type) shape = &candidate;
  }
  if (shape == nullptr) return {nullptr, "its type is unknown"};
  if (from.problem != nullptr) return {nullptr, from.problem};
  if (from.positions.empty()) return {};
  if (from.depth != shape->depth) return {nullptr, "its coordinates do not fit its type"};

  auto geometry = std::make_shared<Geometry>();
  geometry->kind = shape->kind;
  switch (shape->kind) {
    case GeometryKind::point:
      geometry->positions = std::move(from.positions);
      break;
    case GeometryKind::line: {
      if (shape->depth == 2) from.list_ends = {static_cast<uint32_t>(from.positions.size())};
      uint32_t begin = 0;
      for (const uint32_t end : from.list_ends) {
        if (end - begin < 2) return {nullptr, "a line has fewer than two positions"};
        begin = end;
      }
      geometry->positions = std::move(from.positions);
      geometry->ring_ends = std::move(from.list_ends);
      break;
    }
    case GeometryKind::polygon:
      if (shape->depth == 3) from.outer_ends = {static_cast<uint32_t>(from.list_ends.size())};
      close_rings(from, *geometry);
      if (geometry->ring_ends.empty()) return {nullptr, "no ring has four positions"};
      break;
  }
  return repaired(std::move(geometry));
}

// The shapes of a GeometryCollection as one: a cell holds one kind, so of several the one with the most extent stays.
GeometryReading joined(const std::vector<GeometryReading>& members) {
  GeometryReading whole;
  GeometryKind kind = GeometryKind::point;
  for (const auto& member : members) {
    if (member.problem != nullptr) whole.problem = member.problem;
    if (!member.geometry) continue;
    if (whole.geometry && member.geometry->kind != kind && whole.problem == nullptr)
      whole.problem = "is a GeometryCollection of several kinds, of which only the areas, or else the lines, are kept";
    if (!whole.geometry || member.geometry->kind > kind) kind = member.geometry->kind;
    whole.geometry = member.geometry;
  }
  if (!whole.geometry) return whole;
  auto shape = std::make_shared<Geometry>();
  shape->kind = kind;
  for (const auto& [member, problem] : members) {
    if (!member || member->kind != kind) continue;
    const auto positions = static_cast<uint32_t>(shape->positions.size());
    const auto rings = static_cast<uint32_t>(shape->ring_ends.size());
    shape->positions.insert(shape->positions.end(), member->positions.begin(), member->positions.end());
    for (const uint32_t end : member->ring_ends) shape->ring_ends.push_back(positions + end);
    for (const uint32_t end : member->part_ends) shape->part_ends.push_back(rings + end);
  }
  whole.geometry = repaired(std::move(shape)).geometry;
  return whole;
}

GeometryReading read(RawJson raw, Wgs84Converter& to_wgs84, int depth);

GeometryReading read_collection(RawJson raw, Wgs84Converter& to_wgs84, int depth) {
  if (depth > kDeepestCollection) return {nullptr, "its collections are nested too deeply"};
  Scanner scanner(raw);
  if (!scanner.take('[')) return {nullptr, "its geometries are not an array"};
  std::vector<GeometryReading> members;
  if (scanner.take(']')) return {};
  do {
    const RawJson member = scanner.value();
    if (member.empty()) return {nullptr, "it cannot be read"};
    members.push_back(read(member, to_wgs84, depth + 1));
    // One that cannot be trusted makes the whole a problem, as one bad position of a polygon does.
    if (members.back().problem != nullptr && !members.back().geometry) return {nullptr, members.back().problem};
  } while (scanner.take(','));
  return joined(members);
}

GeometryReading read(RawJson raw, Wgs84Converter& to_wgs84, int depth) {
  while (!raw.empty() && (raw.back() == ' ' || raw.back() == '\n' || raw.back() == '\r' || raw.back() == '\t'))
    raw.remove_suffix(1);
  if (raw.empty() || raw == "null") return {};
  Scanner scanner(raw);
  if (!scanner.take('{')) return {nullptr, "it is not an object"};
  std::string_view type;
  std::string_view geometries;
  Coordinates coordinates;
  bool any = false;
  if (!scanner.take('}')) {
    do {
      const std::string_view key = scanner.string();
      if (key.empty() || !scanner.take(':')) return {nullptr, "it cannot be read"};
      if (key == "\"type\"" && scanner.peek() == '"') {
        type = scanner.string();
      } else if (key == "\"coordinates\"" && scanner.peek() == '[') {
        coordinates = {};
        any = true;
        if (!CoordinateReader(scanner, coordinates, to_wgs84).read(1)) break;
      } else {
        const std::string_view value = scanner.value();
        if (value.empty()) return {nullptr, "it cannot be read"};
        if (key == "\"geometries\"") geometries = value;
      }
    } while (scanner.take(','));
  }
  if (type == "\"GeometryCollection\"") return read_collection(geometries, to_wgs84, depth);
  // A problem with the coordinates ends the reading early, perhaps before the type; it is the better explanation.
  if (coordinates.problem != nullptr) return {nullptr, coordinates.problem};
  if (!any) return {nullptr, "it has no coordinates"};
  return build(type, std::move(coordinates));
}

}  // namespace

GeometryReading read_geometry(RawJson raw, Wgs84Converter& to_wgs84) { return read(raw, to_wgs84, 1); }

}  // namespace onescreen::data
