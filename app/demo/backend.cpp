#include "demo/backend.h"

#include <fmt/format.h>
#include <httplib.h>

#include <atomic>
#include <charconv>
#include <cmath>
#include <thread>

#include "demo/answers.h"
#include "demo/city.h"
#include "demo/response_cache.h"
#include "demo/still_answers.h"
#include "demo/tile_answers.h"

namespace onescreen::demo {

namespace {

using model::Error;
using model::ErrorCode;

// Asking for more is answered with as much.
constexpr int64_t kLargestPage = 1'000'000;
// Bodies from here on go out as their feed made them, even to clients that accept gzip: deflating the sensors each
// second would cost a fifth of a core, and on loopback there is nothing to save.
constexpr size_t kLargestCompressed = size_t{1} << 20;

model::Instant read_machine_clock() {
  using namespace std::chrono;
  return {time_point_cast<model::Duration>(system_clock::now()),
          duration_cast<model::Duration>(steady_clock::now().time_since_epoch())};
}

// The Java systems read what they do not understand as their defaults.
Feed feed_of(Endpoint endpoint) {
  Feed feed{endpoint.path, {}, "GET"};
  feed.answer = [endpoint = std::move(endpoint)](const Asked& asked) {
    const Page page{asked.number(endpoint.page_param, 1, 1, kLargestPage),
                    asked.number("pageSize", 10, 1, kLargestPage)};
    return Answer{endpoint.build(asked.now, page)};
  };
  return feed;
}

Asked asked_by(const httplib::Request& request, TimePoint now) {
  Asked asked{now, {}, request.body, request.get_header_value("Authorization")};
  for (const auto& [name, value] : request.params) asked.parameters.try_emplace(name, value);
  return asked;
}

void send(const httplib::Request& request, httplib::Response& response, const ResponsePtr& content) {
  const Answer& answer = content->answer;
  response.status = answer.status;
  if (!content->etag.empty()) {
    response.set_header("ETag", content->etag);
    response.set_header("Cache-Control", "no-cache");
    if (etag_matches(request.get_header_value("If-None-Match"), content->etag)) {
      response.status = httplib::StatusCode::NotModified_304;
      return;
    }
  }
  if (!answer.gzip.empty() && request.get_header_value("Accept-Encoding").find("gzip") != std::string::npos) {
    response.set_header("Content-Encoding", "gzip");
    response.set_header("Vary", "Accept-Encoding");
    response.set_content_provider(answer.gzip.size(), answer.type,
                                  [content](size_t offset, size_t length, httplib::DataSink& sink) {
                                    return sink.write(content->answer.gzip.data() + offset, length);
                                  });
    return;
  }
  if (answer.body.size() <= kLargestCompressed) {
    response.set_content(answer.body, answer.type);
    return;
  }
  response.set_content_provider(answer.body.size(), answer.type,
                                [content](size_t offset, size_t length, httplib::DataSink& sink) {
                                  return sink.write(content->answer.body.data() + offset, length);
                                });
}

}  // namespace

struct Backend::State {
  Options options;
  model::Instant origin;
  std::unique_ptr<City> city;
  std::vector<std::unique_ptr<ResponseCache>> answered;  // by GET
  std::vector<Feed> posted;
  const std::function<TimePoint()> read_city_clock = [this] { return city_now(); };
  std::atomic<bool> stopping = false;
  httplib::Server server;
  std::thread thread;
  int port = 0;

  TimePoint city_now() const {
    const model::Instant now = options.clock();
    TimePoint time = now.utc;
    if (options.speed != 1) {
      const auto passed = static_cast<double>((now.uptime - origin.uptime).count());
      time = origin.utc + model::Duration(std::llround(passed * options.speed));
    }
    return std::chrono::floor<std::chrono::seconds>(time);
  }

