// An HTTP server on loopback that says exactly what a test tells it to, byte by byte, faults included. Ports are chosen
// by the kernel.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace onescreen::test_support {

class ScriptedServer {
 public:
  // One connection: the request's head, and ways to answer.
  class Connection {
   public:
    Connection(int socket, std::string request, const std::atomic<bool>& stopping)
        : head(std::move(request)), socket_(socket), stopping_(stopping) {}
    const std::string head;
    bool asks(std::string_view part) const { return head.find(part) != std::string::npos; }
    // False when the other side is gone.
    bool send(std::string_view bytes) {
      while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<size_t>(sent));
      }
      return true;
    }
    void answer(std::string_view body, std::string_view headers = "", std::string_view status = "200 OK") {
      send("HTTP/1.1 " + std::string(status) + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string(headers) + "\r\n" + std::string(body));
    }
    // Says nothing until the other side or the test gives up.
    void hold() const {
      char byte;
      while (!stopping_ && ::recv(socket_, &byte, 1, MSG_DONTWAIT) != 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }

   private:
    int socket_;
    const std::atomic<bool>& stopping_;
  };
  using Script = std::function<void(Connection&)>;

  explicit ScriptedServer(Script script, int port = 0) : script_(std::move(script)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      throw std::runtime_error("cannot listen on loopback");
    }
    port_ = ntohs(address.sin_port);
    accepting_ = std::thread([this] { accept_all(); });
  }
  ~ScriptedServer() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    accepting_.join();
    for (auto& serving : serving_) serving.join();
    ::close(listener_);
  }

  int port() const { return port_; }
  std::string url(std::string_view path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
  }
  int requests() const { return requests_; }

 private:
  void accept_all() {
    while (true) {
      const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) return;
      serving_.emplace_back([this, socket] { serve(socket); });
    }
  }
  void serve(int socket) {
    const timeval limit{5, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    std::string head;
    char byte;
    while (head.find("\r\n\r\n") == std::string::npos && ::recv(socket, &byte, 1, 0) == 1) head += byte;
    if (!head.empty()) {
      ++requests_;
      Connection connection(socket, std::move(head), stopping_);
      script_(connection);
    }
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
  }

  Script script_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> requests_ = 0;
  std::list<std::thread> serving_;  // only the accepting thread adds, and it has ended before they are joined
  std::thread accepting_;
};

}  // namespace onescreen::test_support
