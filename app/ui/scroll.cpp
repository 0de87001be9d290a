#include "ui/scroll.h"

#include <algorithm>

namespace onescreen::ui {
namespace {

constexpr int64_t kStepMs = 4000;  // a row is read in this time before the list moves
constexpr int64_t kEaseMs = 400;   // how long a movement takes
// Movements go in steps, so that any redraw within one gives the same picture; thirty a second look smooth on a wall.
constexpr int64_t kFrameMs = 33;

double eased_step(int64_t into_ms) { return eased(static_cast<double>(into_ms - into_ms % kFrameMs) / kEaseMs); }
model::Duration next_step(int64_t into_ms) {
  return model::Duration(std::min(kFrameMs - into_ms % kFrameMs, kEaseMs - into_ms));
}

}  // namespace

double eased(double x) { return x * x * (3 - 2 * x); }

size_t standing_rows(size_t rows, size_t window) {
  return rows > window ? window - std::max<size_t>(1, window / 3) : rows;
}

RollingRows rolling_rows(int64_t now_ms, size_t rows, size_t window, bool motion) {
  const auto last = static_cast<int64_t>(rows - window);
  const int64_t cycle = last + 3;  // both ends stay for two steps
  const int64_t step = now_ms / kStepMs;
  const int64_t into = now_ms % kStepMs;
  const auto first_at = [&](int64_t s) { return std::clamp<int64_t>(s % cycle - 1, 0, last); };
  const int64_t to = first_at(step);
  const int64_t from = first_at(step - 1);
  // The way back to the top is a cut, not a blur of every row.
  if (!motion || to != from + 1 || into >= kEaseMs) return {static_cast<double>(to), model::Duration(kStepMs - into)};
  return {static_cast<double>(from) + eased_step(into), next_step(into)};
}

TurningPages turning_pages(int64_t now_ms, size_t count, int64_t page_ms, bool motion) {
  const auto page = static_cast<size_t>(now_ms / page_ms) % count;
  const int64_t into = now_ms % page_ms;
  TurningPages pages{page, (page + count - 1) % count, 1, model::Duration(page_ms - into)};
  if (motion && count > 1 && into < kEaseMs) {
    pages.moved = eased_step(into);
    pages.changes_in = next_step(into);
  }
  return pages;
}

}  // namespace onescreen::ui
