#include "data/url.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace onescreen::data {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// The scheme of an address, empty where it has none (RFC 3986, 3.1).
std::string_view scheme_of(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) return {};
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ':') return text.substr(0, i);
    if (!is_letter(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return {};
  }
  return {};
}

// RFC 3986, 5.2.4: "a/./b" and "a/c/../b" become "a/b".
std::string without_dot_segments(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const size_t slash = path.find('/', 1);
    const std::string_view segment = path.substr(0, slash);
    const bool last = slash == std::string_view::npos;
    if (segment == "/." || segment == "/..") {
      if (segment == "/..") out.resize(std::min(out.rfind('/'), out.size()));
      if (last) out += '/';
    } else {
      out += segment;
    }
    if (last) break;
    path.remove_prefix(slash);
  }
  return out.empty() ? "/" : out;
}

}  // namespace

std::optional<Url> parse_url(std::string_view text) {
  Url url;
  url.scheme = lower(scheme_of(text));
  if (url.scheme != "http" && url.scheme != "https") return std::nullopt;
  text.remove_prefix(url.scheme.size() + 1);
  if (!text.starts_with("//")) return std::nullopt;
  text.remove_prefix(2);
  url.port = url.scheme == "https" ? 443 : 80;
  text = text.substr(0, text.find('#'));
  const size_t end = std::min(text.find_first_of("/?"), text.size());
  std::string_view authority = text.substr(0, end);
  url.target = text.substr(end);
  if (!url.target.starts_with('/')) url.target.insert(0, "/");
  const size_t bracket = authority.find(']');
  const size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    const std::string_view port = authority.substr(colon + 1);
    const auto [stop, error] = std::from_chars(port.data(), port.data() + port.size(), url.port);
    if (error != std::errc() || stop != port.data() + port.size()) return std::nullopt;
    if (url.port < 1 || url.port > 65535) return std::nullopt;
    authority = authority.substr(0, colon);
  }
  if (authority.starts_with('[') && authority.ends_with(']')) authority = authority.substr(1, authority.size() - 2);
  url.host = lower(authority);
  const bool odd = std::any_of(url.host.begin(), url.host.end(),
                               [](char c) { return c == '@' || c == '[' || c == ']' || (c >= 0 && c <= ' '); });
  if (url.host.empty() || odd) return std::nullopt;
  return url;
}

std::string origin_of(const Url& url) {
  return url.host.find(':') == std::string::npos ? fmt::format("{}://{}:{}", url.scheme, url.host, url.port)
                                                 : fmt::format("{}://[{}]:{}", url.scheme, url.host, url.port);
}

std::string to_string(const Url& url) { return origin_of(url) + url.target; }

bool is_same_server(const Url& from, const Url& to) {
  if (from.host != to.host) return false;
  if (from.scheme == to.scheme) return from.port == to.port;
  return from.scheme == "http" && to.scheme == "https";
}

std::optional<Url> resolve_reference(const Url& base, std::string_view reference) {
  reference = reference.substr(0, reference.find('#'));
  if (!scheme_of(reference).empty()) return parse_url(reference);
  if (reference.starts_with("//")) return parse_url(fmt::format("{}:{}", base.scheme, reference));
  Url url = base;
  if (reference.empty()) return url;
  const std::string base_path = base.target.substr(0, base.target.find('?'));
  if (reference.starts_with('?')) {
    url.target = base_path + std::string(reference);
    return url;
  }
  const size_t question = std::min(reference.find('?'), reference.size());
  const std::string_view path = reference.substr(0, question);
  const std::string_view query = reference.substr(question);
  const std::string folder = base_path.substr(0, base_path.rfind('/') + 1);
  url.target =
      without_dot_segments(path.starts_with('/') ? std::string(path) : folder + std::string(path)) + std::string(query);
  return url;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const bool hex = text[i] == '%' && i + 2 < text.size() &&
                     std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr == text.data() + i + 3;
    out += hex ? static_cast<char>(byte) : text[i];
    if (hex) i += 2;
  }
  return out;
}

std::string with_parameter(std::string url, std::string_view name, std::string_view value) {
  std::string fragment;
  if (const size_t hash = url.find('#'); hash != std::string::npos) {
    fragment = url.substr(hash);
    url.resize(hash);
  }
  const size_t question = url.find('?');
  if (question == std::string::npos) {
    url += '?';
  } else if (question + 1 < url.size() && !url.ends_with('&')) {
    url += '&';
  }
  url += name;
  url += '=';
  return url + percent_encoded(value) + fragment;
}

}  // namespace onescreen::data
