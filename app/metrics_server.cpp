// MetricsServer: the HTTP side of metrics.h.
#include <fmt/format.h>
#include <httplib.h>

#include <thread>

#include "metrics.h"

namespace onescreen::app {

struct MetricsServer::State {
  httplib::Server server;
  std::thread thread;
  int port = 0;
};

model::Result<std::unique_ptr<MetricsServer>> MetricsServer::start(const std::string& address, int port,
                                                                   std::function<std::string()> page) {
  auto state = std::make_unique<State>();
  httplib::Server& server = state->server;
  server.Get("/metrics", [page = std::move(page)](const httplib::Request&, httplib::Response& response) {
    response.set_header("Cache-Control", "no-store");
    response.set_content(page(), "text/plain; version=0.0.4; charset=utf-8");
  });
  // The library's default also shares a port with another server, which would then answer in turns.
  server.set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  // One scraper at a time is the use; anything that holds a connection must not hold many threads.
  server.new_task_queue = [] { return new httplib::ThreadPool(2, 16); };
  server.set_read_timeout(std::chrono::seconds(5));
  server.set_write_timeout(std::chrono::seconds(5));
  server.set_keep_alive_timeout(5);
  if (port == 0) {
    state->port = server.bind_to_any_port(address);
  } else {
    state->port = server.bind_to_port(address, port) ? port : -1;
  }
  if (state->port <= 0) {
    return model::Error{
        model::ErrorCode::connection,
        fmt::format("the metrics page cannot listen on {}:{}; another program may hold the port, or the "
                    "address is not this machine's",
                    address, port),
        "metrics"};
  }
  state->thread = std::thread([&server] { server.listen_after_bind(); });
  server.wait_until_ready();
  return std::unique_ptr<MetricsServer>(new MetricsServer(std::move(state)));
}

MetricsServer::MetricsServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

MetricsServer::~MetricsServer() {
  state_->server.stop();
  if (state_->thread.joinable()) state_->thread.join();
}

int MetricsServer::port() const { return state_->port; }

}  // namespace onescreen::app
