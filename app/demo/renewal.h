// Renewal of old blocks (all invented): twenty-five quarters in three groups, how many households have signed, and how
// long nothing has moved. A pure function of (seed, block, time): a block is signed up, cleared and handed over, and
// then another stands in its place. Immutable; any thread.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "demo/calendar.h"
#include "demo/ground.h"

namespace onescreen::demo {

class Renewal {
 public:
  enum class Stage { waiting, signing, clearing, handed };

  struct Block {
    std::string id;  // JF-07
    std::string name;
    size_t group = 0;
    size_t street = 0;
    Ring ring;  // closed
    int households = 0;
    std::string unit;
    int64_t phase = 0;                     // days of its life at day 0
    int64_t stall_at = 0, stall_days = 0;  // days of signing on which nothing moves
    double reached = 0;                    // share that signs before clearing begins
    uint64_t key = 0;
  };
  struct State {
    Stage stage = Stage::waiting;
    std::string library;
    int signed_households = 0;
    int signed_today = 0;
    int still_days = 0;  // full days without a new signature, while some are missing
    std::string next_step;
  };

  // Reads the scene's file; throws when it is not as it should be, or the district has no room.
  Renewal(const std::string& path, const Ground& ground, uint64_t seed);

  const std::vector<Block>& blocks() const { return blocks_; }
  const std::vector<std::string>& groups() const { return groups_; }
  State state_of(const Block& block, TimePoint now) const;
  double target() const { return target_; }  // share of households, per cent
  const std::string& stage_name(Stage stage) const { return stages_[static_cast<size_t>(stage)]; }

 private:
  int signed_at(const Block& block, int64_t day, int64_t second) const;

  std::vector<std::string> groups_;
  std::array<std::string, 4> stages_, libraries_;
  std::vector<std::string> next_steps_, stalled_steps_;
  std::vector<Block> blocks_;
  double target_ = 0;
};

}  // namespace onescreen::demo
