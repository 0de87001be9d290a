// Remembers the newest bodies of one endpoint with their ETags, so that one second's body is built once however many
// ask, and unchanged content confirms (304) without being sent. Any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "demo/answers.h"

namespace onescreen::demo {

struct Response {
  std::string body;
  std::string etag;  // with its quotes; of the content alone
};
using ResponsePtr = std::shared_ptr<const Response>;

class ResponseCache {
 public:
  explicit ResponseCache(Endpoint endpoint) : endpoint_(std::move(endpoint)) {}

  const Endpoint& endpoint() const { return endpoint_; }
  // `now` in whole seconds. Callers of the same endpoint wait for each other while a body is built.
  ResponsePtr get(TimePoint now, const Page& page);

 private:
  const Endpoint endpoint_;
  std::mutex mutex_;
  TimePoint second_{};
  std::map<Page, ResponsePtr> pages_;  // of that second
};

// A quoted entity tag from every byte of `body`. Not cryptographic; a few GB/s.
std::string etag_of(std::string_view body);
// RFC 9110, 13.1.2: weak comparison with a list of tags, or "*".
bool etag_matches(std::string_view if_none_match, std::string_view etag);

}  // namespace onescreen::demo
