// Windows and input through GLFW. GLFW is one per process and speaks through callbacks; both stay in this file.
#include <glad/gl.h>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <utility>

#include "gfx/context.h"

namespace onescreen::gfx {

static_assert(kKeyEscape == GLFW_KEY_ESCAPE && kKeyEnd == GLFW_KEY_END && kKeyF12 == GLFW_KEY_F12);
static_assert(kShift == GLFW_MOD_SHIFT && kControl == GLFW_MOD_CONTROL && kAlt == GLFW_MOD_ALT &&
              kSuper == GLFW_MOD_SUPER);

namespace {

// How many windows live: GLFW is started before the first and ended after the last. Only wake() reads it from
// elsewhere.
std::atomic<int>& living_windows() {
  static std::atomic<int> count{0};
  return count;
}

std::string glfw_reason() {
  const char* text = nullptr;
  return glfwGetError(&text) == GLFW_NO_ERROR || text == nullptr ? std::string("no reason given") : std::string(text);
}

GLFWmonitor* monitor_at(int index) {
  int count = 0;
  GLFWmonitor** monitors = glfwGetMonitors(&count);
  return index >= 0 && index < count ? monitors[index] : nullptr;
}

}  // namespace

struct Window::State {
  GLFWwindow* handle = nullptr;
  WindowOptions options;
  std::vector<InputEvent> events;
  int modifiers = 0;
  using ResetStatus = GLenum (*)();
  ResetStatus reset_status = nullptr;  // OpenGL 4.5, ARB_robustness or KHR_robustness; may be missing
  bool wants_fullscreen = false;
  // Where the window was before it became full screen.
  int windowed_x = 64;
  int windowed_y = 64;

  static State& of(GLFWwindow* window) { return *static_cast<State*>(glfwGetWindowUserPointer(window)); }

  // Framebuffer pixels a unit of GLFW's screen coordinates.
  std::pair<double, double> pixel_scale() const {
    int window_width = 0, window_height = 0, width = 0, height = 0;
    glfwGetWindowSize(handle, &window_width, &window_height);
    glfwGetFramebufferSize(handle, &width, &height);
    if (window_width <= 0 || window_height <= 0) return {1.0, 1.0};
    return {static_cast<double>(width) / window_width, static_cast<double>(height) / window_height};
  }

