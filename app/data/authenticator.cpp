#include "data/authenticator.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "data/http_headers.h"

namespace onescreen::data {
namespace {

using model::Duration;
using model::Error;
using model::ErrorCode;

constexpr Duration kRefusedPause{30'000};
constexpr Duration kLongestRefusedPause{600'000};
constexpr Duration kTroublePause{1'000};
constexpr Duration kLongestTroublePause{5'000};

Duration doubled(Duration base, int times, Duration cap) {
  return std::min(cap, base * (int64_t{1} << std::clamp(times, 0, 20)));
}

}  // namespace

Authenticator::Authenticator(AccessConfig access, model::Clock clock)
    : access_(std::move(access)),
      clock_(std::move(clock)),
      http_(TlsFiles{access_.ca_file, access_.certificate_file, access_.key_file, access_.verify}) {}

model::Result<Credentials> Authenticator::fixed_credentials() const {
  auto secret = read_secret(access_.secret);
  if (!secret) return secret.error();
  Credentials credentials;
  if (access_.kind == AccessKind::basic) {
    std::string pair = access_.user + ":" + secret->reveal();
    credentials.header = "Authorization";
    credentials.value = Secret("Basic " + base64(pair));
    remember_secret(pair);
    const Secret wiped(std::move(pair));
  } else {
    const bool bearer = access_.kind == AccessKind::bearer && access_.prefix.empty();
    credentials.header = access_.header;
    credentials.value = Secret((bearer ? "Bearer " : access_.prefix) + secret->reveal());
  }
  return credentials;
}

model::Result<Credentials> Authenticator::credentials(Duration timeout, std::stop_token stop) {
  if (access_.kind == AccessKind::none) return Credentials();
  if (access_.kind != AccessKind::login) return fixed_credentials();
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  std::unique_lock lock(mutex_);
  while (true) {
    const Duration now = clock_().uptime;
    const bool alive = !token_.empty() && now < expires_;
    if (alive && (now < refresh_at_ || logging_in_ || now < held_until_)) return current();
    if (now < held_until_ && error_) return *error_;
    if (!logging_in_) break;
    if (!ended_.wait_until(lock, stop, deadline, [&] { return !logging_in_; })) {
      if (stop.stop_requested()) return Error{ErrorCode::connection, "stopped", {}};
      return Error{ErrorCode::timeout, "the login takes longer than the source may", {}};
    }
  }
  logging_in_ = true;
  lock.unlock();
  auto token = log_in(timeout, stop);
  lock.lock();
  settle(std::move(token), clock_().uptime, stop.stop_requested());
  logging_in_ = false;
  ended_.notify_all();
  if (!token_.empty() && clock_().uptime < expires_) return current();
  return error_.value_or(Error{ErrorCode::connection, "stopped", {}});
}

model::Result<Token> Authenticator::log_in(Duration timeout, std::stop_token stop) {
  asked_to_wait_ = Duration(0);
  const auto secret = read_secret(access_.secret);
  if (!secret) return secret.error();
  FetchRequest request = login_request(access_, *secret, timeout);
  const auto response = http_.fetch(request, stop);
  const Secret wiped(std::move(request.body));
  http_.close();
  if (!response) return Error{response.error().code, "the login failed: " + response.error().message, {}};
  const auto date = parse_http_date(response->date);
  if (const auto pause = parse_retry_after(response->retry_after, date ? *date : clock_().utc)) asked_to_wait_ = *pause;
  return read_token(access_, *response);
}

// Under the lock.
void Authenticator::settle(model::Result<Token> token, Duration now, bool stopped) {
  if (token) {
    token_ = std::move(token->value);
    ++generation_;
    expires_ = now + token->lifetime;
    refresh_at_ = now + token->lifetime * 4 / 5;
    refusals_ = 0;
    troubles_ = 0;
    held_until_ = Duration(0);
    error_.reset();
    return;
  }
  if (stopped) return;  // it says nothing: the source was removed while it logged in
  error_ = token.error();
  Duration pause{};
  // An answer that cannot be read may be a refusal too.
  if (error_->code == ErrorCode::denied || error_->code == ErrorCode::format) {
    pause = doubled(kRefusedPause, refusals_++, kLongestRefusedPause);
    error_->message += fmt::format("; the next try is {} s later, so that the account is not locked",
                                   std::chrono::ceil<std::chrono::seconds>(pause).count());
  } else {
    pause = doubled(kTroublePause, troubles_++, kLongestTroublePause);
  }
  error_->message = redacted(std::move(error_->message));
  held_until_ = now + std::max(pause, asked_to_wait_);
}

Credentials Authenticator::current() const {
  return {access_.header, Secret(access_.prefix + token_.reveal()), generation_};
}

bool Authenticator::renew(uint64_t generation, bool worked) {
  if (access_.kind != AccessKind::login) return false;
  const std::lock_guard lock(mutex_);
  if (generation != generation_) return true;
  const Duration now = clock_().uptime;
  if (worked) {
    renewals_ = 0;
  } else {
    if (renewals_ > 0 && now - renewed_at_ < doubled(kRefusedPause, renewals_ - 1, kLongestRefusedPause)) return false;
    ++renewals_;
    renewed_at_ = now;
  }
  token_ = Secret();
  return true;
}

std::optional<Duration> Authenticator::held_for() const {
  const std::lock_guard lock(mutex_);
  const Duration left = held_until_ - clock_().uptime;
  return left > Duration(0) ? std::optional(left) : std::nullopt;
}

}  // namespace onescreen::data
