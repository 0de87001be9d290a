// Feed: where a running wall's data comes from and where it is kept: pollers with the demo city, the wall's memory and
// the recorder behind them; or, instead of all of these, a recording that is played. Fills a Store and knows nothing
// of queries and drawing. Main thread; nothing here makes it wait for a back end or a disk once it has started.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "data/last_good.h"
#include "data/picture_service.h"
#include "data/poller.h"
#include "data/recorder.h"
#include "data/replay.h"
#include "data/store.h"
#include "data/tile_service.h"
#include "demo/backend.h"
#include "site.h"

namespace onescreen::app {

// How the demo city behaves, where a site uses it.
struct DemoOptions {
  uint64_t seed = 1;
  double speed = 1;
  int sensors = 61'000;
  std::string base_url = {};  // of a city that another process serves; empty: this one does when a source needs it
};

// What a command does with the disk; what the site file says comes on top.
struct DiskOptions {
  bool memory = false;                   // keep the last good tables, and begin with them
  std::string record;                    // folder; empty: the site's "record"
  std::shared_ptr<data::Replay> replay;  // shown instead of polling, by a replay_clock
};

class Feed {
 public:
  // Declares the site's sources, restores what was kept, and begins. Fails with a sentence when the demo city cannot
  // listen or `disk.record` cannot be written. `store` and the clock's parts must outlive it.
  static model::Result<std::unique_ptr<Feed>> start(data::Store& store, const Site& site, const DemoOptions& demo,
                                                    const DiskOptions& disk, model::Clock clock);
  ~Feed();
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;

  // Another site's sources from now on; those that did not change keep running. Logs what cannot be done.
  void replace(const Site& site);
  // Nothing is polled or played any more; what is in the store stays. Waits for the pollers.
  void stop();

  // Records from now on what comes and, at the beginning, what is there already; where it records, or a sentence. A
  // recording that runs already goes on.
  model::Result<std::string> start_recording(const std::string& dir);
  // What waits is written on a thread.
  void stop_recording();
  // The folder; "" while nothing is recorded.
  const std::string& recording_to() const { return recording_to_; }

  const demo::Backend* backend() const { return backend_.get(); }
  // The site's raster base maps; those go on when feeding has stopped, since nothing of them is data.
  data::TileService& tiles() { return *tiles_; }
  // Likewise its still pictures, which are no data either: nothing of them is kept, recorded or replayed.
  data::PictureService& pictures() { return *pictures_; }

 private:
  Feed(data::Store& store, DemoOptions demo, DiskOptions disk, model::Clock clock);
  // With the demo city's address, which it starts where it is needed, and what each is kept as.
  model::Result<std::vector<data::SourceConfig>> resolved_sources(const Site& site);
  data::LastGoodOptions memory_options(const Site& site) const;
  // Where the demo city is served; starts it when nobody does yet.
  model::Result<std::string> city_url();
  void serve_tiles(const Site& site);
  void serve_pictures(const Site& site);
  void listen(const std::function<void(const data::SourceChange&)>& present = {});
  void restore(const std::vector<data::SourceConfig>& sources, const std::string& file);
  void play(std::stop_token stop);

  data::Store& store_;
  DemoOptions demo_;
  DiskOptions disk_;
  model::Clock clock_;
  RecordTo record_;  // as it was at the start
  std::unique_ptr<demo::Backend> backend_;
  std::unique_ptr<data::LastGood> memory_;
  std::shared_ptr<data::Recorder> recorder_;
  std::string recording_to_;
  std::vector<std::jthread> finishing_;  // recorders that were stopped
  std::unique_ptr<data::Pollers> pollers_;
  std::unique_ptr<data::TileService> tiles_;
  std::unique_ptr<data::PictureService> pictures_;
  std::mutex playing_;  // guards the replay
  std::condition_variable_any wake_;
  std::jthread player_;
};

// The file of a site's memory: in `memory.dir`, or the user's state folder (XDG_STATE_HOME, ~/.local/state), in a
// folder of the site's own. "" when there is no such folder.
std::string memory_file(const Site& site);
// Likewise of its tiles.
std::string tiles_file(const Site& site);

}  // namespace onescreen::app
