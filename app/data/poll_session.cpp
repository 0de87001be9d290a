#include "data/poll_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <utility>

#include "data/carry_over.h"
#include "data/circuit_breaker.h"
#include "data/crs_guard.h"
#include "data/http_fetch.h"
#include "data/http_headers.h"
#include "data/page_walk.h"
#include "data/secret.h"

namespace onescreen::data {
namespace {

using model::Duration;
using model::Error;
using model::ErrorCode;

constexpr Duration kSmallOffset{2'000};  // Date has whole seconds, and an answer takes its time
constexpr Duration kClockStep{1'000};
constexpr Duration kRefusedPause{30'000};
constexpr Duration kLongestRefusedPause{600'000};

uint64_t hash_of(std::string_view body) { return std::hash<std::string_view>()(body) ^ (uint64_t{body.size()} << 40); }

// What an answer says about its own time and ours: the back end's clock minus ours. `before` and `after` are our
// readings around the fetch. Nothing where a cache answered or our clock was set meanwhile.
std::optional<Duration> clock_offset_of(const FetchResponse& response, model::Instant before, model::Instant after) {
  const auto date = parse_http_date(response.date);
  if (!date || (!response.age.empty() && response.age != "0")) return std::nullopt;
  const Duration step = (after.utc - before.utc) - (after.uptime - before.uptime);
  if (std::chrono::abs(step) > kClockStep) return std::nullopt;
  // The second that Date names is half over on average.
  const Duration offset = *date + Duration(500) - (before.utc + (response.asked_after + response.head_after) / 2);
  return std::chrono::abs(offset) <= kSmallOffset ? Duration(0) : offset;
}

void extend(std::optional<Duration>& pause, std::optional<Duration> by) {
  if (by && *by > Duration(0) && (!pause || *pause < *by)) pause = by;
}

}  // namespace

// What is remembered from one poll to the next.
struct PollSession::Memory {
  HttpClient http;
  std::shared_ptr<Authenticator> authenticator;
  CircuitBreaker breaker;
  CarryOver carry;
  std::mt19937_64 random;
  // The validators speak of the first page's address, and only where it was the only page.
  std::string address;
  std::string etag;
  std::string last_modified;
  bool only_page = false;
  uint64_t hash = 0;                    // of all bodies of the last good answer; 0: none
  std::optional<uint64_t> worked_with;  // generation of the credentials of the last good answer
  int refusals = 0;                     // HTTP 401 in a row

  void forget_answer() {
    etag.clear();
    last_modified.clear();
    hash = 0;
    only_page = false;
  }
};

// One poll under way.
class PollSession::Poll {
 public:
  Poll(PollSession& session, const Format& format, PollOutcome& outcome, std::stop_token stop)
      : config_(session.config_),
        clock_(session.clock_),
        memory_(*session.memory_),
        format_(format),
        outcome_(outcome),
        stop_(std::move(stop)) {}

  using Result = decltype(PollOutcome::result);

  Result run() {
    PageWalk walk(config_, format_, clock_().utc);
    const std::string address = walk.request().url;
    std::string etag, last_modified;
    uint64_t hash = 0;
    for (bool more = true; more;) {
      Page page;
      if (auto error = ask(walk.request(), walk.pages() == 0, page)) return std::move(*error);
      const FetchResponse& response = page.response;
      outcome_.no_store = outcome_.no_store || has_directive(response.cache_control, "no-store");
      if (response.not_modified) {
        confirm_validators(response);
        return Unchanged{};
      }
      outcome_.response_bytes += response.body.size();
      if (!page.decoded) {
        memory_.address = address;
        memory_.etag = outcome_.no_store ? std::string() : response.etag;
        memory_.last_modified = outcome_.no_store ? std::string() : response.last_modified;
        return Unchanged{};
      }
      if (outcome_.response_bytes > config_.max_bytes)
        return Error{ErrorCode::too_large, "its pages together are larger than \"max_mb\" allows", {}};
      hash = hash * 0x9E3779B97F4A7C15u + hash_of(response.body);
      if (walk.pages() == 0) {
        etag = response.etag;
        last_modified = response.last_modified;
      }
      const auto next = walk.take(std::move(*page.decoded), response.link, response.url);
      if (!next) return next.error();
      more = *next;
    }
    outcome_.decode_time = decode_time_;
    const bool keeps = walk.pages() == 1 && !outcome_.no_store;
    memory_.only_page = walk.pages() == 1;
    memory_.address = address;
    memory_.etag = keeps ? etag : std::string();
    memory_.last_modified = keeps ? last_modified : std::string();
    // The same bytes as before are no news, whoever says so.
    if (std::exchange(memory_.hash, hash) == hash && !memory_.carry.is_carrying()) return Unchanged{};
    return walk.finish();
  }

  int status() const { return status_; }
  bool asked() const { return asked_; }

 private:
  struct Page {
    FetchResponse response;
    std::optional<Decoded> decoded;  // empty where it says nothing new: a 304, or the only page's bytes once more
  };

  // Asks for one page until it is there or there is no point in asking again: once more with other credentials, once
  // more without validators.
  std::optional<Error> ask(const FormatRequest& what, bool first, Page& page) {
    FetchRequest request;
    request.url = what.url;
    request.method = what.method;
    request.body = what.body;
    request.content_type = what.content_type;
    request.timeout = config_.timeout;
    request.max_bytes = config_.max_bytes;
    // Some formats ask for another span of time with each poll, and what confirms one says nothing about the next.
    bool conditional = first && what.method == "GET" && what.url == memory_.address && !memory_.carry.is_carrying();
    bool renewed = false;
    while (true) {
      request.etag = conditional ? memory_.etag : std::string();
      request.last_modified = conditional ? memory_.last_modified : std::string();
      uint64_t generation = 0;
      request.headers = config_.headers;
      if (auto error = let_in(request, generation)) return error;
      auto response = fetch(request);
      if (!response) return response.error();
      std::optional<Error> refusal;
      if (response->status == 401 || response->status == 403) {
        refusal = status_error(*response);
      } else if (response->not_modified) {
        if (request.etag.empty() && request.last_modified.empty()) {
          return Error{
              ErrorCode::http, "the back end answers 304 although it was not asked whether anything changed", {}};
        }
        const bool ours = response->etag.empty() || request.etag.empty() || is_same_tag(response->etag, request.etag);
        if (ours) {
          memory_.worked_with = generation;
          page.response = std::move(*response);
          return std::nullopt;
        }
        // It confirms something that we do not have.
        conditional = false;
        continue;
      } else if (response->status < 200 || response->status >= 300) {
        return status_error(*response);
      } else if (first && is_known(response->body)) {
        memory_.worked_with = generation;
        page.response = std::move(*response);
        return std::nullopt;
      } else {
        auto decoded = decode(response->body);
        if (decoded) {
          memory_.worked_with = generation;
          page.response = std::move(*response);
          page.decoded = std::move(*decoded);
          return std::nullopt;
        }
        if (decoded.error().code != ErrorCode::denied) return decoded.error();
        refusal = decoded.error();
      }
      // Whatever lets us in again may show other data: nothing of before is confirmed by it.
      if (renewed || !memory_.authenticator->renew(generation, memory_.worked_with == generation)) return refusal;
      renewed = true;
      conditional = false;
      memory_.forget_answer();
    }
  }

  // Decoding the same bytes again would cost much and say nothing. Carried rows grow older even while the answer stays
  // the same, so that it must be looked at then.
  bool is_known(std::string_view body) const {
    return memory_.only_page && !memory_.carry.is_carrying() && memory_.hash == hash_of(body);
  }

  std::optional<Error> let_in(FetchRequest& request, uint64_t& generation) {
    if (config_.access.kind == AccessKind::none) return std::nullopt;
    auto credentials = memory_.authenticator->credentials(config_.timeout, stop_);
    if (!credentials) {
      extend(outcome_.not_before, memory_.authenticator->held_for());
      return credentials.error();
    }
    generation = credentials->generation;
    std::erase_if(request.headers, [&](const auto& header) {
      return std::equal(header.first.begin(), header.first.end(), credentials->header.begin(),
                        credentials->header.end(),
                        [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
    });
    request.headers[credentials->header] = credentials->value.reveal();
    return std::nullopt;
  }

  model::Result<FetchResponse> fetch(const FetchRequest& request) {
    const model::Instant before = clock_();
    asked_ = true;
    status_ = 0;
    auto response = memory_.http.fetch(request, stop_);
    if (!response) return response;
    const model::Instant after = clock_();
    status_ = response->status;
    if (const auto offset = clock_offset_of(*response, before, after)) outcome_.clock_offset = offset;
    if (response->status >= 400) {
      const auto date = parse_http_date(response->date);
      extend(outcome_.not_before, parse_retry_after(response->retry_after, date ? *date : after.utc));
    }
    return response;
  }

  model::Result<Decoded> decode(std::string_view body) {
    const auto begun = std::chrono::steady_clock::now();
    DecodeOptions options = config_.decode;
    options.now = clock_().utc;
    auto decoded = format_.decode(config_.name, body, options);
    decode_time_ += std::chrono::ceil<Duration>(std::chrono::steady_clock::now() - begun);
    return decoded;
  }

  Error status_error(const FetchResponse& response) const {
    const bool refused = response.status == 401 || response.status == 403;
    Error error{refused ? ErrorCode::denied : ErrorCode::http,
                refused ? fmt::format("the back end refuses us with HTTP {}; check the credentials", response.status)
                        : fmt::format("the back end answers HTTP {}", status_text(response.status)),
                {}};
    const std::string words =
        format_.error_text == nullptr ? std::string() : quotable(format_.error_text(response.body));
    if (!words.empty()) error.message += ": " + words;
    return error;
  }

  void confirm_validators(const FetchResponse& response) {
    if (!response.etag.empty()) memory_.etag = response.etag;
    if (!response.last_modified.empty()) memory_.last_modified = response.last_modified;
    if (!outcome_.no_store) return;
    memory_.etag.clear();
    memory_.last_modified.clear();
  }

  const SourceConfig& config_;
  const model::Clock& clock_;
  Memory& memory_;
  const Format& format_;
  PollOutcome& outcome_;
  const std::stop_token stop_;
  Duration decode_time_{};
  int status_ = 0;  // of the last answer; 0: there was none
  bool asked_ = false;
};

PollSession::PollSession(SourceConfig config, model::Clock clock, std::shared_ptr<Authenticator> authenticator,
                         uint64_t seed)
    : config_(std::move(config)), clock_(std::move(clock)) {
  const AccessConfig& access = config_.access;
  if (!authenticator) authenticator = std::make_shared<Authenticator>(access, clock_);
  memory_ = std::make_unique<Memory>();
  memory_->http = HttpClient({access.ca_file, access.certificate_file, access.key_file, access.verify});
  memory_->authenticator = std::move(authenticator);
  memory_->random.seed(seed ^ std::hash<std::string>()(config_.name));
}

PollSession::~PollSession() = default;

void PollSession::know(model::TablePtr table, model::Duration seen) { memory_->carry.begin(std::move(table), seen); }

PollOutcome PollSession::poll(std::stop_token stop) {
  PollOutcome outcome;
  outcome.attempted = clock_();
  Memory& memory = *memory_;
  if (const Format* format = find_format(config_.format)) {
    Poll poll(*this, *format, outcome, stop);
    outcome.result = poll.run();
    outcome.answered = clock_();
    if (poll.asked() && !stop.stop_requested()) {
      std::uniform_real_distribution<double> unit(0, 1);
      memory.breaker.record(outcome_of(memory.http.failure(), poll.status()), outcome.answered.uptime,
                            unit(memory.random));
      if (const auto until = memory.breaker.open_until())
        extend(outcome.not_before, std::max(Duration(0), *until - outcome.answered.uptime));
      // Trying a password again and again locks the account. A token is refused without such harm.
      memory.refusals = poll.status() == 401 && config_.access.kind == AccessKind::basic ? memory.refusals + 1 : 0;
      if (memory.refusals > 0) {
        extend(outcome.not_before,
               std::min(kLongestRefusedPause, kRefusedPause * (int64_t{1} << std::min(memory.refusals - 1, 10))));
      }
    }
  } else {
    outcome.result = Error{ErrorCode::config,
                           fmt::format("no format \"{}\"; `onescreen list` names them", config_.format), config_.name};
    outcome.answered = clock_();
  }
  if (config_.every > kIdleLimit) memory.http.close();

  if (auto* error = std::get_if<Error>(&outcome.result)) {
    error->message = redacted(std::move(error->message));
    error->where = redacted(std::move(error->where));
    // A refusal's rows are no answer: the next good one is news, whatever it says.
    if (error->code == ErrorCode::denied) memory.forget_answer();
  } else if (auto* decoded = std::get_if<Decoded>(&outcome.result)) {
    if (config_.outline && decoded->table)
      outcome.suspected_crs = suspected_crs(*decoded->table, config_.decode, *config_.outline);
    memory.carry.apply(*decoded, config_.decode.id, outcome.answered.uptime, config_.max_age);
    for (auto& warning : decoded->warnings) warning = redacted(std::move(warning));
    std::map<std::string, int64_t> reasons;
    for (const auto& [reason, count] : decoded->drop_reasons) reasons[redacted(reason)] += count;
    decoded->drop_reasons = std::move(reasons);
  } else {
    memory.carry.confirm(outcome.answered.uptime);
  }
  return outcome;
}

}  // namespace onescreen::data
