// One wall, one clock that goes on by the frame.
#include "bench_frames.h"

#include <algorithm>
#include <cmath>
#include <thread>

#include "bench_report.h"
#include "bench_timing.h"
#include "data/clock.h"
#include "frame_state.h"
#include "gfx/state.h"
#include "gfx/statistics.h"
#include "map/data_work.h"

namespace onescreen::app {
namespace {

constexpr model::Duration kFrame{16};
constexpr model::Duration kLongestNap{20};
constexpr int kMostSettling = 400;
constexpr int kTableRuns = 12;
constexpr double kDragRadiusPx = 160;

}  // namespace

void present(const gfx::Canvas& canvas, gfx::Target& window) {
  window.resize(canvas.width(), canvas.height());
  for (const gfx::Canvas::Tile& tile : canvas.tiles())
    window.copy(tile.target, {0, 0, tile.place.width, tile.place.height}, tile.place.x, tile.place.y);
}

FrameBench::FrameBench(std::shared_ptr<const Files> files, Session& session, Wall& wall, int frames)
    : files_(std::move(files)),
      session_(session),
      wall_(wall),
      frames_(frames),
      began_(data::system_clock()()),
      now_(began_) {}

bool FrameBench::show(const std::string& name) {
  const auto found = files_->layouts.find(name);
  if (found == files_->layouts.end()) return false;
  show(found->second);
  return true;
}

void FrameBench::show(const std::shared_ptr<const ui::Layout>& layout) {
  // Each layout as it is when the data is fresh: what a scene before let pass is not counted against it.
  now_ = began_;
  screen_ = {};
  screen_.layout = layout->name;
  pointer_ = {};
  wall_.show(layout);
  session_.show(*layout, screen_);
  session_.settle();
  scene_ = session_.latest();
  map_ = {};
  marks_query_.clear();
  const auto rects =
      ui::place_panels(*layout, files_->theme,
                       ui::canvas_scale(files_->display, std::min(wall_.canvas().width(), wall_.canvas().height())),
                       wall_.canvas().width(), wall_.canvas().height());
  for (size_t i = 0; i < layout->panels.size(); ++i) {
    const ui::LayoutPanel& panel = layout->panels[i];
    if (panel.widget != "map" || map_.width() > rects[i].width()) continue;
    map_ = rects[i];
    for (const ui::Config& layer : panel.config.objects("layers")) {
      if (layer.text("type") == "points" && (marks_query_.empty() || layer.number("size") < 5))
        marks_query_ = layer.text("data");
    }
  }
  settle();
}

model::ScenePtr FrameBench::with_table(const model::TablePtr& table) const {
  auto answers = std::make_shared<model::Answers>(*scene_->answers);
  const auto found = answers->find(marks_query_);
  if (found != answers->end()) {
    auto answer = std::make_shared<model::Answer>(*found->second);
    answer->table = table;
    found->second = std::move(answer);
  }
  auto next = std::make_shared<model::Scene>(*scene_);
  next->answers = std::move(answers);
  return next;
}

void FrameBench::put_marks(const model::TablePtr& table) {
  scene_ = with_table(table);
  settle();
}

std::optional<model::Duration> FrameBench::draw() {
  ui::Commands commands;
  const ui::Frame frame{
      *scene_, now_,    files_->site->zone, files_->theme,      files_->words, screen_, pointer_, commands, {},
      true,    nullptr, session_.tiles(),   session_.pictures()};
  const ui::DrawReport report = wall_.draw(frame, files_->display);
  if (!report.damage.empty()) {
    present(wall_.canvas(), window_);
  }
  gfx::finish();
  session_.take_wishes(commands);
  app::apply(commands, screen_);
  pointer_.drag = {};
  pointer_.wheel = 0;
  return report.changes_in;
}

void FrameBench::settle() {
  for (int i = 0; i < kMostSettling; ++i) {
    const auto due = draw();
    if (!due || *due > model::Duration(250)) return;
    const model::Duration nap = std::clamp(*due, model::Duration(1), kLongestNap);
    std::this_thread::sleep_for(nap);
    now_.uptime += nap;
    now_.utc += nap;
  }
}

std::vector<double> FrameBench::frames(const std::function<void(int)>& prepare) {
  std::vector<double> millis;
  const gfx::Statistics before = gfx::statistics();
  const double cpu = cpu_seconds();
  for (int i = 0; i < frames_; ++i) {
    prepare(i);
    now_.uptime += kFrame;
    now_.utc += kFrame;
    millis.push_back(timed([&] { draw(); }));
  }
  const gfx::Statistics& after = gfx::statistics();
  cost_ = {(cpu_seconds() - cpu) / frames_, static_cast<double>(after.draw_calls - before.draw_calls) / frames_,
           static_cast<double>(after.uploaded_bytes - before.uploaded_bytes) / frames_, after.gpu_bytes(),
           after.objects()};
  return millis;
}

std::vector<double> FrameBench::copied() {
  std::vector<double> millis;
  for (int i = 0; i < frames_; ++i) {
    millis.push_back(timed([&] {
      present(wall_.canvas(), window_);
      gfx::finish();
    }));
  }
  return millis;
}

std::vector<double> FrameBench::whole() {
  return frames([&](int) { wall_.invalidate(); });
}

std::vector<double> FrameBench::unchanged() {
  // The clock stands still, so that not even the second changes.
  const model::Instant now = now_;
  auto millis = frames([&](int) { now_ = {now.utc - kFrame, now.uptime - kFrame}; });
  now_ = now;
  return millis;
}

std::vector<double> FrameBench::second() {
  return frames([&](int) {
    now_.uptime += std::chrono::seconds(1) - kFrame;
    now_.utc += std::chrono::seconds(1) - kFrame;
  });
}

ui::Point FrameBench::map_middle() const { return {std::round(map_.centre().x), std::round(map_.centre().y)}; }

std::vector<double> FrameBench::pan() {
  const ui::Point middle = map_middle();
  pointer_.inside = true;
  pointer_.down = true;
  pointer_.position = middle;
  auto millis = frames([&](int i) {
    const ui::Point before = pointer_.position;
    pointer_.position = {middle.x + static_cast<float>(std::round(kDragRadiusPx * std::sin(i * 0.05))),
                         middle.y + static_cast<float>(std::round(kDragRadiusPx * (1 - std::cos(i * 0.05))))};
    pointer_.drag = {pointer_.position.x - before.x, pointer_.position.y - before.y};
  });
  pointer_.down = false;
  return millis;
}

std::vector<double> FrameBench::rest() {
  std::vector<double> millis;
  pointer_ = {};
  for (int i = 0; i < kMostSettling; ++i) {
    std::optional<model::Duration> due;
    now_.uptime += kLongestNap;
    now_.utc += kLongestNap;
    millis.push_back(timed([&] { due = draw(); }));
    if (!due || *due > model::Duration(250)) break;
    std::this_thread::sleep_for(kLongestNap);
  }
  return millis;
}

std::vector<double> FrameBench::zoom() {
  pointer_.inside = true;
  pointer_.position = map_middle();
  auto millis = frames([&](int i) { pointer_.wheel = i % 6 != 0 ? 0.0f : i / 30 % 2 == 0 ? 1.0f : -1.0f; });
  pointer_ = {};
  return millis;
}

FrameBench::TakeOver FrameBench::take_over(const model::TablePtr& table) {
  TakeOver out;
  for (int i = 0; i < kTableRuns; ++i) {
    auto next = with_table(std::make_shared<model::Table>(*table));
    const map::DataWork before = map::data_work();
    out.shown.push_back(timed([&] {
      scene_ = std::move(next);
      for (int k = 0; k < kMostSettling && map::data_work().point_sets == before.point_sets; ++k) {
        const model::Duration nap = std::clamp(draw().value_or(kLongestNap), model::Duration(1), kLongestNap);
        if (map::data_work().point_sets != before.point_sets) break;
        std::this_thread::sleep_for(nap);
        now_.uptime += nap;
        now_.utc += nap;
      }
    }));
    out.ui_thread.push_back(map::data_work().millis - before.millis);
  }
  return out;
}

}  // namespace onescreen::app
