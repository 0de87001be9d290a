// One request for one tile and what it comes to: a picture, a confirmation, nothing there, or why not. Blocks for the
// set's timeout at most. Remembers nothing but its connection; one thread each.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "data/authenticator.h"
#include "data/http_fetch.h"
#include "data/tile_config.h"
#include "data/tile_disk.h"
#include "model/result.h"

namespace onescreen::data {

struct TileAnswer {
  enum class Kind {
    picture,
    confirmed,  // what we have is still good
    absent,     // there is no such tile, which is no fault
    bad,        // something that is no tile came for this one; others may be well
    down,       // the back end does not answer, or not to us
  };
  Kind kind = Kind::down;
  model::TileImagePtr image;                     // of a picture
  KeptTile kept;                                 // of a picture and, without bytes, of a confirmation
  bool may_be_kept = true;                       // on disk
  std::optional<model::Error> error;             // of bad and down; holds no secret
  std::optional<model::Duration> asked_to_wait;  // by Retry-After
};

class TileFetcher {
 public:
  TileFetcher(const TileSetConfig& set, std::shared_ptr<Authenticator> authenticator, model::Clock clock);

  // `known` is what we have of it, for its validators.
  TileAnswer fetch(model::TileKey key, const std::optional<KeptTile>& known, std::stop_token stop);

 private:
  TileAnswer asked(model::TileKey key, const std::optional<KeptTile>& known, const std::stop_token& stop,
                   bool may_renew);
  TileAnswer understood(FetchResponse response, const std::optional<KeptTile>& known) const;

  const TileSetConfig& set_;
  std::shared_ptr<Authenticator> authenticator_;
  model::Clock clock_;
  HttpClient http_;
  std::optional<uint64_t> worked_with_;  // generation of the credentials that were last accepted
};

}  // namespace onescreen::data
