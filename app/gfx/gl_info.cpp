// What the current context is, and what it complains about.
#include <glad/gl.h>

#include "gfx/context.h"

namespace onescreen::gfx {

namespace {

std::string gl_text(GLenum name) {
  const GLubyte* text = glGetString(name);
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

const char* error_name(GLenum error) {
  switch (error) {
    case GL_INVALID_ENUM:
      return "GL_INVALID_ENUM";
    case GL_INVALID_VALUE:
      return "GL_INVALID_VALUE";
    case GL_INVALID_OPERATION:
      return "GL_INVALID_OPERATION";
    case GL_INVALID_FRAMEBUFFER_OPERATION:
      return "GL_INVALID_FRAMEBUFFER_OPERATION";
    case GL_OUT_OF_MEMORY:
      return "GL_OUT_OF_MEMORY";
    default:
      return "an unknown OpenGL error";
  }
}

}  // namespace

GlInfo gl_info() { return {gl_text(GL_RENDERER), gl_text(GL_VENDOR), gl_text(GL_VERSION)}; }

std::string take_gl_error(const char* what) {
  std::string first;
  // A lost context may report for ever, so this does not loop until the queue is empty.
  for (int i = 0; i < 16; ++i) {
    const GLenum error = glGetError();
    if (error == GL_NO_ERROR) break;
    if (first.empty()) first = std::string(what) + ": " + error_name(error);
  }
  return first;
}

}  // namespace onescreen::gfx
