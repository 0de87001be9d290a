// OpenGL without a display, through EGL.
#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <glad/gl.h>

#include <array>
#include <cstring>

#include "gfx/context.h"

namespace onescreen::gfx {

namespace {

EGLDisplay initialised(EGLDisplay display) {
  if (display == EGL_NO_DISPLAY) return EGL_NO_DISPLAY;
  return eglInitialize(display, nullptr, nullptr) == EGL_TRUE ? display : EGL_NO_DISPLAY;
}

// Mesa offers the surfaceless platform; drivers that do not, offer their devices one by one.
EGLDisplay open_display() {
  const char* extensions = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
  if (extensions == nullptr) return EGL_NO_DISPLAY;
  const auto get_display =
      reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
  if (get_display == nullptr) return EGL_NO_DISPLAY;
  if (std::strstr(extensions, "EGL_MESA_platform_surfaceless") != nullptr) {
    const EGLDisplay display = initialised(get_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr));
    if (display != EGL_NO_DISPLAY) return display;
  }
  const auto query_devices = reinterpret_cast<PFNEGLQUERYDEVICESEXTPROC>(eglGetProcAddress("eglQueryDevicesEXT"));
  if (query_devices == nullptr) return EGL_NO_DISPLAY;
  std::array<EGLDeviceEXT, 8> devices{};
  EGLint count = 0;
  if (query_devices(static_cast<EGLint>(devices.size()), devices.data(), &count) != EGL_TRUE) return EGL_NO_DISPLAY;
  for (EGLint i = 0; i < count; ++i) {
    const EGLDisplay display =
        initialised(get_display(EGL_PLATFORM_DEVICE_EXT, devices[static_cast<size_t>(i)], nullptr));
    if (display != EGL_NO_DISPLAY) return display;
  }
  return EGL_NO_DISPLAY;
}

}  // namespace

std::unique_ptr<HeadlessContext> HeadlessContext::create(std::string& why_not) {
  const EGLDisplay display = open_display();
  if (display == EGL_NO_DISPLAY) {
    why_not = "EGL offers no display-less OpenGL here; install Mesa's libegl-mesa0 and libgl1-mesa-dri.";
    return nullptr;
  }
  if (eglBindAPI(EGL_OPENGL_API) != EGL_TRUE) {
    why_not = "The EGL driver has OpenGL ES only; OpenGL 3.3 is needed.";
    return nullptr;
  }
  const EGLint config_wish[] = {EGL_SURFACE_TYPE, 0, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
  EGLConfig config = nullptr;
  EGLint configs = 0;
  eglChooseConfig(display, config_wish, &config, 1, &configs);
  const EGLint context_wish[] = {
      EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
      EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
  // Without a matching config the driver may still take none at all (EGL_KHR_no_config_context).
  EGLContext context =
      eglCreateContext(display, configs > 0 ? config : EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, context_wish);
  if (context == EGL_NO_CONTEXT) {
    why_not = "The EGL driver cannot give an OpenGL 3.3 core context.";
    return nullptr;
  }
  if (eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) != EGL_TRUE) {
    eglDestroyContext(display, context);
    why_not = "The EGL driver cannot draw without a surface.";
    return nullptr;
  }
  if (gladLoadGL(eglGetProcAddress) == 0) {
    eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    eglDestroyContext(display, context);
    why_not = "The OpenGL functions of the EGL driver could not be loaded.";
    return nullptr;
  }
  return std::unique_ptr<HeadlessContext>(new HeadlessContext(display, context));
}

HeadlessContext::~HeadlessContext() {
  // The display is not terminated: it is one per process, and another context may live on it.
  if (eglGetCurrentContext() == context_) eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  eglDestroyContext(display_, context_);
}

void HeadlessContext::make_current() { eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, context_); }

}  // namespace onescreen::gfx
