// A GLSL program of shaders/: embedded text, or read from disk in development builds where the last good one is kept
// when an edit does not compile. Needs a current context.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "gfx/colour.h"

namespace onescreen::gfx {

// Development builds: reads shaders from `folder` from now on instead of the checkout. UI thread; for tests.
void read_shaders_from(const std::filesystem::path& folder);

class Program {
 public:
  // `name` stands for shaders/<name>.vert and shaders/<name>.frag.
  explicit Program(std::string name) : name_(std::move(name)) {}
  ~Program();
  Program(Program&& other) noexcept;
  Program& operator=(Program&& other) noexcept;
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // Compiles on first use and binds. False when it never compiled; error() says why, with the driver's line numbers.
  bool use();
  // Of the newest attempt; usable() programs go on in their last good form.
  const std::string& error() const { return error_; }
  bool usable() const { return program_ != 0; }
  // Development builds: compiles again when a file on disk is newer. True when the program changed. At most one look
  // a second is sensible; release builds do nothing.
  bool reload_if_changed();

  // Of the bound program; a name that the shader does not use is ignored.
  void set(std::string_view uniform, int value);
  void set(std::string_view uniform, uint32_t value);
  void set(std::string_view uniform, float value);
  void set(std::string_view uniform, float x, float y);
  void set(std::string_view uniform, Colour colour);
  void set(std::string_view uniform, std::span<const float> values);
  void set(std::string_view uniform, std::span<const std::array<float, 4>> values);

  void abandon();

 private:
  bool compile();
  int location(std::string_view uniform);

  std::string name_;
  uint32_t program_ = 0;
  bool tried_ = false;
  std::string error_;
  std::map<std::string, int, std::less<>> locations_;
  std::filesystem::file_time_type newest_source_ = std::filesystem::file_time_type::min();
};

}  // namespace onescreen::gfx
