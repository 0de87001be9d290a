// The commands of the command line, each a function from its options to an exit code: 0 done, 1 problems found, 2
// cannot start.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/time.h"
#include "session.h"

namespace onescreen::app {

enum ExitCode { kDone = 0, kProblemsFound = 1, kCannotStart = 2 };

struct WallOptions {
  std::string config;       // empty: the demo site
  std::string layout;       // empty: the site's first
  std::string layout_file;  // where that one lies, if not beside the site's
  int width = 1920;
  int height = 1080;
  DemoOptions demo;
  bool visitor = false;  // the site's stricter masks
  std::string theme;     // empty: the site's
  // How large a pixel is and how far the last seat, instead of what the site says.
  std::optional<double> pixel_pitch_mm;
  std::optional<double> viewing_distance_m;
  std::string record;  // folder; empty: as the site says
  std::string replay;  // folder; empty: the site's sources are polled
  std::optional<model::TimePoint> now;
};

struct RunOptions : WallOptions {
  std::string mode;  // empty: as the conditions say
  bool fullscreen = false;
  int monitor = 0;
};

struct RenderOptions : WallOptions {
  std::string out;
  double wait_secs = 10;
  bool memory = false;  // keep the last good tables and begin with them, as `run` does
};

struct SheetOptions : WallOptions {
  std::string out;
  double wait_secs = 10;
};

struct CheckOptions : WallOptions {
  std::vector<std::string> files;
  bool drawn = false;  // draw every layout on a canvas of that size, and look at its text
  double wait_secs = 10;
};

struct BackendOptions {
  int port = 0;
  DemoOptions demo;
};

struct BenchOptions {
  int width = 1920;
  int height = 1080;
  int markers = 61'000;
  int frames = 60;
  double seconds = 20;              // of the scenes that wait
  std::vector<std::string> scenes;  // empty: all
  bool json = false;
};

int run_window(const RunOptions& options);
int render_picture(const RenderOptions& options);
int draw_sheet(const SheetOptions& options);
int serve_demo_city(const BackendOptions& options);
int check_files(const CheckOptions& options);
int list_parts(bool json);
// The files that follow from the options.
FilesWanted files_wanted(const WallOptions& options);
// What --record and --replay ask for; a sentence when they do not go together or there is no recording.
model::Result<DiskOptions> disk_options(const WallOptions& options);
// Names of the benchmark's scenes, in their order.
std::vector<std::string> bench_scenes();
int run_benchmark(const BenchOptions& options);

// The demo site of this installation.
std::string demo_site_file();
// "1920x1080" -> width, height; nullopt when it is none, or a side is outside 64..16384.
std::optional<std::pair<int, int>> parse_size(const std::string& text);
// One line on stderr; returns kCannotStart.
int cannot_start(const std::string& sentence);

}  // namespace onescreen::app
