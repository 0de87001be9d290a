// An HTTP server on loopback that says exactly what a test tells it to, byte by byte, faults included. Ports are chosen
// by the kernel.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <list>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace onescreen::test_support {

class ScriptedServer {
 public:
  // One request: its head and body, and ways to answer.
  class Connection {
   public:
    Connection(int socket, std::string request, std::string content, int place, const std::atomic<bool>& stopping)
        : head(std::move(request)), body(std::move(content)), number(place), socket_(socket), stopping_(stopping) {}
    const std::string head;
    const std::string body;
    const int number;  // 0 for the first request of this connection
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
    void answer(std::string_view content, std::string_view headers = "", std::string_view status = "200 OK") {
      send("HTTP/1.1 " + std::string(status) + "\r\nContent-Length: " + std::to_string(content.size()) + "\r\n" +
           std::string(headers) + "\r\n" + std::string(content));
    }
    // Serves another request on this connection after this one; otherwise it is closed.
    void keep() { keeps_ = true; }
    bool keeps() const { return keeps_; }
    // Says nothing until the other side or the test gives up.
    void hold() const {
      char byte;
      while (!stopping_ && ::recv(socket_, &byte, 1, MSG_DONTWAIT) != 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }

   private:
    int socket_;
    const std::atomic<bool>& stopping_;
    bool keeps_ = false;
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
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 64) != 0 ||
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
    {
      const std::lock_guard lock(mutex_);
      for (const int socket : open_) ::shutdown(socket, SHUT_RDWR);
    }
    for (auto& serving : serving_) serving.join();
    ::close(listener_);
  }

  int port() const { return port_; }
  std::string url(std::string_view path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
  }
  int requests() const { return requests_; }
  int connections() const { return connections_; }

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
    {
      const std::lock_guard lock(mutex_);
      open_.insert(socket);
    }
    ++connections_;
    for (int number = 0; !stopping_; ++number) {
      std::string head;
      char byte;
      while (head.find("\r\n\r\n") == std::string::npos && ::recv(socket, &byte, 1, 0) == 1) head += byte;
      if (head.empty()) break;
      std::string body(length_of(head), '\0');
      size_t read = 0;
      while (read < body.size() && ::recv(socket, body.data() + read, 1, 0) == 1) ++read;
      ++requests_;
      Connection connection(socket, std::move(head), std::move(body), number, stopping_);
      script_(connection);
      if (!connection.keeps()) break;
    }
    ::shutdown(socket, SHUT_RDWR);
    {
      const std::lock_guard lock(mutex_);
      open_.erase(socket);
    }
    ::close(socket);
  }
  static size_t length_of(const std::string& head) {
    constexpr std::string_view kName = "Content-Length: ";
    const size_t at = head.find(kName);
    return at == std::string::npos ? 0 : static_cast<size_t>(std::atoi(head.c_str() + at + kName.size()));
  }

  Script script_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> requests_ = 0;
  std::atomic<int> connections_ = 0;
  std::mutex mutex_;
  std::set<int> open_;
  std::list<std::thread> serving_;  // only the accepting thread adds, and it has ended before they are joined
  std::thread accepting_;
};

// A port that takes no connection and refuses none: the kernel drops what comes once its queue is full.
class BlackHole {
 public:
  BlackHole() {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 0) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      throw std::runtime_error("cannot listen on loopback");
    }
    port_ = ntohs(address.sin_port);
    for (int& filler : fillers_) {
      filler = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      ::connect(filler, reinterpret_cast<sockaddr*>(&address), size);
    }
  }
  ~BlackHole() {
    for (const int filler : fillers_) ::close(filler);
    ::close(listener_);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

 private:
  int listener_ = -1;
  int port_ = 0;
  int fillers_[4] = {};
};

}  // namespace onescreen::test_support
