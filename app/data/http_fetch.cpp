#include "data/http_fetch.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <locale>
#include <mutex>
#include <optional>

#include "data/resolve.h"

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;
using SteadyClock = std::chrono::steady_clock;

// The HTTP library compiles regular expressions on every poller's thread, and libstdc++ fills a table of the classic
// locale at first use of each character, without a lock. Filled here, before any thread exists, it is only read from
// then on.
[[maybe_unused]] const bool locale_table_filled = [] {
  const auto& characters = std::use_facet<std::ctype<char>>(std::locale::classic());
  for (int c = 0; c < 256; ++c) characters.narrow(static_cast<char>(c), '\0');
  return true;
}();

constexpr int kMaxRedirects = 3;
constexpr model::Duration kConnectTimeout{2'000};

struct Address {
  std::string scheme;
  std::string host;  // without the brackets of IPv6
  int port = 0;
  std::string target;  // path and query
};

std::optional<Address> split(std::string_view url) {
  Address address;
  const size_t colon = url.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  address.scheme = url.substr(0, colon);
  address.port = address.scheme == "https" ? 443 : 80;
  url.remove_prefix(colon + 3);
  url = url.substr(0, url.find('#'));
  const size_t slash = std::min(url.find_first_of("/?"), url.size());
  std::string_view authority = url.substr(0, slash);
  address.target = url.substr(slash);
  if (!address.target.starts_with('/')) address.target.insert(0, "/");
  const size_t bracket = authority.find(']');
  const size_t port = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (port != std::string_view::npos) {
    int number = 0;
    for (const char digit : authority.substr(port + 1)) {
      if (digit < '0' || digit > '9' || number > 65535) return std::nullopt;
      number = number * 10 + (digit - '0');
    }
    if (number < 1 || number > 65535) return std::nullopt;
    address.port = number;
    authority = authority.substr(0, port);
  }
  if (authority.starts_with('[') && authority.ends_with(']')) authority = authority.substr(1, authority.size() - 2);
  address.host = authority;
  if (address.host.empty() || address.host.find('@') != std::string::npos) return std::nullopt;
  return address;
}

// Lets a stop cut off whatever the socket is doing, connecting included. It holds a duplicate, since the library may
// close its own descriptor at any time and the number may be another's by then.
class SocketHandle {
 public:
  ~SocketHandle() {
    if (socket_ >= 0) ::close(socket_);
  }
  void watch(int socket) {
    const std::lock_guard lock(mutex_);
    if (socket_ >= 0) ::close(socket_);
    socket_ = ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
    if (stopped_) cut();
  }
  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    cut();
  }

 private:
  void cut() const {
    if (socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
  }

  std::mutex mutex_;
  int socket_ = -1;
  bool stopped_ = false;
};

Error too_large(const FetchRequest& request) {
  return {ErrorCode::too_large,
          fmt::format("the answer is larger than the {:.3g} MiB that \"max_mb\" allows",
                      static_cast<double>(request.max_bytes) / (1 << 20)),
          {}};
}

Error stopped() { return {ErrorCode::connection, "stopped", {}}; }

Error failure_of(httplib::Error error, const Address& at, const FetchRequest& request, SteadyClock::time_point begun) {
  const auto passed = SteadyClock::now() - begun;
  const auto late = [&] {
    return Error{ErrorCode::timeout,
                 fmt::format("no complete answer within {:.3g} s", static_cast<double>(request.timeout.count()) / 1000),
                 {}};
  };
  switch (error) {
    case httplib::Error::ConnectionTimeout:
      return {ErrorCode::timeout, fmt::format("{}:{} does not accept a connection", at.host, at.port), {}};
    case httplib::Error::Connection:
      return {ErrorCode::connection,
              fmt::format("{}:{} refuses the connection; is the back end running?", at.host, at.port),
              {}};
    case httplib::Error::SSLConnection:
      if (passed >= request.timeout) return late();
      return {ErrorCode::connection, fmt::format("{}:{} does not speak TLS as expected", at.host, at.port), {}};
    case httplib::Error::SSLServerVerification:
    case httplib::Error::SSLServerHostnameVerification:
      return {ErrorCode::connection, fmt::format("the certificate of {} cannot be trusted", at.host), {}};
    default:
      // The library's own deadline ends a read a few milliseconds early.
      if (passed + std::chrono::milliseconds(20) >= request.timeout) return late();
      return {ErrorCode::connection,
              fmt::format("the connection ended before the answer was complete ({})", httplib::to_string(error)),
              {}};
  }
}

struct Exchange {
  httplib::Headers headers;  // of the request
  SteadyClock::time_point begun;
  SteadyClock::time_point deadline;
};

// One GET without redirects; `body` receives the decompressed bytes of a 200.
model::Result<httplib::Response> get(const Address& at, const FetchRequest& request, const Exchange& exchange,
                                     std::string& body, std::stop_token stop) {
  const auto resolved = resolve(at.host, std::min(exchange.deadline, SteadyClock::now() + kConnectTimeout), stop);
  if (stop.stop_requested()) return stopped();
  if (!resolved) return resolved.error();

  const auto left = std::chrono::ceil<model::Duration>(exchange.deadline - SteadyClock::now());
  if (left.count() <= 0) return failure_of(httplib::Error::Timeout, at, request, exchange.begun);
  SocketHandle socket;
  const std::stop_callback on_stop(stop, [&] { socket.stop(); });

  const std::string host = at.host.find(':') == std::string::npos ? at.host : "[" + at.host + "]";
  httplib::Client client(fmt::format("{}://{}:{}", at.scheme, host, at.port));
  if (*resolved != at.host) client.set_hostname_addr_map({{at.host, *resolved}});
  client.set_socket_options([&](socket_t number) { socket.watch(static_cast<int>(number)); });
  client.set_connection_timeout(std::min(left, kConnectTimeout));
  client.set_read_timeout(left);
  client.set_write_timeout(left);
  client.set_max_timeout(left);
  client.set_keep_alive(false);
  client.set_follow_location(false);

  std::optional<Error> refused;
  const auto on_head = [&](const httplib::Response& head) {
    body.clear();
    if (head.status >= 200 && head.status < 300 && head.get_header_value_u64("Content-Length") > request.max_bytes)
      refused = too_large(request);
    return !refused && !stop.stop_requested();
  };
  const auto on_bytes = [&](const char* bytes, size_t count) {
    // The clock is asked here as well: the library bounds each wait, and a body may arrive without ever making it wait.
    if (stop.stop_requested() || SteadyClock::now() > exchange.deadline) return false;
    if (body.size() + count > request.max_bytes) {
      refused = too_large(request);
      return false;
    }
    body.append(bytes, count);
    return true;
  };
  auto result = client.Get(at.target, exchange.headers, on_head, on_bytes);
  if (stop.stop_requested()) return stopped();
  if (refused) return *refused;
  if (!result) return failure_of(result.error(), at, request, exchange.begun);
  return std::move(*result);
}

std::optional<Error> error_of_status(int status) {
  if (status >= 200 && status < 300) return std::nullopt;
  if (status == 401 || status == 403) {
    return Error{
        ErrorCode::denied, fmt::format("the back end refuses us with HTTP {}; check the credentials", status), {}};
  }
  return Error{
      ErrorCode::http, fmt::format("the back end answers HTTP {} {}", status, httplib::status_message(status)), {}};
}

model::Result<FetchResponse> fetch_http(const FetchRequest& request, std::stop_token stop) {
  auto at = split(request.url);
  if (!at)
    return Error{
        ErrorCode::config, fmt::format("\"{}\" is not an address such as http://host:port/path", request.url), {}};

  Exchange exchange;
  exchange.begun = SteadyClock::now();
  exchange.deadline = exchange.begun + request.timeout;
  exchange.headers = {{"Accept-Encoding", "gzip"}, {"User-Agent", "OneScreen"}};
  for (const auto& [name, value] : request.headers) {
    exchange.headers.erase(name);
    exchange.headers.emplace(name, value);
  }
  if (!request.etag.empty()) exchange.headers.emplace("If-None-Match", request.etag);
  if (!request.last_modified.empty()) exchange.headers.emplace("If-Modified-Since", request.last_modified);

  FetchResponse response;
  for (int redirects = 0;; ++redirects) {
    const auto answer = get(*at, request, exchange, response.body, stop);
    if (!answer) return answer.error();
    response.status = answer->status;
    response.etag = answer->get_header_value("ETag");
    response.last_modified = answer->get_header_value("Last-Modified");
    response.content_type = answer->get_header_value("Content-Type");
    if (answer->status == 304) {
      response.not_modified = true;
      response.body.clear();
      break;
    }
    const bool redirect = answer->status == 301 || answer->status == 302 || answer->status == 303 ||
                          answer->status == 307 || answer->status == 308;
    if (!redirect) {
      if (auto error = error_of_status(answer->status)) return *error;
      break;
    }
    const std::string location = answer->get_header_value("Location");
    auto next = location.starts_with('/') ? *at : split(location).value_or(Address());
    if (location.starts_with('/')) next.target = location;
    // Another host would be given our headers, credentials included; and it is most often a login page.
    const bool upgraded = at->scheme == "http" && next.scheme == "https";
    if (next.host != at->host || (next.port != at->port && !upgraded) ||
        (at->scheme == "https" && next.scheme != "https")) {
      return Error{ErrorCode::http,
                   fmt::format("the back end sends us elsewhere (HTTP {} to \"{}\"), probably to a login page",
                               answer->status, location),
                   {}};
    }
    if (redirects == kMaxRedirects) return Error{ErrorCode::http, "the back end redirects in circles", {}};
    at = std::move(next);
  }
  response.latency = std::chrono::ceil<model::Duration>(SteadyClock::now() - exchange.begun);
  return response;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const bool hex = text[i] == '%' && i + 2 < text.size() &&
                     std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr == text.data() + i + 3;
    out += hex ? static_cast<char>(byte) : text[i];
    if (hex) i += 2;
  }
  return out;
}

