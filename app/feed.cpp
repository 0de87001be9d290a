#include "feed.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "data/fingerprint.h"
#include "data/tile_url.h"
#include "files.h"

namespace onescreen::app {
namespace {

namespace fs = std::filesystem;

// How long the player sleeps at most, so that a clock that is turned by hand is noticed.
constexpr model::Duration kLongestSleep{500};

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool same_record(const RecordTo& a, const RecordTo& b) { return a.dir == b.dir && a.max_bytes == b.max_bytes; }

// In the folder of a site's own.
std::string state_file(const Site& site, const char* name) {
  fs::path folder = site.memory.dir;
  if (folder.empty()) {
    // Relative ones are to be ignored (XDG Base Directory Specification).
    if (const fs::path state = environment("XDG_STATE_HOME"); state.is_absolute()) {
      folder = state / "onescreen";
    } else if (const fs::path home = environment("HOME"); home.is_absolute()) {
      folder = home / ".local/state/onescreen";
    }
  }
  if (folder.empty()) return "";
  const fs::path file = fs::absolute(site.file).lexically_normal();
  return (folder /
          (file.stem().string() + "-" + data::fingerprint_of(file.string()) + (site.visitor ? "-visitor" : "")) / name)
      .string();
}

}  // namespace

std::string memory_file(const Site& site) { return state_file(site, "last_good.sqlite"); }
std::string tiles_file(const Site& site) { return state_file(site, "tiles.sqlite"); }

Feed::Feed(data::Store& store, DemoOptions demo, DiskOptions disk, model::Clock clock)
    : store_(store),
      demo_(demo),
      disk_(std::move(disk)),
      clock_(std::move(clock)),
      tiles_(std::make_unique<data::TileService>(clock_)),
      pictures_(std::make_unique<data::PictureService>(clock_)) {}

// Polling stops first, then what keeps its results, then the city that was polled.
Feed::~Feed() {
  stop();
  tiles_.reset();
  pictures_.reset();
  store_.on_change(nullptr);
  recorder_.reset();
  memory_.reset();
  if (backend_ != nullptr) backend_->stop();
}

void Feed::stop() {
  pollers_.reset();
  player_ = {};
}

model::Result<std::unique_ptr<Feed>> Feed::start(data::Store& store, const Site& site, const DemoOptions& demo,
                                                 const DiskOptions& disk, model::Clock clock) {
  std::unique_ptr<Feed> feed(new Feed(store, demo, disk, std::move(clock)));
  if (disk.replay) {
    const model::TimePoint at = feed->clock_().utc;
    if (at < disk.replay->begin() || at > disk.replay->end()) {
      spdlog::warn("the recording spans {} to {}; what is shown of {} was not recorded",
                   model::to_iso8601(disk.replay->begin()), model::to_iso8601(disk.replay->end()),
                   model::to_iso8601(at));
    }
    disk.replay->start(store, site.sources, feed->clock_().utc);
    feed->serve_tiles(site);
    feed->serve_pictures(site);
    feed->player_ = std::jthread([self = feed.get()](std::stop_token stop) { self->play(stop); });
    return feed;
  }
  auto sources = feed->resolved_sources(site);
  if (!sources) return sources.error();
  feed->serve_tiles(site);
  feed->serve_pictures(site);

  feed->record_ = site.record;
  if (!disk.record.empty()) feed->record_.dir = disk.record;
  if (!feed->record_.dir.empty()) {
    auto recorder = data::Recorder::open({feed->record_.dir, feed->record_.max_bytes}, feed->clock_);
    if (recorder) {
      feed->recorder_ = std::move(*recorder);
      feed->recording_to_ = feed->record_.dir;
    } else if (!disk.record.empty()) {
      return recorder.error();
    } else {
      spdlog::error("{}", model::describe(recorder.error()));
    }
  }
  data::LastGoodOptions memory;
  if (disk.memory) {
    memory = feed->memory_options(site);
    feed->memory_ = std::make_unique<data::LastGood>(memory);
  }
  feed->listen();
  // Declared here so that what was kept is there before the first poll; the pollers find them declared.
  for (const auto& source : *sources) store.declare(source);
  if (!memory.file.empty()) feed->restore(*sources, memory.file);
  feed->pollers_ = std::make_unique<data::Pollers>(store, feed->clock_);
  feed->pollers_->replace(std::move(*sources));
  return feed;
}

data::LastGoodOptions Feed::memory_options(const Site& site) const {
  data::LastGoodOptions options;
  options.max_bytes = site.memory.max_bytes;
  if (!site.memory.enabled) return options;
  options.file = memory_file(site);
  if (options.file.empty())
    spdlog::warn("the wall keeps no memory: neither XDG_STATE_HOME nor HOME names a folder; give \"memory\" a \"dir\"");
  return options;
}

void Feed::restore(const std::vector<data::SourceConfig>& sources, const std::string& file) {
  std::map<std::string, std::string> wanted;
  for (const auto& source : sources) {
    if (!source.kept_as.empty()) wanted[source.name] = source.kept_as;
  }
  for (const auto& kept : data::read_last_good(file, wanted, clock_()))
    store_.restore(kept.name, kept.state, kept.seen_at);
}

model::Result<std::string> Feed::city_url() {
  if (!demo_.base_url.empty()) return demo_.base_url;
  if (backend_ != nullptr) return backend_->base_url();
  demo::Backend::Options options;
  options.seed = demo_.seed;
  options.speed = demo_.speed;
  options.sensors = demo_.sensors;
  options.port = 0;
  options.clock = clock_;
  options.districts_dir = assets_folder() + "/districts";
  auto backend = demo::Backend::start(options);
  if (!backend) return backend.error();
  backend_ = std::move(*backend);
  return backend_->base_url();
}

void Feed::serve_tiles(const Site& site) {
  std::vector<data::TileSetConfig> sets = site.tiles;
  const bool kept = disk_.memory && site.memory.enabled;
  for (auto& set : sets) {
    // Files are on disk anyway. What is kept goes by what the site file says: the city's port is another each time.
    if (kept && !set.url.starts_with("file:") && set.max_disk_bytes > 0)
      set.kept_as =
          data::fingerprint_of(set.name + '\n' + data::tile_url(set, {22, 1, 2}, "") + '\n' + set.access.name);
    for (std::string* url : {&set.url, &set.access.login_url}) {
      if (!url->starts_with(Site::kDemoScheme)) continue;
      const auto city = city_url();
      if (!city) {
        spdlog::error("{}", model::describe(city.error()));
        return;
      }
      *url = *city + url->substr(Site::kDemoScheme.size());
    }
  }
  tiles_->replace(std::move(sets), kept ? tiles_file(site) : "");
}

void Feed::serve_pictures(const Site& site) {
  std::vector<data::PictureSetConfig> sets = site.pictures;
  for (auto& set : sets) {
    // What cameras see now is no part of what was recorded.
    if (disk_.replay && !set.paths) set.withheld = model::Withheld::in_replay;
    if (set.withheld != model::Withheld::no) continue;
    for (std::string* url : {&set.url, &set.access.login_url}) {
      if (!url->starts_with(Site::kDemoScheme)) continue;
      const auto city = city_url();
      if (!city) {
        spdlog::error("{}", model::describe(city.error()));
        return;
      }
      *url = *city + url->substr(Site::kDemoScheme.size());
    }
  }
  pictures_->replace(std::move(sets));
}

model::Result<std::vector<data::SourceConfig>> Feed::resolved_sources(const Site& site) {
  std::string city;
  if (site.needs_demo_city()) {
    auto url = city_url();
    if (!url) return url.error();
    city = std::move(*url);
  }
  std::vector<data::SourceConfig> sources = site.sources;
  for (auto& source : sources) {
    // Files are on disk anyway. The fingerprint is of what the site file says: the city's port is another each time.
    if (!source.url.starts_with("file:")) source.kept_as = data::fingerprint_of(source, site.visitor);
    for (std::string* url : {&source.url, &source.access.login_url}) {
      if (url->starts_with(Site::kDemoScheme)) *url = city + url->substr(Site::kDemoScheme.size());
    }
  }
  return sources;
}

void Feed::replace(const Site& site) {
  if (disk_.replay) {
    const std::lock_guard lock(playing_);
    disk_.replay->replace(site.sources);
    serve_tiles(site);
    serve_pictures(site);
    return;
  }
  auto sources = resolved_sources(site);
  if (!sources) {
    spdlog::error("{}", model::describe(sources.error()));
    return;
  }
  if (disk_.record.empty() && !same_record(record_, site.record)) {
    spdlog::warn("\"record\" changed; that is taken over when the program starts again");
    record_ = site.record;
  }
  serve_tiles(site);
  serve_pictures(site);
  if (memory_) memory_->configure(memory_options(site));
  if (pollers_) pollers_->replace(std::move(*sources));
}

void Feed::listen(const std::function<void(const data::SourceChange&)>& present) {
  store_.on_change(
      [memory = memory_.get(), recorder = recorder_](const data::SourceChange& change) {
        if (memory != nullptr) memory->note(change);
        if (recorder != nullptr) recorder->note(change);
      },
      present);
}

model::Result<std::string> Feed::start_recording(const std::string& dir) {
  if (recorder_ != nullptr) return recording_to_;
  if (disk_.replay)
    return model::Error{model::ErrorCode::config, "a replay is shown; only what is polled can be recorded", ""};
  auto recorder = data::Recorder::open({dir, record_.max_bytes}, clock_);
  if (!recorder) return recorder.error();
  recorder_ = std::move(*recorder);
  recording_to_ = dir;
  listen([this](const data::SourceChange& present) { recorder_->begin_with(present); });
  return recording_to_;
}

void Feed::stop_recording() {
  if (recorder_ == nullptr) return;
  auto stopped = std::exchange(recorder_, nullptr);
  recording_to_.clear();
  listen();
  finishing_.emplace_back([recorder = std::move(stopped)]() mutable { recorder.reset(); });
}

void Feed::play(std::stop_token stop) {
  std::unique_lock lock(playing_);
  while (!stop.stop_requested()) {
    const model::TimePoint now = clock_().utc;
    const auto next = disk_.replay->advance(now);
    const model::Duration wait = next ? std::min(kLongestSleep, *next - now) : kLongestSleep;
    wake_.wait_for(lock, stop, std::max(wait, model::Duration(1)), [] { return false; });
  }
}

}  // namespace onescreen::app
