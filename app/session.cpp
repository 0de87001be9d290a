#include "session.h"

#include <algorithm>
#include <csignal>
#include <set>
#include <thread>

#include "data/fingerprint.h"

namespace onescreen::app {
namespace {

// Whether both show the same of every person; what was answered under one may then stay under the other.
bool masked_alike(const Site& a, const Site& b) {
  if (a.visitor != b.visitor) return false;
  return std::all_of(a.sources.begin(), a.sources.end(), [&](const data::SourceConfig& source) {
    const auto same = std::find_if(b.sources.begin(), b.sources.end(),
                                   [&](const data::SourceConfig& other) { return other.name == source.name; });
    return same == b.sources.end() || data::fingerprint_of_masks(*same) == data::fingerprint_of_masks(source);
  });
}

}  // namespace

Session::Session(std::shared_ptr<const Files> files, model::Clock clock)
    : files_(std::move(files)), clock_(std::move(clock)) {}

// What feeds the store stops first.
Session::~Session() {
  feed_.reset();
  runner_.reset();
}

model::Result<std::unique_ptr<Session>> Session::start(std::shared_ptr<const Files> files, const DemoOptions& demo,
                                                       model::Clock clock, const DiskOptions& disk) {
  // A back end that hangs up while it is written to is an error of its source, not the end of the wall.
  std::signal(SIGPIPE, SIG_IGN);
  std::unique_ptr<Session> session(new Session(std::move(files), std::move(clock)));
  const Site& site = *session->files_->site;
  session->replays_ = disk.replay != nullptr;
  session->runner_ = std::make_unique<data::QueryRunner>(session->store_, session->clock_, make_engine(site));
  session->runner_->set_rules(site.rules);
  auto feed = Feed::start(session->store_, site, demo, disk, session->clock_);
  if (!feed) return feed.error();
  session->feed_ = std::move(*feed);
  return session;
}

void Session::show(const ui::Layout& layout, const ui::ScreenState& screen,
                   const std::vector<const ui::Layout*>& soon) {
  std::set<std::string> queries(layout.queries.begin(), layout.queries.end());
  for (const ui::Layout* next : soon) queries.insert(next->queries.begin(), next->queries.end());
  for (const Mode& mode : files_->site->modes) {
    if (!mode.when.empty()) queries.insert(mode.when);
  }
  shown_queries_.assign(queries.begin(), queries.end());
  want_queries();
  if (layout.name != screen_layout_) {
    feed_->tiles().forget_wishes();
    feed_->pictures().forget_wishes();
  }
  screen_layout_ = layout.name;
  set_screen(screen);
}

void Session::also(std::vector<std::string> queries) {
  if (queries == also_queries_) return;
  also_queries_ = std::move(queries);
  want_queries();
}

void Session::want_queries() {
  std::set<std::string> queries(shown_queries_.begin(), shown_queries_.end());
  queries.insert(also_queries_.begin(), also_queries_.end());
  runner_->set_queries({queries.begin(), queries.end()});
}

void Session::set_screen(const ui::ScreenState& screen) {
  const auto text = [](const std::string& value) {
    return value.empty() ? model::ParameterValue() : model::ParameterValue(value);
  };
  runner_->set_parameters({{"street", text(screen.street)},
                           {"grid", text(screen.grid)},
                           {"selected", text(screen.selected)},
                           {"mode", text(screen.mode)},
                           {"layout", text(screen.layout)}});
}

void Session::take_wishes(const ui::Commands& commands) {
  for (const auto& command : commands) {
    if (const auto* wish = std::get_if<ui::WantTilesCommand>(&command))
      feed_->tiles().want(wish->panel, wish->set, wish->keys);
    if (const auto* wish = std::get_if<ui::WantPicturesCommand>(&command))
      feed_->pictures().want(wish->panel, wish->set, wish->ids);
  }
}

void Session::wait_for_wishes(std::chrono::steady_clock::time_point deadline) const {
  while (!wishes_settled() && std::chrono::steady_clock::now() < deadline)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

void Session::replace(std::shared_ptr<const Files> files) {
  const bool masks_change = !masked_alike(*files_->site, *files->site);
  files_ = std::move(files);
  // Data first: the new engine must not answer from what was decoded under other masks.
  feed_->replace(*files_->site);
  runner_->replace_engine(make_engine(*files_->site), masks_change);
  runner_->set_rules(files_->site->rules);
}

bool Session::every_source_has_answered() const {
  if (replays_) return true;
  const auto snapshot = latest()->snapshot;
  if (snapshot->sources.size() < files_->site->sources.size()) return false;
  return std::all_of(snapshot->sources.begin(), snapshot->sources.end(),
                     [](const auto& entry) { return entry.second->polls > 0; });
}

}  // namespace onescreen::app
