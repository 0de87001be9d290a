// Compiling and linking GLSL, with the driver's complaint turned into a sentence.
#include "gfx/program.h"

#include <glad/gl.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "gfx/shader_source.h"
#include "gfx/statistics.h"

namespace onescreen::gfx {

namespace {

constexpr const char* kStages[] = {".vert", ".frag"};

// Empty where shaders are inside the program only.
std::filesystem::path& shader_folder() {
#ifdef ONESCREEN_SHADER_DIR
  static std::filesystem::path folder = ONESCREEN_SHADER_DIR;
#else
  static std::filesystem::path folder;
#endif
  return folder;
}

std::filesystem::path source_path(const std::string& file) {
  return shader_folder().empty() ? std::filesystem::path() : shader_folder() / file;
}

std::string source_text(const std::string& file) {
  const std::filesystem::path path = source_path(file);
  if (!path.empty()) {
    if (std::ifstream in(path, std::ios::binary); in) {
      std::ostringstream text;
      text << in.rdbuf();
      return text.str();
    }
  }
  return std::string(shader_source(file));
}

std::filesystem::file_time_type newest_source(const std::string& name) {
  auto newest = std::filesystem::file_time_type::min();  // a clock's zero may lie in the future
  for (const char* stage : kStages) {
    const std::filesystem::path path = source_path(name + stage);
    if (path.empty()) continue;
    std::error_code failed;
    const auto time = std::filesystem::last_write_time(path, failed);
    if (!failed) newest = std::max(newest, time);
  }
  return newest;
}

// 0 and a sentence when it does not compile.
GLuint compile_stage(GLenum stage, const std::string& file, std::string& error) {
  const std::string text = source_text(file);
  if (text.empty()) {
    error = "The shader " + file + " does not exist.";
    return 0;
  }
  const GLuint shader = glCreateShader(stage);
  const char* pointer = text.c_str();
  glShaderSource(shader, 1, &pointer, nullptr);
  glCompileShader(shader);
  GLint good = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &good);
  if (good != 0) return shader;
  char log[1024] = {};
  glGetShaderInfoLog(shader, sizeof log, nullptr, log);
  error = "The shader " + file + " does not compile: " + log;
  glDeleteShader(shader);
  return 0;
}

GLuint link_program(const std::string& name, std::string& error) {
  const GLuint vertex = compile_stage(GL_VERTEX_SHADER, name + kStages[0], error);
  if (vertex == 0) return 0;
  const GLuint fragment = compile_stage(GL_FRAGMENT_SHADER, name + kStages[1], error);
  if (fragment == 0) {
    glDeleteShader(vertex);
    return 0;
  }
  const GLuint program = glCreateProgram();
  glAttachShader(program, vertex);
  glAttachShader(program, fragment);
  glLinkProgram(program);
  glDeleteShader(vertex);
  glDeleteShader(fragment);
  GLint good = 0;
  glGetProgramiv(program, GL_LINK_STATUS, &good);
  if (good != 0) return program;
  char log[1024] = {};
  glGetProgramInfoLog(program, sizeof log, nullptr, log);
  error = "The shader program " + name + " does not link: " + log;
  glDeleteProgram(program);
  return 0;
}

}  // namespace

void read_shaders_from(const std::filesystem::path& folder) {
#ifdef ONESCREEN_SHADER_DIR
  shader_folder() = folder;
#else
  static_cast<void>(folder);
#endif
}

Program::~Program() {
  if (program_ == 0) return;
  glDeleteProgram(program_);
  --statistics().programs;
}

Program::Program(Program&& other) noexcept
    : name_(std::move(other.name_)),
      program_(std::exchange(other.program_, 0)),
      tried_(other.tried_),
      error_(std::move(other.error_)),
      locations_(std::move(other.locations_)),
      newest_source_(other.newest_source_) {}

Program& Program::operator=(Program&& other) noexcept {
  std::swap(name_, other.name_);
  std::swap(program_, other.program_);
  std::swap(tried_, other.tried_);
  std::swap(error_, other.error_);
  std::swap(locations_, other.locations_);
  std::swap(newest_source_, other.newest_source_);
  return *this;
}

bool Program::compile() {
  tried_ = true;
  newest_source_ = newest_source(name_);
  std::string error;
  const GLuint program = link_program(name_, error);
  error_ = error;
  if (program == 0) return false;
  if (program_ != 0) {
    glDeleteProgram(program_);
  } else {
    ++statistics().programs;
  }
  program_ = program;
  locations_.clear();
  return true;
}

bool Program::use() {
  if (program_ == 0 && !tried_) compile();
  if (program_ == 0) return false;
  glUseProgram(program_);
  return true;
}

bool Program::reload_if_changed() {
  if (!tried_ || newest_source(name_) <= newest_source_) return false;
  return compile();
}

int Program::location(std::string_view uniform) {
  const auto found = locations_.find(uniform);
  if (found != locations_.end()) return found->second;
  std::string name(uniform);
  const int location = glGetUniformLocation(program_, name.c_str());
  locations_.emplace(std::move(name), location);
  return location;
}

void Program::set(std::string_view uniform, int value) { glUniform1i(location(uniform), value); }
void Program::set(std::string_view uniform, uint32_t value) { glUniform1ui(location(uniform), value); }
void Program::set(std::string_view uniform, float value) { glUniform1f(location(uniform), value); }
void Program::set(std::string_view uniform, float x, float y) { glUniform2f(location(uniform), x, y); }
void Program::set(std::string_view uniform, Colour colour) {
  glUniform4fv(location(uniform), 1, to_floats(colour).data());
}
void Program::set(std::string_view uniform, std::span<const float> values) {
  glUniform1fv(location(uniform), static_cast<GLsizei>(values.size()), values.data());
}
void Program::set(std::string_view uniform, std::span<const std::array<float, 4>> values) {
  if (!values.empty()) glUniform4fv(location(uniform), static_cast<GLsizei>(values.size()), values.front().data());
}

void Program::abandon() {
  if (program_ != 0) --statistics().programs;
  program_ = 0;
  tried_ = false;
  locations_.clear();
}

}  // namespace onescreen::gfx
