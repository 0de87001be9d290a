// The built program from outside, as a person or a script starts it: exit codes, what it prints, the picture that it
// draws, the server that it opens, the window that it shows under a virtual display.
#include <gtest/gtest.h>
#include <httplib.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "gfx/image.h"
#include "support/live_wall.h"
#include "support/process.h"
#include "support/repository.h"

namespace onescreen {
namespace {

using namespace std::chrono_literals;
using test_support::Finished;
using test_support::Process;
using test_support::run_process;
using test_support::TempFolder;

constexpr int kDone = 0;
constexpr int kProblemsFound = 1;
constexpr int kCannotStart = 2;

Finished onescreen(std::vector<std::string> arguments, const Process::Options& options = {}) {
  arguments.insert(arguments.begin(), test_support::program());
  return run_process(arguments, 3min, options);
}

// Exit code 2 and one sentence on standard error that says `part`.
void expect_wrong_usage(const std::vector<std::string>& arguments, const std::string& part) {
  const Finished finished = onescreen(arguments);
  std::string written;
  for (const auto& argument : arguments) written += argument + " ";
  EXPECT_EQ(finished.exit_code, kCannotStart) << written << "\n" << finished.out << finished.err;
  EXPECT_NE(finished.err.find(part), std::string::npos) << written << "\n" << finished.err;
}

TEST(Program, wrong_usage_gives_2_and_says_what_is_wrong) {
  expect_wrong_usage({}, "subcommand");
  expect_wrong_usage({"paint"}, "there is no command \"paint\"");
  expect_wrong_usage({"render"}, "--out");
  expect_wrong_usage({"render", "--out", "x.png", "--size", "big"}, "1920x1080");
  expect_wrong_usage({"render", "--out", "x.png", "--now", "yesterday"}, "offset");
  expect_wrong_usage({"render", "--out", "x.png", "--colour"}, "--colour");
  expect_wrong_usage({"render", "--out", "x.png", "--sensors", "-1"}, "--sensors");
  expect_wrong_usage({"backend", "--port", "70000"}, "--port");
  expect_wrong_usage({"check"}, "FILE");
  expect_wrong_usage({"bench", "--frames", "none"}, "--frames");
}

TEST(Program, what_cannot_start_gives_2_and_names_the_file) {
  const TempFolder folder;
  const std::string out = (folder.path() / "a.png").string();
  expect_wrong_usage({"render", "--config", "no/such/site.json", "--out", out}, "no/such/site.json");
  expect_wrong_usage({"render", "--layout", "no_such_layout", "--out", out}, "no_such_layout");
  expect_wrong_usage({"render", "--out", out, "--config", folder.write("site.json", "not json")}, "site.json:1:");
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST(Program, help_is_done) {
  for (const char* command : {"run", "render", "backend", "check", "list", "bench"})
    EXPECT_EQ(onescreen({command, "--help"}).exit_code, kDone) << command;
  EXPECT_EQ(onescreen({"--help"}).exit_code, kDone);
}

TEST(Program, list_names_widgets_and_formats_with_their_keys) {
  const Finished json = onescreen({"list", "--json"});
  EXPECT_EQ(json.exit_code, kDone);
  const auto listed = nlohmann::json::parse(json.out);
  EXPECT_GE(listed.at("widgets").size(), 9u);
  EXPECT_GE(listed.at("formats").size(), 2u);
  EXPECT_GE(listed.at("source_keys").size(), 10u);
  const Finished plain = onescreen({"list"});
  EXPECT_EQ(plain.exit_code, kDone);
  for (const auto& widget : listed.at("widgets")) {
    EXPECT_FALSE(widget.at("summary").get<std::string>().empty());
    EXPECT_NE(plain.out.find(widget.at("name").get<std::string>() + ": "), std::string::npos) << widget.at("name");
  }
}

// Every site of the repository with the layouts that it shows.
TEST(Program, check_finds_every_site_and_its_layouts_good) {
  const auto assets = test_support::source_dir() / "assets";
  std::set<std::string> checked;
  for (const auto& site : std::filesystem::directory_iterator(assets / "sites")) {
    std::vector<std::string> files = {"check", site.path().string()};
    const auto json = nlohmann::json::parse(test_support::read_text(site.path()));
    for (const auto& mode : json.at("modes")) {
      for (const std::string layout : mode.at("layouts")) {
        files.push_back((assets / "layouts" / (layout + ".json")).string());
        checked.insert(files.back());
      }
    }
    const Finished finished = onescreen(files);
    EXPECT_EQ(finished.exit_code, kDone) << finished.out;
  }
  for (const auto& layout : std::filesystem::directory_iterator(assets / "layouts"))
    EXPECT_TRUE(checked.contains(layout.path().string())) << layout.path() << " is shown by no site";
}

TEST(Program, check_prints_every_problem_with_its_place) {
  const TempFolder folder;
  const std::string site = folder.write(
      "sites/site.json",
      R"({"version": 1, "sources": {"cases": {"url": "http://127.0.0.1:9/", "columns": {"id": {"pointer": "/id"}}}}, "modes": {"a": {"layouts": ["bad"]}}})");
  const std::string bad =
      folder.write("layouts/bad.json",
                   "{\n  \"version\": 1,\n  \"row\": [\n    {\"widget\": \"kpj\"},\n    {\"widget\": \"clock\", "
                   "\"colour\": 1},\n    {\"widget\": \"kpi\", \"data\": \"SELECT x AS value FROM cases\"},\n    "
                   "{\"widget\": \"kpi\", \"data\": 7}\n  ]\n}\n");
  const Finished finished = onescreen({"check", site, bad});
  EXPECT_EQ(finished.exit_code, kProblemsFound);
  const auto lines = test_support::lines_of(finished.out);
  ASSERT_EQ(lines.size(), 4u) << finished.out;
  for (size_t i = 0; i < lines.size(); ++i) {
    // FILE:LINE:COLUMN: /json/pointer: sentence
    const std::string begin = bad + ":" + std::to_string(4 + i) + ":";
    ASSERT_TRUE(lines[i].starts_with(begin)) << lines[i];
    const std::string rest = lines[i].substr(begin.size());
    const size_t column = rest.find_first_not_of("0123456789");
    EXPECT_TRUE(column > 0 && rest.compare(column, 2, ": ") == 0) << lines[i];
    EXPECT_NE(rest.find(": /row/" + std::to_string(i)), std::string::npos) << lines[i];
  }
  EXPECT_EQ(onescreen({"check", "no/such/file.json"}).exit_code, kProblemsFound);
}

TEST(Program, check_draws_on_a_canvas_and_names_the_panels_that_cannot_be_read_there) {
  const TempFolder folder;
  folder.write("data.json",
               R"([{"text": "a long sentence that no narrow column has room for, whatever is left out"}])");
  const std::string site = folder.write(
      "sites/site.json",
      R"({"version": 1, "sources": {"words": {"url": "file:../data.json", "columns": {"text": {"pointer": "/text"}}}},)"
      R"( "modes": {"a": {"layouts": ["tight"]}}})");
  const std::string tight =
      folder.write("layouts/tight.json",
                   "{\n  \"version\": 1,\n  \"row\": [\n    {\"widget\": \"clock\"},\n    {\"widget\": "
                   "\"rank\", \"data\": \"SELECT text AS label, 7 AS value FROM words\"}\n  ]\n}\n");
  EXPECT_EQ(onescreen({"check", site, tight}).exit_code, kDone);
  EXPECT_EQ(onescreen({"check", site, "--size", "3840x1080"}).exit_code, kDone);
  for (const std::string& file : {site, tight}) {
    const Finished finished = onescreen({"check", file, "--config", site, "--size", "640x360"});
    EXPECT_EQ(finished.exit_code, kProblemsFound) << finished.err;
    EXPECT_TRUE(finished.out.starts_with(tight + ":5:5: /row/1: text is cut on a canvas of 640x360: \"a long"))
        << finished.out;
  }
  // Who is far away needs larger text, and that has less room.
  EXPECT_EQ(onescreen({"check", site, "--size", "3840x1080", "--pixel-pitch", "1.25", "--distance", "30"}).exit_code,
            kProblemsFound);
  EXPECT_EQ(onescreen({"check", site, "--size", "640x360", "--distance", "6"}).exit_code, kCannotStart);
}

TEST(Program, check_draws_the_very_file_that_it_is_given) {
  const TempFolder folder;
  const std::string site = folder.write(
      "sites/site.json",
      R"({"version": 1, "sources": {"words": {"url": "file:../data.json", "columns": {"text": {"pointer": "/text"}}}},)"
      R"( "modes": {"a": {"layouts": ["one"]}}})");
  folder.write("data.json",
               R"([{"text": "a long sentence that no narrow column has room for, whatever is left out"}])");
  folder.write("layouts/one.json", R"({"version": 1, "row": [{"widget": "clock"}]})");
  for (const char* name : {"drafts/one.json", "drafts/another.json"}) {
    const std::string draft = folder.write(
        name, R"({"version": 1, "row": [{"widget": "rank", "data": "SELECT text AS label, 7 AS value FROM words"}]})");
    const Finished finished = onescreen({"check", draft, "--config", site, "--size", "320x360"});
    EXPECT_EQ(finished.exit_code, kProblemsFound) << finished.err;
    EXPECT_TRUE(finished.out.starts_with(draft + ":1:")) << finished.out;
  }
}

TEST(Program, check_chooses_a_street_and_looks_again) {
  const TempFolder folder;
  const auto site_that_finds = [&](const std::string& street) {
    return folder.write(
        "sites/site.json",
        R"({"version": 1, "sources": {"words": {"url": "file:../data.json", "columns": {"text": {"pointer": "/text"}}}},)"
        R"( "find": [{"title": "streets", "data": "SELECT '1' AS street, ')" +
            street + R"(' AS text FROM words"}], "modes": {"a": {"layouts": ["one"]}}})");
  };
  folder.write("data.json", R"([{"text": "short"}])");
  folder.write("layouts/one.json", R"({"version": 1, "row": [{"widget": "kpi", "title": "Figure", )"
                                   R"("data": "SELECT 7 AS value FROM words WHERE :street IS NULL OR 1"}]})");
  EXPECT_EQ(onescreen({"check", site_that_finds("Short"), "--size", "320x360"}).exit_code, kDone);
  const Finished finished = onescreen({"check",
                                       site_that_finds("A street whose name no panel of this little wall has any room "
                                                       "for, so long is it, and so many words has it"),
                                       "--size", "320x360"});
  EXPECT_EQ(finished.exit_code, kProblemsFound) << finished.out << finished.err;
  EXPECT_NE(finished.out.find("with A street whose name"), std::string::npos) << finished.out;
}

// Two sites in one call are two walls.
TEST(Program, check_draws_each_site_that_it_is_given) {
  const TempFolder folder;
  std::vector<std::string> sites;
  for (const char* name : {"good", "bad"}) {
    const std::string root = name;
    sites.push_back(folder.write(
        root + "/sites/" + root + ".json",
        R"({"version": 1, "sources": {"words": {"url": "file:../data.json", "columns": {"text": {"pointer": "/text"}}}},)"
        R"( "modes": {"a": {"layouts": ["one"]}}})"));
    folder.write(root + "/data.json", root == "good"
                                          ? R"([{"text": "short"}])"
                                          : R"([{"text": "a long sentence that no narrow column has room for"}])");
    folder.write(
        root + "/layouts/one.json",
        R"({"version": 1, "row": [{"widget": "rank", "data": "SELECT text AS label, 7 AS value FROM words"}]})");
  }
  EXPECT_EQ(onescreen({"check", sites[0], sites[0], "--size", "320x360"}).exit_code, kDone);
  for (const auto& order : {sites, {sites[1], sites[0]}})
    EXPECT_EQ(onescreen({"check", order[0], order[1], "--size", "320x360"}).exit_code, kProblemsFound);
}

TEST(Program, check_says_of_a_query_that_leaves_out_which_cameras_are_secret_that_none_is_shown) {
  const TempFolder folder;
  const std::string site = folder.write(
      "sites/site.json",
      R"({"version": 1, "sources": {"cameras": {"url": "file:../data.json", "columns": {"id": {"pointer": "/id"},)"
      R"( "Secrecy": {"pointer": "/secrecy", "type": "integer"}}}},)"
      R"( "pictures": {"stills": {"url": "http://127.0.0.1:9/{id}.jpg"}}, "modes": {"a": {"layouts": ["one"]}}})");
  folder.write("data.json", R"([{"id": "1", "secrecy": 0}])");
  for (const auto& [query, exit_code] : {std::pair("SELECT id, id AS name FROM cameras", kProblemsFound),
                                         std::pair("SELECT id, id AS name, Secrecy FROM cameras", kDone)}) {
    const std::string layout = folder.write(
        "layouts/one.json", std::string(R"({"version": 1, "row": [{"widget": "camera_wall", "set": "stills", )") +
                                R"("data": ")" + query + R"("}]})");
    const Finished finished = onescreen({"check", layout, "--config", site});
    EXPECT_EQ(finished.exit_code, exit_code) << finished.out << finished.err;
    EXPECT_EQ(finished.out.find("what is secret") != std::string::npos, exit_code == kProblemsFound);
  }
}

TEST(Program, check_calls_no_wall_faultless_of_which_nothing_can_be_read) {
  const TempFolder folder;
  const std::string site = folder.write(
      "sites/site.json",
      R"({"version": 1, "sources": {"words": {"url": "file:../data.json", "columns": {"text": {"pointer": "/text"}}}},)"
      R"( "modes": {"a": {"layouts": ["one"]}}})");
  folder.write("data.json", R"([{"text": "short"}])");
  folder.write("layouts/one.json", R"({"version": 1, "row": [{"widget": "ticker", "data": "words"}]})");
  EXPECT_EQ(onescreen({"check", site, "--size", "1920x1080"}).exit_code, kDone);
  for (const char* pitch : {"0.1", "0.01", "0.001"}) {
    const Finished finished =
        onescreen({"check", site, "--size", "1920x1080", "--pixel-pitch", pitch, "--distance", "6"});
    EXPECT_EQ(finished.exit_code, kProblemsFound) << pitch << ": " << finished.out;
  }
  folder.write("layouts/one.json", R"({"version": 1, "row": [{"widget": "clock"}]})");
  EXPECT_EQ(onescreen({"check", site, "--size", "1280x720"}).exit_code, kDone);
  const Finished clock = onescreen({"check", site, "--size", "1280x720", "--pixel-pitch", "0.01", "--distance", "6"});
  EXPECT_EQ(clock.exit_code, kProblemsFound) << "a panel without title and data";
  for (const char* flag : {"--pixel-pitch", "--wait"})
    EXPECT_EQ(onescreen({"check", site, "--size", "1920x1080", flag, "nan"}).exit_code, kCannotStart) << flag;
}

TEST(Program, check_says_whose_text_it_could_not_look_at) {
  const TempFolder folder;
  const std::string site = folder.write(
      "sites/site.json",
      R"({"version": 1, "sources": {"words": {"url": "http://127.0.0.1:9/", "columns": {"text": {"pointer": "/text"}}}},)"
      R"( "modes": {"a": {"layouts": ["one"]}}})");
  folder.write("layouts/one.json", R"({"version": 1, "row": [{"widget": "ticker", "data": "words"}]})");
  const Finished finished = onescreen({"check", site, "--size", "1920x1080"});
  EXPECT_EQ(finished.exit_code, kProblemsFound);
  EXPECT_NE(finished.out.find("/sources/words: gave no answer"), std::string::npos) << finished.out;
}

TEST(Program, backend_prints_an_address_that_answers_and_ends_when_told) {
  Process backend({test_support::program(), "backend", "--sensors", "100"});
  const auto url = backend.read_line(1min);
  ASSERT_TRUE(url.has_value()) << backend.err();
  ASSERT_TRUE(url->starts_with("http://127.0.0.1:")) << *url;
  httplib::Client client(*url);
  const auto answer = client.Get("/api/kpis");
  ASSERT_TRUE(answer) << *url;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(nlohmann::json::parse(answer->body).at("demo"), true);
  backend.signal(SIGTERM);
  EXPECT_EQ(backend.wait(1min), kDone) << backend.err();
  EXPECT_FALSE(client.Get("/api/kpis")) << "the port is free again";
}

TEST(Program, backend_on_a_port_that_is_taken_says_so) {
  Process first({test_support::program(), "backend", "--sensors", "10"});
  const auto url = first.read_line(1min);
  ASSERT_TRUE(url.has_value());
  const std::string port = url->substr(url->rfind(':') + 1);
  const Finished second = onescreen({"backend", "--sensors", "10", "--port", port});
  EXPECT_EQ(second.exit_code, kCannotStart) << second.out;
  EXPECT_NE(second.err.find(port), std::string::npos) << second.err;
}

// The one JSON line of `render`, whose every source must be fresh and which must have nothing to complain of.
void expect_good_report(const Finished& finished, const std::string& size) {
  ASSERT_EQ(finished.exit_code, kDone) << finished.out << finished.err;
  const auto lines = test_support::lines_of(finished.out);
  ASSERT_EQ(lines.size(), 1u) << finished.out;
  const auto report = nlohmann::json::parse(lines[0]);
  EXPECT_EQ(report.at("layout"), "daily");
  EXPECT_EQ(report.at("size"), size);
  EXPECT_GE(report.at("panels").get<int>(), 8);
  EXPECT_GT(report.at("frame_ms").get<double>(), 0);
  EXPECT_TRUE(report.at("missing_glyphs").empty()) << report.at("missing_glyphs");
  EXPECT_TRUE(report.at("problems").empty()) << report.at("problems");
  EXPECT_GE(report.at("sources").size(), 8u);
  for (const auto& [name, source] : report.at("sources").items()) {
    EXPECT_EQ(source.at("freshness"), "fresh") << name << ": " << source;
    EXPECT_GT(source.at("rows").get<int>(), 0) << name;
    EXPECT_FALSE(source.contains("error")) << source;
  }
}

size_t colours_of(const gfx::Image& image) {
  std::set<uint32_t> out;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const auto colour = image.at(x, y);
      out.insert(static_cast<uint32_t>(colour.r << 16 | colour.g << 8 | colour.b));
    }
  }
  return out.size();
}

