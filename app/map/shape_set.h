// The shapes of a table as the bytes of vertex and index buffers, in drawing order, with what culling and level of
// detail need to choose among them. Immutable once made; made on any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

#include "map/classes.h"
#include "map/projection.h"
#include "map/shape_mesh.h"
#include "model/table.h"

namespace onescreen::map {

// What a set is made of.
struct ShapeSpec {
  model::TablePtr table;
  std::string geometry_column;
  Classing classing;
  bool nulls_shown = false;  // whether rows of style 0 have a colour
  bool raised = false;       // with walls
  std::string height_column;
  std::string floors_column;

  bool operator==(const ShapeSpec&) const = default;
};

inline constexpr uint8_t kWallFlag = 0x80;  // in ShapeVertex::style
// Heights are stored in this many fixed-point units (6 cm at 31 degrees), at the shape's own latitude, so that a zoom
// needs no upload and the same building is as high wherever the camera stands.
inline constexpr double kHeightUnit = 8;

struct ShapeVertex {
  FixedPoint world;
  uint16_t height = 0;  // in kHeightUnit
  uint8_t style = 0;
  uint8_t light = 255;  // of a wall (kWallFlag): how much it gets
};
static_assert(sizeof(ShapeVertex) == 12);

struct OutlineVertex {
  FixedPoint world;
  int8_t extrude_x = 0;  // in 1/kOutlineExtrudeUnit, as StrokeVertex
  int8_t extrude_y = 0;
  int8_t side = 0;  // -127 right edge ... 127 left edge
  uint8_t style = 0;
};
static_assert(sizeof(OutlineVertex) == 12);
inline constexpr double kOutlineExtrudeUnit = 63;

// Where a row's parts begin in the set's arrays; they end where those of the next row begin.
struct ShapeEntry {
  uint32_t row = 0;
  uint32_t vertex = 0;
  uint32_t index = 0;
  uint32_t outline_vertex = 0;
  uint32_t outline_index = 0;
  FixedPoint low;
  FixedPoint high;
  float thickness = 0;  // as ShapeExtent
  double area = 0;      // likewise
  uint16_t height = 0;
  uint8_t style = 0;
};

// Entries that lie together.
struct ShapeChunk {
  uint32_t first = 0;  // entry
  uint32_t count = 0;
  FixedPoint low;
  FixedPoint high;
  uint16_t height = 0;  // of the highest
};

class ShapeSet {
 public:
  // Tables of more rows are drawn by place and, within a chunk, from the thickest to the thinnest; smaller ones in
  // the table's order.
  static constexpr size_t kRowsInOrder = 1000;

  // Shapes that `previous` (may be null) has already are taken from it, known by their content: only a shape that was
  // never seen is cut into triangles. Stops early, and is then good for nothing, when `stop` is requested.
  ShapeSet(const ShapeSpec& spec, const ShapeSet* previous, const std::stop_token& stop = {});

  const std::vector<ShapeVertex>& vertices() const { return vertices_; }
  const std::vector<uint32_t>& indices() const { return indices_; }
  const std::vector<OutlineVertex>& outline_vertices() const { return outline_vertices_; }
  const std::vector<uint32_t>& outline_indices() const { return outline_indices_; }
  // One for each outline vertex where the shapes are raised, else none.
  const std::vector<uint16_t>& outline_heights() const { return outline_heights_; }
  // One more than there are shapes: the last only ends the one before.
  const std::vector<ShapeEntry>& entries() const { return entries_; }
  const std::vector<ShapeChunk>& chunks() const { return chunks_; }
  // Rows without a shape.
  size_t skipped_rows() const { return skipped_rows_; }
  bool sorted_by_place() const { return sorted_by_place_; }
  float thinnest() const { return thinnest_; }
  const model::Geometry& geometry(const ShapeEntry& entry) const { return *geometries_->geometry(entry.row); }

  std::optional<size_t> entry_of_row(size_t row) const;
  // Row of the last shape in drawing order that holds the position.
  std::optional<size_t> row_at(LonLat position) const;

 private:
  struct Plan;
  std::vector<Plan> plan(const ShapeSpec& spec);
  void append(const Plan& plan, const ShapeSpec& spec, const ShapeSet* previous);
  void append_copy(const Plan& plan, const ShapeSet& previous, const ShapeEntry& known, const ShapeEntry& end);
  void append_mesh(const Plan& plan, const ShapeSpec& spec);
  void make_chunks();

  model::TablePtr table_;  // keeps the geometries alive
  const model::Column* geometries_ = nullptr;
  bool raised_ = false;
  std::vector<ShapeVertex> vertices_;
  std::vector<uint32_t> indices_;
  std::vector<OutlineVertex> outline_vertices_;
  std::vector<uint32_t> outline_indices_;
  std::vector<uint16_t> outline_heights_;
  std::vector<ShapeEntry> entries_;
  std::vector<ShapeChunk> chunks_;
  std::unordered_map<uint64_t, uint32_t> by_content_;  // hash of a geometry -> entry
  size_t skipped_rows_ = 0;
  bool sorted_by_place_ = false;
  float thinnest_ = 0;
};

// Of a shape at that latitude, in kHeightUnit; what is no height is none.
uint16_t packed_height(double height_m, double latitude);
// Heights by row in metres: the height column, else floors; 0 where there is neither.
std::vector<double> row_heights_m(const model::Table& table, std::string_view height_column,
                                  std::string_view floors_column);
// Interleaves the bits of both (Morton): near places have near keys.
uint64_t place_key(uint32_t x, uint32_t y);

}  // namespace onescreen::map
