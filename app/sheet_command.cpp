// `onescreen sheet`: every layout of a site's modes at once, each drawn whole and then made a third as large, in one
// picture: for whoever looks at all scenes together.
#include <algorithm>
#include <chrono>
#include <thread>

#include "commands.h"
#include "data/clock.h"
#include "gfx/context.h"
#include "gfx/image.h"
#include "wall.h"

namespace onescreen::app {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kReduction = 3;
constexpr int kColumns = 4;
constexpr int kGapPx = 12;
// For the tiles and stills of one scene; a back end that hangs must not hold up all the others.
constexpr std::chrono::seconds kLongestWait{7};

// The mean of each block of pixels, of an opaque picture.
gfx::Image reduced(const gfx::Image& from) {
  gfx::Image to;
  to.width = from.width / kReduction;
  to.height = from.height / kReduction;
  to.rgba.resize(static_cast<size_t>(to.width) * static_cast<size_t>(to.height) * 4);
  for (int y = 0; y < to.height; ++y) {
    for (int x = 0; x < to.width; ++x) {
      int sum[4] = {};
      for (int i = 0; i < kReduction * kReduction; ++i) {
        const gfx::Colour c = from.at(x * kReduction + i % kReduction, y * kReduction + i / kReduction);
        sum[0] += c.r;
        sum[1] += c.g;
        sum[2] += c.b;
        sum[3] += c.a;
      }
      for (size_t channel = 0; channel < 4; ++channel) {
        to.rgba[(static_cast<size_t>(y) * static_cast<size_t>(to.width) + static_cast<size_t>(x)) * 4 + channel] =
            static_cast<uint8_t>(sum[channel] / (kReduction * kReduction));
      }
    }
  }
  return to;
}

// Beside each other in rows, on grey.
gfx::Image sheet_of(const std::vector<gfx::Image>& pictures) {
  gfx::Image sheet;
  if (pictures.empty()) return sheet;
  const int width = pictures.front().width;
  const int height = pictures.front().height;
  const int count = static_cast<int>(pictures.size());
  const int columns = std::min(kColumns, count);
  const int rows = (count + columns - 1) / columns;
  sheet.width = columns * (width + kGapPx) + kGapPx;
  sheet.height = rows * (height + kGapPx) + kGapPx;
  sheet.rgba.assign(static_cast<size_t>(sheet.width) * static_cast<size_t>(sheet.height) * 4, 60);
  for (size_t alpha = 3; alpha < sheet.rgba.size(); alpha += 4) sheet.rgba[alpha] = 255;
  for (int i = 0; i < count; ++i) {
    const int x0 = kGapPx + i % columns * (width + kGapPx);
    const int y0 = kGapPx + i / columns * (height + kGapPx);
    const auto& from = pictures[static_cast<size_t>(i)].rgba;
    for (int y = 0; y < height; ++y) {
      const auto row = from.begin() + static_cast<std::ptrdiff_t>(y) * width * 4;
      std::copy(row, row + std::ptrdiff_t{width} * 4,
                sheet.rgba.begin() + (static_cast<std::ptrdiff_t>(y0 + y) * sheet.width + x0) * 4);
    }
  }
  return sheet;
}

}  // namespace

int draw_sheet(const SheetOptions& options) {
  auto files = load_files(options.config, options.layout, options.visitor);
  if (!files) return cannot_start(model::describe(files.error()));
  std::string why_not;
  const auto context = gfx::HeadlessContext::create(why_not);
  if (context == nullptr) return cannot_start(why_not);
  const model::Instant now{options.now.value_or(data::system_clock()().utc), model::Duration(0)};
  auto started = Session::start(*files, options.demo, [now] { return now; });
  if (!started) return cannot_start(model::describe(started.error()));
  Session& session = **started;
  auto made = Wall::create(options.width, options.height);
  if (!made) return cannot_start(model::describe(made.error()));
  Wall& wall = **made;
  const auto deadline = SteadyClock::now() + std::chrono::duration<double>(options.wait_secs);
  while (!session.every_source_has_answered() && SteadyClock::now() < deadline)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  session.stop_feed();

  std::vector<gfx::Image> pictures;
  bool has_problems = false;
  for (const Mode& mode : (*files)->site->modes) {
    for (const std::string& name : mode.layouts) {
      const auto found = (*files)->layouts.find(name);
      if (found == (*files)->layouts.end()) continue;
      ui::ScreenState screen;
      screen.layout = name;
      screen.mode = mode.name;
      wall.show(found->second);
      session.show(*found->second, screen);
      session.settle();
      const auto scene = session.latest();
      const ui::Pointer pointer;
      ui::Commands commands;
      ui::Frame frame{*scene,          now,    (*files)->site->zone, (*files)->theme,
                      (*files)->words, screen, pointer,              commands};
      const auto draw = [&] {
        frame.tiles = session.tiles();
        frame.pictures = session.pictures();
        wall.draw(frame, (*files)->site->display);
      };
      draw();
      session.take_wishes(commands);
      if (!session.wishes_settled()) {
        session.wait_for_wishes(SteadyClock::now() + kLongestWait);
        draw();
      }
      for (const std::string& problem : wall.view().problems()) {
        has_problems = true;
        cannot_start(name + ": " + problem);
      }
      pictures.push_back(reduced(wall.canvas().read_pixels()));
    }
  }
  if (pictures.empty()) return cannot_start("the site's modes show no layout");
  if (!gfx::save_png(sheet_of(pictures), options.out, why_not)) return cannot_start(why_not);
  return has_problems ? kProblemsFound : kDone;
}

}  // namespace onescreen::app