TEST(Program, render_draws_the_demo_wall_with_every_source_fresh) {
  const TempFolder folder;
  const std::string out = (folder.path() / "wall.png").string();
  Process::Options no_display;
  no_display.environment = {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}};
  const Finished finished =
      onescreen({"render", "--layout", "daily", "--size", "1280x720", "--sensors", "500", "--wait", "60", "--out", out},
                no_display);
  expect_good_report(finished, "1280x720");
  std::string why_not;
  const auto image = gfx::load_png(out, why_not);
  ASSERT_TRUE(image.has_value()) << why_not;
  EXPECT_EQ(image->width, 1280);
  EXPECT_EQ(image->height, 720);
  EXPECT_GT(colours_of(*image), 100u) << "a wall, not an empty ground";
}

TEST(Program, render_of_one_instant_and_seed_is_always_the_same_picture) {
  const TempFolder folder;
  std::optional<gfx::Image> pictures[2];
  for (int i = 0; i < 2; ++i) {
    const std::string out = (folder.path() / (std::to_string(i) + ".png")).string();
    const Finished finished =
        onescreen({"render", "--layout", "daily", "--size", "640x360", "--sensors", "200", "--wait", "60", "--now",
                   "2026-11-20T07:52:36+08:00", "--seed", "3", "--out", out});
    ASSERT_EQ(finished.exit_code, kDone) << finished.out << finished.err;
    std::string why_not;
    pictures[i] = gfx::load_png(out, why_not);
    ASSERT_TRUE(pictures[i].has_value()) << why_not;
  }
  const auto difference = gfx::compare(*pictures[0], *pictures[1], 0);
  // Times of answering are measured and shown; nothing else may differ.
  EXPECT_LT(difference.differing, 640u * 360u / 100) << difference.differing << " pixels differ";
}

