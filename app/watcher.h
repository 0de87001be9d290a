// Watcher: notices on a thread of its own when a site, layout, theme or words file changes, loads and checks the whole
// set again, and hands it over only if it has no problem. A set with problems is reported and what is on screen stays.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "files.h"

namespace onescreen::app {

class Watcher {
 public:
  // `wake` is called on the watcher's thread when take() or problems() has something new.
  Watcher(std::shared_ptr<const Files> current, std::function<void()> wake,
          model::Duration interval = model::Duration(500));
  ~Watcher();

  // The newest set that is good and not yet taken; nullptr when there is none. Never waits.
  std::shared_ptr<const Files> take();
  // Loads the files though none has changed: somebody asked.
  void look_again() { asked_ = true; }
  // What is wrong with the files as they are now; empty while they are good.
  std::vector<ui::Problem> problems() const;

 private:
  // Of each path: modification time and size.
  using Stamps = std::vector<std::pair<std::filesystem::file_time_type, uintmax_t>>;
  static Stamps stamps(const std::vector<std::string>& paths);
  void work(std::stop_token stop, Stamps seen);

  FilesWanted wanted_;
  std::function<void()> wake_;
  model::Duration interval_;
  std::vector<std::string> paths_;  // the worker's own

  std::atomic<bool> asked_ = false;
  mutable std::mutex mutex_;
  std::shared_ptr<const Files> fresh_;
  std::vector<ui::Problem> problems_;
  std::jthread worker_;
};

}  // namespace onescreen::app
