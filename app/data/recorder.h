// Recorder: writes every outcome of every poll to a ring of files, so that a replay can show what was on screen.
// It records tables as they were decoded, after masking, not the bytes that came: fields that no column maps, and what
// the masks hide, never reach the disk. On a thread of its own; nothing ever waits for the disk: what it cannot take in
// time is left out, and the recording says so where it is missing.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "data/recording_file.h"
#include "data/store.h"
#include "model/result.h"

namespace onescreen::data {

struct RecorderOptions {
  std::string dir = {};
  int64_t max_bytes = int64_t{1} << 30;  // of all segments together; the oldest goes first
  size_t queue = 512;                    // changes that may wait to be written
};

class Recorder {
 public:
  // Fails with a sentence when the folder cannot be made or written, or another program records into it.
  static model::Result<std::unique_ptr<Recorder>> open(RecorderOptions options, model::Clock clock);
  // Writes what waits.
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  // From any thread, in the order of the changes; quick, never waits.
  void note(const SourceChange& change);
  // Likewise: a source as it stands, for a recording that begins after the program.
  void begin_with(const SourceChange& present);

 private:
  // A change with what outlives the store's call.
  struct Item {
    std::string source;
    std::string masks;
    model::TimePoint time;
    std::optional<PollOutcome> outcome;  // its table only where it is new
    bool same_table = false;
    bool starts_anew = false;
    model::SourceStatePtr after;  // empty: removed
  };
  // A source as the newest written record left it.
  struct Shadow {
    model::SourceStatePtr state;
    std::string masks;
  };

  Recorder(RecorderOptions options, model::Clock clock, int lock);
  void put_in_line(Item item);
  void work(std::stop_token stop);
  void write(const Item& item);
  void write_lost(std::map<std::string, Item> lost);
  RawRecord state_record(RecordKind kind, const std::string& source, const Shadow& shadow, model::TimePoint time) const;
  // Appends; begins another segment where this one is full. False when the disk refuses.
  bool append(const RawRecord& record);
  bool begin_segment(model::TimePoint time);
  bool put(std::string_view bytes);
  void make_room(int64_t bytes);
  void give_up(const std::string& why);

  RecorderOptions options_;
  model::Clock clock_;
  int lock_;  // descriptor that holds the folder

  // Whether this answer and the one before it may not be kept.
  std::pair<bool, bool> withhold(const SourceChange& change);

  std::mutex mutex_;                // guards the next three
  std::set<std::string> withheld_;  // sources whose answer on screen may not be kept
  std::condition_variable_any wake_;
  std::deque<Item> waiting_;
  std::map<std::string, Item> lost_;  // the newest change of each source that did not find room

  // The worker's own.
  std::map<std::string, Shadow> shadow_;
  int segment_ = -1;
  uint32_t number_ = 0;
  int64_t segment_bytes_ = 0;
  bool continuous_ = false;  // the next segment lacks nothing
  bool said_ = false;        // that the disk refuses
  std::chrono::steady_clock::time_point retry_{};
  std::jthread worker_;
};

}  // namespace onescreen::data
