#include "data/login.h"

#include "data/mask.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "data/placeholders.h"

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;
using Json = nlohmann::json;

constexpr size_t kMaxAnswer = 1 << 20;
constexpr size_t kMaxQuote = 160;
constexpr double kLongestLife = 366 * 86'400.0;  // what is longer is a date or a mistake

// What stands at a pointer, if it is text or a number.
std::optional<std::string> scalar_at(const Json& document, const std::string& pointer) {
  try {
    const Json::json_pointer at(pointer);
    if (!document.contains(at)) return std::nullopt;
    const Json& value = document.at(at);
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number()) return value.dump();
  } catch (const Json::exception&) {
    // A pointer that is none, or an index that is none: nothing is there.
  }
  return std::nullopt;
}

// Where envelopes and RFC 6749, 5.2 put their words.
std::string message_of(const Json& document) {
  for (const char* pointer : {"/msg", "/message", "/error_description", "/error/message", "/error", "/detail"}) {
    if (const auto text = scalar_at(document, pointer); text && !text->empty()) return quotable(*text);
  }
  return {};
}

std::string quoting(std::string sentence, const std::string& words) {
  return words.empty() ? sentence : fmt::format("{}: {}", sentence, words);
}

}  // namespace

std::string quotable(std::string text) {
  text = masked(Mask::text, text);
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  if (text.size() <= kMaxQuote) return text;
  size_t end = kMaxQuote;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // no half character
  return text.substr(0, end) + "...";
}

FetchRequest login_request(const AccessConfig& access, const Secret& secret, model::Duration timeout) {
  FetchRequest request;
  const auto fill = [&](const std::string& text, std::string_view content_type) {
    return filled(text, {{"user", escaped_for(content_type, access.user)},
                         {"secret", escaped_for(content_type, secret.reveal())}});
  };
  request.url = fill(access.login_url, "urlencoded");
  request.method = access.login_method;
  request.content_type = access.login_content_type;
  if (access.login_method != "GET") request.body = fill(access.login_body, access.login_content_type);
  request.headers["Accept"] = "application/json";
  request.timeout = timeout;
  request.max_bytes = kMaxAnswer;
  return request;
}

model::Result<Token> read_token(const AccessConfig& access, const FetchResponse& response) {
  const Json document = Json::parse(response.body, nullptr, false);
  const std::string words = document.is_discarded() ? std::string() : message_of(document);
  if (response.status == 400 || response.status == 401 || response.status == 403) {
    return Error{
        ErrorCode::denied, quoting(fmt::format("the login is refused with HTTP {}", response.status), words), {}};
  }
  if (response.status < 200 || response.status >= 300) {
    return Error{
        ErrorCode::http, quoting(fmt::format("the login answers HTTP {}", status_text(response.status)), words), {}};
  }
  if (document.is_discarded())
    return Error{ErrorCode::format, "the login's answer is no JSON; is its address that of a web page?", {}};
  const auto text = scalar_at(document, access.token);
  if (!text || text->empty()) {
    return Error{
        ErrorCode::denied, quoting(fmt::format("the login yields no token at \"{}\"", access.token), words), {}};
  }
  remember_secret(*text);
  Token token{Secret(*text), access.lifetime};
  if (!access.expires_in.empty()) {
    const auto life = scalar_at(document, access.expires_in);
    double seconds = 0;
    const bool whole =
        life && std::from_chars(life->data(), life->data() + life->size(), seconds).ptr == life->data() + life->size();
    if (whole && seconds >= 1 && seconds <= kLongestLife)
      token.lifetime = std::chrono::floor<model::Duration>(std::chrono::duration<double>(seconds));
  }
  return token;
}

}  // namespace onescreen::data
