// Result<T>: a value or one Error that says what went wrong, where, and what to do.
// For: every function that can fail on input from outside. Nothing throws across a layer.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace onescreen::model {

// Why something failed; the state shown on screen depends on it, so it is closed and small.
enum class ErrorCode {
  connection,  // no answer at all: refused, unresolved, cut off
  timeout,     // an answer that did not come whole before its deadline
  http,        // an HTTP status that is not success
  denied,      // the back end refuses us: 401/403, or an envelope that says so with 200
  too_large,   // more bytes than the source allows
  format,      // bytes that are not what the format promises
  config,      // a site or layout file that cannot be used
  query,       // SQL that cannot be prepared or ran too long
  io,          // files and devices
};

// `message` is one English sentence; `where` names the source, file or JSON pointer it speaks of (may be empty).
struct Error {
  ErrorCode code = ErrorCode::format;
  std::string message;
  std::string where;

  bool operator==(const Error&) const = default;
};

const char* name_of(ErrorCode code);

// "where: message", or the message alone.
std::string describe(const Error& error);

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}
  Result(Error error) : content_(std::move(error)) {}

  bool ok() const { return content_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // Precondition: ok().
  T& value() { return std::get<0>(content_); }
  const T& value() const { return std::get<0>(content_); }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // Precondition: !ok().
  const Error& error() const { return std::get<1>(content_); }

 private:
  std::variant<T, Error> content_;
};

}  // namespace onescreen::model
