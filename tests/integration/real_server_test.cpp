// The helpers of real_server.h, and that they mean what they say.
#include "real_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "support/live_wall.h"

namespace onescreen::test_support {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

std::set<std::string> socket_inodes(pid_t pid) {
  std::set<std::string> out;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/proc/" + std::to_string(pid) + "/fd", ignored)) {
    const std::string target = fs::read_symlink(entry.path(), ignored).string();
    if (target.starts_with("socket:[")) out.insert(target.substr(8, target.size() - 9));
  }
  return out;
}

}  // namespace

std::string tool(const std::string& name) {
  std::vector<std::string> folders;
  if (const char* given = std::getenv("ONESCREEN_TOOLS"); given != nullptr && *given != '\0')
    folders.emplace_back(given);
  if (const char* path = std::getenv("PATH"); path != nullptr) {
    std::istringstream parts(path);
    for (std::string part; std::getline(parts, part, ':');) folders.push_back(part);
  }
  folders.emplace_back("/usr/sbin");  // where nginx is, and not in every user's PATH
  for (const auto& folder : folders) {
    const std::string file = folder + "/" + name;
    if (access(file.c_str(), X_OK) == 0) return file;
  }
  throw std::runtime_error("there is no " + name + " in ONESCREEN_TOOLS or PATH; run ./test, which fetches it");
}

int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  const bool good = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(socket);
  if (!good) throw std::runtime_error("no free port on loopback");
  return ntohs(address.sin_port);
}

bool accepts_connections(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  const bool good = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return good;
}

Listeners listeners_of(pid_t pid) {
  const auto inodes = socket_inodes(pid);
  Listeners out;
  for (const char* table : {"tcp", "tcp6"}) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/net/" + table);
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
      std::istringstream fields(line);
      std::string slot, local, remote, state, skipped, inode;
      fields >> slot >> local >> remote >> state;
      for (int i = 0; i < 5; ++i) fields >> skipped;
      fields >> inode;
      constexpr const char* kListen = "0A";
      if (state != kListen || !inodes.contains(inode)) continue;
      ++out.count;
      // Hexadecimal, the address's last byte first.
      const bool loopback = local.starts_with("0100007F:") || local.starts_with("00000000000000000000000001000000:");
      out.loopback_only &= loopback;
    }
  }
  return out;
}

Nginx::Nginx(const std::string& server_block, const std::string& http_block, const std::string& listen) {
  const std::string program = tool("nginx");
  std::string said;
  // Somebody may take the port between the choice and the start.
  for (int attempt = 0; attempt < 5 && process_ == nullptr; ++attempt) {
    port_ = free_port();
    const std::string folder = folder_.path().string();
    std::string config = R"(
daemon off; master_process off; pid FOLDER/nginx.pid; error_log FOLDER/error.log info;
events { worker_connections 64; }
http {
  log_format short "$status $request_uri $http_authorization $gzip_ratio";
  access_log FOLDER/access.log short;
  client_body_temp_path FOLDER/temp_body; proxy_temp_path FOLDER/temp_proxy; fastcgi_temp_path FOLDER/temp_fastcgi;
  uwsgi_temp_path FOLDER/temp_uwsgi; scgi_temp_path FOLDER/temp_scgi;
  types { application/geo+json geojson; text/html html; application/json json; }
  HTTP_BLOCK
  server { listen 127.0.0.1:PORTLISTEN; root FOLDER/www; SERVER_BLOCK }
}
)";
    config = replaced(replaced(config, "HTTP_BLOCK", http_block), "SERVER_BLOCK", server_block);
    config = replaced(config, "PORTLISTEN", "PORT" + (listen.empty() ? "" : " " + listen));
    config = replaced(replaced(config, "FOLDER", folder), "PORT", std::to_string(port_));
    const std::string file = folder_.write("nginx.conf", config);
    fs::create_directories(folder_.path() / "www");
    auto process = std::make_unique<Process>(
        std::vector<std::string>{program, "-p", folder, "-e", folder + "/error.log", "-c", file});
    if (wait_until([&] { return !process->running() || accepts_connections(port_); }, 20s) && process->running()) {
      process_ = std::move(process);
    } else {
      process->wait(1s);
      said = process->err();
    }
  }
  if (process_ == nullptr) throw std::runtime_error("nginx does not start: " + said);
}

Nginx::~Nginx() {
  process_->signal(SIGTERM);
  process_->wait(5s);
}

std::string Nginx::url(const std::string& path, const std::string& scheme) const {
  return scheme + "://127.0.0.1:" + std::to_string(port_) + path;
}

std::vector<std::string> Nginx::requests() const {
  // Written when the answer is out, which the client may know first.
  std::vector<std::string> lines;
  wait_until(
      [&] {
        const auto before = lines.size();
        lines = lines_of(read_text(folder_.path() / "access.log"));
        return !lines.empty() && lines.size() == before;
      },
      2s);
  return lines;
}

TestAuthority::TestAuthority(const std::string& name) {
  openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj",
           "/CN=" + name, "-keyout", file("ca.key"), "-out", file("ca.pem")});
}

void TestAuthority::issue(const std::string& name, const std::string& alternative_names) const {
  folder_.write(name + ".ext", "subjectAltName=" + alternative_names + "\n");
  openssl({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=" + name,
           "-keyout", file(name + ".key"), "-out", file(name + ".csr")});
  openssl({"x509", "-req", "-in", file(name + ".csr"), "-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-CAserial",
           file("ca.srl"), "-CAcreateserial", "-days", "1", "-extfile", file(name + ".ext"), "-out",
           file(name + ".pem")});
  fs::permissions(file(name + ".key"), fs::perms::owner_read | fs::perms::owner_write);
}

void TestAuthority::openssl(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), "openssl");
  const Finished finished = run_process(arguments, 1min);
  if (finished.exit_code != 0) throw std::runtime_error("openssl " + arguments[1] + ": " + finished.err);
}

namespace {

TEST(RealServer, NginxAnswersAndIsGoneAfterwards) {
  int port = 0;
  {
    const Nginx nginx("");
    port = nginx.port();
    EXPECT_TRUE(accepts_connections(port));
  }
  EXPECT_FALSE(accepts_connections(port));
}

TEST(RealServer, ListenersAreSeen) {
  const auto before = listeners_of(getpid());
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(socket, 1), 0);
  EXPECT_EQ(listeners_of(getpid()).count, before.count + 1);
  EXPECT_TRUE(listeners_of(getpid()).loopback_only);
  ::close(socket);
  const int open = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  address.sin_port = 0;
  address.sin_addr.s_addr = htonl(INADDR_ANY);
  ASSERT_EQ(::bind(open, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(open, 1), 0);
  EXPECT_FALSE(listeners_of(getpid()).loopback_only);
  ::close(open);
}

}  // namespace
}  // namespace onescreen::test_support
