// Secrets: read where the site file says they are, held as briefly as can be, and kept out of everything that is
// written down. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "model/result.h"

namespace onescreen::data {

// A secret in memory; overwritten when it goes.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  // Only for the request that needs it.
  const std::string& reveal() const { return value_; }
  bool empty() const { return value_.empty(); }

 private:
  void wipe();

  std::string value_;
};

// "env:NAME" or "file:/path". A file must be a regular one that only its owner can read; one line end at its end is not
// part of the secret. What was read is known to redacted() from then on.
model::Result<Secret> read_secret(const std::string& reference);

// From now on `secret` never passes redacted(), neither as it is nor in base64, percent-encoded or escaped for JSON.
// Texts of less than four characters are not hidden: they would be found in everything.
// The 256 most recently remembered ones are known.
void remember_secret(std::string_view secret);

// For headers and for redacted().
std::string base64(std::string_view bytes);

// `text` with every known secret replaced by "***". For every sentence that leaves the data plane.
std::string redacted(std::string text);

}  // namespace onescreen::data
