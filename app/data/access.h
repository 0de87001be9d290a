// How a back end lets us in, as the site file declares it: credentials and TLS. Plain values, shared by all sources
// that name them; what is secret is only ever referred to ("env:NAME", "file:PATH"), never held here.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/time.h"

namespace onescreen::data {

enum class AccessKind { none, header, basic, bearer, login };

struct AccessConfig {
  std::string name;  // as the site file names it; empty: the source needs none
  AccessKind kind = AccessKind::none;
  std::string user;
  std::string secret;                    // reference to the password, token or key: "env:NAME" or "file:/absolute/path"
  std::string header = "Authorization";  // that carries the token of `header` and `login`
  std::string prefix;                    // before it, such as "Bearer "

  // login: a call that yields a token.
  std::string login_url;
  std::string login_method = "POST";
  // {user} and {secret} are replaced, escaped as the content type asks (JSON string contents, form encoding).
  std::string login_body;
  std::string login_content_type = "application/json";
  std::string token;                    // JSON pointer to the token in the answer
  std::string expires_in;               // JSON pointer to its life in seconds; empty: `lifetime`
  model::Duration lifetime{1'800'000};  // of a token that does not tell

  // TLS. Paths are absolute here; empty: the system's authorities, no client certificate.
  std::string ca_file;
  std::string certificate_file;
  std::string key_file;
  bool verify = true;

  bool operator==(const AccessConfig&) const = default;
};

}  // namespace onescreen::data
