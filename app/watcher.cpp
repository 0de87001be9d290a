#include "watcher.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <filesystem>

namespace onescreen::app {
namespace fs = std::filesystem;

// A file that is gone counts as changed too. Editors often replace a file by renaming, so the path is asked anew each
// time.
Watcher::Stamps Watcher::stamps(const std::vector<std::string>& paths) {
  Stamps out;
  for (const auto& path : paths) {
    std::error_code error;
    const auto time = fs::last_write_time(path, error);
    out.emplace_back(error ? fs::file_time_type::min() : time, error ? 0 : fs::file_size(path, error));
  }
  return out;
}

Watcher::Watcher(std::shared_ptr<const Files> current, std::function<void()> wake, model::Duration interval)
    : wanted_(current->wanted), wake_(std::move(wake)), interval_(interval), paths_(current->paths) {
  // Stamped here and not on the thread, so that no change after the constructor is taken for the state before it.
  worker_ = std::jthread([this, seen = stamps(paths_)](std::stop_token stop) { work(stop, seen); });
}

Watcher::~Watcher() = default;

std::shared_ptr<const Files> Watcher::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(fresh_, nullptr);
}

std::vector<ui::Problem> Watcher::problems() const {
  const std::lock_guard lock(mutex_);
  return problems_;
}

void Watcher::work(std::stop_token stop, Stamps seen) {
  std::mutex sleeping;
  std::condition_variable_any sleep;
  bool again = false;  // what could not be loaded may wait for a file that nobody knows to watch
  while (!stop.stop_requested()) {
    std::unique_lock lock(sleeping);
    sleep.wait_for(lock, stop, interval_, [] { return false; });
    if (stop.stop_requested()) return;
    auto now = stamps(paths_);
    const bool asked = asked_.exchange(false);
    if (now == seen && !again && !asked) continue;
    auto loaded = load_files(wanted_);
    std::vector<ui::Problem> found;
    if (!loaded) {
      found.push_back({wanted_.site, 1, 1, "", model::describe(loaded.error())});
    } else {
      found = (*loaded)->problems;
      // Files that a set with problems names are watched too: their change may be what mends it.
      if ((*loaded)->paths != paths_) {
        paths_ = (*loaded)->paths;
        now = stamps(paths_);
      }
    }
    const bool only_retried = now == seen && !asked && found == problems();
    seen = std::move(now);
    again = !loaded;
    if (only_retried) continue;
    for (const auto& problem : found) spdlog::error("not taken over: {}", ui::describe(problem));
    const bool good = loaded && found.empty();
    if (good) spdlog::info("files changed and are taken over");
    {
      const std::lock_guard guard(mutex_);
      problems_ = std::move(found);
      if (good) fresh_ = std::move(*loaded);
    }
    wake_();
  }
}

}  // namespace onescreen::app
