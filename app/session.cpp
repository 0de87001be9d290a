#include "session.h"

#include <spdlog/spdlog.h>

#include <csignal>

namespace onescreen::app {

Session::Session(std::shared_ptr<const Files> files, model::Clock clock)
    : files_(std::move(files)), clock_(std::move(clock)) {}

// Polling stops first, then the queries, then the city that was polled.
Session::~Session() {
  pollers_.reset();
  runner_.reset();
  if (backend_ != nullptr) backend_->stop();
}

model::Result<std::unique_ptr<Session>> Session::start(std::shared_ptr<const Files> files, const DemoOptions& demo,
                                                       model::Clock clock) {
  // A back end that hangs up while it is written to is an error of its source, not the end of the wall.
  std::signal(SIGPIPE, SIG_IGN);
  std::unique_ptr<Session> session(new Session(std::move(files), std::move(clock)));
  session->demo_ = demo;
  auto sources = session->resolved_sources(*session->files_->site);
  if (!sources) return sources.error();
  session->runner_ =
      std::make_unique<data::QueryRunner>(session->store_, session->clock_, make_engine(*session->files_->site));
  session->runner_->set_rules(session->files_->site->rules);
  session->pollers_ = std::make_unique<data::Pollers>(session->store_, session->clock_);
  session->pollers_->replace(std::move(*sources));
  return session;
}

model::Result<std::vector<data::SourceConfig>> Session::resolved_sources(const Site& site) {
  if (site.needs_demo_city() && backend_ == nullptr) {
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
  }
  std::vector<data::SourceConfig> sources = site.sources;
  for (auto& source : sources) {
    for (std::string* url : {&source.url, &source.access.login_url}) {
      if (url->starts_with(Site::kDemoScheme)) *url = backend_->base_url() + url->substr(Site::kDemoScheme.size());
    }
  }
  return sources;
}

void Session::show(const ui::Layout& layout, const ui::ScreenState& screen) {
  runner_->set_queries(layout.queries);
  set_screen(screen);
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

void Session::replace(std::shared_ptr<const Files> files) {
  auto sources = resolved_sources(*files->site);
  if (!sources) {
    spdlog::error("{}", model::describe(sources.error()));
    return;
  }
  files_ = std::move(files);
  runner_->replace_engine(make_engine(*files_->site));
  runner_->set_rules(files_->site->rules);
  pollers_->replace(std::move(*sources));
}

bool Session::every_source_has_answered() const {
  const auto snapshot = latest()->snapshot;
  if (snapshot->sources.size() < files_->site->sources.size()) return false;
  for (const auto& [name, source] : snapshot->sources) {
    if (!source->confirmed && !source->error) return false;
  }
  return true;
}

}  // namespace onescreen::app
