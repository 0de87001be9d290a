#include "ui/scroll.h"

#include <algorithm>

namespace onescreen::ui {
namespace {

constexpr int64_t kStepMs = 4000;  // a row is read in this time before the list moves
constexpr int64_t kEaseMs = 400;   // how long a movement takes
constexpr model::Duration kFrame{16};

}  // namespace

double eased(double x) { return x * x * (3 - 2 * x); }

RollingRows rolling_rows(int64_t now_ms, size_t rows, size_t window) {
  const auto last = static_cast<int64_t>(rows - window);
  const int64_t cycle = last + 3;  // both ends stay for two steps
  const int64_t step = now_ms / kStepMs;
  const int64_t into = now_ms % kStepMs;
  const auto first_at = [&](int64_t s) { return std::clamp<int64_t>(s % cycle - 1, 0, last); };
  const int64_t to = first_at(step);
  const int64_t from = first_at(step - 1);
  // The way back to the top is a cut, not a blur of every row.
  if (to != from + 1 || into >= kEaseMs) return {static_cast<double>(to), model::Duration(kStepMs - into)};
  return {static_cast<double>(from) + eased(static_cast<double>(into) / kEaseMs), kFrame};
}

TurningPages turning_pages(int64_t now_ms, size_t count, int64_t page_ms) {
  const auto page = static_cast<size_t>(now_ms / page_ms) % count;
  const int64_t into = now_ms % page_ms;
  TurningPages pages{page, (page + count - 1) % count, 1, model::Duration(page_ms - into)};
  if (count > 1 && into < kEaseMs) {
    pages.moved = eased(static_cast<double>(into) / kEaseMs);
    pages.changes_in = kFrame;
  }
  return pages;
}

}  // namespace onescreen::ui
