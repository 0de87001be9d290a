// The call that yields a token: how it is asked and what its answer says. Pure; who calls it, and when, is the
// Authenticator's.
#pragma once

#include <string>

#include "data/access.h"
#include "data/http_fetch.h"
#include "data/secret.h"
#include "model/result.h"

namespace onescreen::data {

struct Token {
  Secret value;
  model::Duration lifetime{};
};

FetchRequest login_request(const AccessConfig& access, const Secret& secret, model::Duration timeout);

// ErrorCode::denied where the back end refuses the account, in whatever way: 400, 401, 403, or a good status without a
// token. Everything else that is wrong is trouble, which says nothing about the account.
model::Result<Token> read_token(const AccessConfig& access, const FetchResponse& response);

// The back end's own words for a sentence of ours: one line, no longer than a line should be; empty stays empty.
std::string quotable(std::string text);

}  // namespace onescreen::data
