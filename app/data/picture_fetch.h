// One request for one still picture and what it comes to: a picture, the same as before, or why there is none. Blocks
// for the set's timeout at most. Remembers nothing but its connection; one thread each.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "data/authenticator.h"
#include "data/http_fetch.h"
#include "data/picture_config.h"
#include "model/result.h"

namespace onescreen::data {

// What is remembered of the picture at hand, to recognise it.
struct KnownPicture {
  std::string etag;
  std::string last_modified;
  uint64_t bytes_hash = 0;
  uint64_t pixels_hash = 0;

  bool operator==(const KnownPicture&) const = default;
};

struct PictureAnswer {
  model::TileImagePtr image;                     // null: as known, or none
  std::optional<model::Error> error;             // why none came; holds no secret
  KnownPicture now;                              // of what came
  std::optional<model::Duration> made_ago;       // by the back end's own clock (Last-Modified against Date)
  std::optional<model::Duration> asked_to_wait;  // by Retry-After
  bool of_the_set = false;                       // a fault that all pictures of the set must share
};

class PictureFetcher {
 public:
  PictureFetcher(const PictureSetConfig& set, std::shared_ptr<Authenticator> authenticator, model::Clock clock);

  // `known`: the picture of this id that is at hand.
  PictureAnswer fetch(const std::string& id, const std::optional<KnownPicture>& known, std::stop_token stop);

 private:
  PictureAnswer asked(const std::string& url, const std::optional<KnownPicture>& known, const std::stop_token& stop,
                      bool may_renew);
  PictureAnswer understood(FetchResponse response, const std::optional<KnownPicture>& known) const;
  // Links must not lead out of a folder either.
  bool lies_in_its_folder(const std::string& url) const;

  const PictureSetConfig& set_;
  std::shared_ptr<Authenticator> authenticator_;
  model::Clock clock_;
  HttpClient http_;
  std::optional<uint64_t> worked_with_;  // generation of the credentials that were last accepted
};

}  // namespace onescreen::data
