# Writes gfx/shader_sources.cpp from the GLSL files. Called at build time: cmake -DOUT=... -DFILES=a|b -P this
string(REPLACE "|" ";" files "${FILES}")
set(cases "")
foreach(file IN LISTS files)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" text)
  string(APPEND cases "    if (name == \"${name}\") return R\"onescreen_glsl(${text})onescreen_glsl\";\n")
endforeach()
file(CONFIGURE OUTPUT "${OUT}" @ONLY CONTENT [[
// Generated from shaders/ by .ci/embed_shaders.cmake.
#include "gfx/shader_source.h"

namespace onescreen::gfx {

std::string_view shader_source(std::string_view name) {
@cases@    return {};
}

}  // namespace onescreen::gfx
]])
