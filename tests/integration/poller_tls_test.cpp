// TLS against a server whose authority was made for the test: verified by default, and errors that say what is wrong.
#include <gtest/gtest.h>
#include <httplib.h>
#include <sys/stat.h>

#include <thread>

#include "data/clock.h"
#include "data/poller.h"
#include "poller_certificates.h"
#include "poller_server.h"

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;
using model::ErrorCode;
using test_support::Identity;
using test_support::make_identity;

class TlsServer {
 public:
  // With `client_ca` it demands a certificate of that authority.
  explicit TlsServer(const Identity& identity, const char* client_ca = nullptr)
      : server_(identity.certificate_file.c_str(), identity.key_file.c_str(), client_ca) {
    server_.Get("/", [this](const httplib::Request&, httplib::Response& response) {
      ++requests;
      response.set_content("[1,2]", "application/json");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    server_.wait_until_ready();
  }
  ~TlsServer() {
    server_.stop();
    thread_.join();
  }
  std::string url() const { return "https://127.0.0.1:" + std::to_string(port_) + "/"; }
  std::atomic<int> requests = 0;

 private:
  httplib::SSLServer server_;
  int port_ = 0;
  std::thread thread_;
};

class PollerTls : public testing::Test {
 protected:
  test_support::TempFolder folder;
  Identity authority = make_identity(folder, {.name = "authority"});
  Identity good = make_identity(folder, {.name = "good", .alternative = "IP:127.0.0.1", .issuer = &authority});

  SourceConfig config_of(const std::string& url) const {
    SourceConfig config;
    config.name = "s";
    config.url = url;
    ColumnMapping id;
    id.spec = {"id", model::Type::text};
    id.pointer = "";
    config.decode.columns = {id};
    config.access.ca_file = authority.certificate_file;
    return config;
  }
  // "" where it was let in.
  static std::string problem(const SourceConfig& config) {
    const auto outcome = PollSession(config, system_clock()).poll();
    const auto* error = std::get_if<model::Error>(&outcome.result);
    return error == nullptr ? "" : error->message;
  }
};

TEST_F(PollerTls, OurOwnAuthorityIsTrustedAndTheConnectionKept) {
  TlsServer server(good);
  PollSession session(config_of(server.url()), system_clock());
  EXPECT_TRUE(std::holds_alternative<Decoded>(session.poll().result));
  EXPECT_TRUE(std::holds_alternative<Unchanged>(session.poll().result));
  EXPECT_EQ(server.requests, 2);
}

TEST_F(PollerTls, AnUnknownAuthorityIsRefusedUnlessSomebodySaysOtherwise) {
  TlsServer server(good);
  SourceConfig config = config_of(server.url());
  config.access.ca_file.clear();
  EXPECT_NE(problem(config).find("unknown authority"), std::string::npos) << problem(config);
  const Identity stranger = make_identity(folder, {.name = "stranger"});
  config.access.ca_file = stranger.certificate_file;
  EXPECT_NE(problem(config).find("unknown authority"), std::string::npos) << problem(config);
  EXPECT_EQ(server.requests, 0);
  config.access.verify = false;
  EXPECT_EQ(problem(config), "");
}

TEST_F(PollerTls, AnotherNameAndAnotherTimeAreRefused) {
  const Identity other = make_identity(folder, {.name = "other", .alternative = "IP:127.0.0.9", .issuer = &authority});
  TlsServer wrong(other);
  EXPECT_NE(problem(config_of(wrong.url())).find("another name"), std::string::npos);
  const Identity old = make_identity(folder, {.name = "old",
                                              .alternative = "IP:127.0.0.1",
                                              .issuer = &authority,
                                              .valid_from_secs = -9000,
                                              .valid_to_secs = -3000});
  TlsServer expired(old);
  EXPECT_NE(problem(config_of(expired.url())).find("has expired"), std::string::npos);
  EXPECT_EQ(wrong.requests + expired.requests, 0);
}

TEST_F(PollerTls, AClientCertificateIsShownWhereItIsDemanded) {
  const Identity wall = make_identity(folder, {.name = "wall", .issuer = &authority});
  TlsServer server(good, authority.certificate_file.c_str());
  SourceConfig config = config_of(server.url());
  EXPECT_NE(problem(config).find("client certificate"), std::string::npos) << problem(config);
  EXPECT_EQ(server.requests, 0);
  config.access.certificate_file = wall.certificate_file;
  config.access.key_file = wall.key_file;
  EXPECT_EQ(problem(config), "");
  ::chmod(wall.key_file.c_str(), 0644);
  EXPECT_NE(problem(config).find("chmod 600"), std::string::npos) << problem(config);
  ::chmod(wall.key_file.c_str(), 0600);
  config.access.key_file = good.key_file;
  EXPECT_NE(problem(config).find("one pair"), std::string::npos) << problem(config);
}

TEST_F(PollerTls, WhatIsNoTlsIsSaidSo) {
  test_support::ScriptedServer plain([](test_support::ScriptedServer::Connection& c) { c.answer("[]"); });
  SourceConfig config = config_of("https" + plain.url().substr(4));
  config.timeout = 2s;
  EXPECT_NE(problem(config), "");
  test_support::ScriptedServer silent([](test_support::ScriptedServer::Connection& c) { c.hold(); });
  config.url = "https" + silent.url().substr(4);
  config.timeout = 30s;
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_NE(problem(config).find("TLS"), std::string::npos) << problem(config);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 25s) << "twice three seconds, and what a busy machine adds";
  config.access.ca_file = folder.write("empty.crt", "no PEM");
  TlsServer server(good);
  config.url = server.url();
  EXPECT_NE(problem(config).find("PEM"), std::string::npos) << problem(config);
}

}  // namespace
}  // namespace onescreen::data
