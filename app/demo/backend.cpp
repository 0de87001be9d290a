#include "demo/backend.h"

#include <fmt/format.h>
#include <httplib.h>

#include <charconv>
#include <cmath>
#include <thread>

#include "demo/city.h"
#include "demo/response_cache.h"

namespace onescreen::demo {

namespace {

using model::Error;
using model::ErrorCode;

constexpr const char* kJson = "application/json;charset=UTF-8";
// Asking for more is answered with as much.
constexpr int64_t kLargestPage = 1'000'000;
// Bodies from here on go out as they are even to clients that accept gzip: deflating the sensors each second would cost
// a fifth of a core, and on loopback there is nothing to save.
constexpr size_t kLargestCompressed = size_t{1} << 20;

model::Instant read_machine_clock() {
  using namespace std::chrono;
  return {time_point_cast<model::Duration>(system_clock::now()),
          duration_cast<model::Duration>(steady_clock::now().time_since_epoch())};
}

int64_t number_parameter(const httplib::Request& request, const std::string& name, int64_t fallback) {
  if (!request.has_param(name)) return fallback;
  const std::string text = request.get_param_value(name);
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return fallback;
  return std::clamp<int64_t>(value, 1, kLargestPage);
}

std::string error_body(int code, std::string_view message) {
  JsonWriter out;
  out.begin_object().key("demo").boolean(true).key("code").integer(code).key("msg").text(message).end_object();
  return out.take();
}

void send(const httplib::Request& request, httplib::Response& response, const ResponsePtr& content) {
  response.set_header("ETag", content->etag);
  response.set_header("Cache-Control", "no-cache");
  if (etag_matches(request.get_header_value("If-None-Match"), content->etag)) {
    response.status = httplib::StatusCode::NotModified_304;
    return;
  }
  if (content->body.size() <= kLargestCompressed) {
    response.set_content(content->body, kJson);
    return;
  }
  response.set_content_provider(content->body.size(), kJson,
                                [content](size_t offset, size_t length, httplib::DataSink& sink) {
                                  return sink.write(content->body.data() + offset, length);
                                });
}

}  // namespace

struct Backend::State {
  Options options;
  model::Instant origin;
  std::unique_ptr<City> city;
  std::vector<std::unique_ptr<ResponseCache>> endpoints;
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
    response.set_content(error_body(401, "请求访问：" + request.path + "，认证失败，无法访问系统资源"), kJson);
    return httplib::Server::HandlerResponse::Handled;
  });
  server.set_error_handler([](const httplib::Request&, httplib::Response& response) {
    const bool missing = response.status == httplib::StatusCode::NotFound_404;
    response.set_content(error_body(response.status, missing ? "请求的资源不存在" : "系统异常"), kJson);
  });
  server.Get("/api/health", [](const httplib::Request&, httplib::Response& response) {
    response.set_content(
        object_answer([](JsonWriter& out) { out.key("status").text("UP").key("note").text("演示数据"); }), kJson);
  });
  for (const auto& cache : endpoints) {
    server.Get(cache->endpoint().path,
               [this, cache = cache.get()](const httplib::Request& request, httplib::Response& response) {
                 const Page page{number_parameter(request, cache->endpoint().page_param, 1),
                                 number_parameter(request, "pageSize", 10)};
                 send(request, response, cache->get(city_now(), page));
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
  add_sensor_endpoints(*state->city, endpoints);
  for (Endpoint& endpoint : endpoints) {
    state->endpoints.push_back(std::make_unique<ResponseCache>(std::move(endpoint)));
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
  // A kept-alive connection holds a thread while it idles; every source of a wall keeps one.
  server.new_task_queue = [] { return new httplib::ThreadPool(16, 128); };
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
  for (const auto& cache : state_->endpoints) paths.push_back(cache->endpoint().path);
  std::sort(paths.begin(), paths.end());
  return paths;
}

model::TimePoint Backend::city_now() const { return state_->city_now(); }

void Backend::stop() {
  state_->server.stop();
  if (state_->thread.joinable()) state_->thread.join();
}

}  // namespace onescreen::demo
