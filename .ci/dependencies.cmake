# Third-party code, and nothing else: what the distribution has is found, the three that Debian 12
# lacks are FetchContent declarations. `run` and `test` point those at sources the package client
# brought (.ci/setup.sh), so a build of ours never needs git or the upstream sites.
# Everything here is a SYSTEM include and compiles without our warnings, but with the preset's sanitizers.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
pkg_check_modules(egl REQUIRED IMPORTED_TARGET egl)  # libGL itself is never linked: glad asks EGL for functions
find_package(glfw3 3.3 REQUIRED)
find_package(nlohmann_json 3.10 REQUIRED)
find_package(simdjson REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(date REQUIRED)
find_package(GEOS REQUIRED)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(freetype REQUIRED IMPORTED_TARGET freetype2)
pkg_check_modules(fontconfig REQUIRED IMPORTED_TARGET fontconfig)

# stb is headers only; its one translation unit of ours defines STB_IMAGE*_IMPLEMENTATION.
find_path(ONESCREEN_STB_INCLUDE stb_image_write.h PATH_SUFFIXES stb REQUIRED)
add_library(onescreen_stb INTERFACE)
target_include_directories(onescreen_stb SYSTEM INTERFACE ${ONESCREEN_STB_INCLUDE})

# A plain `cmake --preset dev` after one ./run or ./test finds the same cache that those two hand over.
if(DEFINED ENV{ONESCREEN_CACHE})
  set(onescreen_cache "$ENV{ONESCREEN_CACHE}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(onescreen_cache "$ENV{XDG_CACHE_HOME}/onescreen")
else()
  set(onescreen_cache "$ENV{HOME}/.cache/onescreen")
endif()
set(ONESCREEN_GLAD_DIR "" CACHE PATH "Generated glad for OpenGL 3.3 core (include/ and src/gl.c)")
if(NOT FETCHCONTENT_SOURCE_DIR_IMGUI AND EXISTS "${onescreen_cache}/imgui/imgui.h")
  set(FETCHCONTENT_SOURCE_DIR_IMGUI "${onescreen_cache}/imgui" CACHE PATH "Dear ImGui sources" FORCE)
endif()
if(NOT FETCHCONTENT_SOURCE_DIR_HTTPLIB AND EXISTS "${onescreen_cache}/httplib/httplib.h")
  set(FETCHCONTENT_SOURCE_DIR_HTTPLIB "${onescreen_cache}/httplib" CACHE PATH "cpp-httplib sources" FORCE)
endif()
if(NOT ONESCREEN_GLAD_DIR AND EXISTS "${onescreen_cache}/glad/src/gl.c")
  set(ONESCREEN_GLAD_DIR "${onescreen_cache}/glad" CACHE PATH "Generated glad" FORCE)
endif()

include(FetchContent)
# SOURCE_SUBDIR names a folder that does not exist: we want the sources, not their build systems.
FetchContent_Declare(imgui
  GIT_REPOSITORY https://github.com/ocornut/imgui.git GIT_TAG v1.92.2b GIT_SHALLOW ON SOURCE_SUBDIR unused)
FetchContent_Declare(httplib
  GIT_REPOSITORY https://github.com/yhirose/cpp-httplib.git GIT_TAG v0.41.0 GIT_SHALLOW ON SOURCE_SUBDIR unused)
FetchContent_MakeAvailable(imgui httplib)

# --- glad: the only OpenGL loader in the program (ImGui's back end uses it too) -----------------------
if(NOT ONESCREEN_GLAD_DIR)
  FetchContent_Declare(glad_generator
    GIT_REPOSITORY https://github.com/Dav1dde/glad.git GIT_TAG v2.0.8 GIT_SHALLOW ON SOURCE_SUBDIR unused)
  FetchContent_MakeAvailable(glad_generator)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  set(glad_out ${CMAKE_BINARY_DIR}/generated/glad)
  if(NOT EXISTS ${glad_out}/src/gl.c)
    execute_process(
      COMMAND ${CMAKE_COMMAND} -E env PYTHONPATH=${glad_generator_SOURCE_DIR} ${Python3_EXECUTABLE}
              -m glad --reproducible --api gl:core=3.3 --out-path ${glad_out} c
      RESULT_VARIABLE glad_result ERROR_VARIABLE glad_error OUTPUT_QUIET)
    if(NOT glad_result EQUAL 0)
      message(FATAL_ERROR "glad could not generate the OpenGL loader (it needs Python's jinja2):\n${glad_error}")
    endif()
  endif()
else()
  set(glad_out ${ONESCREEN_GLAD_DIR})
endif()
add_library(onescreen_glad STATIC ${glad_out}/src/gl.c)
target_compile_options(onescreen_glad PRIVATE -w)
target_include_directories(onescreen_glad SYSTEM PUBLIC ${glad_out}/include)
target_link_libraries(onescreen_glad PUBLIC ${CMAKE_DL_LIBS})

# --- Dear ImGui ------------------------------------------------------------------------------------------
file(READ ${imgui_SOURCE_DIR}/imgui.h imgui_header)
string(REGEX MATCH "#define IMGUI_VERSION_NUM +([0-9]+)" _ "${imgui_header}")
if(CMAKE_MATCH_1 LESS 19200)
  message(FATAL_ERROR "Dear ImGui in ${imgui_SOURCE_DIR} has version number ${CMAKE_MATCH_1}; 19200 (1.92) or newer is needed")
endif()
add_library(onescreen_imgui STATIC
  ${imgui_SOURCE_DIR}/imgui.cpp
  ${imgui_SOURCE_DIR}/imgui_demo.cpp
  ${imgui_SOURCE_DIR}/imgui_draw.cpp
  ${imgui_SOURCE_DIR}/imgui_tables.cpp
  ${imgui_SOURCE_DIR}/imgui_widgets.cpp
  ${imgui_SOURCE_DIR}/misc/freetype/imgui_freetype.cpp
  ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp
  ${imgui_SOURCE_DIR}/backends/imgui_impl_glfw.cpp)
target_compile_options(onescreen_imgui PRIVATE -w)
target_include_directories(onescreen_imgui SYSTEM PUBLIC
  ${imgui_SOURCE_DIR} ${imgui_SOURCE_DIR}/backends ${imgui_SOURCE_DIR}/misc/freetype)
target_compile_definitions(onescreen_imgui
  PUBLIC IMGUI_USE_WCHAR32 IMGUI_ENABLE_FREETYPE IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DISABLE_DEMO_WINDOWS
  PRIVATE IMGUI_IMPL_OPENGL_LOADER_CUSTOM)
# ImGui's own loader opens libGL by name and asks GLX for functions, which a surfaceless EGL machine may not
# have; with glad there is one table of functions, loaded once by gfx before ImGui_ImplOpenGL3_Init.
set_source_files_properties(${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp
  PROPERTIES COMPILE_OPTIONS "-include;glad/gl.h")
target_link_libraries(onescreen_imgui PUBLIC PkgConfig::freetype glfw PRIVATE onescreen_glad)

# --- cpp-httplib -----------------------------------------------------------------------------------------
file(STRINGS ${httplib_SOURCE_DIR}/httplib.h httplib_version REGEX "#define CPPHTTPLIB_VERSION \"")
string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" httplib_version "${httplib_version}")
if(httplib_version VERSION_LESS 0.41)
  message(FATAL_ERROR "cpp-httplib in ${httplib_SOURCE_DIR} is ${httplib_version}; 0.41 or newer is needed")
endif()
# Compiled once instead of in every includer: the single header costs about ten seconds per file under ASan.
# Its own script makes the two halves.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
set(httplib_out ${CMAKE_BINARY_DIR}/generated/httplib)
execute_process(
  COMMAND ${Python3_EXECUTABLE} ${httplib_SOURCE_DIR}/split.py --out ${httplib_out}
  RESULT_VARIABLE split_result ERROR_VARIABLE split_error OUTPUT_QUIET)
if(NOT split_result EQUAL 0)
  message(FATAL_ERROR "cpp-httplib's split.py failed:\n${split_error}")
endif()
add_library(onescreen_httplib STATIC ${httplib_out}/httplib.cc)
target_compile_options(onescreen_httplib PRIVATE -w)
target_include_directories(onescreen_httplib SYSTEM PUBLIC ${httplib_out})
# Lines of a head are matched by a recursive regular expression, so their length bounds the stack. A POST goes out whole:
# many small servers never answer "Expect: 100-continue", and each would cost a second.
target_compile_definitions(onescreen_httplib PUBLIC CPPHTTPLIB_OPENSSL_SUPPORT CPPHTTPLIB_ZLIB_SUPPORT
  CPPHTTPLIB_MAX_LINE_LENGTH=8192 CPPHTTPLIB_EXPECT_100_THRESHOLD=0)
# A wall begins with one connection for each of its sources at once; the kernel drops what does not fit into the demo
# city's queue, and a client tries again after a whole second.
target_compile_definitions(onescreen_httplib PRIVATE CPPHTTPLIB_LISTEN_BACKLOG=256)
target_link_libraries(onescreen_httplib PUBLIC OpenSSL::SSL OpenSSL::Crypto ZLIB::ZLIB Threads::Threads)
