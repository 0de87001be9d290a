// One request and its answer over one connection, which may be an old one: the part of HttpClient that knows the HTTP
// library. Keeps every deadline by cutting the socket from a watchdog. Follows no redirects and unpacks nothing.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/http_fetch.h"
#include "data/url.h"
#include "model/result.h"

namespace onescreen::data {

struct Exchange {
  Url at;
  std::string method;
  std::string body;
  std::map<std::string, std::string> headers;
  model::Duration timeout{};  // of the whole request, for sentences
  std::chrono::steady_clock::time_point deadline;
  size_t max_bytes = 0;  // as they come over the wire
};

struct ExchangeAnswer {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  // empty where an answer that is no success was not complete
  std::chrono::steady_clock::time_point asked;
  std::chrono::steady_clock::time_point head_at;

  // All values of that name in a list, as RFC 9110, 5.3 joins them; empty: there is none.
  std::string header(std::string_view name) const;
};

class HttpConnection {
 public:
  explicit HttpConnection(TlsFiles tls);
  ~HttpConnection();

  model::Result<ExchangeAnswer> exchange(const Exchange& exchange, std::stop_token stop);
  FetchFailure failure() const { return failure_; }
  void close();

 private:
  struct Client;
  struct Head;

  bool is_usable(const Exchange& exchange) const;
  std::optional<model::Error> open(const Exchange& exchange, std::stop_token stop);
  model::Result<ExchangeAnswer> attempt(const Exchange& exchange, std::stop_token stop, bool reused, bool& may_repeat);
  model::Error fail(FetchFailure failure, model::ErrorCode code, std::string message);

  TlsFiles tls_;
  std::unique_ptr<Client> client_;
  FetchFailure failure_ = FetchFailure::none;
  std::chrono::steady_clock::time_point last_used_;
};

}  // namespace onescreen::data
