// Replay: reads what a Recorder wrote and folds it into a store as its time comes, instead of polling. The same
// recording up to the same instant gives the same snapshot, so the same picture.
//
// Whole instants are rebased, since uptimes of the program that recorded mean nothing here: an answer's uptime becomes
// its wall-clock time in milliseconds since 1970, and so does that of the replay's clock (replay_clock). Within one
// poll the distance between begin and answer stays as it was measured. Ages are then wall-clock ages; where the
// recorded wall clock was set, what came before it seems older or younger by that much, until the next poll.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "data/recording_file.h"
#include "data/store.h"
#include "model/result.h"

namespace onescreen::data {

class Replay {
 public:
  // Fails with a sentence when there is no recording. Reads the last segment to its end, to know when that is.
  static model::Result<std::shared_ptr<Replay>> open(const std::string& dir);

  model::TimePoint begin() const { return begin_; }
  // When its last record was made.
  model::TimePoint end() const { return end_; }

  // Declares the sources, and folds all that was recorded up to `at`, from so long before that histories are filled.
  // One thread at a time uses a Replay from here on.
  void start(Store& store, const std::vector<SourceConfig>& sources, model::TimePoint at);
  // Other sources from now on: those that ask for something else, or mask otherwise, begin as never answered.
  void replace(std::vector<SourceConfig> sources);
  // Folds what came up to `at`; returns the time of what comes next, or nullopt at the recording's end.
  std::optional<model::TimePoint> advance(model::TimePoint at);

 private:
  explicit Replay(std::string dir, std::vector<uint32_t> segments)
      : dir_(std::move(dir)), segments_(std::move(segments)) {}

  // Opens the segment at `index`, or the next one that can be read.
  bool open_segment(size_t index);
  // What comes next, whatever its time; stays until it is taken.
  const RawRecord* peek();
  void apply(const RawRecord& record);

  std::string dir_;
  std::vector<uint32_t> segments_;
  std::vector<std::optional<model::TimePoint>> begun_;  // of each segment; empty: it cannot be read
  model::TimePoint begin_;
  model::TimePoint end_;

  Store* store_ = nullptr;
  std::map<std::string, SourceConfig, std::less<>> sources_;
  std::map<std::string, std::string> masks_;           // of the sources, here
  std::map<std::string, std::string> recorded_masks_;  // and as they were recorded
  std::map<std::string, model::TablePtr> tables_;      // the newest of each source
  std::map<std::string, bool> refused_;                // said that its masks differ
  size_t at_segment_ = 0;
  std::optional<SegmentReader> reader_;
  std::optional<RawRecord> next_;
  bool skip_keys_ = false;  // they say what is known already
};

// Begins at `at` and goes on from there with the machine's monotonic clock, or stands still; uptimes as Replay makes
// them.
model::Clock replay_clock(model::TimePoint at, bool stands_still);

}  // namespace onescreen::data
