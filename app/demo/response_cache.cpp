#include "demo/response_cache.h"

#include <fmt/format.h>

#include <cstring>

namespace onescreen::demo {

namespace {

// More than this of one second would only be kept for a client that pages through everything once.
constexpr size_t kRemembered = 8;

}  // namespace

ResponsePtr respond(const Feed& feed, const Asked& asked) {
  Answer answer = feed.answer(asked);
  std::string etag = answer.confirmable && answer.status == 200 ? etag_of(answer.body) : std::string();
  return std::make_shared<const Response>(Response{std::move(answer), std::move(etag)});
}

ResponsePtr ResponseCache::get(const Asked& asked) {
  const std::lock_guard lock(mutex_);
  const Key key{asked.parameters, asked.authorization};
  if (asked.now != second_ || (answers_.size() >= kRemembered && !answers_.contains(key))) {
    answers_.clear();
    second_ = asked.now;
  }
  ResponsePtr& response = answers_[key];
  if (!response) response = respond(feed_, asked);
  return response;
}

std::string etag_of(std::string_view body) {
  uint64_t a = body.size();
  uint64_t b = 0x5851F42D4C957F2DULL;
  size_t at = 0;
  for (; at + 16 <= body.size(); at += 16) {
    uint64_t words[2];
    std::memcpy(words, body.data() + at, sizeof words);
    a = (a ^ words[0]) * 0x9E3779B97F4A7C15ULL;
    a ^= a >> 32;
    b = (b ^ words[1]) * 0xBF58476D1CE4E5B9ULL;
    b ^= b >> 29;
  }
  for (; at < body.size(); ++at) a = mix(a, static_cast<unsigned char>(body[at]));
  return fmt::format("\"{:016x}\"", mix(a, b));
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    const size_t comma = if_none_match.find(',');
    std::string_view tag = if_none_match.substr(0, comma);
    if_none_match.remove_prefix(comma == std::string_view::npos ? if_none_match.size() : comma + 1);
    while (!tag.empty() && tag.front() == ' ') tag.remove_prefix(1);
    while (!tag.empty() && tag.back() == ' ') tag.remove_suffix(1);
    if (tag == "*") return true;
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag) return true;
  }
  return false;
}

}  // namespace onescreen::demo
