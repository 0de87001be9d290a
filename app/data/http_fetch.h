// One HTTP exchange with everything that a wall needs from it: hard deadlines, a size limit, complete bodies only,
// redirects that never carry credentials elsewhere. An HttpClient keeps the connection of one source open between its
// polls. Blocks the calling thread until the deadline at the latest. The only file behind it that knows the HTTP
// library.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "model/result.h"
#include "model/time.h"

namespace onescreen::data {

// Bounds of the parts of a request; each ends with the request's own timeout at the latest.
inline constexpr model::Duration kConnectLimit{2'000};    // name and connection, each
inline constexpr model::Duration kHandshakeLimit{3'000};  // TLS
inline constexpr model::Duration kHeadLimit{5'000};       // until the answer's head is whole
inline constexpr model::Duration kStallSpan{5'000};       // a body must bring this much in this span
inline constexpr size_t kStallBytes = 5 * 1024;
inline constexpr model::Duration kIdleLimit{30'000};  // an idle connection is not trusted for longer
inline constexpr int kMaxRedirects = 3;

struct FetchRequest {
  std::string url;  // http:, https: or file:
  std::string method = "GET";
  std::string body;          // of a POST
  std::string content_type;  // of the body
  std::map<std::string, std::string> headers;
  std::string etag;           // of the answer at hand; empty: none
  std::string last_modified;  // likewise
  model::Duration timeout{5'000};
  size_t max_bytes = size_t{64} << 20;  // of the body after decompression
};

struct FetchResponse {
  int status = 0;
  bool not_modified = false;
  std::string body;
  std::string url;  // that answered, after redirects
  std::string etag;
  std::string last_modified;
  std::string content_type;
  std::string date;
  std::string age;
  std::string retry_after;
  std::string cache_control;
  std::string expires;
  std::string link;
  model::Duration latency{};
  model::Duration asked_after{};  // from the call on: when the exchange that answered began
  model::Duration head_after{};   // likewise: when its head was there
};

// Why there is no answer, finer than the error's code: what wears a back end out is told from what costs it nothing.
enum class FetchFailure {
  none,
  unreachable,  // no name, no connection, no TLS: the back end never saw the request
  cut,          // the connection ended before the answer did
  slow,         // a deadline after the request was sent
  unusable,     // too large, a redirect elsewhere, an address that is none
};

// How a TLS server is trusted and what is shown to it. Files are PEM; empty: the system's authorities, no certificate.
struct TlsFiles {
  std::string ca_file;
  std::string certificate_file;
  std::string key_file;  // must not be readable by others
  bool verify = true;
};

class HttpClient {
 public:
  explicit HttpClient(TlsFiles tls = {});
  ~HttpClient();
  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;

  // Any complete HTTP answer, whatever its status, is a response. Redirects of a GET (and 307, 308 of a POST) are
  // followed kMaxRedirects times, on the same server only. A GET whose re-used connection ends before the head of an
  // answer is asked once more on a new one; a POST has a connection of its own and is never repeated. A request to stop
  // ends it within milliseconds, also while connecting or resolving a name. Not thread-safe.
  model::Result<FetchResponse> fetch(const FetchRequest& request, std::stop_token stop = {});

  // Of the last fetch.
  FetchFailure failure() const;
  // Ends the idle connection, if there is one.
  void close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// "404 Not Found"
std::string status_text(int status);

}  // namespace onescreen::data
