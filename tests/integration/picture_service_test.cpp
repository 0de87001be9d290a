// Still pictures over real HTTP on loopback: the demo city's cameras, servers that fail in every way, what is asked for
// and what is not, and that memory stays bounded while ids come and go for ever.
#include "data/picture_service.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>

#include "data/clock.h"
#include "data/http_fetch.h"
#include "data/picture_image.h"
#include "demo/backend.h"
#include "demo/still_answers.h"
#include "poller_server.h"
#include "support/repository.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using model::StillState;
using test_support::ScriptedServer;

std::unique_ptr<demo::Backend> city() {
  demo::Backend::Options options;
  options.sensors = 10;
  options.districts_dir = (test_support::source_dir() / "assets/districts").string();
  auto backend = demo::Backend::start(options);
  if (!backend) throw std::runtime_error(model::describe(backend.error()));
  return std::move(*backend);
}

std::string camera(int number) {
  const std::string digits = std::to_string(number);
  return "CAM-" + std::string(4 - digits.size(), '0') + digits;
}

// The first camera of the demo city with this fault.
std::string camera_with(demo::StillFault fault) {
  for (int number = 1; number <= demo::kDistrictCameras; ++number) {
    if (demo::still_fault(1, number) == fault) return camera(number);
  }
  throw std::runtime_error("no camera has this fault");
}

