#include "data/http_exchange.h"

#include <fmt/format.h>
#include <httplib.h>
#include <openssl/x509_vfy.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <locale>

#include "data/exchange_guard.h"
#include "data/resolve.h"
#include "data/watchdog.h"

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;
using SteadyClock = std::chrono::steady_clock;
using Cut = ExchangeGuard::Cut;

// The HTTP library compiles regular expressions on every poller's thread, and libstdc++ fills a table of the classic
// locale at first use of each character, without a lock. Filled here, before any thread exists, it is only read from
// then on.
[[maybe_unused]] const bool locale_table_filled = [] {
  const auto& characters = std::use_facet<std::ctype<char>>(std::locale::classic());
  for (int c = 0; c < 256; ++c) characters.narrow(static_cast<char>(c), '\0');
  return true;
}();

// A server that closes a kept connection just as we ask is an error of one source. Unless somebody handles the signal
// that comes with it, it would be the end of the program; neither the library nor OpenSSL writes without it.
void survive_closed_connections() {
  static const bool once = [] {
    struct sigaction current {};
    if (::sigaction(SIGPIPE, nullptr, &current) == 0 && current.sa_handler == SIG_DFL) ::signal(SIGPIPE, SIG_IGN);
    return true;
  }();
  static_cast<void>(once);
}

// The library's own limits come after ours, so that ours say what happened.
constexpr model::Duration kAfterOurs{500};
constexpr size_t kErrorBytes = 64 << 10;  // of the body of an answer that is no success

double in_secs(model::Duration duration) { return static_cast<double>(duration.count()) / 1000; }

// Whether an idle connection is still good: one that can be read from has ended, or says what nobody asked for.
bool is_quiet(int socket) {
  pollfd waiting{socket, POLLIN, 0};
  return socket >= 0 && ::poll(&waiting, 1, 0) == 0;
}

std::string certificate_problem(uint64_t code, const std::string& host, const TlsFiles& tls) {
  switch (code) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return fmt::format("the certificate of {} has expired; have it renewed, or check this machine's clock", host);
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return fmt::format("the certificate of {} is not valid yet; check this machine's clock", host);
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return fmt::format(
          "the certificate of {} is from an unknown authority; {}", host,
          tls.ca_file.empty() ? "name the authority's file in \"ca\"" : "it is none of those in " + tls.ca_file);
    default:
      return fmt::format("the certificate of {} cannot be trusted: {}", host,
                         X509_verify_cert_error_string(static_cast<long>(code)));
  }
}

}  // namespace

struct HttpConnection::Client {
  std::string origin;
  httplib::Client http;
  ExchangeGuard* guard = nullptr;  // of the exchange under way

  Client(std::string where, const TlsFiles& tls)
      : origin(std::move(where)), http(origin, tls.certificate_file, tls.key_file) {
    http.set_socket_options([this](socket_t socket) {
      httplib::default_socket_options(socket);
      if (guard != nullptr) guard->connecting(static_cast<int>(socket));
    });
    http.set_session_verifier([this](httplib::tls::session_t) {
      if (guard != nullptr) guard->secured();
      return httplib::SSLVerifierResponse::NoDecisionMade;
    });
    http.set_follow_location(false);
    http.set_decompress(false);
    http.set_tcp_nodelay(true);
    http.enable_server_certificate_verification(tls.verify);
    http.enable_server_hostname_verification(tls.verify);
    if (!tls.ca_file.empty()) http.set_ca_cert_path(tls.ca_file);
  }
};

// What the library hands us of an answer, piece by piece.
struct HttpConnection::Head {
  bool came = false;
  bool too_large = false;
  ExchangeAnswer answer;
  bool is_success() const { return answer.status >= 200 && answer.status < 300; }
};

std::string ExchangeAnswer::header(std::string_view name) const {
  std::string all;
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  for (const auto& [key, value] : headers) {
    if (!std::equal(key.begin(), key.end(), name.begin(), name.end(), same)) continue;
    if (!all.empty()) all += ", ";
    all += value;
  }
  return all;
}

HttpConnection::HttpConnection(TlsFiles tls) : tls_(std::move(tls)) { survive_closed_connections(); }
HttpConnection::~HttpConnection() = default;

void HttpConnection::close() {
  if (client_) client_->http.stop();
}

Error HttpConnection::fail(FetchFailure failure, ErrorCode code, std::string message) {
  failure_ = failure;
  return {code, std::move(message), {}};
}