  void add(InputEvent event) {
    event.modifiers = modifiers;
    events.push_back(event);
  }
  void add_at_cursor(InputEvent event) {
    double x = 0, y = 0;
    glfwGetCursorPos(handle, &x, &y);
    const auto [scale_x, scale_y] = pixel_scale();
    event.x = x * scale_x;
    event.y = y * scale_y;
    add(event);
  }
  void listen();
  // On the monitor of the options, else on the primary one; without any it stays as it is.
  bool cover_monitor() const;
};

bool Window::State::cover_monitor() const {
  GLFWmonitor* monitor = monitor_at(options.monitor);
  if (monitor == nullptr) monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
  if (mode == nullptr) return false;
  glfwSetWindowMonitor(handle, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
  return true;
}

void Window::State::listen() {
  glfwSetWindowUserPointer(handle, this);
  glfwSetCursorPosCallback(
      handle, [](GLFWwindow* window, double, double) { of(window).add_at_cursor({.kind = InputEvent::Kind::cursor}); });
  glfwSetCursorEnterCallback(handle, [](GLFWwindow* window, int entered) {
    if (entered == GLFW_FALSE) of(window).add({.kind = InputEvent::Kind::cursor_out});
  });
  glfwSetMouseButtonCallback(handle, [](GLFWwindow* window, int button, int action, int mods) {
    of(window).modifiers = mods;
    of(window).add_at_cursor({.kind = InputEvent::Kind::button, .code = button, .pressed = action == GLFW_PRESS});
  });
  glfwSetScrollCallback(handle, [](GLFWwindow* window, double dx, double dy) {
    of(window).add_at_cursor({.kind = InputEvent::Kind::scroll, .dx = dx, .dy = dy});
  });
  glfwSetKeyCallback(handle, [](GLFWwindow* window, int key, int, int action, int mods) {
    of(window).modifiers = mods;
    of(window).add({.kind = InputEvent::Kind::key,
                    .code = key,
                    .pressed = action != GLFW_RELEASE,
                    .repeated = action == GLFW_REPEAT});
  });
  glfwSetCharCallback(handle, [](GLFWwindow* window, unsigned int code) {
    of(window).add({.kind = InputEvent::Kind::character, .code = static_cast<int>(code)});
  });
  glfwSetFramebufferSizeCallback(handle, [](GLFWwindow* window, int width, int height) {
    of(window).add({.kind = InputEvent::Kind::resize, .x = double(width), .y = double(height)});
  });
  glfwSetWindowRefreshCallback(handle, [](GLFWwindow* window) { of(window).add({.kind = InputEvent::Kind::refresh}); });
  glfwSetWindowFocusCallback(handle, [](GLFWwindow* window, int focused) {
    of(window).add({.kind = InputEvent::Kind::focus, .pressed = focused == GLFW_TRUE});
  });
  glfwSetWindowCloseCallback(handle, [](GLFWwindow* window) { of(window).add({.kind = InputEvent::Kind::close}); });
}

std::unique_ptr<Window> Window::create(const WindowOptions& options, std::string& why_not, Window* share) {
  if (glfwInit() == GLFW_FALSE) {
    why_not = "There is no display for a window (" + glfw_reason() + "); use `onescreen render` without one.";
    return nullptr;
  }
  const auto end_if_unused = [] {
    if (living_windows().load() == 0) glfwTerminate();
  };
  GLFWmonitor* monitor = monitor_at(options.monitor);
  if (monitor == nullptr && (options.fullscreen || options.monitor != 0)) {
    why_not = "There is no monitor " + std::to_string(options.monitor) + "; this machine has " +
              std::to_string(monitor_count()) + ".";
    end_if_unused();
    return nullptr;
  }
  glfwDefaultWindowHints();
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  // Only blits reach a window: it needs neither depth nor stencil nor samples.
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  // Where the driver can, a reset takes the context away instead of leaving pictures of nothing.
  glfwWindowHint(GLFW_CONTEXT_ROBUSTNESS, GLFW_LOSE_CONTEXT_ON_RESET);
  // A full-screen window must stay when another monitor's window is clicked.
  glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);
  glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
  int width = std::max(options.width, 1);
  int height = std::max(options.height, 1);
  if (options.fullscreen) {
    if (const GLFWvidmode* mode = glfwGetVideoMode(monitor); mode != nullptr) {
      width = mode->width;
      height = mode->height;
      glfwWindowHint(GLFW_REFRESH_RATE, mode->refreshRate);
    }
  }
  auto state = std::make_unique<State>();
  state->options = options;
  state->wants_fullscreen = options.fullscreen;
  state->handle = glfwCreateWindow(width, height, options.title.c_str(), options.fullscreen ? monitor : nullptr,
                                   share != nullptr ? share->state_->handle : nullptr);
  if (state->handle == nullptr) {
    why_not = "A window with OpenGL 3.3 cannot be opened (" + glfw_reason() + ").";
    end_if_unused();
    return nullptr;
  }
  ++living_windows();
  state->listen();
  glfwMakeContextCurrent(state->handle);
  auto window = std::unique_ptr<Window>(new Window(std::move(state)));
  if (gladLoadGL(glfwGetProcAddress) == 0) {
    why_not = "The OpenGL functions of the window's driver could not be loaded.";
    return nullptr;
  }
  for (const auto& [extension, name] : {std::pair("GL_KHR_robustness", "glGetGraphicsResetStatus"),
                                        std::pair("GL_ARB_robustness", "glGetGraphicsResetStatusARB")}) {
    if (window->state_->reset_status == nullptr && glfwExtensionSupported(extension) == GLFW_TRUE)
      window->state_->reset_status = reinterpret_cast<State::ResetStatus>(glfwGetProcAddress(name));
  }
  glfwSwapInterval(options.swap_interval);
  return window;
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}

Window::~Window() {
  glfwDestroyWindow(state_->handle);
  if (--living_windows() == 0) glfwTerminate();
}

void Window::poll_events() { glfwPollEvents(); }

void Window::wait_events(double timeout_secs) {
  if (timeout_secs > 0) {
    glfwWaitEventsTimeout(timeout_secs);
  } else {
    glfwPollEvents();
  }
}

void Window::wake() {
  if (living_windows().load() > 0) glfwPostEmptyEvent();
}

std::vector<InputEvent> Window::take_events() { return std::exchange(state_->events, {}); }

void Window::make_current() { glfwMakeContextCurrent(state_->handle); }

void Window::swap() { glfwSwapBuffers(state_->handle); }

Size Window::framebuffer_size() const {
  Size size;
  glfwGetFramebufferSize(state_->handle, &size.width, &size.height);
  return size;
}

Size Window::size() const {
  Size size;
  glfwGetWindowSize(state_->handle, &size.width, &size.height);
  return size;
}

float Window::content_scale() const {
  float x = 1, y = 1;
  glfwGetWindowContentScale(state_->handle, &x, &y);
  // A monitor that tells no size of its own gives 0.
  const float scale = std::max(x, y);
  return std::isfinite(scale) && scale > 0 ? scale : 1;
}

bool Window::minimised() const { return glfwGetWindowAttrib(state_->handle, GLFW_ICONIFIED) == GLFW_TRUE; }

bool Window::context_lost() const {
  if (state_->reset_status == nullptr) return false;
  glfwMakeContextCurrent(state_->handle);
  return state_->reset_status() != GL_NO_ERROR;
}

bool Window::should_close() const { return glfwWindowShouldClose(state_->handle) == GLFW_TRUE; }

void Window::set_title(const std::string& title) { glfwSetWindowTitle(state_->handle, title.c_str()); }

void Window::set_clipboard(const std::string& text) { glfwSetClipboardString(state_->handle, text.c_str()); }

bool Window::fullscreen() const { return state_->wants_fullscreen; }

bool Window::return_to_monitor() {
  if (!state_->wants_fullscreen) return false;
  GLFWmonitor* const now = glfwGetWindowMonitor(state_->handle);
  GLFWmonitor* const own = monitor_at(state_->options.monitor);
  if (now != nullptr && (own == nullptr || now == own)) return false;
  if (own == nullptr && glfwGetPrimaryMonitor() == nullptr) return false;
  return state_->cover_monitor();
}

void Window::want_monitor(int index) { state_->options.monitor = index; }

void Window::set_fullscreen(bool fullscreen) {
  if (fullscreen == state_->wants_fullscreen) return;
  state_->wants_fullscreen = fullscreen;
  if (!fullscreen) {
    glfwSetWindowMonitor(state_->handle, nullptr, state_->windowed_x, state_->windowed_y, state_->options.width,
                         state_->options.height, GLFW_DONT_CARE);
    return;
  }
  glfwGetWindowPos(state_->handle, &state_->windowed_x, &state_->windowed_y);
  glfwGetWindowSize(state_->handle, &state_->options.width, &state_->options.height);
  state_->cover_monitor();
}

int monitor_count() {
  if (glfwInit() == GLFW_FALSE) return 0;
  int count = 0;
  glfwGetMonitors(&count);
  if (living_windows().load() == 0) glfwTerminate();
  return count;
}

}  // namespace onescreen::gfx