bool wait_for(const std::function<bool()>& what, model::Duration most = 10s) {
  const auto deadline = std::chrono::steady_clock::now() + most;
  while (!what() && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(5ms);
  return what();
}

// Two pictures of the demo city, for servers that have none of their own.
const std::string& jpeg(size_t which) {
  static const std::array<std::string, 2> bytes = [] {
    const auto backend = city();
    std::array<std::string, 2> out;
    int number = 0;
    for (std::string& one : out) {
      while (demo::still_fault(1, ++number) != demo::StillFault::none) {
      }
      HttpClient client;
      FetchRequest request;
      request.url = backend->base_url() + "/api/cameras/" + camera(number) + "/snapshot.jpg";
      auto response = client.fetch(request);
      if (response) one = response->body;
    }
    return out;
  }();
  return bytes[which % 2];
}

PictureSetConfig set_at(const std::string& url) {
  PictureSetConfig set;
  set.name = "cameras";
  set.url = url;
  set.every = 100ms;
  set.timeout = 400ms;
  set.frozen_after = 600ms;
  return set;
}

class PictureServiceTest : public testing::Test {
 protected:
  void serve(PictureSetConfig set) { service_.replace({std::move(set)}); }
  void want(std::vector<std::string> ids) { service_.want("panel", "cameras", std::move(ids)); }
  StillState state(const std::string& id) const {
    const auto set = service_.latest()->find("cameras");
    return model::still_state(set.get(), set == nullptr ? nullptr : set->find(id), {}, clock_());
  }
  std::optional<model::Picture> picture(const std::string& id) const {
    const auto set = service_.latest()->find("cameras");
    const auto* found = set == nullptr ? nullptr : set->find(id);
    return found == nullptr ? std::nullopt : std::optional(*found);
  }
  bool comes_to(const std::string& id, StillState wanted, model::Duration most = 10s) {
    return wait_for([&] { return state(id) == wanted; }, most);
  }

  model::Clock clock_ = system_clock();
  PictureService service_{system_clock()};
};

TEST_F(PictureServiceTest, shows_the_demo_citys_cameras_each_in_its_state) {
  const auto backend = city();
  PictureSetConfig set = set_at(backend->base_url() + "/api/cameras/{id}/snapshot.jpg");
  set.every = 1s;
  set.timeout = 2s;
  set.frozen_after = 60s;
  serve(set);
  const std::string good = camera_with(demo::StillFault::none);
  const std::string frozen = camera_with(demo::StillFault::frozen);
  const std::string slow = camera_with(demo::StillFault::slow);
  const std::string gone = camera_with(demo::StillFault::gone);
  const std::string broken = camera_with(demo::StillFault::broken);
  want({good, frozen, slow, gone, broken, "CAM-9999"});
  ASSERT_TRUE(wait_for([&] { return service_.settled(); }));
  EXPECT_EQ(state(good), StillState::live);
  EXPECT_EQ(picture(good)->image->width, 640);
  EXPECT_EQ(state(frozen), StillState::frozen) << "its back end says since when it is the same";
  EXPECT_EQ(state(slow), StillState::waiting);
  EXPECT_EQ(picture(slow)->error->code, model::ErrorCode::timeout);
  EXPECT_NE(picture(gone)->error->message.find("404"), std::string::npos);
  EXPECT_NE(picture(broken)->error->message.find("500"), std::string::npos);
  EXPECT_NE(picture("CAM-9999")->error, std::nullopt);
}

TEST_F(PictureServiceTest, a_picture_that_moves_is_live_and_one_that_stops_is_frozen_and_live_again) {
  std::atomic<bool> moves = true;
  std::atomic<size_t> count = 0;
  ScriptedServer server([&](ScriptedServer::Connection& connection) {
    connection.answer(jpeg(moves ? ++count : count.load()), "Content-Type: image/jpeg\r\n");
  });
  serve(set_at(server.url("/{id}.jpg")));
  want({"a"});
  ASSERT_TRUE(comes_to("a", StillState::live));
  const auto first = picture("a")->image;
  ASSERT_TRUE(wait_for([&] { return picture("a")->image != first; }));
  moves = false;
  ASSERT_TRUE(wait_for([&] {
    want({"a"});
    return state("a") == StillState::frozen;
  }));
  const auto still = picture("a")->image;
  std::this_thread::sleep_for(250ms);
  EXPECT_EQ(picture("a")->image, still) << "nothing is uploaded again for a picture that is the same";
  moves = true;
  EXPECT_TRUE(comes_to("a", StillState::live));
}

TEST_F(PictureServiceTest, a_confirmation_is_an_answer_and_a_picture_that_is_only_confirmed_freezes) {
  std::atomic<int> confirmations = 0;
  ScriptedServer server([&](ScriptedServer::Connection& connection) {
    if (connection.asks("If-None-Match: \"1\"")) {
      ++confirmations;
      return connection.answer("", "ETag: \"1\"\r\n", "304 Not Modified");
    }
    connection.answer(jpeg(0), "ETag: \"1\"\r\n");
  });
  serve(set_at(server.url("/{id}.jpg")));
  want({"a"});
  EXPECT_TRUE(comes_to("a", StillState::frozen));
  EXPECT_GE(confirmations, 3);
}

// The second answer on: 304 without dates, then another picture without any.
TEST_F(PictureServiceTest, a_picture_is_as_old_as_its_dates_say_and_caches_make_it_older) {
  constexpr const char* kDates =
      "ETag: \"1\"\r\nDate: Fri, 20 Nov 2026 02:53:00 GMT\r\nLast-Modified: Fri, 20 Nov 2026 02:52:30 GMT\r\n"
      "Age: 600\r\n";
  std::atomic<bool> moves = false;
  std::atomic<int> confirmations = 0;
  ScriptedServer server([&](ScriptedServer::Connection& connection) {
    if (moves) return connection.answer(jpeg(1));
    if (!connection.asks("If-None-Match: \"1\"")) return connection.answer(jpeg(0), kDates);
    ++confirmations;
    connection.answer("", "ETag: \"1\"\r\n", "304 Not Modified");
  });
  PictureSetConfig set = set_at(server.url("/{id}.jpg"));
  set.frozen_after = 0ms;
  serve(set);
  want({"a"});
  const auto age = [&] {
    const auto now = picture("a");
    return model::still_age(now ? &*now : nullptr, StillState::live, clock_()).value_or(model::Duration(-1));
  };
  ASSERT_TRUE(comes_to("a", StillState::live));
  EXPECT_GE(age(), 630s);
  EXPECT_LE(age(), 640s);
  ASSERT_TRUE(wait_for([&] { return confirmations >= 3; }));
  EXPECT_GE(age(), 630s) << "a confirmation makes no picture younger";
  const auto first = picture("a")->image;
  moves = true;
  ASSERT_TRUE(wait_for([&] { return picture("a")->image != first; }));
  EXPECT_LE(age(), 5s) << "nobody says that the new one is old";
}

TEST_F(PictureServiceTest, every_fault_is_told_for_what_it_is_and_the_last_picture_stays) {
  std::atomic<int> fault = 0;
  const std::string huge(kMostPictureBytes + 10, 'x');
  ScriptedServer server([&](ScriptedServer::Connection& connection) {
    switch (fault) {
      case 0:
        return connection.answer(jpeg(0));
      case 1:
        return connection.answer("", "", "404 Not Found");
      case 2:
        return connection.hold();
      case 3:
        return connection.answer(huge);
      case 4:
        return connection.answer("<html>please log in</html>", "Content-Type: text/html\r\n");
      case 5:
        return connection.answer("", "Location: https://evil.invalid/x.jpg\r\n", "302 Found");
      case 6:
        return connection.answer(jpeg(0).substr(0, 300));
      default:
        return connection.answer("", "", "403 Forbidden");
    }
  });
  const auto expect = [&](int which, StillState wanted, model::ErrorCode code) {
    service_.replace({});  // so that neither a pause after the last fault nor its picture remains
    ASSERT_TRUE(wait_for([&] { return service_.latest()->sets.empty(); }));
    fault = 0;
    PictureSetConfig set = set_at(server.url("/{id}.jpg"));
    set.frozen_after = 0s;
    serve(set);
    want({"a"});
    ASSERT_TRUE(comes_to("a", StillState::live)) << which;
    fault = which;
    ASSERT_TRUE(comes_to("a", wanted)) << which;
    EXPECT_EQ(picture("a")->error->code, code) << which << " " << picture("a")->error->message;
    EXPECT_NE(picture("a")->image, nullptr) << which;
    fault = 0;
    EXPECT_TRUE(comes_to("a", StillState::live)) << which << ": it comes back";
  };
  expect(1, StillState::failed, model::ErrorCode::http);
  expect(2, StillState::timeout, model::ErrorCode::timeout);
  expect(3, StillState::failed, model::ErrorCode::too_large);
  expect(4, StillState::failed, model::ErrorCode::format);
  expect(5, StillState::failed, model::ErrorCode::http);
  expect(6, StillState::failed, model::ErrorCode::format);
  expect(7, StillState::refused, model::ErrorCode::denied);
}

TEST_F(PictureServiceTest, asks_only_for_what_is_shown_and_lets_go_of_what_is_not) {
  std::mutex mutex;
  std::map<std::string, int> asked;
  ScriptedServer server([&](ScriptedServer::Connection& connection) {
    const std::string path = connection.head.substr(4, connection.head.find(' ', 4) - 4);
    {
      const std::lock_guard lock(mutex);
      ++asked[path];
    }
    connection.answer(jpeg(0));
  });
  const auto count = [&](const std::string& path) {
    const std::lock_guard lock(mutex);
    return asked[path];
  };
  serve(set_at(server.url("/{id}")));
  std::this_thread::sleep_for(100ms);
  EXPECT_EQ(server.requests(), 0) << "nothing is asked for before it is shown";
  want({"a", "b"});
  ASSERT_TRUE(wait_for([&] { return count("/a") > 1 && count("/b") > 1; }));
  want({"b"});
  std::this_thread::sleep_for(100ms);
  const int of_a = count("/a");
  std::this_thread::sleep_for(400ms);
  EXPECT_EQ(count("/a"), of_a);
  want({"a/../../x", "..", "b"});
  ASSERT_TRUE(wait_for([&] { return picture("..") && picture("..")->error; }));
  service_.forget_wishes();
  EXPECT_TRUE(wait_for([&] { return service_.bytes() == 0 && !picture("b"); })) << "no picture outlives its panel";
  const int all = server.requests();
  std::this_thread::sleep_for(300ms);
  EXPECT_EQ(server.requests(), all);
  const std::lock_guard lock(mutex);
  EXPECT_EQ(asked.size(), 2u) << "ids that lead elsewhere are never asked for";
}

TEST_F(PictureServiceTest, what_is_withheld_is_never_asked_for) {
  ScriptedServer server([](ScriptedServer::Connection& connection) { connection.answer(jpeg(0)); });
  PictureSetConfig set = set_at(server.url("/{id}"));
  set.withheld = model::Withheld::from_visitors;
  serve(set);
  want({"a"});
  std::this_thread::sleep_for(200ms);
  EXPECT_EQ(server.requests(), 0);
  EXPECT_TRUE(service_.settled());
  EXPECT_EQ(state("a"), StillState::withheld);
}

TEST_F(PictureServiceTest, an_unreachable_back_end_is_asked_gently_and_found_when_it_is_back) {
  int port = 0;
  {
    ScriptedServer nobody([](ScriptedServer::Connection&) {});
    port = nobody.port();
  }
  serve(set_at("http://127.0.0.1:" + std::to_string(port) + "/{id}"));
  std::vector<std::string> ids;
  for (int i = 0; i < 12; ++i) ids.push_back("c" + std::to_string(i));
  want(ids);
  ASSERT_TRUE(wait_for([&] { return service_.settled(); }));
  EXPECT_EQ(picture("c0")->error->code, model::ErrorCode::connection);
  ScriptedServer back([](ScriptedServer::Connection& connection) { connection.answer(jpeg(0)); }, port);
  EXPECT_TRUE(wait_for([&] {
    want(ids);
    return picture("c0")->image != nullptr;
  }));
}

TEST_F(PictureServiceTest, a_few_requests_at_once_at_most) {
  std::atomic<int> now = 0;
  std::atomic<int> most = 0;
  ScriptedServer server([&](ScriptedServer::Connection& connection) {
    most = std::max(most.load(), ++now);
    std::this_thread::sleep_for(30ms);
    --now;
    connection.answer(jpeg(0));
  });
  PictureSetConfig set = set_at(server.url("/{id}"));
  set.requests = 3;
  set.every = 2s;
  serve(set);
  std::vector<std::string> ids;
  for (int i = 0; i < 20; ++i) ids.push_back("c" + std::to_string(i));
  want(ids);
  ASSERT_TRUE(wait_for([&] { return service_.settled(); }));
  EXPECT_LE(most, 3);
}

TEST_F(PictureServiceTest, credentials_go_with_each_request_and_into_no_sentence) {
  ::setenv("ONESCREEN_TEST_STILLS", "s3cret-of-the-gateway", 1);
  std::atomic<bool> refuses = false;
  std::atomic<int> let_in = 0;
  ScriptedServer server([&](ScriptedServer::Connection& connection) {
    if (refuses) return connection.answer("", "", "401 Unauthorized");
    if (connection.asks("Authorization: Bearer s3cret-of-the-gateway")) ++let_in;
    connection.answer(jpeg(0));
  });
  PictureSetConfig set = set_at(server.url("/{id}"));
  set.access.name = "gate";
  set.access.kind = AccessKind::bearer;
  set.access.prefix = "Bearer ";
  set.access.secret = "env:ONESCREEN_TEST_STILLS";
  serve(set);
  want({"a"});
  ASSERT_TRUE(wait_for([&] { return let_in > 0 && picture("a") && picture("a")->image != nullptr; }));
  refuses = true;
  ASSERT_TRUE(comes_to("a", StillState::refused));
  EXPECT_EQ(picture("a")->error->message.find("s3cret"), std::string::npos);
  std::this_thread::sleep_for(150ms);
  const int asked = server.requests();
  std::this_thread::sleep_for(400ms);
  EXPECT_EQ(server.requests(), asked) << "an account is not locked by asking on";
}

TEST_F(PictureServiceTest, files_are_read_below_their_folder_only) {
  const test_support::TempFolder folder;
  folder.write("assets/pictures/plan.jpg", jpeg(0));
  folder.write("secret.jpg", jpeg(1));
  std::filesystem::create_symlink(folder.path() / "secret.jpg", folder.path() / "assets/pictures/link.jpg");
  PictureSetConfig set = set_at("file:" + folder.path().string() + "/assets/{id}");
  set.paths = true;
  set.frozen_after = 0s;
  serve(set);
  want({"pictures/plan.jpg", "../secret.jpg", "pictures/link.jpg", "pictures/none.jpg"});
  ASSERT_TRUE(wait_for([&] { return service_.settled(); }));
  EXPECT_EQ(state("pictures/plan.jpg"), StillState::live);
  for (const char* id : {"../secret.jpg", "pictures/link.jpg", "pictures/none.jpg"}) {
    ASSERT_TRUE(picture(id)) << id;
    EXPECT_EQ(picture(id)->image, nullptr) << id;
    EXPECT_TRUE(picture(id)->error) << id;
  }
  const auto before = picture("pictures/plan.jpg")->image;
  folder.write("assets/pictures/plan.jpg", jpeg(1));
  EXPECT_TRUE(wait_for([&] { return picture("pictures/plan.jpg")->image != before; })) << "an edited file is shown";
}

// Ids that change for ever, as when a wall walks through ten thousand cameras.
TEST_F(PictureServiceTest, memory_is_bounded_while_ids_come_and_go) {
  ScriptedServer server([](ScriptedServer::Connection& connection) {
    connection.keep();
    connection.answer(jpeg(0));
  });
  PictureSetConfig set = set_at(server.url("/{id}"));
  set.every = 10ms;
  set.timeout = 100ms;
  set.max_px = 64;
  serve(set);
  const size_t one = size_t{4} * 64 * 36;
  size_t most = 0;
  for (int page = 0; page < 150; ++page) {
    std::vector<std::string> ids;
    for (int i = 0; i < 12; ++i) ids.push_back(std::to_string(page * 12 + i));
    want(std::move(ids));
    std::this_thread::sleep_for(15ms);
    most = std::max(most, service_.bytes());
    const auto latest = service_.latest()->find("cameras");
    ASSERT_LE(latest == nullptr ? 0 : latest->pictures.size(), PictureLoader::kMostRemembered);
  }
  EXPECT_LE(most, one * 12 * 20) << "what was shown for the last 120 ms, with room for a slow machine";
  std::vector<std::string> many;
  for (int i = 0; i < 2'000; ++i) many.push_back("m" + std::to_string(i));
  want(many);
  ASSERT_TRUE(wait_for([&] { return picture("m0") && picture("m0")->image != nullptr; }));
  EXPECT_LE(service_.bytes(), one * (model::kMostPicturesWanted + 400));
  service_.forget_wishes();
  EXPECT_TRUE(wait_for([&] { return service_.bytes() == 0; }));
}

}  // namespace
}  // namespace onescreen::data
