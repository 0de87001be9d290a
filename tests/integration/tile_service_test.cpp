// Raster tiles over real HTTP on loopback: the demo city's map service, servers that fail in every way, a restart
// without a network, and how gently all of it is asked.
#include "data/tile_service.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "data/clock.h"
#include "data/secret.h"
#include "demo/backend.h"
#include "demo/tile_painter.h"
#include "poller_server.h"
#include "support/repository.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using model::TileKey;
using model::TileState;
using test_support::ScriptedServer;

// Of the demo district, level 14.
const std::vector<TileKey> kKeys = {{14, 13721, 6689}, {14, 13720, 6689}, {14, 13721, 6690}, {14, 13720, 6690}};

std::unique_ptr<demo::Backend> city() {
  demo::Backend::Options options;
  options.sensors = 10;
  options.districts_dir = (test_support::source_dir() / "assets/districts").string();
  auto backend = demo::Backend::start(options);
  if (!backend) throw std::runtime_error(model::describe(backend.error()));
  return std::move(*backend);
}

TileSetConfig set_at(const std::string& url) {
  TileSetConfig set;
  set.name = "base";
  set.url = url;
  set.attribution = "nobody";
  set.timeout = 2s;
  return set;
}

bool wait_for(const std::function<bool()>& what, model::Duration most = 10s) {
  const auto deadline = std::chrono::steady_clock::now() + most;
  while (!what() && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(5ms);
  return what();
}

// One PNG of the demo city, for servers that have none of their own.
const std::string& png() {
  static const std::string bytes = [] {
    const auto backend = city();
    HttpClient client;
    FetchRequest request;
    request.url = backend->base_url() + "/tiles/14/13721/6689.png";
    auto response = client.fetch(request);
    return response ? response->body : std::string();
  }();
  return bytes;
}

class TileServiceTest : public testing::Test {
 protected:
  // What `keys` come to at this set.
  model::TileSetPtr load(TileService& service, const TileSetConfig& set, const std::vector<TileKey>& keys,
                         const std::string& file = "") {
    service.replace({set}, file);
    service.want("map", "base", keys);
    EXPECT_TRUE(wait_for([&] { return service.settled(); }));
    return service.latest()->find("base");
  }
  model::TileSetPtr load(const TileSetConfig& set, const std::vector<TileKey>& keys = kKeys) {
    TileService service(system_clock());
    return load(service, set, keys);
  }
  void expect_fault(const ScriptedServer::Script& script, TileState state, const std::string& sentence) {
    ScriptedServer server(script);
    const auto set = load(set_at(server.url("/{z}/{x}/{y}.png")));
    EXPECT_TRUE(set->pictures.empty());
    EXPECT_EQ(set->state, state) << sentence;
    ASSERT_TRUE(set->error) << sentence;
    EXPECT_NE(set->error->message.find(sentence), std::string::npos) << set->error->message;
  }

  test_support::TempFolder folder_;
  std::string file_ = (folder_.path() / "tiles.sqlite").string();
};

TEST_F(TileServiceTest, loads_the_demo_citys_tiles) {
  const auto backend = city();
  const auto set = load(set_at(backend->base_url() + "/tiles/{z}/{x}/{y}.png"));
  ASSERT_EQ(set->pictures.size(), kKeys.size());
  EXPECT_EQ(set->state, TileState::fresh);
  EXPECT_EQ(set->error, std::nullopt);
  const auto* picture = set->find(kKeys[0]);
  EXPECT_EQ(picture->image->width, demo::kTilePx);
  EXPECT_EQ(picture->image->rgba.size(), 4u * 256 * 256);
  EXPECT_EQ(picture->expires - picture->confirmed, 24h) << "what Cache-Control says";
  EXPECT_FALSE(picture->from_disk);
}

TEST_F(TileServiceTest, a_wmts_gives_the_same_pictures) {
  const auto backend = city();
  const auto xyz = load(set_at(backend->base_url() + "/tiles/{z}/{x}/{y}.png"));
  TileSetConfig wmts = set_at(backend->base_url() + "/wmts");
  wmts.wmts.layer = "base";
  wmts.wmts.matrix_set = "w";
  const auto same = load(wmts);
  for (const TileKey& key : kKeys) {
    ASSERT_NE(same->find(key), nullptr);
    EXPECT_EQ(same->find(key)->image->rgba, xyz->find(key)->image->rgba);
  }
  wmts.wmts.layer = "none";
  EXPECT_NE(load(wmts)->error->message.find("HTTP 400"), std::string::npos);
}

TEST_F(TileServiceTest, what_there_is_not_is_no_fault_and_not_asked_again) {
  const auto backend = city();
  auto set = set_at(backend->base_url() + "/tiles/{z}/{x}/{y}.png");
  set.max_zoom = 22;
  const auto got = load(set, {{8, 214, 104}, {20, 1, 1}, kKeys[0]});
  EXPECT_EQ(got->state, TileState::fresh);
  EXPECT_EQ(got->pictures.size(), 1u);
}

TEST_F(TileServiceTest, every_fault_is_told_for_what_it_is) {
  const auto answers = [](std::string body, std::string headers, std::string status) {
    return [=](ScriptedServer::Connection& connection) { connection.answer(body, headers, status); };
  };
  expect_fault(answers("", "", "500 Internal Server Error"), TileState::offline, "HTTP 500");
  expect_fault(answers("", "Retry-After: 30\r\n", "429 Too Many Requests"), TileState::offline, "HTTP 429");
  expect_fault(answers("", "", "403 Forbidden"), TileState::denied, "refuses us");
  expect_fault(answers("<html>please log in</html>", "Content-Type: text/html\r\n", "200 OK"), TileState::offline,
               "login page");
  expect_fault(answers("", "Location: https://login.invalid/\r\n", "302 Found"), TileState::offline, "elsewhere");
  const std::string broken = png().substr(0, 60) + std::string(600, 'x');
  expect_fault(answers(broken, "Content-Type: image/png\r\n", "200 OK"), TileState::offline, "damaged");
  expect_fault(
      [](ScriptedServer::Connection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + png().substr(0, 500));
      },
      TileState::offline, "");
  TileSetConfig nobody = set_at("http://127.0.0.1:1/{z}/{x}/{y}.png");
  EXPECT_EQ(load(nobody)->state, TileState::offline);
}

