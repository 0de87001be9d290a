// A set of still pictures as the site file declares it: where the picture of an id is and how often it is looked at.
// Plain values; what is secret is only referred to (access.h).
#pragma once

#include <map>
#include <string>

#include "data/access.h"
#include "model/pictures.h"
#include "model/time.h"

namespace onescreen::data {

struct PictureSetConfig {
  std::string name;    // as layouts name it
  std::string url;     // with {id}; http:, https: or file:
  bool paths = false;  // ids are files under `url`'s folder
  AccessConfig access;
  std::map<std::string, std::string> headers;
  model::Duration every{5'000};
  model::Duration timeout{5'000};
  model::Duration frozen_after{60'000};  // 0: never
  int max_px = 640;
  int requests = 4;  // under way at once
  bool demo = false;
  model::Withheld withheld = model::Withheld::no;

  bool operator==(const PictureSetConfig&) const = default;
};

}  // namespace onescreen::data
