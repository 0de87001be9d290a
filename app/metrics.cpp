#include "metrics.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "model/freshness.h"

namespace onescreen::app {
namespace {

using model::Freshness;
using model::SourceState;

// Backslash, quote and line end are all that a label's value must not hold as they are.
std::string escaped(const std::string& value) {
  std::string out;
  for (const char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

double seconds(model::Duration span) { return static_cast<double>(span.count()) / 1000; }

// Field 22 of /proc/self/stat are clock ticks from the machine's start to ours.
model::Duration uptime() {
  std::ifstream in("/proc/self/stat");
  std::string line;
  std::getline(in, line);
  // The program's name is in parentheses and may hold blanks; behind it comes field 3.
  std::istringstream fields(line.substr(std::min(line.rfind(')'), line.size() - 1) + 1));
  std::string skipped;
  for (int field = 3; field < 22; ++field) fields >> skipped;
  double ticks = 0;
  timespec booted{};
  if (!(fields >> ticks) || ::clock_gettime(CLOCK_BOOTTIME, &booted) != 0) return {};
  const double now = static_cast<double>(booted.tv_sec) + static_cast<double>(booted.tv_nsec) * 1e-9;
  const double start = ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
  return model::Duration(static_cast<int64_t>(std::max(0.0, now - start) * 1000));
}

constexpr const char* kBuild =
#ifdef NDEBUG
    "release";
#else
    "development";
#endif

class Page {
 public:
  explicit Page(const model::Snapshot& snapshot) : snapshot_(snapshot) {}

  void head(const char* name, const char* type, const char* help) {
    out_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
  }
  void single(const char* name, const char* type, const char* help, double value) {
    head(name, type, help);
    out_ += fmt::format("{} {}\n", name, value);
  }
  // One sample a source; `value` gives nullopt where there is none to tell.
  void per_source(const char* name, const char* type, const char* help,
                  const std::function<std::optional<double>(const SourceState&)>& value) {
    head(name, type, help);
    for (const auto& [source, state] : snapshot_.sources) {
      if (const auto number = value(*state))
        out_ += fmt::format("{}{{source=\"{}\"}} {}\n", name, escaped(source), *number);
    }
  }
  void state_set(const char* name, const char* help, model::Instant now) {
    constexpr std::array kStates{Freshness::fresh, Freshness::late,   Freshness::stale,
                                 Freshness::down,  Freshness::denied, Freshness::never};
    head(name, "gauge", help);
    for (const auto& [source, state] : snapshot_.sources) {
      const Freshness current = model::freshness(*state, now);
      for (const Freshness candidate : kStates) {
        out_ += fmt::format("{}{{source=\"{}\",state=\"{}\"}} {}\n", name, escaped(source), model::name_of(candidate),
                            candidate == current ? 1 : 0);
      }
    }
  }
  void build_info() {
    head("onescreen_build_info", "gauge", "What the program was built by; always 1.");
    out_ += fmt::format("onescreen_build_info{{compiler=\"{}\",build=\"{}\"}} 1\n", escaped(__VERSION__), kBuild);
  }
  std::string take() { return std::move(out_); }

 private:
  const model::Snapshot& snapshot_;
  std::string out_;
};

}  // namespace

ProcessFigures process_figures() {
  ProcessFigures figures;
  uint64_t pages = 0;
  if (std::ifstream statm("/proc/self/statm"); statm >> pages >> pages)
    figures.resident_bytes = pages * static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
  const auto entries = [](const char* folder) {
    std::error_code error;
    uint64_t count = 0;
    for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) ++count;
    return count;
  };
  figures.open_files = entries("/proc/self/fd");
  figures.threads = entries("/proc/self/task");
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) == 0) {
    const auto in_seconds = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    figures.cpu_seconds = in_seconds(usage.ru_utime) + in_seconds(usage.ru_stime);
  }
  figures.uptime = uptime();
  return figures;
}

std::string metrics_text(const model::Snapshot& snapshot, model::Instant now, const ProcessFigures& process) {
  Page page(snapshot);
  page.state_set("onescreen_source_state", "1 for the state that the source is in.", now);
  page.per_source("onescreen_source_age_seconds", "gauge", "Age of the data on screen.",
                  [&](const SourceState& source) -> std::optional<double> {
                    const auto age = model::age(source, now);
                    return age ? std::optional(seconds(*age)) : std::nullopt;
                  });
  page.per_source("onescreen_source_polls_total", "counter", "Polls completed.",
                  [](const SourceState& source) { return static_cast<double>(source.polls); });
  page.per_source("onescreen_source_consecutive_failures", "gauge", "Polls that failed since the last success.",
                  [](const SourceState& source) { return static_cast<double>(source.consecutive_failures); });
  page.per_source("onescreen_source_rows", "gauge", "Rows of the table on screen.",
                  [](const SourceState& source) -> std::optional<double> {
                    return source.table ? std::optional(static_cast<double>(source.table->row_count())) : std::nullopt;
                  });
  page.per_source("onescreen_source_dropped_rows", "gauge", "Rows of the last answer that could not be used.",
                  [](const SourceState& source) { return static_cast<double>(source.dropped_rows); });
  page.per_source("onescreen_source_carried_rows", "gauge", "Rows kept from earlier answers, since the last was cut.",
                  [](const SourceState& source) { return static_cast<double>(source.carried_rows); });
  page.per_source("onescreen_source_truncated", "gauge", "1 while the back end holds more rows than it gave.",
                  [](const SourceState& source) { return source.truncated ? 1.0 : 0.0; });
  page.per_source("onescreen_source_response_bytes", "gauge", "Size of the last answer that was decoded.",
                  [](const SourceState& source) { return static_cast<double>(source.response_bytes); });
  page.per_source("onescreen_source_latency_seconds", "gauge", "How long the last poll took.",
                  [](const SourceState& source) { return seconds(source.latency); });
  page.per_source("onescreen_source_decode_seconds", "gauge", "How long the last answer took to decode.",
                  [](const SourceState& source) { return seconds(source.decode_time); });
  page.per_source("onescreen_source_clock_offset_seconds", "gauge", "The back end's clock minus ours.",
                  [](const SourceState& source) { return seconds(source.clock_offset); });
  page.per_source("onescreen_source_suspected_crs", "gauge",
                  "1 while its coordinate system is suspected to be another.",
                  [](const SourceState& source) { return source.suspected_crs.empty() ? 0.0 : 1.0; });
  page.build_info();
  page.single("onescreen_snapshot_version", "counter", "Publications so far.", static_cast<double>(snapshot.version));
  page.single("onescreen_uptime_seconds", "gauge", "Since the program started.", seconds(process.uptime));
  page.single("process_resident_memory_bytes", "gauge", "Resident memory.",
              static_cast<double>(process.resident_bytes));
  page.single("process_open_fds", "gauge", "Open files.", static_cast<double>(process.open_files));
  page.single("process_threads", "gauge", "Threads.", static_cast<double>(process.threads));
  page.single("process_cpu_seconds_total", "counter", "Processor time used.", process.cpu_seconds);
  return page.take();
}

}  // namespace onescreen::app
