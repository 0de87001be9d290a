// What single HTTP header fields say: dates, Retry-After, Cache-Control, Link, entity tags (RFC 9110, 9111, 8288).
// Pure: any text in, nothing thrown, garbage is told by nullopt or false.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/time.h"

namespace onescreen::data {

// The three forms of RFC 9110, 5.6.7: "Fri, 20 Nov 2026 07:52:36 GMT", RFC 850's and asctime's. Always GMT.
std::optional<model::TimePoint> parse_http_date(std::string_view text);

// How long "Retry-After" asks us to wait from now on: seconds, or a date that is measured against `server_now` (the
// same answer's Date). Never negative; as much as kLongestRetryAfter, however large the number is; nullopt for garbage.
inline constexpr model::Duration kLongestRetryAfter{3'600'000};
std::optional<model::Duration> parse_retry_after(std::string_view text, model::TimePoint server_now);

// Whether a comma-separated list such as Cache-Control has this directive; case does not matter, quoted commas do not
// part it.
bool has_directive(std::string_view list, std::string_view directive);

// How long an answer lay in caches between its back end and us (the header Age); zero where that is not said.
model::Duration parse_age(std::string_view text);

// How long an answer may be used without asking again, as its back end says (RFC 9111, 4.2): "max-age" less its Age,
// else Expires against `server_now` (the same answer's Date); zero for "no-cache" and for Expires in the past or
// garbled; nullopt where it says nothing. "s-maxage" speaks to shared caches, which we are not.
std::optional<model::Duration> fresh_for(std::string_view cache_control, std::string_view expires, std::string_view age,
                                         model::TimePoint server_now);

// The target of rel="next" in a Link header; empty: there is none. It may be relative.
std::string next_link(std::string_view header);

// Whether two entity tags name the same content by weak comparison (RFC 9110, 8.8.3.2), which is the one that
// If-None-Match is defined by. Tags without quotes, which some servers send, count as if they had them.
bool is_same_tag(std::string_view a, std::string_view b);

}  // namespace onescreen::data
