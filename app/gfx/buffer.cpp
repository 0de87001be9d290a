// OpenGL buffers and vertex arrays.
#include "gfx/buffer.h"

#include <glad/gl.h>

#include "gfx/statistics.h"

#include <vector>

namespace onescreen::gfx {

namespace {

struct Format {
  GLenum type;
  bool integer;
  bool normalised;
};

Format format_of(AttributeType type) {
  switch (type) {
    case AttributeType::f32:
      return {GL_FLOAT, false, false};
    case AttributeType::u8:
      return {GL_UNSIGNED_BYTE, true, false};
    case AttributeType::u8_normalised:
      return {GL_UNSIGNED_BYTE, false, true};
    case AttributeType::i8_normalised:
      return {GL_BYTE, false, true};
    case AttributeType::i16_normalised:
      return {GL_SHORT, false, true};
    case AttributeType::u16:
      return {GL_UNSIGNED_SHORT, true, false};
    case AttributeType::u32:
      return {GL_UNSIGNED_INT, true, false};
  }
  return {GL_FLOAT, false, false};
}

const void* as_pointer(size_t offset_bytes) { return reinterpret_cast<const void*>(offset_bytes); }

}  // namespace

Buffer::~Buffer() {
  if (id_ == 0) return;
  glDeleteBuffers(1, &id_);
  abandon();
}

void Buffer::abandon() {
  if (id_ == 0) return;
  --statistics().buffers;
  statistics().buffer_bytes -= static_cast<int64_t>(size_bytes_);
  id_ = 0;
  size_bytes_ = 0;
}

Buffer::Buffer(Buffer&& other) noexcept
    : id_(std::exchange(other.id_, 0)), size_bytes_(std::exchange(other.size_bytes_, 0)) {}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(size_bytes_, other.size_bytes_);
  return *this;
}

void Buffer::upload(std::span<const std::byte> bytes) {
  if (id_ == 0) {
    glGenBuffers(1, &id_);
    ++statistics().buffers;
  }
  statistics().uploaded_bytes += bytes.size();
  statistics().buffer_bytes += static_cast<int64_t>(bytes.size()) - static_cast<int64_t>(size_bytes_);
  // The array binding is not part of a vertex array, so this disturbs none.
  glBindBuffer(GL_ARRAY_BUFFER, id_);
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(bytes.size()), bytes.data(), GL_STATIC_DRAW);
  size_bytes_ = bytes.size();
}

VertexArray::~VertexArray() {
  if (id_ == 0) return;
  glDeleteVertexArrays(1, &id_);
  abandon();
}

void VertexArray::abandon() {
  if (id_ != 0) --statistics().vertex_arrays;
  id_ = 0;
}

VertexArray::VertexArray(VertexArray&& other) noexcept : id_(std::exchange(other.id_, 0)) {}

VertexArray& VertexArray::operator=(VertexArray&& other) noexcept {
  std::swap(id_, other.id_);
  return *this;
}

void VertexArray::bind() {
  if (id_ == 0) {
    glGenVertexArrays(1, &id_);
    ++statistics().vertex_arrays;
  }
  glBindVertexArray(id_);
}

void VertexArray::attributes(const Buffer& buffer, size_t stride_bytes, std::span<const Attribute> attributes,
                             int divisor) {
  bind();
  glBindBuffer(GL_ARRAY_BUFFER, buffer.id());
  for (const Attribute& attribute : attributes) {
    const auto location = static_cast<GLuint>(attribute.location);
    const Format format = format_of(attribute.type);
    glEnableVertexAttribArray(location);
    if (format.integer) {
      glVertexAttribIPointer(location, attribute.components, format.type, static_cast<GLsizei>(stride_bytes),
                             as_pointer(attribute.offset_bytes));
    } else {
      glVertexAttribPointer(location, attribute.components, format.type, format.normalised ? GL_TRUE : GL_FALSE,
                            static_cast<GLsizei>(stride_bytes), as_pointer(attribute.offset_bytes));
    }
    glVertexAttribDivisor(location, static_cast<GLuint>(divisor));
  }
  glBindVertexArray(0);
}

void VertexArray::indices(const Buffer& buffer) {
  bind();
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, buffer.id());
  glBindVertexArray(0);
}

void VertexArray::draw_triangles(size_t first_vertex, size_t count) const {
  glBindVertexArray(id_);
  ++statistics().draw_calls;
  glDrawArrays(GL_TRIANGLES, static_cast<GLint>(first_vertex), static_cast<GLsizei>(count));
}

void VertexArray::draw_indexed_triangles(size_t first_index, size_t count) const {
  glBindVertexArray(id_);
  ++statistics().draw_calls;
  glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(count), GL_UNSIGNED_INT,
                 as_pointer(first_index * sizeof(uint32_t)));
}

void VertexArray::draw_indexed_triangles(std::span<const int> firsts, std::span<const int> counts) const {
  std::vector<const void*> offsets;
  offsets.reserve(firsts.size());
  for (const int first : firsts) offsets.push_back(as_pointer(static_cast<size_t>(first) * sizeof(uint32_t)));
  glBindVertexArray(id_);
  ++statistics().draw_calls;
  glMultiDrawElements(GL_TRIANGLES, counts.data(), GL_UNSIGNED_INT, offsets.data(),
                      static_cast<GLsizei>(counts.size()));
}

void VertexArray::draw_points(size_t first_vertex, size_t count) const {
  glBindVertexArray(id_);
  ++statistics().draw_calls;
  glDrawArrays(GL_POINTS, static_cast<GLint>(first_vertex), static_cast<GLsizei>(count));
}

void VertexArray::draw_points(std::span<const int> firsts, std::span<const int> counts) const {
  glBindVertexArray(id_);
  ++statistics().draw_calls;
  glMultiDrawArrays(GL_POINTS, firsts.data(), counts.data(), static_cast<GLsizei>(counts.size()));
}

void VertexArray::draw_strip_instanced(size_t vertices, size_t instances) const {
  glBindVertexArray(id_);
  ++statistics().draw_calls;
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, static_cast<GLsizei>(vertices), static_cast<GLsizei>(instances));
}

}  // namespace onescreen::gfx
