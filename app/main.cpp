// The command line: reads arguments, calls one command, returns its exit code (0 done, 1 problems found, 2 cannot start
// or wrong usage).
#include <malloc.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <memory>

#include "commands.h"
#include "data/log_redaction.h"

namespace {

using namespace onescreen;

// CLI11's own lets "nan" pass.
CLI::Validator finite_range(double least, double most) {
  const auto finite = [](const std::string& text) {
    return std::isfinite(std::strtod(text.c_str(), nullptr)) ? std::string() : text + " is no number";
  };
  return CLI::Range(least, most) & CLI::Validator(finite, "", "finite");
}

void add_demo_options(CLI::App& command, app::DemoOptions& demo) {
  command.add_option("--seed", demo.seed, "which demo city")->capture_default_str();
  command.add_option("--speed", demo.speed, "seconds of the demo city for each second of the clock")
      ->check(finite_range(0.0, 10000.0))
      ->capture_default_str();
  command.add_option("--sensors", demo.sensors, "sensors of the demo city")
      ->check(CLI::Range(0, 2'000'000))
      ->capture_default_str();
}

CLI::Option* add_size_option(CLI::App& command, int& width, int& height) {
  return command
      .add_option_function<std::string>(
          "--size",
          [&width, &height](const std::string& text) {
            const auto size = app::parse_size(text);
            if (!size)
              throw CLI::ValidationError("--size",
                                         "must be WIDTHxHEIGHT such as 1920x1080, each side from 64 to 16384");
            std::tie(width, height) = *size;
          },
          "canvas in pixels (default 1920x1080)")
      ->type_name("WxH");
}

// What every picture of a wall follows from.
void add_picture_options(CLI::App& command, app::WallOptions& options) {
  command.add_option("--config", options.config, "site file (default: the demo site)")->type_name("SITE.json");
  add_size_option(command, options.width, options.height);
  add_demo_options(command, options.demo);
  command.add_option("--theme", options.theme, "file of assets/theme, without .json (default: the site's)")
      ->type_name("NAME");
  auto* pitch =
      command
          .add_option("--pixel-pitch", options.pixel_pitch_mm,
                      "distance between two pixels in mm, instead of the site's; 0: a desk display of any resolution")
          ->check(finite_range(0.0, 20.0))
          ->type_name("MM");
  command
      .add_option("--distance", options.viewing_distance_m, "distance of the farthest seat in m, with --pixel-pitch")
      ->check(finite_range(0.2, 100.0))
      ->needs(pitch)
      ->type_name("M");
  command.add_flag("--visitor", options.visitor, "hide what visitors must not see: every column's \"visitor_mask\"");
  command
      .add_option_function<std::string>(
          "--now",
          [&options](const std::string& text) {
            options.now = model::parse_iso8601(text);
            if (!options.now)
              throw CLI::ValidationError("--now", "must be a time with an offset such as 2026-11-20T07:52:36+08:00");
          },
          "show this instant; without it a replay begins at the recording's end")
      ->type_name("ISO8601");
}

void add_wall_options(CLI::App& command, app::WallOptions& options) {
  add_picture_options(command, options);
  command.add_option("--layout", options.layout, "layout's name (default: the site's first)")->type_name("NAME");
  command.add_option("--record", options.record, "write every answer to this folder, masked, for --replay")
      ->type_name("DIR");
  command.add_option("--replay", options.replay, "show what was recorded in this folder instead of polling")
      ->type_name("DIR");
}

}  // namespace

