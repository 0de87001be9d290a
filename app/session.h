// Session: the data plane of one running program: what feeds the store (feed.h), the store, and the queries over it.
// Knows no drawing. Methods are for the main thread; nothing here makes it wait for a back end.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "data/query_runner.h"
#include "data/store.h"
#include "feed.h"
#include "files.h"
#include "model/answer.h"
#include "ui/frame.h"

namespace onescreen::app {

class Session {
 public:
  // Starts polling at once, or playing a recording. Fails with a sentence when the demo city cannot listen, or the
  // folder to record into cannot be written.
  static model::Result<std::unique_ptr<Session>> start(std::shared_ptr<const Files> files, const DemoOptions& demo,
                                                       model::Clock clock, const DiskOptions& disk = {});
  ~Session();

  const Files& files() const { return *files_; }
  std::shared_ptr<const Files> files_pointer() const { return files_; }
  model::ScenePtr latest() const { return runner_->latest(); }
  // The raster base maps as they are now.
  model::TilesPtr tiles() const { return feed_->tiles().latest(); }
  // The still pictures as they are now.
  model::PicturesPtr pictures() const { return feed_->pictures().latest(); }
  // Called from background threads whenever there is a new scene, tile or still picture.
  void on_publish(std::function<void()> callback) {
    feed_->tiles().on_publish(callback);
    feed_->pictures().on_publish(callback);
    runner_->on_publish(std::move(callback));
  }
  // Passes on which tiles maps want and which still pictures panels show.
  void take_wishes(const ui::Commands& commands);
  // Whether all of it that can come has come.
  // Returns when that is so, or at `deadline`.
  void wait_for_wishes(std::chrono::steady_clock::time_point deadline) const;
  bool wishes_settled() const { return feed_->tiles().settled() && feed_->pictures().settled(); }

  // The queries of the layout that is shown, and the parameters that follow from the state of the screen. The answers
  // of `soon`, layouts that may be shown next, are kept ready, and those of the modes' conditions.
  void show(const ui::Layout& layout, const ui::ScreenState& screen, const std::vector<const ui::Layout*>& soon = {});
  void set_screen(const ui::ScreenState& screen);
  // Also answers these queries, until told otherwise; none: nothing more than show() asked for.
  void also(std::vector<std::string> queries);

  // Takes over another set of files: sources that did not change keep running and keep their data. Nothing of what was
  // decoded under other masks is shown after it, neither data nor answers.
  void replace(std::shared_ptr<const Files> files);

  // True when every source has been polled, well or ill, at least once; what was restored from disk does not count. A
  // recording has nothing to wait for.
  bool every_source_has_answered() const;
  // No more changes; for pictures that must show just what was recorded. Waits for the pollers.
  void stop_feed() { feed_->stop(); }
  // Waits until the queries have taken in all that was published.
  void settle() { runner_->settle(); }

  // See Feed.
  model::Result<std::string> start_recording(const std::string& dir) { return feed_->start_recording(dir); }
  void stop_recording() { feed_->stop_recording(); }
  const std::string& recording_to() const { return feed_->recording_to(); }

  const demo::Backend* backend() const { return feed_->backend(); }

 private:
  Session(std::shared_ptr<const Files> files, model::Clock clock);

  std::shared_ptr<const Files> files_;
  model::Clock clock_;
  bool replays_ = false;
  void want_queries();

  std::string screen_layout_;
  std::vector<std::string> shown_queries_;
  std::vector<std::string> also_queries_;
  data::Store store_;
  std::unique_ptr<data::QueryRunner> runner_;
  std::unique_ptr<Feed> feed_;
};

}  // namespace onescreen::app
