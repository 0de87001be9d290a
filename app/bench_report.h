// What a benchmark prints: one line a measurement, as JSON or aligned for people, with the budget beside it where there
// is one.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace onescreen::app {

// What a measurement must stay under and what it aims at, in the unit of its median; 0: nothing is asked.
struct Budget {
  double must = 0;
  double aim = 0;
};

// Processor seconds of this process so far, all threads.
double cpu_seconds();
// Proportional set size of this process in megabytes; reading it takes some milliseconds.
double pss_megabytes();

class BenchReport {
 public:
  explicit BenchReport(bool json) : json_(json) {}

  // Milliseconds of each run, at least one. As JSON, every line ends with the memory of this process.
  void line(const std::string& name, std::vector<double> millis, const nlohmann::ordered_json& facts,
            Budget budget = {}) const;
  // A single figure in its own unit.
  void figure(const std::string& name, double value, const std::string& unit, const nlohmann::ordered_json& facts,
              Budget budget = {}) const;

 private:
  bool json_;
};

}  // namespace onescreen::app
