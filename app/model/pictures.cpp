// The state of a picture follows from times alone, so that a thread that died cannot leave a picture looking live.
#include "model/pictures.h"

#include <algorithm>

namespace onescreen::model {

bool is_asked_for(const PictureSet* set, CameraFacts facts) {
  return set != nullptr && set->withheld == Withheld::no && !facts.secret && !facts.offline;
}

bool tells_secrecy(std::string_view column) {
  const auto is = [&](std::string_view word) {
    return std::equal(column.begin(), column.end(), word.begin(), word.end(),
                      [](char c, char small) { return (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) == small; });
  };
  return is("secret") || is("secrecy");
}

StillState still_state(const PictureSet* set, const Picture* picture, CameraFacts facts, Instant now) {
  if (facts.secret) return StillState::secret;
  if (set == nullptr) return StillState::no_set;
  if (set->withheld != Withheld::no) return StillState::withheld;
  if (facts.offline) return StillState::offline;
  if (picture == nullptr) return StillState::waiting;
  if (picture->error && picture->error->code == ErrorCode::denied) return StillState::refused;
  if (picture->image == nullptr || !picture->received) return StillState::waiting;
  if (picture->error) {
    return picture->error->code == ErrorCode::timeout ? StillState::timeout : StillState::failed;
  }
  // What has just come into view is asked for now; until then the last one is as good as it was.
  const Duration heard = std::max(picture->received->uptime, picture->wanted.uptime);
  if (now.uptime - heard > 2 * set->every + set->timeout) return StillState::timeout;
  const bool watched = set->frozen_after > Duration(0) && picture->changed;
  if (watched && picture->received->uptime - picture->changed->uptime >= set->frozen_after) return StillState::frozen;
  return StillState::live;
}

std::optional<Duration> still_age(const Picture* picture, StillState state, Instant now) {
  if (picture == nullptr) return std::nullopt;
  const auto& came = picture->made ? picture->made : picture->received;
  const auto& since = state == StillState::frozen ? picture->changed : came;
  if (!since) return std::nullopt;
  return std::max(Duration(0), now.uptime - since->uptime);
}

}  // namespace onescreen::model
