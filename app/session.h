// Session: the data plane of one running program: the demo city where the site asks for it, pollers, store, queries.
// Knows no drawing. Methods are for the main thread; nothing here makes it wait for a back end.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "data/poller.h"
#include "data/query_runner.h"
#include "data/store.h"
#include "demo/backend.h"
#include "files.h"
#include "model/answer.h"
#include "ui/frame.h"

namespace onescreen::app {

// How the demo city behaves, where a site uses it.
struct DemoOptions {
  uint64_t seed = 1;
  double speed = 1;
  int sensors = 61'000;
};

class Session {
 public:
  // Starts polling at once. Fails with a sentence when the demo city cannot listen.
  static model::Result<std::unique_ptr<Session>> start(std::shared_ptr<const Files> files, const DemoOptions& demo,
                                                       model::Clock clock);
  ~Session();

  const Files& files() const { return *files_; }
  std::shared_ptr<const Files> files_pointer() const { return files_; }
  model::ScenePtr latest() const { return runner_->latest(); }
  // Called from a background thread whenever there is a new scene.
  void on_publish(std::function<void()> callback) { runner_->on_publish(std::move(callback)); }

  // The queries of the layout that is shown, and the parameters that follow from the state of the screen.
  void show(const ui::Layout& layout, const ui::ScreenState& screen);
  void set_screen(const ui::ScreenState& screen);

  // Takes over another set of files: sources that did not change keep running and keep their data.
  void replace(std::shared_ptr<const Files> files);

  // True when every source has answered or failed at least once.
  bool every_source_has_answered() const;
  // Waits until the queries have taken in all that was published.
  void settle() { runner_->settle(); }

  const demo::Backend* backend() const { return backend_.get(); }

 private:
  Session(std::shared_ptr<const Files> files, model::Clock clock);
  model::Result<std::vector<data::SourceConfig>> resolved_sources(const Site& site);

  std::shared_ptr<const Files> files_;
  model::Clock clock_;
  DemoOptions demo_;
  std::unique_ptr<demo::Backend> backend_;
  data::Store store_;
  std::unique_ptr<data::QueryRunner> runner_;
  std::unique_ptr<data::Pollers> pollers_;
};

}  // namespace onescreen::app
