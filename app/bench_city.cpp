#include "bench_city.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <vector>

namespace onescreen::app {

model::Result<std::unique_ptr<BenchCity>> BenchCity::start(int sensors, double speed) {
  const auto failed = [](const char* what) {
    return model::Error{model::ErrorCode::io, fmt::format("the demo city's process could not be started ({})", what),
                        ""};
  };
  int out[2];
  if (pipe2(out, O_CLOEXEC) != 0) return failed("pipe");
  const std::string count = std::to_string(sensors);
  const std::string pace = fmt::format("{:g}", speed);
  const pid_t pid = fork();
  if (pid < 0) {
    close(out[0]);
    close(out[1]);
    return failed("fork");
  }
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(out[1], STDOUT_FILENO);
    execl("/proc/self/exe", "onescreen", "backend", "--sensors", count.c_str(), "--speed", pace.c_str(), nullptr);
    _exit(127);
  }
  close(out[1]);
  std::unique_ptr<BenchCity> city(new BenchCity);
  city->pid_ = pid;
  char letter = 0;
  while (read(out[0], &letter, 1) == 1 && letter != '\n') city->base_url_ += letter;
  close(out[0]);
  if (!city->base_url_.starts_with("http")) return failed("it printed no address");
  return city;
}

BenchCity::~BenchCity() {
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

model::TablePtr invented_marks(size_t rows, uint64_t seed) {
  // The distributions of <random> differ between libraries; this does not.
  std::mt19937_64 random(seed);
  const auto share = [&] { return static_cast<double>(random() >> 11) * 0x1.0p-53; };
  model::TableBuilder table("marks",
                            {{"id", model::Type::text}, {"lon", model::Type::number}, {"lat", model::Type::number}});
  for (size_t i = 0; i < rows; ++i) {
    table.text(0, fmt::format("m{}", i));
    table.number(1, 121.452 + 0.062 * share());
    table.number(2, 31.243 + 0.075 * share());
    table.end_row();
  }
  return table.build();
}

}  // namespace onescreen::app