model::Result<ExchangeAnswer> HttpConnection::exchange(const Exchange& exchange, std::stop_token stop) {
  failure_ = FetchFailure::none;
  bool reused = exchange.method == "GET" && is_usable(exchange);
  for (;; reused = false) {
    if (!reused) {
      if (auto error = open(exchange, stop)) return std::move(*error);
    }
    bool may_repeat = false;
    auto answer = attempt(exchange, stop, reused, may_repeat);
    if (answer || !may_repeat) return answer;
  }
}

bool HttpConnection::is_usable(const Exchange& exchange) const {
  return client_ && client_->origin == origin_of(exchange.at) && client_->http.is_socket_open() > 0 &&
         SteadyClock::now() - last_used_ < kIdleLimit && is_quiet(static_cast<int>(client_->http.socket()));
}

// Makes everything ready for a new connection; the library opens it with the first request.
std::optional<Error> HttpConnection::open(const Exchange& exchange, std::stop_token stop) {
  const auto now = SteadyClock::now();
  const auto address = resolve(exchange.at.host, std::min(exchange.deadline, now + kConnectLimit), stop);
  if (stop.stop_requested()) return fail(FetchFailure::unreachable, ErrorCode::connection, "stopped");
  if (!address) return fail(FetchFailure::unreachable, address.error().code, address.error().message);
  if (client_ && client_->origin != origin_of(exchange.at)) client_.reset();
  if (!client_) {
    if (exchange.at.scheme == "https" && !tls_.key_file.empty()) {
      struct stat status {};
      if (::stat(tls_.key_file.c_str(), &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fail(FetchFailure::unusable, ErrorCode::config,
                    fmt::format("others can read the private key {}; chmod 600 it", tls_.key_file));
      }
    }
    client_ = std::make_unique<Client>(origin_of(exchange.at), tls_);
    if (!client_->http.is_valid()) {
      client_.reset();
      return fail(FetchFailure::unusable, ErrorCode::config,
                  fmt::format("the certificate {} and its key {} cannot be used; are both PEM files of one pair?",
                              tls_.certificate_file, tls_.key_file));
    }
  }
  client_->http.stop();
  if (*address != exchange.at.host) client_->http.set_hostname_addr_map({{exchange.at.host, *address}});
  return std::nullopt;
}

model::Result<ExchangeAnswer> HttpConnection::attempt(const Exchange& exchange, std::stop_token stop, bool reused,
                                                      bool& may_repeat) {
  const Url& at = exchange.at;
  const auto begun = SteadyClock::now();
  const auto late = [&] {
    return fail(FetchFailure::slow, ErrorCode::timeout,
                fmt::format("no complete answer within {:.3g} s", in_secs(exchange.timeout)));
  };
  const auto left = std::chrono::ceil<model::Duration>(exchange.deadline - begun);
  if (left.count() <= 0) return late();

  ExchangeGuard guard(at.scheme == "https", exchange.deadline);
  httplib::Client& http = client_->http;
  client_->guard = &guard;
  if (reused) guard.connected(static_cast<int>(http.socket()));
  const Watchdog watchdog(begun, [&](SteadyClock::time_point now) { return guard.look(now); });
  const std::stop_callback on_stop(stop, [&] { guard.stop(); });

  http.set_connection_timeout((at.scheme == "https" ? kHandshakeLimit : kConnectLimit) + kAfterOurs);
  http.set_read_timeout(left + kAfterOurs);
  http.set_write_timeout(left + kAfterOurs);
  http.set_keep_alive(exchange.method == "GET");

  Head head;
  head.answer.asked = begun;
  httplib::Request request;
  request.method = exchange.method;
  request.path = at.target;
  request.body = exchange.body;
  for (const auto& [name, value] : exchange.headers) request.headers.emplace(name, value);
  request.response_handler = [&](const httplib::Response& response) {
    guard.head_came();
    head.came = true;
    head.answer.head_at = SteadyClock::now();
    head.answer.status = response.status;
    for (const auto& [name, value] : response.headers) head.answer.headers.emplace_back(name, value);
    head.too_large = head.is_success() && response.get_header_value_u64("Content-Length") > exchange.max_bytes;
    return !head.too_large;
  };
  request.content_receiver = [&](const char* bytes, size_t count, size_t, size_t) {
    guard.body_came(count);
    if (guard.cut() != Cut::none) return false;
    const size_t limit = head.is_success() ? exchange.max_bytes : std::min(exchange.max_bytes, kErrorBytes);
    head.too_large = head.answer.body.size() + count > limit;
    if (!head.too_large) head.answer.body.append(bytes, count);
    return !head.too_large;
  };
  request.start_time_ = begun;
  httplib::Result result;
  try {
    result = http.send(request);
  } catch (const std::exception& problem) {
    http.stop();
    client_->guard = nullptr;
    return fail(FetchFailure::cut, ErrorCode::connection, fmt::format("the answer is no HTTP ({})", problem.what()));
  }
  client_->guard = nullptr;
  last_used_ = SteadyClock::now();

  // The order matters: a socket that was cut here looks to the library like an answer that came to its end.
  const Cut cut = guard.cut();
  if (cut != Cut::none) http.stop();
  if (cut == Cut::stopped) return fail(FetchFailure::none, ErrorCode::connection, "stopped");
  if (head.came && !head.is_success() && !(result && cut == Cut::none)) {
    // The status says enough; half of its explanation is none.
    head.answer.body.clear();
    return std::move(head.answer);
  }
  switch (cut) {
    case Cut::none:
    case Cut::stopped:
      break;
    case Cut::total:
      return late();
    case Cut::connect:
      return fail(FetchFailure::unreachable, ErrorCode::timeout,
                  fmt::format("{}:{} does not accept a connection", at.host, at.port));
    case Cut::handshake:
      return fail(FetchFailure::unreachable, ErrorCode::timeout,
                  fmt::format("{}:{} does not finish the TLS handshake", at.host, at.port));
    case Cut::head:
      return fail(FetchFailure::slow, ErrorCode::timeout,
                  fmt::format("no answer began within {:.3g} s", in_secs(kHeadLimit)));
    case Cut::stall:
      return fail(
          FetchFailure::slow, ErrorCode::timeout,
          fmt::format("the answer stalled: less than {} KiB in {:.3g} s", kStallBytes / 1024, in_secs(kStallSpan)));
  }
  if (head.too_large) {
    return fail(FetchFailure::unusable, ErrorCode::too_large,
                fmt::format("the answer is larger than the {:.3g} MiB that \"max_mb\" allows",
                            static_cast<double>(exchange.max_bytes) / (1 << 20)));
  }
  if (result) {
    // A 204 or 304 has no body, and the library asks about neither.
    if (!head.came) {
      head.answer.head_at = last_used_;
      head.answer.status = result->status;
      for (const auto& [name, value] : result->headers) head.answer.headers.emplace_back(name, value);
    }
    return std::move(head.answer);
  }

  const httplib::Error error = result.error();
  const uint64_t tls_code = result.ssl_backend_error();
  // Its authorities and certificates are read again next time: they may have been replaced.
  const bool tls_failed = error == httplib::Error::SSLConnection || error == httplib::Error::SSLServerVerification ||
                          error == httplib::Error::SSLServerHostnameVerification ||
                          error == httplib::Error::SSLLoadingCerts;
  if (tls_failed) client_.reset();
  switch (error) {
    case httplib::Error::ConnectionTimeout:
      return fail(FetchFailure::unreachable, ErrorCode::timeout,
                  fmt::format("{}:{} does not accept a connection", at.host, at.port));
    case httplib::Error::Connection:
      return fail(FetchFailure::unreachable, ErrorCode::connection,
                  fmt::format("{}:{} refuses the connection; is the back end running?", at.host, at.port));
    case httplib::Error::SSLConnection:
      return fail(
          FetchFailure::unreachable, ErrorCode::connection,
          fmt::format("the TLS handshake with {}:{} failed; does it speak TLS 1.2 or newer{}?", at.host, at.port,
                      tls_.certificate_file.empty() ? ", and does it ask for a client certificate"
                                                    : ", and does it accept our certificate"));
    case httplib::Error::SSLLoadingCerts:
      return fail(FetchFailure::unusable, ErrorCode::config,
                  fmt::format("the authorities in {} cannot be read; is it a PEM file?", tls_.ca_file));
    case httplib::Error::SSLServerVerification:
      return fail(FetchFailure::unreachable, ErrorCode::connection, certificate_problem(tls_code, at.host, tls_));
    case httplib::Error::SSLServerHostnameVerification:
      return fail(FetchFailure::unreachable, ErrorCode::connection,
                  fmt::format("the certificate that {} shows is for another name", at.host));
    default:
      may_repeat = reused && !head.came;
      return fail(FetchFailure::cut, ErrorCode::connection,
                  fmt::format("the connection ended before the answer was complete ({}){}", httplib::to_string(error),
                              at.scheme == "https" && !head.came && !reused && tls_.certificate_file.empty()
                                  ? "; it may ask for a client certificate"
                                  : ""));
  }
}

std::string status_text(int status) { return fmt::format("{} {}", status, httplib::status_message(status)); }

}  // namespace onescreen::data
