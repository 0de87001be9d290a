// Vertex data on the GPU: buffers, and vertex arrays that say how a shader reads them. Needs a current context.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace onescreen::gfx {

class Buffer {
 public:
  Buffer() = default;
  ~Buffer();
  Buffer(Buffer&& other) noexcept;
  Buffer& operator=(Buffer&& other) noexcept;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  // Replaces the whole content (the old storage is orphaned, so a draw in flight is not waited for).
  void upload(std::span<const std::byte> bytes);
  template <typename T>
  void upload(std::span<const T> values) {
    upload(std::as_bytes(values));
  }
  size_t size_bytes() const { return size_bytes_; }
  uint32_t id() const { return id_; }
  // Forgets the name without deleting it, after the context that owned it was lost.
  void abandon();

 private:
  uint32_t id_ = 0;
  size_t size_bytes_ = 0;
};

enum class AttributeType { f32, u8, u8_normalised, i8_normalised, i16_normalised, u16, u32 };

// u8, u16 and u32 reach the shader as integers (uvec), the others as floats.
struct Attribute {
  int location = 0;
  int components = 1;
  AttributeType type = AttributeType::f32;
  size_t offset_bytes = 0;
};

class VertexArray {
 public:
  VertexArray() = default;
  ~VertexArray();
  VertexArray(VertexArray&& other) noexcept;
  VertexArray& operator=(VertexArray&& other) noexcept;
  VertexArray(const VertexArray&) = delete;
  VertexArray& operator=(const VertexArray&) = delete;

  // `buffer` must have been uploaded once; its later uploads need no new call. divisor 1: one element an instance.
  void attributes(const Buffer& buffer, size_t stride_bytes, std::span<const Attribute> attributes, int divisor = 0);
  // 32-bit indices.
  void indices(const Buffer& buffer);

  void draw_triangles(size_t first_vertex, size_t count) const;
  void draw_indexed_triangles(size_t first_index, size_t count) const;
  // Several ranges (first index, count) in one call.
  void draw_indexed_triangles(std::span<const int> firsts, std::span<const int> counts) const;
  void draw_points(size_t first_vertex, size_t count) const;
  // Several ranges (first, count) of points in one call.
  void draw_points(std::span<const int> firsts, std::span<const int> counts) const;
  void draw_strip_instanced(size_t vertices, size_t instances) const;
  void abandon();

 private:
  void bind();

  uint32_t id_ = 0;
};

}  // namespace onescreen::gfx
