#include "data/exchange_guard.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "data/http_fetch.h"

namespace onescreen::data {
namespace {

constexpr model::Duration kConnectLook{50};  // nobody tells when a connection is there, so it is looked for

bool is_connected(int socket) {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  return ::getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &size) == 0;
}

}  // namespace

ExchangeGuard::ExchangeGuard(bool tls, TimePoint deadline) : tls_(tls), deadline_(deadline) {}

ExchangeGuard::~ExchangeGuard() {
  if (socket_ >= 0) ::close(socket_);
}

// It holds a duplicate, since the library may close its own descriptor at any time and the number may be another's by
// then.
void ExchangeGuard::watch(int socket) {
  if (socket_ >= 0) ::close(socket_);
  socket_ = ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
  if (cut_ != Cut::none) ::shutdown(socket_, SHUT_RDWR);
}

void ExchangeGuard::begin(Part part, TimePoint now) {
  part_ = part;
  part_begun_ = now;
  bytes_ = 0;
}

void ExchangeGuard::connecting(int socket) {
  const std::lock_guard lock(mutex_);
  watch(socket);
  begin(Part::connecting, std::chrono::steady_clock::now());
}

void ExchangeGuard::connected(int socket) {
  const std::lock_guard lock(mutex_);
  watch(socket);
  begin(Part::waiting, std::chrono::steady_clock::now());
}

void ExchangeGuard::secured() {
  const std::lock_guard lock(mutex_);
  begin(Part::waiting, std::chrono::steady_clock::now());
}

void ExchangeGuard::head_came() {
  const std::lock_guard lock(mutex_);
  begin(Part::reading, std::chrono::steady_clock::now());
}

void ExchangeGuard::body_came(size_t bytes) {
  const std::lock_guard lock(mutex_);
  bytes_ += bytes;
  if (bytes_ >= kStallBytes) begin(Part::reading, std::chrono::steady_clock::now());
}

void ExchangeGuard::stop() {
  const std::lock_guard lock(mutex_);
  cut_off(Cut::stopped);
}

ExchangeGuard::Cut ExchangeGuard::cut() const {
  const std::lock_guard lock(mutex_);
  return cut_;
}

void ExchangeGuard::cut_off(Cut why) {
  if (cut_ == Cut::none) cut_ = why;
  if (socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
}

std::optional<ExchangeGuard::TimePoint> ExchangeGuard::look(TimePoint now) {
  const std::lock_guard lock(mutex_);
  if (cut_ != Cut::none) return std::nullopt;
  if (now >= deadline_) {
    cut_off(Cut::total);
    return std::nullopt;
  }
  if (part_ == Part::connecting && is_connected(socket_)) begin(tls_ ? Part::securing : Part::waiting, now);
  const auto bounded = [&](model::Duration limit, Cut why) -> std::optional<TimePoint> {
    if (now - part_begun_ < limit) return std::min(deadline_, part_begun_ + limit);
    cut_off(why);
    return std::nullopt;
  };
  switch (part_) {
    case Part::idle:
      return std::min(deadline_, now + kConnectLook);
    case Part::connecting: {
      const auto next = bounded(kConnectLimit, Cut::connect);
      return next ? std::optional(std::min(*next, now + kConnectLook)) : std::nullopt;
    }
    case Part::securing:
      return bounded(kHandshakeLimit, Cut::handshake);
    case Part::waiting:
      return bounded(kHeadLimit, Cut::head);
    case Part::reading:
      return bounded(kStallSpan, Cut::stall);
  }
  return std::nullopt;
}

}  // namespace onescreen::data