TEST_F(TileServiceTest, a_slow_server_is_cut_off_and_one_request_at_a_time_finds_out_when_it_is_back) {
  std::atomic<bool> slow = true;
  std::atomic<int> at_once = 0;
  std::atomic<int> most = 0;
  ScriptedServer server([&](ScriptedServer::Connection& connection) {
    most = std::max(most.load(), ++at_once);
    if (slow) connection.hold();
    connection.answer(png(), "Content-Type: image/png\r\n");
    --at_once;
  });
  auto config = set_at(server.url("/{z}/{x}/{y}.png"));
  config.timeout = 300ms;
  config.requests = 3;
  TileService service(system_clock());
  const auto failed = load(service, config, kKeys);
  EXPECT_EQ(failed->state, TileState::offline);
  EXPECT_LE(most, 3);
  const int before = server.requests();
  EXPECT_LE(before, 4) << "no crowd of requests to a server that does not answer";
  slow = false;
  EXPECT_TRUE(wait_for([&] { return service.latest()->find("base")->pictures.size() == kKeys.size(); }));
  EXPECT_EQ(service.latest()->find("base")->state, TileState::fresh);
  EXPECT_LE(server.requests(), before + static_cast<int>(kKeys.size()) + 2);
}

TEST_F(TileServiceTest, one_bad_tile_leaves_the_others_alone) {
  ScriptedServer server([](ScriptedServer::Connection& connection) {
    const bool bad = connection.asks("/14/13720/6689.png");
    connection.answer(bad ? "nonsense" : png());
  });
  const auto set = load(set_at(server.url("/{z}/{x}/{y}.png")));
  EXPECT_EQ(set->pictures.size(), 3u);
  EXPECT_EQ(set->state, TileState::fresh);
  EXPECT_EQ(server.requests(), 4) << "a bad tile is not asked for again at once";
}