// A file is fresh each time it is looked at; its time and size are its validator.
model::Result<FetchResponse> fetch_file(const FetchRequest& request) {
  const auto begun = SteadyClock::now();
  std::string_view rest = std::string_view(request.url).substr(std::string_view("file:").size());
  if (rest.starts_with("//")) rest.remove_prefix(2);
  const std::filesystem::path path = percent_decoded(rest);
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return Error{ErrorCode::io, fmt::format("cannot read {}: {}", path.string(), error.message()), {}};
  const auto time = std::filesystem::last_write_time(path, error);
  if (size > request.max_bytes) return too_large(request);

  FetchResponse response;
  response.status = 200;
  response.etag = fmt::format("\"{}-{}\"", time.time_since_epoch().count(), size);
  if (response.etag == request.etag) {
    response.status = 304;
    response.not_modified = true;
  } else {
    std::ifstream in(path, std::ios::binary);
    response.body.resize(size);
    if (!in.read(response.body.data(), static_cast<std::streamsize>(size))) {
      return Error{ErrorCode::io, fmt::format("cannot read {}: it ended early or is not a file", path.string()), {}};
    }
  }
  response.latency = std::chrono::ceil<model::Duration>(SteadyClock::now() - begun);
  return response;
}

}  // namespace

model::Result<FetchResponse> fetch(const FetchRequest& request, std::stop_token stop) {
  if (stop.stop_requested()) return stopped();
  if (request.url.starts_with("file:")) return fetch_file(request);
  if (request.url.starts_with("http://") || request.url.starts_with("https://"))
    return fetch_http(request, std::move(stop));
  return Error{ErrorCode::config, fmt::format("\"{}\" is neither an http:, https: nor file: address", request.url), {}};
}

}  // namespace onescreen::data
