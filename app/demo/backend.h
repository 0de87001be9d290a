// The demo city behind a real HTTP server on loopback, as the district's own back ends would answer: Java envelopes,
// pages, conditional requests, gzip; and the same city in the formats that other cities' systems speak. Which paths
// there are: the *_answers.cpp and *_feed.cpp files. Every body says that its data is invented, where its format has a
// place.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/result.h"
#include "model/time.h"

namespace onescreen::demo {

class Backend {
 public:
  struct Options {
    uint64_t seed = 1;
    double speed = 1;  // seconds of the city per second of the clock, counted from the start
    int sensors = 61000;
    int port = 0;               // 0: a free one
    model::Clock clock;         // empty: the machine's. A clock that stands still makes a city that stands still
    std::string districts_dir;  // assets/districts
    std::string demo_dir;       // assets/demo; empty: "demo" beside districts_dir
  };

  // Invents the city and listens on 127.0.0.1; answers come from the server's own threads. A few hundred
  // milliseconds.
  static model::Result<std::unique_ptr<Backend>> start(Options options);

  ~Backend();
  Backend(const Backend&) = delete;
  Backend& operator=(const Backend&) = delete;

  // "http://127.0.0.1:PORT"
  std::string base_url() const;
  int port() const;
  // "/api/incidents" and so on, sorted: what a plain GET answers.
  std::vector<std::string> paths() const;
  // The city's time, in whole seconds: what bodies asked for now speak of.
  model::TimePoint city_now() const;

  // Drops every connection and frees the port; returns when the server's threads have ended. Twice is fine.
  void stop();

 private:
  struct State;
  explicit Backend(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace onescreen::demo
