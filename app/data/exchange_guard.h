// The clock of one HTTP exchange: knows which part of it is under way, how long that part may take, and cuts the socket
// when it takes longer or a stop is asked for. Called by the exchanging thread and by the watchdog's.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>

namespace onescreen::data {

class ExchangeGuard {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  // Why the socket was cut.
  enum class Cut { none, stopped, total, connect, handshake, head, stall };

  ExchangeGuard(bool tls, TimePoint deadline);
  ~ExchangeGuard();
  ExchangeGuard(const ExchangeGuard&) = delete;
  ExchangeGuard& operator=(const ExchangeGuard&) = delete;

  // What the exchange tells: a socket that is about to connect, or one that is connected already; the handshake is
  // over; the head is there; so many bytes of the body came.
  void connecting(int socket);
  void connected(int socket);
  void secured();
  void head_came();
  void body_came(size_t bytes);

  void stop();
  // For the watchdog: cuts if it is time; when to look again.
  std::optional<TimePoint> look(TimePoint now);
  Cut cut() const;

 private:
  enum class Part { idle, connecting, securing, waiting, reading };

  void watch(int socket);
  void begin(Part part, TimePoint now);
  void cut_off(Cut why);

  const bool tls_;
  const TimePoint deadline_;
  mutable std::mutex mutex_;
  int socket_ = -1;
  Part part_ = Part::idle;
  TimePoint part_begun_;
  size_t bytes_ = 0;  // of the body, since part_begun_
  Cut cut_ = Cut::none;
};

}  // namespace onescreen::data
