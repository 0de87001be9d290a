// How a recording lies on disk: a folder of segments, each a head and records with a checksum of their own. What both
// sides of it share: the recorder that writes and the replay that reads. A segment whose end was cut off by a kill is
// read up to there.
#pragma once

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "model/time.h"

namespace onescreen::data {

enum class RecordKind : uint8_t {
  key = 1,      // a source's state as a segment begins, so that a replay can begin there
  state = 2,    // a source that begins anew: declared, restored, or picked up after a loss
  outcome = 3,  // one poll
  removed = 4,  // the source is no longer polled
  lost = 5,     // the disk was too slow: changes are missing here
};

// One record, its contents still encoded.
struct RawRecord {
  RecordKind kind = RecordKind::outcome;
  model::TimePoint time;     // wall clock
  std::string source;        // empty for `lost`
  std::string masks;         // of key and state: fingerprint_of_masks
  model::TimePoint seen_at;  // of key and state: when the table was first seen
  std::string content;       // encode_facts or encode_outcome
  // encode_table of a table that is new here; nullopt: none, or (of an outcome) the one before.
  std::optional<std::string> table;
  bool same_table = false;  // of an outcome: the rows of the table before were sent again
};

// Length, checksum and body: what a segment holds of it.
std::string framed(const RawRecord& record);

struct SegmentHead {
  uint32_t number = 0;
  model::TimePoint begun;
  bool goes_on = false;  // nothing is missing between the segment before and this one
};
std::string encode_head(const SegmentHead& head);

// "segment-00000042.osrec"
std::string segment_name(uint32_t number);
// Of a folder, ascending; other files are not looked at.
std::vector<uint32_t> segments_in(const std::string& folder);

// Reads one segment record by record; never more of it than it says in checked bytes.
class SegmentReader {
 public:
  static model::Result<SegmentReader> open(const std::string& folder, uint32_t number);

  const SegmentHead& head() const { return head_; }
  // nullopt at the end, or at the first record that is cut off or damaged: torn() tells.
  std::optional<RawRecord> next();
  bool torn() const { return torn_; }

 private:
  SegmentReader() = default;

  std::ifstream in_;
  uint64_t left_ = 0;  // bytes behind what was read
  SegmentHead head_;
  bool torn_ = false;
};

}  // namespace onescreen::data
