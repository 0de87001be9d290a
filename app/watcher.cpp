#include "watcher.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <filesystem>

namespace onescreen::app {
namespace {

namespace fs = std::filesystem;

// Modification times and sizes; a file that is gone counts as changed too. Editors often replace a file by renaming, so the path is asked
// anew each time.
std::vector<std::pair<fs::file_time_type, uintmax_t>> stamps(const std::vector<std::string>& paths) {
  std::vector<std::pair<fs::file_time_type, uintmax_t>> out;
  for (const auto& path : paths) {
    std::error_code error;
    const auto time = fs::last_write_time(path, error);
    out.emplace_back(error ? fs::file_time_type::min() : time, error ? 0 : fs::file_size(path, error));
  }
  return out;
}

}  // namespace

Watcher::Watcher(std::shared_ptr<const Files> current, std::string site_file, std::string layout, std::function<void()> wake, model::Duration interval)
    : site_file_(std::move(site_file)), layout_(std::move(layout)), wake_(std::move(wake)), interval_(interval), paths_(current->paths) {
  worker_ = std::jthread([this](std::stop_token stop) { work(stop); });
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

void Watcher::work(std::stop_token stop) {
  auto seen = stamps(paths_);
  std::mutex sleeping;
  std::condition_variable_any sleep;
  while (!stop.stop_requested()) {
    std::unique_lock lock(sleeping);
    sleep.wait_for(lock, stop, interval_, [] { return false; });
    if (stop.stop_requested()) return;
    const auto now = stamps(paths_);
    if (now == seen) continue;
    seen = now;
    auto loaded = load_files(site_file_, layout_);
    std::vector<ui::Problem> problems;
    if (!loaded) {
      problems.push_back({site_file_, 1, 1, "", model::describe(loaded.error())});
    } else {
      problems = (*loaded)->problems;
    }
    for (const auto& problem : problems) spdlog::error("not taken over: {}", ui::describe(problem));
    if (loaded && problems.empty()) {
      paths_ = (*loaded)->paths;
      seen = stamps(paths_);
      spdlog::info("files changed and are taken over");
    }
    {
      const std::lock_guard guard(mutex_);
      problems_ = problems;
      if (loaded && problems.empty()) fresh_ = std::move(*loaded);
    }
    wake_();
  }
}

}  // namespace onescreen::app
