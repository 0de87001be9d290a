// Servers of the distribution, started by a test on a loopback port of its own, in a folder of its own, as the user who
// runs the test, and ended by their process id. Where the programs come from: ./test unpacks them (ONESCREEN_TOOLS);
// without it, PATH.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/process.h"
#include "support/repository.h"

namespace onescreen::test_support {

// The program's path; throws std::runtime_error with a sentence that says to run ./test when there is none.
std::string tool(const std::string& name);
// A port that nothing listens on at this moment.
int free_port();
bool accepts_connections(int port);

// How many TCP sockets the process listens on, and whether all of them are on loopback. Linux; of our own processes.
struct Listeners {
  int count = 0;
  bool loopback_only = true;
};
Listeners listeners_of(pid_t pid);

// One nginx, without a master process.
class Nginx {
 public:
  // `http_block` and `server_block` are directives beside our own; `FOLDER` and `PORT` are replaced in both. Throws
  // with nginx's own words when it does not start.
  explicit Nginx(const std::string& server_block, const std::string& http_block = "", const std::string& listen = "");
  ~Nginx();
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;

  std::string url(const std::string& path, const std::string& scheme = "http") const;
  int port() const { return port_; }
  // What is under the folder "www" is served.
  void serve(const std::string& name, std::string_view text) const { folder_.write("www/" + name, text); }
  const TempFolder& folder() const { return folder_; }

  // One line a request, in order: "STATUS URI AUTHORIZATION GZIP_RATIO"; "-" for what there is not.
  std::vector<std::string> requests() const;

 private:
  TempFolder folder_;
  int port_ = 0;
  std::unique_ptr<Process> process_;
};

// Authorities and certificates made by the openssl command, valid for a day.
class TestAuthority {
 public:
  explicit TestAuthority(const std::string& name);
  std::string ca_file() const { return file("ca.pem"); }
  // PEM files NAME.pem and NAME.key, readable by us alone, for these subject alternative names ("IP:127.0.0.1").
  void issue(const std::string& name, const std::string& alternative_names) const;
  std::string file(const std::string& name) const { return (folder_.path() / name).string(); }

 private:
  void openssl(std::vector<std::string> arguments) const;
  TempFolder folder_;
};

}  // namespace onescreen::test_support
