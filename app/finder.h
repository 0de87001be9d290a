// Finder: what the command palette can lead to, and which of it a text means. Entries are the site's modes and scenes
// and the rows of its `find` queries. Pure values; main thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "files.h"
#include "model/answer.h"
#include "ui/frame.h"

namespace onescreen::app {

struct FoundThing {
  std::string group;  // as people call its kind
  std::string text;
  std::string note;
  // What choosing it does, in this order; empty parts do nothing.
  std::string mode;
  std::string layout;
  ui::Commands commands;
  std::string searched;  // text, note and id, in small letters
  std::string key;       // by which it is known again though its words have changed; of its group
};

// Modes, then scenes, then rows in the order of the site's file.
std::vector<FoundThing> things_to_find(const Files& files, const model::Scene& scene);

// Those that contain every word of `text` (parted by blanks; ASCII letters in either case), those whose text begins
// with it first; otherwise in their order. At most `most`; `total`: how many there are. An empty text means all.
std::vector<size_t> found(const std::vector<FoundThing>& things, std::string_view text, size_t most, size_t& total);

}  // namespace onescreen::app
