#include "data/http_fetch.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "data/http_exchange.h"
#include "data/inflate.h"
#include "data/url.h"

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;
using SteadyClock = std::chrono::steady_clock;

// What a fetch comes to besides its error.
struct Fetched {
  FetchFailure failure = FetchFailure::none;
  model::Result<FetchResponse> result;
};

Fetched unusable(ErrorCode code, std::string message) {
  return {FetchFailure::unusable, Error{code, std::move(message), {}}};
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Exchange exchange_of(const FetchRequest& request, const Url& at, SteadyClock::time_point begun) {
  Exchange exchange;
  exchange.at = at;
  exchange.method = request.method;
  exchange.body = request.method == "GET" ? std::string() : request.body;
  exchange.timeout = request.timeout;
  exchange.deadline = begun + request.timeout;
  exchange.max_bytes = request.max_bytes;
  exchange.headers = {{"Accept-Encoding", "gzip"}, {"User-Agent", "OneScreen"}};
  for (const auto& [name, value] : request.headers) exchange.headers.insert_or_assign(name, value);
  if (request.method != "GET" && !request.content_type.empty())
    exchange.headers.insert_or_assign("Content-Type", request.content_type);
  if (!request.etag.empty()) exchange.headers.emplace("If-None-Match", request.etag);
  if (!request.last_modified.empty()) exchange.headers.emplace("If-Modified-Since", request.last_modified);
  return exchange;
}

Fetched fetch_http(HttpConnection& connection, const FetchRequest& request, const std::stop_token& stop) {
  const auto begun = SteadyClock::now();
  const auto since = [&](SteadyClock::time_point when) { return std::chrono::ceil<model::Duration>(when - begun); };
  const auto url = parse_url(request.url);
  if (!url) {
    return unusable(ErrorCode::config,
                    fmt::format("\"{}\" is not an address such as http://host:port/path", request.url));
  }
  Exchange exchange = exchange_of(request, *url, begun);
  for (int redirects = 0;; ++redirects) {
    auto answer = connection.exchange(exchange, stop);
    if (!answer) return {connection.failure(), answer.error()};
    const bool keeps_method = answer->status == 307 || answer->status == 308;
    if (!is_redirect(answer->status) || (request.method != "GET" && !keeps_method)) {
      FetchResponse response;
      response.status = answer->status;
      response.not_modified = answer->status == 304;
      response.url = to_string(exchange.at);
      response.etag = answer->header("ETag");
      response.last_modified = answer->header("Last-Modified");
      response.content_type = answer->header("Content-Type");
      response.date = answer->header("Date");
      response.age = answer->header("Age");
      response.retry_after = answer->header("Retry-After");
      response.cache_control = answer->header("Cache-Control");
      response.expires = answer->header("Expires");
      response.link = answer->header("Link");
      response.asked_after = since(answer->asked);
      response.head_after = since(answer->head_at);
      if (!response.not_modified) {
        auto body = decoded_content(std::move(answer->body), answer->header("Content-Encoding"), request.max_bytes);
        const bool success = response.status >= 200 && response.status < 300;
        if (!body && success) {
          const bool cut = body.error().code == ErrorCode::connection;
          return {cut ? FetchFailure::cut : FetchFailure::unusable, body.error()};
        }
        if (body) response.body = std::move(*body);
      }
      response.latency = since(SteadyClock::now());
      return {FetchFailure::none, std::move(response)};
    }
    const std::string location = answer->header("Location");
    const auto next = resolve_reference(exchange.at, location);
    // Another host would be given our headers, credentials included; and it is most often a login page.
    if (location.empty() || !next || !is_same_server(exchange.at, *next)) {
      return unusable(ErrorCode::http,
                      fmt::format("the back end sends us elsewhere (HTTP {} to \"{}\"), probably to a login page",
                                  answer->status, location));
    }
    if (redirects == kMaxRedirects) return unusable(ErrorCode::http, "the back end redirects in circles");
    exchange.at = *next;
  }
}

// A file is fresh each time it is looked at; its time and size are its validator.
Fetched fetch_file(const FetchRequest& request) {
  const auto begun = SteadyClock::now();
  std::string_view rest = std::string_view(request.url).substr(std::string_view("file:").size());
  if (rest.starts_with("//")) rest.remove_prefix(2);
  const std::filesystem::path path = percent_decoded(rest);
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return unusable(ErrorCode::io, fmt::format("cannot read {}: {}", path.string(), error.message()));
  const auto time = std::filesystem::last_write_time(path, error);
  if (size > request.max_bytes) {
    return unusable(ErrorCode::too_large, fmt::format("the file is larger than the {:.3g} MiB that \"max_mb\" allows",
                                                      static_cast<double>(request.max_bytes) / (1 << 20)));
  }
  FetchResponse response;
  response.status = 200;
  response.url = request.url;
  response.etag = fmt::format("\"{}-{}\"", time.time_since_epoch().count(), size);
  if (response.etag == request.etag) {
    response.status = 304;
    response.not_modified = true;
  } else {
    std::ifstream in(path, std::ios::binary);
    response.body.resize(size);
    if (!in.read(response.body.data(), static_cast<std::streamsize>(size)))
      return unusable(ErrorCode::io, fmt::format("cannot read {}: it ended early or is not a file", path.string()));
  }
  response.latency = std::chrono::ceil<model::Duration>(SteadyClock::now() - begun);
  return {FetchFailure::none, std::move(response)};
}

}  // namespace

struct HttpClient::State {
  HttpConnection connection;
  FetchFailure failure = FetchFailure::none;
};

HttpClient::HttpClient(TlsFiles tls) : state_(new State{HttpConnection(std::move(tls)), FetchFailure::none}) {}
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;

model::Result<FetchResponse> HttpClient::fetch(const FetchRequest& request, std::stop_token stop) {
  const auto fetched = [&]() -> Fetched {
    if (stop.stop_requested()) return {FetchFailure::none, Error{ErrorCode::connection, "stopped", {}}};
    if (request.url.starts_with("file:")) return fetch_file(request);
    if (request.url.starts_with("http://") || request.url.starts_with("https://"))
      return fetch_http(state_->connection, request, stop);
    return unusable(ErrorCode::config,
                    fmt::format("\"{}\" is neither an http:, https: nor file: address", request.url));
  }();
  state_->failure = fetched.failure;
  return fetched.result;
}

FetchFailure HttpClient::failure() const { return state_->failure; }

void HttpClient::close() { state_->connection.close(); }

}  // namespace onescreen::data