int main(int argc, char** argv) try {
  // glibc gives each thread an arena of its own, and a thread per source would keep tens of megabytes of decoded
  // answers apart from each other. Decoding is short; two arenas serve it as fast and return what they freed.
  mallopt(M_ARENA_MAX, 2);
  // Bodies and tables of megabytes come and go with each poll: given back to the system at once, they leave no holes.
  // Without this, glibc keeps ever larger blocks once one of them was freed.
  mallopt(M_MMAP_THRESHOLD, 2048 * 1024);
  mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
  // Standard output is for what a command was asked to print.
  spdlog::set_default_logger(spdlog::stderr_color_mt("onescreen"));
  data::redact_log_output();
  CLI::App cli{"OneScreen: one screen for a city operations centre"};
  cli.require_subcommand(1);
  cli.name("onescreen");
  int exit_code = app::kDone;

  app::RunOptions run;
  auto* run_command = cli.add_subcommand("run", "show the wall in a window");
  add_wall_options(*run_command, run);
  run_command->add_option("--mode", run.mode, "begin in this mode of the site and stay in it until told otherwise");
  run_command->add_flag("--fullscreen", run.fullscreen, "cover a whole monitor");
  run_command->add_option("--monitor", run.monitor, "which monitor, counted from 0")->capture_default_str();

  app::RenderOptions render;
  auto* render_command = cli.add_subcommand("render", "draw one picture without a display");
  add_wall_options(*render_command, render);
  render_command->add_option("--out", render.out, "picture to write")->required()->type_name("FILE.png");
  render_command->add_option("--wait", render.wait_secs, "longest wait for the first answers, in seconds")
      ->check(finite_range(0.0, 3600.0))
      ->capture_default_str();
  render_command->add_flag("--memory", render.memory,
                           "keep the last good tables on disk and begin with them, as run does");

  app::SheetOptions sheet;
  auto* sheet_command = cli.add_subcommand("sheet", "draw every layout of the site's modes, small, in one picture");
  add_picture_options(*sheet_command, sheet);
  sheet_command->add_option("--out", sheet.out, "picture to write")->required()->type_name("FILE.png");
  sheet_command->add_option("--wait", sheet.wait_secs, "longest wait for the first answers, in seconds")
      ->check(finite_range(0.0, 3600.0))
      ->capture_default_str();

  app::BackendOptions backend;
  auto* backend_command = cli.add_subcommand("backend", "serve the demo city over HTTP on loopback");
  backend_command->add_option("--port", backend.port, "port (0: a free one)")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  add_demo_options(*backend_command, backend.demo);

  app::CheckOptions check;
  auto* check_command = cli.add_subcommand("check", "find every problem of site and layout files");
  check_command->add_option("FILE", check.files, "site or layout files")->required();
  add_picture_options(*check_command, check);
  check_command
      ->add_option("--wait", check.wait_secs, "longest wait for the first answers where layouts are drawn, in seconds")
      ->check(finite_range(0.0, 3600.0))
      ->capture_default_str();

  bool list_json = false;
  auto* list_command = cli.add_subcommand("list", "list widgets and formats with their keys");
  list_command->add_flag("--json", list_json, "as JSON");

  app::BenchOptions bench;
  auto* bench_command = cli.add_subcommand("bench", "measure parsing, queries, uploads and frames");
  add_size_option(*bench_command, bench.width, bench.height);
  bench_command->add_option("--markers", bench.markers, "points on the map")
      ->check(CLI::Range(1, 5'000'000))
      ->capture_default_str();
  bench_command->add_option("--frames", bench.frames, "frames of each scene")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  bench_command->add_option("--scene", bench.scenes, "which scenes; all when absent")
      ->delimiter(',')
      ->check(CLI::IsMember(app::bench_scenes()));
  bench_command
      ->add_option("--seconds", bench.seconds, "how long the idle scenes and the switching of modes are measured")
      ->check(finite_range(1.0, 3600.0))
      ->capture_default_str();
  bench_command->add_flag("--json", bench.json, "as JSON lines");

  const auto site_or_demo = [](std::string& config) {
    if (config.empty()) config = app::demo_site_file();
  };
  run_command->callback([&] {
    site_or_demo(run.config);
    exit_code = app::run_window(run);
  });
  render_command->callback([&] {
    site_or_demo(render.config);
    exit_code = app::render_picture(render);
  });
  sheet_command->callback([&] {
    site_or_demo(sheet.config);
    exit_code = app::draw_sheet(sheet);
  });
  backend_command->callback([&] { exit_code = app::serve_demo_city(backend); });
  check_command->callback([&] {
    site_or_demo(check.config);
    check.drawn = check_command->count("--size") > 0;
    exit_code = app::check_files(check);
  });
  list_command->callback([&] { exit_code = app::list_parts(list_json); });
  bench_command->callback([&] { exit_code = app::run_benchmark(bench); });

  if (argc > 1 && argv[1][0] != '-') {
    std::string known;
    bool found = false;
    for (const auto* command : cli.get_subcommands([](const CLI::App*) { return true; })) {
      found |= command->get_name() == argv[1];
      known += (known.empty() ? "" : ", ") + command->get_name();
    }
    if (!found)
      return app::cannot_start("there is no command \"" + std::string(argv[1]) + "\"; the commands are " + known);
  }
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = cli.exit(error);
    return code == 0 ? app::kDone : app::kCannotStart;
  }
  return exit_code;
} catch (const std::exception& problem) {
  return onescreen::app::cannot_start(problem.what());
}
