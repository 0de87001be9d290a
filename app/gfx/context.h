// Where pixels can be drawn: an OpenGL 3.3 core context, either without any display (EGL, for `render` and tests) or in
// a window (GLFW). One thread: the one that created it. Loads glad; errors are one sentence.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace onescreen::gfx {

struct GlInfo {
  std::string renderer;
  std::string vendor;
  std::string version;
};

// Of the current context.
GlInfo gl_info();

// The first pending OpenGL error as "what: NAME", empty when there is none; clears all pending errors. For development
// builds and tests: it waits for nothing, but costs a call into the driver.
std::string take_gl_error(const char* what);

// Off-screen OpenGL on EGL: the surfaceless platform (Mesa), else the first EGL device. Current on the creating thread.
class HeadlessContext {
 public:
  // nullptr and a sentence in `why_not` when the machine has none.
  static std::unique_ptr<HeadlessContext> create(std::string& why_not);
  ~HeadlessContext();
  HeadlessContext(const HeadlessContext&) = delete;
  HeadlessContext& operator=(const HeadlessContext&) = delete;

  void make_current();

 private:
  HeadlessContext(void* display, void* context) : display_(display), context_(context) {}

  void* display_;
  void* context_;
};

// Keys by GLFW's numbers: printable ones are their capital ASCII letter ('A', '1', ' '); the others that we name:
enum Key : int {
  kKeyEscape = 256,
  kKeyEnter = 257,
  kKeyTab = 258,
  kKeyBackspace = 259,
  kKeyInsert = 260,
  kKeyDelete = 261,
  kKeyRight = 262,
  kKeyLeft = 263,
  kKeyDown = 264,
  kKeyUp = 265,
  kKeyPageUp = 266,
  kKeyPageDown = 267,
  kKeyHome = 268,
  kKeyEnd = 269,
  kKeyPadSubtract = 333,
  kKeyPadAdd = 334,
  kKeyPadEnter = 335,
  kKeyF1 = 290,
  kKeyF5 = 294,
  kKeyF11 = 300,
  kKeyF12 = 301,
};

enum Modifier : int { kShift = 1, kControl = 2, kAlt = 4, kSuper = 8 };

// One thing that happened to a window, in the order in which it happened. Positions are framebuffer pixels from the top
// left.
struct InputEvent {
  enum class Kind {
    cursor,      // x, y
    cursor_out,  // the pointer left the window
    button,      // code 0 left, 1 right, 2 middle; pressed; x, y
    scroll,      // dx, dy in wheel steps (dy > 0 away from the user); x, y
    key,         // code as Key; pressed; repeated; modifiers
    character,   // code is the Unicode code point
    resize,      // x, y: the new framebuffer size
    refresh,     // the window's content was damaged and must be presented again
    focus,       // pressed: gained, else lost
    close,       // the user asked to close the window
  };
  Kind kind = Kind::cursor;
  double x = 0;
  double y = 0;
  double dx = 0;
  double dy = 0;
  int code = 0;
  bool pressed = false;
  bool repeated = false;
  int modifiers = 0;
};

struct Size {
  int width = 0;
  int height = 0;
};

struct WindowOptions {
  std::string title;
  int width = 1920;  // ignored when fullscreen
  int height = 1080;
  bool fullscreen = false;
  int monitor = 0;  // index in the order of GLFW; used when fullscreen, and to place the window otherwise
  int swap_interval = 1;
  bool visible = true;
};

// A window with its own context, sharing objects with `share` when given. Created, used and destroyed on the main
// thread.
class Window {
 public:
  // nullptr and a sentence in `why_not` without a display, without OpenGL 3.3, or without that monitor.
  static std::unique_ptr<Window> create(const WindowOptions& options, std::string& why_not, Window* share = nullptr);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Collects what has happened since the last call to wait_events or poll_events, for all windows; then take_events()
  // of each.
  static void poll_events();
  // Sleeps until an event, wake() or the timeout (seconds; <= 0 polls).
  static void wait_events(double timeout_secs);
  // Ends a wait_events at once. The only function of this file that any thread may call; a no-op without windows.
  static void wake();

  std::vector<InputEvent> take_events();
  void make_current();
  // Presents the back buffer; waits for the display when swap_interval is 1.
  void swap();
  Size framebuffer_size() const;
  // In the screen's own units, as WindowOptions has it.
  Size size() const;
  // Framebuffer pixels a screen unit, 1 on most X11 screens.
  float content_scale() const;
  bool minimised() const;
  bool should_close() const;
  // Whether the driver has taken the context away (a reset, a GPU that is gone). Everything made in it is lost then,
  // and only another window helps. Drivers that cannot tell say no. Once a frame; costs next to nothing.
  bool context_lost() const;
  void set_title(const std::string& title);
  // For other programs to paste.
  void set_clipboard(const std::string& text);
  // Leaves or enters full screen on the monitor of the options, else on the primary one.
  void set_fullscreen(bool fullscreen);
  // Whether that is wanted; without its monitor a window may be something else for a while.
  bool fullscreen() const;
  // A window that should be full screen becomes it again, and on its own monitor, once there is one: monitors are
  // unplugged and come back. Now and then; costs next to nothing. Returns whether anything was done.
  bool return_to_monitor();
  // The monitor that is its own from now on, as in WindowOptions; the window moves with the next return_to_monitor().
  void want_monitor(int index);

 private:
  struct State;
  explicit Window(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

// Number of monitors, 0 without a display.
int monitor_count();

}  // namespace onescreen::gfx