TEST(Program, render_shows_what_there_is_when_the_back_end_is_dead) {
  const TempFolder folder;
  const std::string site = test_support::write_demo_site(folder.path().string(), "http://127.0.0.1:9", 1, 30);
  const std::string out = (folder.path() / "wall.png").string();
  const Finished finished =
      onescreen({"render", "--config", site, "--layout", "daily", "--size", "640x360", "--wait", "20", "--out", out});
  ASSERT_TRUE(finished.exit_code == kDone || finished.exit_code == kProblemsFound) << finished.out << finished.err;
  EXPECT_TRUE(std::filesystem::exists(out));
  const auto report = nlohmann::json::parse(finished.out);
  EXPECT_EQ(report.at("sources").at("kpis").at("freshness"), "never");
  EXPECT_TRUE(report.at("sources").at("kpis").contains("error"));
}

// --- the window ---

// A virtual display on a free number; the pixels that it shows lie in a file.
class VirtualDisplay {
 public:
  VirtualDisplay()
      : server_({"Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-fbdir",
                 folder_.path().string()}) {
    if (const auto number = server_.read_line(30s)) name_ = ":" + *number;
  }
  ~VirtualDisplay() {
    server_.signal(SIGTERM);
    server_.wait(10s);
  }

  // "" when there is none.
  const std::string& name() const { return name_; }
  const std::string& why_not() const { return server_.err(); }

