// Starts programs as a shell would, without a shell: arguments, environment, both outputs, exit code, and an end that
// is certain.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace onescreen::test_support {

class Process {
 public:
  struct Options {
    std::map<std::string, std::string> environment;  // added to ours; an empty value removes the variable
    std::string folder;                              // working folder; empty: ours
  };

  // Throws std::runtime_error when it cannot be started.
  explicit Process(std::vector<std::string> arguments) : Process(std::move(arguments), Options()) {}
  Process(std::vector<std::string> arguments, const Options& options);
  // Kills it when it still runs.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  // Waits until its standard output holds a whole line more; nullopt when it ended or `limit` passed first.
  std::optional<std::string> read_line(std::chrono::milliseconds limit);
  void signal(int number) const;
  bool running();
  // Waits for its end; nullopt when `limit` passed first. A death by signal N is 128 + N.
  std::optional<int> wait(std::chrono::milliseconds limit);

  // All that it has written so far.
  const std::string& out() const { return out_; }
  const std::string& err() const { return err_; }

 private:
  // Reads what is there; waits for more up to `limit`. False when both outputs are closed.
  bool drain(std::chrono::milliseconds limit);
  bool reap();

  pid_t pid_ = -1;
  int out_fd_ = -1;
  int err_fd_ = -1;
  std::string out_;
  std::string err_;
  size_t line_begin_ = 0;
  std::optional<int> exit_code_;
};

struct Finished {
  std::optional<int> exit_code;  // nullopt: it did not end in time and was killed
  std::string out;
  std::string err;
};

Finished run_process(const std::vector<std::string>& arguments,
                     std::chrono::milliseconds limit = std::chrono::minutes(2), const Process::Options& options = {});

}  // namespace onescreen::test_support
