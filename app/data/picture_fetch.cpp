#include "data/picture_fetch.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "data/http_headers.h"
#include "data/picture_image.h"
#include "data/picture_url.h"
#include "data/secret.h"
#include "data/url.h"

namespace onescreen::data {
namespace {

namespace fs = std::filesystem;
using model::Error;
using model::ErrorCode;

constexpr model::Duration kOldest = std::chrono::days(400);

PictureAnswer failed(ErrorCode code, std::string sentence) {
  PictureAnswer answer;
  answer.error = Error{code, redacted(std::move(sentence)), {}};
  return answer;
}

std::string path_of(std::string_view url) {
  url.remove_prefix(std::min(url.size(), std::string_view("file:").size()));
  if (url.starts_with("//")) url.remove_prefix(2);
  return percent_decoded(url);
}

}  // namespace

PictureFetcher::PictureFetcher(const PictureSetConfig& set, std::shared_ptr<Authenticator> authenticator,
                               model::Clock clock)
    : set_(set),
      authenticator_(std::move(authenticator)),
      clock_(std::move(clock)),
      http_({set.access.ca_file, set.access.certificate_file, set.access.key_file, set.access.verify}) {}

PictureAnswer PictureFetcher::fetch(const std::string& id, const std::optional<KnownPicture>& known,
                                    std::stop_token stop) {
  const auto url = picture_url(set_, id);
  if (!url) return failed(ErrorCode::config, "this id cannot stand in an address; it is not asked for");
  if (set_.paths && !lies_in_its_folder(*url))
    return failed(ErrorCode::io, "the file is not there, or not below the folder of the assets");
  return asked(*url, known, stop, true);
}

bool PictureFetcher::lies_in_its_folder(const std::string& url) const {
  std::error_code error;
  const fs::path folder = fs::canonical(path_of(set_.url.substr(0, set_.url.find("{id}"))), error);
  if (error) return false;
  const fs::path file = fs::canonical(path_of(url), error);
  if (error) return false;
  const auto [outside, rest] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return outside == folder.end() || outside->empty();
}

PictureAnswer PictureFetcher::asked(const std::string& url, const std::optional<KnownPicture>& known,
                                    const std::stop_token& stop, bool may_renew) {
  FetchRequest request;
  request.url = url;
  request.headers = set_.headers;
  request.timeout = set_.timeout;
  request.max_bytes = kMostPictureBytes;
  uint64_t generation = 0;
  if (authenticator_ != nullptr) {
    auto credentials = authenticator_->credentials(set_.timeout, stop);
    if (!credentials) {
      PictureAnswer answer = failed(credentials.error().code, credentials.error().message);
      answer.of_the_set = true;
      return answer;
    }
    if (!credentials->header.empty()) request.headers[credentials->header] = credentials->value.reveal();
    generation = credentials->generation;
  }
  if (known) {
    request.etag = known->etag;
    request.last_modified = known->last_modified;
  }
  auto response = http_.fetch(request, stop);
  if (!response) {
    PictureAnswer answer = failed(response.error().code, response.error().message);
    answer.of_the_set = http_.failure() == FetchFailure::unreachable;
    return answer;
  }
  const bool refused = response->status == 401 || response->status == 403;
  if (refused && may_renew && authenticator_ != nullptr &&
      authenticator_->renew(generation, worked_with_ == generation)) {
    return asked(url, known, stop, false);
  }
  if (!refused) worked_with_ = generation;
  return understood(std::move(*response), known);
}

PictureAnswer PictureFetcher::understood(FetchResponse response, const std::optional<KnownPicture>& known) const {
  const int status = response.status;
  const model::TimePoint server_now = parse_http_date(response.date).value_or(clock_().utc);
  if (status == 401 || status == 403) {
    PictureAnswer answer =
        failed(ErrorCode::denied, fmt::format("the back end refuses us: HTTP {}", status_text(status)));
    // Where credentials are shown, a 403 may speak of the one camera; a 401 never does.
    answer.of_the_set = status == 401;
    return answer;
  }
  PictureAnswer answer;
  if (const auto made = parse_http_date(response.last_modified)) {
    // An answer out of a cache bears the date at which it was put there.
    const auto date = parse_http_date(response.date);
    const model::TimePoint now = date ? *date + parse_age(response.age) : clock_().utc;
    answer.made_ago = std::clamp(now - *made, model::Duration(0), kOldest);
  }
  if (response.not_modified && known) {
    answer.now = *known;
    return answer;
  }
  if (status != 200) {
    answer = failed(ErrorCode::http, "HTTP " + status_text(status));
    if (status == 429 || status == 503) {
      answer.asked_to_wait = parse_retry_after(response.retry_after, server_now);
      answer.of_the_set = answer.asked_to_wait.has_value();
    }
    return answer;
  }
  answer.now = {response.etag, response.last_modified, std::hash<std::string>()(response.body), 0};
  if (known && known->bytes_hash == answer.now.bytes_hash) {
    answer.now.pixels_hash = known->pixels_hash;
    return answer;
  }
  auto image = decode_picture(response.body, set_.max_px, response.content_type);
  if (!image) return failed(image.error().code, image.error().message);
  answer.now.pixels_hash = hash_of(**image);
  // The same pixels in other bytes keep their pointer, so that nobody uploads them again.
  if (!known || known->pixels_hash != answer.now.pixels_hash) answer.image = std::move(*image);
  return answer;
}

}  // namespace onescreen::data
