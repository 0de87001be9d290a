// Still pictures of cameras (and of files) as the wall knows them at one instant, and what a picture is worth: live,
// frozen, overdue. Immutable once published, by swapping a pointer, like Tiles. Facts only: nothing here fetches or
// draws, and nothing of it is ever written to disk.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "model/result.h"
#include "model/tiles.h"
#include "model/time.h"

namespace onescreen::model {

struct Picture {
  TileImagePtr image;               // the newest one that came; null: none has
  Instant wanted;                   // since when it is asked for without a break
  std::optional<Instant> received;  // when a back end last gave or confirmed one
  std::optional<Instant> changed;   // when its content last became another
  std::optional<Instant> made;      // by the back end's own dates; none: it tells none
  std::optional<Error> error;       // why the newest request brought none

  bool operator==(const Picture&) const = default;
};

// Why a set gives no pictures at all, whoever asks.
enum class Withheld { no, in_replay, from_visitors };

struct PictureSet {
  std::string name;
  bool demo = false;  // the pictures are invented
  Withheld withheld = Withheld::no;
  Duration every{5'000};
  Duration timeout{5'000};
  Duration frozen_after{60'000};                         // 0: never, for pictures that are not live
  std::map<std::string, Picture, std::less<>> pictures;  // by id, of those that are wanted or were lately

  bool operator==(const PictureSet&) const = default;

  const Picture* find(std::string_view id) const {
    const auto found = pictures.find(id);
    return found == pictures.end() ? nullptr : &found->second;
  }
};
using PictureSetPtr = std::shared_ptr<const PictureSet>;

struct Pictures {
  uint64_t version = 0;
  std::map<std::string, PictureSetPtr, std::less<>> sets;

  PictureSetPtr find(std::string_view name) const {
    const auto found = sets.find(name);
    return found == sets.end() ? nullptr : found->second;
  }
};
using PicturesPtr = std::shared_ptr<const Pictures>;

// So many of one set are polled; what more is wanted waits.
inline constexpr size_t kMostPicturesWanted = 64;

// The set whose ids are files beside the site's layouts, which every site has.
inline constexpr const char* kAssetPictures = "/assets";

// What the system that lists a camera says of it.
struct CameraFacts {
  bool secret = false;
  bool offline = false;
};

// Whether a column of this name says which cameras are secret: "secret", or "secrecy" as GB/T 28181 has it, in any
// case.
bool tells_secrecy(std::string_view column);

enum class StillState {
  live,      // came in time, and moves
  frozen,    // comes in time, but is always the same
  timeout,   // what is shown is old: no answer came in time
  failed,    // what is shown is old: the answer was no picture
  refused,   // the back end refuses us
  waiting,   // none has come yet
  offline,   // the system says that it is: nothing is asked for, nothing shown
  secret,    // likewise
  withheld,  // likewise of the whole set
  no_set,    // the site names no such set
};

// Pure. `set` and `picture` may be null.
StillState still_state(const PictureSet* set, const Picture* picture, CameraFacts facts, Instant now);

// Since when it has been in a state that lasts: the picture's age since it was made, as far as that is known, else
// since it came; of a frozen one the time since it moved.
std::optional<Duration> still_age(const Picture* picture, StillState state, Instant now);

// Whether it is asked for in this state of its facts.
bool is_asked_for(const PictureSet* set, CameraFacts facts);

}  // namespace onescreen::model