  void route();
};

void Backend::State::route() {
  // Interceptors of these systems refuse before any controller runs, and they refuse with 200.
  server.set_pre_routing_handler([](const httplib::Request& request, httplib::Response& response) {
    if (request.get_header_value("Authorization") != "Bearer expired") {
      return httplib::Server::HandlerResponse::Unhandled;
    }
    response.set_content(denied_answer(request.path), kJsonType);
    return httplib::Server::HandlerResponse::Handled;
  });
  server.set_error_handler([](const httplib::Request&, httplib::Response& response) {
    if (!response.body.empty()) return;  // a feed that says in its own words what is wrong
    const bool missing = response.status == httplib::StatusCode::NotFound_404;
    response.set_content(error_answer(response.status, missing ? "请求的资源不存在" : "系统异常"), kJsonType);
  });
  server.Get("/api/health", [](const httplib::Request&, httplib::Response& response) {
    response.set_content(
        object_answer([](JsonWriter& out) { out.key("status").text("UP").key("note").text("演示数据"); }), kJsonType);
  });
  route_tiles(server, city->ground());
  route_stills(server, city->seed(), read_city_clock, stopping);
  for (const auto& cache : answered) {
    server.Get(cache->feed().path,
               [this, cache = cache.get()](const httplib::Request& request, httplib::Response& response) {
                 send(request, response, cache->get(asked_by(request, city_now())));
               });
  }
  for (const Feed& feed : posted) {
    server.Post(feed.path, [this, &feed](const httplib::Request& request, httplib::Response& response) {
      send(request, response, respond(feed, asked_by(request, city_now())));
    });
  }
}

model::Result<std::unique_ptr<Backend>> Backend::start(Options options) {
  if (!options.clock) options.clock = read_machine_clock;
  if (options.demo_dir.empty()) options.demo_dir = options.districts_dir + "/../demo";
  if (options.speed < 0 || !std::isfinite(options.speed)) {
    return Error{ErrorCode::config, "the demo city's speed must be a number from 0 on", "speed"};
  }
  if (options.sensors < 0 || options.sensors > kLargestPage) {
    return Error{ErrorCode::config, "the demo city can have 0 to 1000000 sensors", "sensors"};
  }
  auto city = City::load({options.seed, options.sensors, options.districts_dir, options.demo_dir});
  if (!city) return city.error();

  auto state = std::make_unique<State>();
  state->city = std::move(*city);
  std::vector<Endpoint> endpoints;
  add_case_endpoints(*state->city, endpoints);
  add_figure_endpoints(*state->city, endpoints);
  add_duty_endpoints(*state->city, endpoints);
  add_unit_endpoints(*state->city, endpoints);
  add_camera_endpoints(*state->city, endpoints);
  add_epidemic_endpoints(*state->city, endpoints);
  add_module_endpoints(*state->city, endpoints);
  add_station_endpoints(*state->city, endpoints);
  add_north_bund_endpoints(*state->city, endpoints);
  add_festival_endpoints(*state->city, endpoints);
  add_sensor_endpoints(*state->city, endpoints);
  add_scene_endpoints(*state->city, endpoints);
  std::vector<Feed> feeds = feeds_of(*state->city);
  for (Endpoint& endpoint : endpoints) feeds.push_back(feed_of(std::move(endpoint)));
  for (Feed& feed : feeds) {
    if (feed.method == "GET") {
      state->answered.push_back(std::make_unique<ResponseCache>(std::move(feed)));
    } else {
      state->posted.push_back(std::move(feed));
    }
  }
  state->origin = options.clock();
  state->options = std::move(options);
  state->route();

  httplib::Server& server = state->server;
  // The library's default also shares a port between two servers, which would then answer in turns.
  server.set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(1'000'000);
  // A connection that is kept alive holds its thread, and each of a wall's sources keeps one. That the pool can grow is
  // no help: two requests that come together may count on the same idle thread.
  server.new_task_queue = [] { return new httplib::ThreadPool(64, 256); };
  const int wanted = state->options.port;
  state->port = wanted == 0                                ? server.bind_to_any_port("127.0.0.1")
                : server.bind_to_port("127.0.0.1", wanted) ? wanted
                                                           : -1;
  if (state->port <= 0) {
    return Error{ErrorCode::connection,
                 fmt::format("the demo back end cannot listen on port {}; another program may hold it", wanted),
                 "127.0.0.1"};
  }
  state->thread = std::thread([&server] { server.listen_after_bind(); });
  server.wait_until_ready();
  return std::unique_ptr<Backend>(new Backend(std::move(state)));
}

Backend::Backend(std::unique_ptr<State> state) : state_(std::move(state)) {}

Backend::~Backend() { stop(); }

std::string Backend::base_url() const { return fmt::format("http://127.0.0.1:{}", state_->port); }

int Backend::port() const { return state_->port; }

std::vector<std::string> Backend::paths() const {
  std::vector<std::string> paths{"/api/health"};
  for (const auto& cache : state_->answered) paths.push_back(cache->feed().path);
  std::sort(paths.begin(), paths.end());
  return paths;
}

model::TimePoint Backend::city_now() const { return state_->city_now(); }

void Backend::stop() {
  state_->stopping = true;
  state_->server.stop();
  if (state_->thread.joinable()) state_->thread.join();
}

}  // namespace onescreen::demo
