// Says who we are: turns an AccessConfig into the header that lets a request in, and keeps a login's token alive. One
// for all sources with the same AccessConfig, so that an account logs in once. Thread-safe; a login happens on the
// thread that needs it, all others wait for that one.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

#include "data/access.h"
#include "data/http_fetch.h"
#include "data/login.h"
#include "data/secret.h"
#include "model/result.h"
#include "model/time.h"

namespace onescreen::data {

struct Credentials {
  std::string header;  // empty: none is needed
  Secret value;
  uint64_t generation = 0;  // of the token; changes with every login
};

class Authenticator {
 public:
  Authenticator(AccessConfig access, model::Clock clock);

  const AccessConfig& access() const { return access_; }

  // What to send. Logs in where there is no token or 80 % of its life is over; a token that still lives is used when
  // that fails. A login that is refused is not tried again for 30 s, doubling up to 10 min, so that the account is not
  // locked; after other trouble for 1 s up to 5 s. Secrets are read anew each time. Blocks for `timeout` at most.
  model::Result<Credentials> credentials(model::Duration timeout, std::stop_token stop);

  // The back end refused the token of this generation, which had `worked` for the same source before or not. True when
  // it is worth asking again at once: credentials() has or will get another. Where one refusal follows another without
  // the token ever having worked, logging in again does not help, and is allowed after growing pauses only.
  bool renew(uint64_t generation, bool worked);

  // How long no login will be tried; empty: one would be.
  std::optional<model::Duration> held_for() const;

 private:
  model::Result<Credentials> fixed_credentials() const;
  model::Result<Token> log_in(model::Duration timeout, std::stop_token stop);
  void settle(model::Result<Token> token, model::Duration now, bool stopped);
  Credentials current() const;

  const AccessConfig access_;
  const model::Clock clock_;
  HttpClient http_;  // of whoever logs in

  mutable std::mutex mutex_;
  std::condition_variable_any ended_;
  bool logging_in_ = false;
  Secret token_;
  uint64_t generation_ = 0;
  model::Duration refresh_at_{};  // times are of the monotonic clock
  model::Duration expires_{};
  int refusals_ = 0;  // of the login, in a row
  int troubles_ = 0;
  model::Duration held_until_{};
  std::optional<model::Error> error_;  // of the last login
  model::Duration asked_to_wait_{};    // by the last login's answer
  int renewals_ = 0;                   // in a row, of tokens that never worked
  model::Duration renewed_at_{};
};

}  // namespace onescreen::data
