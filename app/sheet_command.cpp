// `onescreen sheet`: every layout of a site's modes at once, each drawn whole and then made a third as large, in one
// picture: for whoever looks at all scenes together.
#include <algorithm>

#include "still.h"

namespace onescreen::app {
namespace {

constexpr int kReduction = 3;
constexpr int kColumns = 4;
constexpr int kGapPx = 12;

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
  auto opened = Still::open(options, options.wait_secs);
  if (!opened) return cannot_start(model::describe(opened.error()));
  Still& still = **opened;
  std::vector<gfx::Image> pictures;
  bool has_problems = false;
  for (const Mode& mode : still.files().site->modes) {
    for (const std::string& name : mode.layouts) {
      if (!still.files().layouts.contains(name)) continue;
      still.draw(name);
      for (const std::string& problem : still.wall().view().problems()) {
        has_problems = true;
        cannot_start(name + ": " + problem);
      }
      pictures.push_back(reduced(still.picture()));
    }
  }
  std::string why_not;
  if (pictures.empty()) return cannot_start("the site's modes show no layout");
  if (!gfx::save_png(sheet_of(pictures), options.out, why_not)) return cannot_start(why_not);
  return has_problems ? kProblemsFound : kDone;
}

}  // namespace onescreen::app
