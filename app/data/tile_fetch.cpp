#include "data/tile_fetch.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/http_headers.h"
#include "data/secret.h"
#include "data/tile_image.h"
#include "data/tile_url.h"

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;
using Kind = TileAnswer::Kind;

constexpr size_t kMostBytes = size_t{4} << 20;  // of one tile
// Tiles change seldom; a back end that forbids to keep them without asking is asked so often, not at each frame.
constexpr model::Duration kShortestLife = std::chrono::minutes(5);
constexpr model::Duration kLongestLife = std::chrono::days(400);

TileAnswer failed(Kind kind, ErrorCode code, std::string sentence) {
  TileAnswer answer;
  answer.kind = kind;
  answer.error = Error{code, redacted(std::move(sentence)), {}};
  return answer;
}

}  // namespace

TileFetcher::TileFetcher(const TileSetConfig& set, std::shared_ptr<Authenticator> authenticator, model::Clock clock)
    : set_(set),
      authenticator_(std::move(authenticator)),
      clock_(std::move(clock)),
      http_({set.access.ca_file, set.access.certificate_file, set.access.key_file, set.access.verify}) {}

TileAnswer TileFetcher::fetch(model::TileKey key, const std::optional<KeptTile>& known, std::stop_token stop) {
  return asked(key, known, stop, true);
}

TileAnswer TileFetcher::asked(model::TileKey key, const std::optional<KeptTile>& known, const std::stop_token& stop,
                              bool may_renew) {
  FetchRequest request;
  request.headers = set_.headers;
  request.timeout = set_.timeout;
  request.max_bytes = kMostBytes;
  uint64_t generation = 0;
  Secret of_address;
  if (set_.access.kind != AccessKind::none) {
    auto credentials = authenticator_->credentials(set_.timeout, stop);
    if (!credentials) return failed(Kind::down, credentials.error().code, credentials.error().message);
    if (!credentials->header.empty()) request.headers[credentials->header] = credentials->value.reveal();
    generation = credentials->generation;
  }
  if (!set_.access.secret.empty() && set_.url.find("{secret}") != std::string::npos) {
    auto secret = read_secret(set_.access.secret);
    if (!secret) return failed(Kind::down, ErrorCode::denied, model::describe(secret.error()));
    of_address = std::move(*secret);
  }
  request.url = tile_url(set_, key, of_address.reveal());
  if (known) {
    request.etag = known->etag;
    request.last_modified = known->last_modified;
  }
  auto response = http_.fetch(request, stop);
  if (!response) {
    // A folder of tiles has gaps like any other set.
    const bool gap = request.url.starts_with("file:") && response.error().code == ErrorCode::io;
    if (gap) return {.kind = Kind::absent, .image = {}, .kept = {}, .error = {}, .asked_to_wait = {}};
    return failed(Kind::down, response.error().code, response.error().message);
  }
  const bool refused = response->status == 401 || response->status == 403;
  if (refused && may_renew && authenticator_ != nullptr &&
      authenticator_->renew(generation, worked_with_ == generation))
    return asked(key, known, stop, false);
  if (!refused) worked_with_ = generation;
  return understood(std::move(*response), known);
}

TileAnswer TileFetcher::understood(FetchResponse response, const std::optional<KeptTile>& known) const {
  const int status = response.status;
  const model::TimePoint now = clock_().utc;
  const model::TimePoint server_now = parse_http_date(response.date).value_or(now);
  if (status == 401 || status == 403) {
    return failed(Kind::down, ErrorCode::denied, fmt::format("the back end refuses us: HTTP {}", status_text(status)));
  }
  if (status == 429 || status >= 500) {
    TileAnswer answer = failed(Kind::down, ErrorCode::http, "HTTP " + status_text(status));
    answer.asked_to_wait = parse_retry_after(response.retry_after, server_now);
    return answer;
  }
  TileAnswer answer;
  if (status == 204 || status == 404 || status == 410) {
    answer.kind = Kind::absent;
    return answer;
  }
  const auto life = fresh_for(response.cache_control, response.expires, response.age, server_now);
  answer.kept.confirmed = now;
  answer.kept.expires = now + std::clamp(life.value_or(set_.keep_for), kShortestLife, kLongestLife);
  answer.may_be_kept = !has_directive(response.cache_control, "no-store");
  answer.kept.etag = response.etag;
  answer.kept.last_modified = response.last_modified;
  if (response.not_modified && known) {
    answer.kind = Kind::confirmed;
    return answer;
  }
  if (status != 200) return failed(Kind::bad, ErrorCode::http, "HTTP " + status_text(status));
  auto image = decode_tile(response.body, set_.tile_px, response.content_type);
  if (!image) return failed(Kind::bad, image.error().code, image.error().message);
  answer.kind = Kind::picture;
  answer.image = std::move(*image);
  answer.kept.bytes = std::move(response.body);
  return answer;
}

}  // namespace onescreen::data
