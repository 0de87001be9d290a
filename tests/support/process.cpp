#include "support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace onescreen::test_support {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

std::vector<std::string> environment_with(const std::map<std::string, std::string>& changes) {
  std::vector<std::string> out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (!changes.contains(text.substr(0, text.find('=')))) out.push_back(text);
  }
  for (const auto& [name, value] : changes) {
    if (!value.empty()) out.push_back(name + "=" + value);
  }
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

milliseconds left(Clock::time_point deadline) {
  return std::max(milliseconds(0), std::chrono::duration_cast<milliseconds>(deadline - Clock::now()));
}

}  // namespace

Process::Process(std::vector<std::string> arguments, const Options& options) {
  int out[2];
  int err[2];
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  // Prepared before fork: between fork and exec only async-signal-safe calls are allowed.
  auto environment = environment_with(options.environment);
  const auto argv = pointers(arguments);
  const auto envp = pointers(environment);
  pid_ = fork();
  if (pid_ == 0) {
    dup2(out[1], STDOUT_FILENO);
    dup2(err[1], STDERR_FILENO);
    if (!options.folder.empty() && chdir(options.folder.c_str()) != 0) _exit(126);
    execvpe(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  close(out[1]);
  close(err[1]);
  out_fd_ = out[0];
  err_fd_ = err[0];
  if (pid_ < 0) throw std::runtime_error("cannot start " + arguments.front());
}

Process::~Process() {
  if (running()) {
    kill(pid_, SIGKILL);
    int status = 0;
    waitpid(pid_, &status, 0);
  }
  for (const int fd : {out_fd_, err_fd_}) {
    if (fd >= 0) close(fd);
  }
}

bool Process::drain(milliseconds limit) {
  std::array<pollfd, 2> fds{pollfd{out_fd_, POLLIN, 0}, pollfd{err_fd_, POLLIN, 0}};
  if (out_fd_ < 0 && err_fd_ < 0) return false;
  if (poll(fds.data(), fds.size(), static_cast<int>(limit.count())) < 0) return errno == EINTR;
  const auto take = [](const pollfd& ready, int& fd, std::string& into) {
    if (fd < 0 || ready.revents == 0) return;
    char buffer[4096];
    const ssize_t got = read(fd, buffer, sizeof buffer);
    if (got > 0) {
      into.append(buffer, static_cast<size_t>(got));
    } else if (got == 0) {
      close(fd);
      fd = -1;
    }
  };
  take(fds[0], out_fd_, out_);
  take(fds[1], err_fd_, err_);
  return out_fd_ >= 0 || err_fd_ >= 0;
}

std::optional<std::string> Process::read_line(milliseconds limit) {
  const auto deadline = Clock::now() + limit;
  for (;;) {
    const size_t end = out_.find('\n', line_begin_);
    if (end != std::string::npos) {
      std::string line = out_.substr(line_begin_, end - line_begin_);
      line_begin_ = end + 1;
      return line;
    }
    if (out_fd_ < 0 || left(deadline).count() == 0) return std::nullopt;
    drain(left(deadline));
  }
}

void Process::signal(int number) const { kill(pid_, number); }

bool Process::reap() {
  if (exit_code_) return true;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) != pid_) return false;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return true;
}

bool Process::running() { return pid_ > 0 && !reap(); }

std::optional<int> Process::wait(milliseconds limit) {
  const auto deadline = Clock::now() + limit;
  // The outputs are read to their end, so that it cannot hang on a full pipe. A grandchild may hold them open longer
  // than it lives.
  while (!reap() && left(deadline).count() > 0) {
    if (!drain(std::min(milliseconds(50), left(deadline)))) usleep(1000);
  }
  while (exit_code_ && drain(milliseconds(0))) {
    std::array<pollfd, 2> fds{pollfd{out_fd_, POLLIN, 0}, pollfd{err_fd_, POLLIN, 0}};
    if (poll(fds.data(), fds.size(), 0) <= 0) break;
  }
  return exit_code_;
}

Finished run_process(const std::vector<std::string>& arguments, milliseconds limit, const Process::Options& options) {
  Process process(arguments, options);
  Finished out;
  out.exit_code = process.wait(limit);
  out.out = process.out();
  out.err = process.err();
  return out;
}

}  // namespace onescreen::test_support
