// Medians and the spread around them.
#include "bench_report.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace onescreen::app {
namespace {

void print(const nlohmann::ordered_json& line) {
  fmt::print("{}\n", line.dump());
  std::fflush(stdout);
}

void add_budget(nlohmann::ordered_json& out, double value, Budget budget) {
  if (budget.must <= 0) return;
  out["must"] = budget.must;
  out["aim"] = budget.aim;
  out["of_must"] = value / budget.must;
}

std::string budget_text(double value, Budget budget) {
  if (budget.must <= 0) return {};
  return fmt::format("  must {:g} aim {:g} {}", budget.must, budget.aim,
                     value > budget.must  ? "MISSED"
                     : value > budget.aim ? "met"
                                          : "met with its aim");
}

}  // namespace

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double pss_megabytes() {
  std::ifstream in("/proc/self/smaps_rollup");
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("Pss:")) continue;
    double kilobytes = 0;
    std::istringstream(line.substr(4)) >> kilobytes;
    return kilobytes / 1000 * 1.024;
  }
  return 0;
}

void BenchReport::line(const std::string& name, std::vector<double> millis, const nlohmann::ordered_json& facts,
                       Budget budget) const {
  std::sort(millis.begin(), millis.end());
  const auto at = [&](double share) {
    return millis[static_cast<size_t>(share * static_cast<double>(millis.size() - 1))];
  };
  if (json_) {
    nlohmann::ordered_json out{{"name", name},        {"median_ms", at(0.5)},    {"p95_ms", at(0.95)},
                               {"min_ms", millis[0]}, {"max_ms", millis.back()}, {"runs", millis.size()}};
    add_budget(out, at(0.5), budget);
    if (!facts.empty()) out.update(facts);
    out["pss_mb"] = std::round(pss_megabytes());
    print(out);
  } else {
    fmt::print("{:<34} median {:8.2f} ms   p95 {:8.2f}   min {:8.2f}   max {:8.2f}{}   {}\n", name, at(0.5), at(0.95),
               millis.front(), millis.back(), budget_text(at(0.5), budget), facts.empty() ? "" : facts.dump());
    std::fflush(stdout);
  }
}

void BenchReport::figure(const std::string& name, double value, const std::string& unit,
                         const nlohmann::ordered_json& facts, Budget budget) const {
  if (json_) {
    nlohmann::ordered_json out{{"name", name}, {unit, value}};
    add_budget(out, value, budget);
    if (!facts.empty()) out.update(facts);
    if (!out.contains("pss_mb")) out["pss_mb"] = std::round(pss_megabytes());
    print(out);
  } else {
    fmt::print("{:<34} {:.3f} {}{}   {}\n", name, value, unit, budget_text(value, budget),
               facts.empty() ? "" : facts.dump());
    std::fflush(stdout);
  }
}

}  // namespace onescreen::app
