// One GET with everything that a wall needs from it: validators, a hard deadline, a size limit, complete bodies only.
// Blocks the calling thread until the deadline at the latest; thread-safe. The only file behind it that knows the HTTP
// library.
#pragma once

#include <cstddef>
#include <map>
#include <stop_token>
#include <string>

#include "model/result.h"
#include "model/time.h"

namespace onescreen::data {

struct FetchRequest {
  std::string url;  // http:, https: (certificate verified) or file:
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
  std::string etag;
  std::string last_modified;
  std::string content_type;
  model::Duration latency{};
};

// 2xx and 304 are answers, everything else is an error whose sentence says what came back. Redirects are followed three
// times at most and only on the same host. A request to stop ends it within milliseconds, also while connecting or
// resolving a name.
model::Result<FetchResponse> fetch(const FetchRequest& request, std::stop_token stop = {});

}  // namespace onescreen::data