TEST_F(TileServiceTest, a_restart_without_network_shows_what_is_on_disk) {
  std::string url;
  {
    const auto backend = city();
    url = backend->base_url() + "/tiles/{z}/{x}/{y}.png";
    auto config = set_at(url);
    config.kept_as = "base";
    TileService service(system_clock());
    load(service, config, kKeys, file_);
  }
  auto config = set_at(url);
  config.kept_as = "base";
  // Two days later the tiles are out of date, and there is nobody to ask.
  const model::Instant later{system_clock()().utc + 48h, 1h};
  TileService service([later] { return later; });
  auto keys = kKeys;
  keys.push_back({14, 13719, 6689});
  const auto set = load(service, config, keys, file_);
  EXPECT_EQ(set->pictures.size(), kKeys.size());
  EXPECT_EQ(set->state, TileState::offline);
  EXPECT_TRUE(set->find(kKeys[0])->from_disk);
  ASSERT_TRUE(set->oldest);
  EXPECT_NEAR(static_cast<double>((later.utc - *set->oldest).count()), 48.0 * 3'600'000, 600'000);
}

TEST_F(TileServiceTest, without_network_other_levels_on_disk_stand_for_those_that_are_not) {
  std::string url;
  {
    const auto backend = city();
    url = backend->base_url() + "/tiles/{z}/{x}/{y}.png";
    auto config = set_at(url);
    config.kept_as = "base";
    TileService service(system_clock());
    load(service, config, {kKeys[0]}, file_);
  }
  auto config = set_at(url);
  config.kept_as = "base";
  for (const TileKey& key :
       {TileKey{16, 4 * kKeys[0].x + 1, 4 * kKeys[0].y + 2}, TileKey{13, kKeys[0].x / 2, kKeys[0].y / 2}}) {
    TileService service(system_clock());
    const auto set = load(service, config, {key}, file_);
    EXPECT_EQ(set->find(key), nullptr);
    EXPECT_NE(set->find(kKeys[0]), nullptr) << "level " << key.z;
    EXPECT_TRUE(set->oldest) << "the age of what is shown instead is told";
  }
}

TEST_F(TileServiceTest, tiles_out_of_date_are_confirmed_without_being_sent) {
  std::atomic<int> sent = 0;
  std::atomic<int> confirmed = 0;
  ScriptedServer server([&](ScriptedServer::Connection& connection) {
    if (connection.asks("If-None-Match: \"v1\"")) {
      ++confirmed;
      connection.answer("", "ETag: \"v1\"\r\nCache-Control: max-age=86400\r\n", "304 Not Modified");
    } else {
      ++sent;
      connection.answer(png(), "ETag: \"v1\"\r\nCache-Control: max-age=86400\r\n");
    }
  });
  auto config = set_at(server.url("/{z}/{x}/{y}.png"));
  config.kept_as = "base";
  for (const auto days : {0h, 48h}) {
    const model::Instant now{system_clock()().utc + days, 1h};
    TileService service([now] { return now; });
    const auto set = load(service, config, kKeys, file_);
    EXPECT_EQ(set->pictures.size(), kKeys.size());
    EXPECT_FALSE(set->find(kKeys[0])->from_disk) << "the back end has confirmed it";
    EXPECT_EQ(set->find(kKeys[0])->confirmed, now.utc);
  }
  EXPECT_EQ(sent, 4);
  EXPECT_EQ(confirmed, 4);
}

TEST_F(TileServiceTest, what_must_not_be_stored_is_not_on_disk) {
  ScriptedServer server(
      [](ScriptedServer::Connection& connection) { connection.answer(png(), "Cache-Control: no-store\r\n"); });
  auto config = set_at(server.url("/{z}/{x}/{y}.png"));
  config.kept_as = "base";
  {
    TileService service(system_clock());
    EXPECT_EQ(load(service, config, kKeys, file_)->pictures.size(), kKeys.size());
  }
  auto disk = TileDisk::open(file_, {{"base", 1 << 20}});
  ASSERT_TRUE(disk);
  EXPECT_EQ((*disk)->bytes("base"), 0);
}

TEST_F(TileServiceTest, the_secret_is_sent_and_never_told) {
  ::setenv("ONESCREEN_TEST_TILE_KEY", "s3cr3t-key-of-tiles", 1);
  std::atomic<int> with_key = 0;
  ScriptedServer server([&](ScriptedServer::Connection& connection) {
    if (connection.asks("tk=s3cr3t-key-of-tiles")) ++with_key;
    connection.answer("", "Location: http://elsewhere.invalid/?tk=s3cr3t-key-of-tiles\r\n", "302 Found");
  });
  auto config = set_at(server.url("/{z}/{x}/{y}.png?tk={secret}"));
  config.access.secret = "env:ONESCREEN_TEST_TILE_KEY";
  const auto set = load(config, {kKeys[0]});
  EXPECT_GE(with_key, 1);
  ASSERT_TRUE(set->error);
  EXPECT_EQ(set->error->message.find("s3cr3t"), std::string::npos) << set->error->message;
  config.access.secret = "env:ONESCREEN_TEST_TILE_KEY_THAT_IS_NOT_SET";
  const int before = server.requests();
  EXPECT_EQ(load(config, {kKeys[0]})->state, TileState::denied);
  EXPECT_EQ(server.requests(), before) << "without its key there is nothing to ask";
}

TEST_F(TileServiceTest, the_newest_wish_counts_and_the_most_important_comes_first) {
  std::mutex mutex;
  std::vector<std::string> asked;
  std::atomic<bool> wished = false;
  ScriptedServer server([&](ScriptedServer::Connection& connection) {
    {
      const std::lock_guard lock(mutex);
      asked.push_back(connection.head.substr(4, connection.head.find(' ', 4) - 4));
    }
    if (connection.asks("/14/13001/")) wait_for([&] { return wished.load(); });
    connection.answer(png());
  });
  auto config = set_at(server.url("/{z}/{x}/{y}"));
  config.requests = 1;
  TileService service(system_clock());
  service.replace({config}, "");
  std::vector<TileKey> many;
  for (int x = 0; x < 200; ++x) many.push_back({14, 13000 + x, 6689});
  service.want("map", "base", many);
  ASSERT_TRUE(wait_for([&] { return server.requests() >= 2; }));
  service.want("map", "base", {{14, 13721, 6689}, {14, 13720, 6689}});
  service.want("other map", "base", {{14, 13725, 6689}});
  wished = true;
  EXPECT_TRUE(wait_for([&] { return service.settled(); }));
  const std::lock_guard lock(mutex);
  EXPECT_EQ(asked.at(0), "/14/13000/6689");
  EXPECT_EQ(asked.at(1), "/14/13001/6689");
  EXPECT_LE(asked.size(), 6u) << "what is wanted no longer is not asked for";
  EXPECT_EQ(asked.at(asked.size() - 3), "/14/13721/6689");
  EXPECT_EQ(asked.at(asked.size() - 2), "/14/13725/6689") << "each map's most important come first";
}

TEST_F(TileServiceTest, another_configuration_begins_anew_and_the_same_one_goes_on) {
  const auto backend = city();
  const auto config = set_at(backend->base_url() + "/tiles/{z}/{x}/{y}.png");
  TileService service(system_clock());
  std::atomic<int> published = 0;
  service.on_publish([&] { ++published; });
  const auto before = load(service, config, kKeys);
  EXPECT_GE(published, 1);
  EXPECT_LE(published, 8) << "not one for each tile and step";
  service.replace({config}, "");
  EXPECT_TRUE(wait_for([&] { return service.settled(); }));
  EXPECT_EQ(service.latest()->find("base"), before) << "nothing changed, so nobody draws again";
  auto other = config;
  other.name = "other";
  service.replace({other}, "");
  EXPECT_TRUE(wait_for([&] { return service.latest()->find("other") != nullptr; }));
  EXPECT_EQ(service.latest()->find("base"), nullptr);
}

TEST_F(TileServiceTest, a_folder_of_tiles_is_a_tile_set) {
  test_support::write_text(folder_.write("14/13721/6689.png", ""), png());
  const auto set = load(set_at("file:" + folder_.path().string() + "/{z}/{x}/{y}.png"));
  EXPECT_EQ(set->pictures.size(), 1u);
  EXPECT_EQ(set->state, TileState::fresh) << "gaps are no fault";
}

}  // namespace
}  // namespace onescreen::data
