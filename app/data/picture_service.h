// All sets of still pictures of a site: panels say each time they are drawn which ones they show, only these are
// polled, and what is there is read from one immutable value. Nothing here makes the caller wait for a back end. Any
// thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "data/picture_loader.h"

namespace onescreen::data {

class PictureService {
 public:
  explicit PictureService(model::Clock clock);
  ~PictureService();
  PictureService(const PictureService&) = delete;
  PictureService& operator=(const PictureService&) = delete;

  // Exactly these sets from now on. Sets that did not change keep their pictures.
  void replace(std::vector<PictureSetConfig> sets);

  // What one panel shows of one set from now on. To be said again with each drawing: an old wish ends by itself.
  void want(const std::string& panel, const std::string& set, std::vector<std::string> ids);
  // No panel shows anything: another layout is shown.
  void forget_wishes();

  // Never null.
  model::PicturesPtr latest() const;
  // Called from a thread of the service when there is something new, at most about ten times a second.
  void on_publish(std::function<void()> callback);
  // Whether each picture that is wanted has been answered, and published.
  bool settled() const;
  // Of all pictures at hand.
  size_t bytes() const;

 private:
  void publish_changes(std::stop_token stop);
  void pass_on(const std::string& set);

  const model::Clock clock_;
  mutable std::mutex mutex_;  // guards everything below
  std::condition_variable_any wake_;
  std::map<std::string, std::unique_ptr<PictureLoader>> loaders_;
  struct Wish {
    std::vector<std::string> ids;
    std::chrono::steady_clock::time_point said;
  };
  std::map<std::string, std::map<std::string, Wish>> wishes_;  // by set and panel
  uint64_t changes_ = 0;
  uint64_t published_ = 0;  // of them
  model::PicturesPtr latest_ = std::make_shared<model::Pictures>();
  std::function<void()> callback_;
  std::jthread publisher_;  // last: it uses everything above
};

}  // namespace onescreen::data
