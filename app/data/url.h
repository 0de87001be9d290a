// Addresses as values: splitting http(s) addresses, resolving references against them (RFC 3986, section 5), and
// telling whether two speak to the same server. Pure; resolves no names and sends nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace onescreen::data {

struct Url {
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case, without the brackets of IPv6
  int port = 0;
  std::string target;  // path and query; never empty, never with a fragment

  bool operator==(const Url&) const = default;
};

// nullopt for anything but "http://host[:port][/path][?query]"; user names in addresses are refused as well, since they
// are secrets.
std::optional<Url> parse_url(std::string_view text);
std::string to_string(const Url& url);
// "http://host:port", the part that credentials belong to.
std::string origin_of(const Url& url);

// Whether what we know for `from` may be shown to `to`: the same host and port, or the same host after an upgrade from
// http to https. A step back from https to http is not.
bool is_same_server(const Url& from, const Url& to);

// What `reference` means where it is read in the answer of `base`: "next?page=2", "?page=2", "/all/2", "//host/x" or a
// whole address. nullopt where that is no http(s) address.
std::optional<Url> resolve_reference(const Url& base, std::string_view reference);

// Bytes outside RFC 3986's unreserved characters as %XX.
std::string percent_encoded(std::string_view text);
std::string percent_decoded(std::string_view text);

// `url` with "name=value" appended to its query; the value is encoded, the name is taken as it is.
std::string with_parameter(std::string url, std::string_view name, std::string_view value);

}  // namespace onescreen::data
