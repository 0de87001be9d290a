// Remembers the newest bodies of one path with their ETags, so that one second's body is built once however many
// ask, and unchanged content confirms (304) without being sent. Any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "demo/feed.h"

namespace onescreen::demo {

struct Response {
  Answer answer;
  std::string etag;  // with its quotes; of the content alone; empty where there is nothing to confirm
};
using ResponsePtr = std::shared_ptr<const Response>;

class ResponseCache {
 public:
  explicit ResponseCache(Feed feed) : feed_(std::move(feed)) {}

  const Feed& feed() const { return feed_; }
  // `asked.now` in whole seconds. Those who ask the same path wait for each other while a body is built.
  ResponsePtr get(const Asked& asked);

 private:
  using Key = std::pair<std::map<std::string, std::string>, std::string>;  // parameters, authorization

  const Feed feed_;
  std::mutex mutex_;
  TimePoint second_{};
  std::map<Key, ResponsePtr> answers_;  // of that second
};

// Without remembering it: for what is not asked twice, such as a login.
ResponsePtr respond(const Feed& feed, const Asked& asked);

// A quoted entity tag from every byte of `body`. Not cryptographic; a few GB/s.
std::string etag_of(std::string_view body);
// RFC 9110, 13.1.2: weak comparison with a list of tags, or "*".
bool etag_matches(std::string_view if_none_match, std::string_view etag);

}  // namespace onescreen::demo
