#include "support/live_wall.h"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

#include "support/repository.h"
#include "ui/panel_frame.h"

namespace onescreen::test_support {
namespace {

template <typename T>
T wanted(model::Result<T> result) {
  if (!result) throw std::runtime_error(model::describe(result.error()));
  return std::move(*result);
}

}  // namespace

bool wait_until(const std::function<bool()>& condition, std::chrono::milliseconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

LiveWall::LiveWall(const std::string& site_file, const std::string& layout, const TurnedClock& clock, int width,
                   int height)
    : clock_(clock) {
  files_ = wanted(app::load_files({.site = site_file, .layout = layout}));
  std::string why_not;
  context_ = gfx::HeadlessContext::create(why_not);
  if (context_ == nullptr) throw std::runtime_error(why_not);
  session_ = wanted(app::Session::start(files_, {}, clock_.clock()));
  wall_ = wanted(app::Wall::create(width, height));
  show(layout);
}

// The session first: its threads must not publish into what is going away.
LiveWall::~LiveWall() {
  session_.reset();
  wall_.reset();
  context_.reset();
}

void LiveWall::take(std::shared_ptr<const app::Files> files) {
  files_ = std::move(files);
  session_->replace(files_);
  show(screen_.layout);
}

void LiveWall::show(const std::string& layout) {
  screen_.layout = layout;
  screen_.mode = files_->site->modes.empty() ? "" : files_->site->modes.front().name;
  const auto& shown = files_->layouts.at(layout);
  wall_->show(shown);
  session_->show(*shown, screen_);
}

ui::Frame LiveWall::frame(const model::Scene& scene) {
  return {scene, clock_.now(), files_->site->zone, files_->theme, files_->words, screen_, pointer_, commands_};
}

ui::DrawReport LiveWall::draw() {
  const auto scene = session_->latest();
  commands_.clear();
  return wall_->draw(frame(*scene), files_->display);
}

model::Quality LiveWall::quality(const ui::LayoutPanel& panel) {
  const auto scene = session_->latest();
  return ui::quality_of_panel(frame(*scene), panel).quality;
}

std::string write_demo_site(const std::string& folder, const std::string& city_url, double every_secs,
                            double max_age_secs) {
  namespace fs = std::filesystem;
  const fs::path assets = source_dir() / "assets";
  auto site = nlohmann::ordered_json::parse(read_text(assets / "sites/demo.json"));
  site["outline"] = (assets / "sites" / site.at("outline").get<std::string>()).lexically_normal().string();
  for (auto& [name, source] : site.at("sources").items()) {
    std::string url = source.at("url");
    if (url.starts_with("demo:")) url = city_url + url.substr(5);
    if (url.starts_with("file:")) url = "file:" + (assets / "sites" / url.substr(5)).lexically_normal().string();
    source["url"] = url;
    source["every_secs"] = every_secs;
    source["max_age_secs"] = max_age_secs;
    source["timeout_secs"] = 5;
  }
  fs::create_directories(fs::path(folder) / "sites");
  fs::create_directories(fs::path(folder) / "layouts");
  for (const auto& layout : fs::directory_iterator(assets / "layouts")) {
    fs::copy_file(layout.path(), fs::path(folder) / "layouts" / layout.path().filename(),
                  fs::copy_options::overwrite_existing);
  }
  const fs::path file = fs::path(folder) / "sites/site.json";
  write_text(file, site.dump(2));
  return file.string();
}

}  // namespace onescreen::test_support