  // How many different pixel values the screen shows.
  size_t colours() const {
    const std::string bytes = test_support::read_text(folder_.path() / "Xvfb_screen0");
    // An XWD file: a head whose size is its first word (big endian), a colour map, then 32 bits a pixel at its end.
    const size_t pixels = size_t{1280} * 800 * 4;
    if (bytes.size() < pixels) return 0;
    std::set<std::string_view> out;
    for (size_t at = bytes.size() - pixels; at + 4 <= bytes.size(); at += 4)
      out.insert(std::string_view(bytes).substr(at, 3));
    return out.size();
  }

 private:
  TempFolder folder_;
  Process server_;
  std::string name_;
};

TEST(Window, appears_with_the_wall_and_closes_when_told) {
  const VirtualDisplay display;
  ASSERT_NE(display.name(), "") << "Xvfb (package xvfb) does not start: " << display.why_not();
  const size_t before = display.colours();
  EXPECT_LT(before, 10u) << "an empty screen";
  Process::Options options;
  // Mesa's GLX driver forgets some texts and is unloaded before the leaks are counted, so that they could not be told
  // from ours.
  const TempFolder state;  // where the wall keeps its memory
  options.environment = {{"DISPLAY", display.name()},
                         {"WAYLAND_DISPLAY", ""},
                         {"ASAN_OPTIONS", "detect_leaks=0"},
                         {"XDG_STATE_HOME", state.path().string()}};
  Process window({test_support::program(), "run", "--size", "1024x640", "--sensors", "200"}, options);
  EXPECT_TRUE(test_support::wait_until([&] { return !window.running() || display.colours() > 150; }, 2min))
      << "no wall on the screen: " << display.colours() << " colours";
  ASSERT_TRUE(window.running()) << window.err();
  // It goes on without complaint.
  EXPECT_EQ(window.wait(2s), std::nullopt) << window.err();
  EXPECT_EQ(window.err(), "") << "a wall that is well says nothing";
  window.signal(SIGTERM);
  EXPECT_EQ(window.wait(30s), kDone) << "it closes in order: " << window.err();
  EXPECT_FALSE(std::filesystem::is_empty(state.path())) << "what it knew is kept for the next start";
}

