// Values to bytes and back, for what is kept on disk: little endian, lengths before contents. The reader believes
// nothing: reading past the end gives zeros and marks it as failed, so that one check at the end is enough.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace onescreen::data {

static_assert(std::endian::native == std::endian::little, "what is written here is read as it lies");

class ByteWriter {
 public:
  template <typename T>
  void put(T value) {
    static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);
    raw(&value, sizeof value);
  }
  void text(std::string_view value) {
    count(value.size());
    bytes_.append(value);
  }
  // Seven bits a byte, the lowest first: most counts are small.
  void count(uint64_t value) {
    for (; value >= 0x80; value >>= 7) put(static_cast<uint8_t>(value | 0x80));
    put(static_cast<uint8_t>(value));
  }
  void raw(const void* data, size_t size) { bytes_.append(static_cast<const char*>(data), size); }

  const std::string& bytes() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  T get() {
    static_assert(std::is_arithmetic_v<T>);
    T value{};
    const std::string_view from = raw(sizeof value);
    if (from.size() == sizeof value) std::memcpy(&value, from.data(), sizeof value);
    return value;
  }
  bool flag() { return get<uint8_t>() == 1; }
  uint64_t count() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = get<uint8_t>();
      value |= uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) return value;
    }
    fail();
    return 0;
  }
  // A count of things that take at least `least` bytes each; 0 and failed when so many cannot follow, so that nothing
  // is reserved for them.
  size_t count_of(size_t least) {
    const uint64_t value = count();
    if (value <= bytes_.size() / least) return static_cast<size_t>(value);
    fail();
    return 0;
  }
  std::string_view text() { return raw(count_of(1)); }
  // Empty and failed when there are not so many.
  std::string_view raw(size_t size) {
    if (size > bytes_.size()) {
      fail();
      return {};
    }
    const std::string_view out = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return out;
  }

  size_t left() const { return bytes_.size(); }
  bool failed() const { return failed_; }
  // Everything was read, and nothing was missing.
  bool done() const { return !failed_ && bytes_.empty(); }
  void fail() {
    failed_ = true;
    bytes_ = {};
  }

 private:
  std::string_view bytes_;
  bool failed_ = false;
};

}  // namespace onescreen::data