TEST(Window, comes_back_when_its_graphics_are_made_again) {
  const VirtualDisplay display;
  ASSERT_NE(display.name(), "") << "Xvfb (package xvfb) does not start: " << display.why_not();
  const TempFolder state;
  Process::Options options;
  options.environment = {{"DISPLAY", display.name()},
                         {"WAYLAND_DISPLAY", ""},
                         {"ASAN_OPTIONS", "detect_leaks=0"},
                         {"XDG_STATE_HOME", state.path().string()}};
  Process window({test_support::program(), "run", "--size", "1024x640", "--sensors", "200"}, options);
  const auto shows_the_wall = [&] { return !window.running() || display.colours() > 150; };
  ASSERT_TRUE(test_support::wait_until(shows_the_wall, 2min)) << display.colours() << " colours";
  for (int loss = 1; loss <= 2; ++loss) {
    window.signal(SIGUSR1);
    EXPECT_EQ(window.wait(4s), std::nullopt) << window.err();
    EXPECT_TRUE(test_support::wait_until(shows_the_wall, 30s)) << display.colours() << " colours";
    ASSERT_TRUE(window.running()) << window.err();
  }
  window.signal(SIGTERM);
  EXPECT_EQ(window.wait(30s), kDone) << window.err();
  EXPECT_EQ(test_support::lines_of(window.err()).size(), 2u) << "one sentence a loss: " << window.err();
}

TEST(Window, without_a_display_says_what_to_do) {
  Process::Options options;
  const TempFolder state;
  options.environment = {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}, {"XDG_STATE_HOME", state.path().string()}};
  const Finished finished = onescreen({"run", "--sensors", "10"}, options);
  EXPECT_EQ(finished.exit_code, kCannotStart) << finished.out;
  EXPECT_NE(finished.err.find("display"), std::string::npos) << finished.err;
}

}  // namespace
}  // namespace onescreen
