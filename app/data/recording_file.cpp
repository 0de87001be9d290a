#include "data/recording_file.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "data/bytes.h"

namespace onescreen::data {
namespace {

namespace fs = std::filesystem;
using model::Error;
using model::ErrorCode;

using namespace std::string_view_literals;
constexpr std::string_view kMagic = "OSREC\0\0\1"sv;
constexpr size_t kHeadBytes = 8 + sizeof(uint32_t) + sizeof(int64_t) + 1 + sizeof(uint32_t);
constexpr std::string_view kPrefix = "segment-";
constexpr std::string_view kSuffix = ".osrec";

uint32_t checksum(std::string_view bytes) {
  return static_cast<uint32_t>(crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

std::optional<RawRecord> decode(std::string_view body) {
  ByteReader in(body);
  RawRecord record;
  const auto kind = in.get<uint8_t>();
  if (kind < static_cast<uint8_t>(RecordKind::key) || kind > static_cast<uint8_t>(RecordKind::lost))
    return std::nullopt;
  record.kind = static_cast<RecordKind>(kind);
  record.time = model::from_millis(in.get<int64_t>());
  record.source = in.text();
  record.masks = in.text();
  record.seen_at = model::from_millis(in.get<int64_t>());
  record.content = in.text();
  record.same_table = in.flag();
  if (in.flag()) record.table = in.text();
  if (!in.done()) return std::nullopt;
  return record;
}

}  // namespace

std::string framed(const RawRecord& record) {
  ByteWriter body;
  body.put(record.kind);
  body.put(model::to_millis(record.time));
  body.text(record.source);
  body.text(record.masks);
  body.put(model::to_millis(record.seen_at));
  body.text(record.content);
  body.put(static_cast<uint8_t>(record.same_table ? 1 : 0));
  body.put(static_cast<uint8_t>(record.table ? 1 : 0));
  if (record.table) body.text(*record.table);
  ByteWriter frame;
  frame.put(static_cast<uint32_t>(body.bytes().size()));
  frame.put(checksum(body.bytes()));
  frame.raw(body.bytes().data(), body.bytes().size());
  return frame.take();
}

std::string encode_head(const SegmentHead& head) {
  ByteWriter out;
  out.raw(kMagic.data(), kMagic.size());
  out.put(head.number);
  out.put(model::to_millis(head.begun));
  out.put(static_cast<uint8_t>(head.goes_on ? 1 : 0));
  out.put(checksum(out.bytes()));
  return out.take();
}

std::string segment_name(uint32_t number) { return fmt::format("{}{:08}{}", kPrefix, number, kSuffix); }

std::vector<uint32_t> segments_in(const std::string& folder) {
  std::vector<uint32_t> all;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) continue;
    const char* begin = name.data() + kPrefix.size();
    const char* const last = name.data() + name.size() - kSuffix.size();
    uint32_t number = 0;
    const auto [stopped, problem] = std::from_chars(begin, last, number);
    if (problem == std::errc{} && stopped == last) all.push_back(number);
  }
  std::sort(all.begin(), all.end());
  return all;
}

model::Result<SegmentReader> SegmentReader::open(const std::string& folder, uint32_t number) {
  const std::string path = folder + "/" + segment_name(number);
  const auto refuse = [&](const char* what) { return Error{ErrorCode::format, what, path}; };
  SegmentReader reader;
  std::error_code error;
  reader.left_ = fs::file_size(path, error);
  reader.in_.open(path, std::ios::binary);
  if (error || !reader.in_) return Error{ErrorCode::io, "cannot be read", path};
  std::string head(kHeadBytes, '\0');
  if (reader.left_ < kHeadBytes || !reader.in_.read(head.data(), kHeadBytes))
    return refuse("is no segment of a recording: it is too short");
  reader.left_ -= kHeadBytes;
  ByteReader in(head);
  if (in.raw(kMagic.size()) != kMagic) return refuse("is no segment of a recording, or of another version");
  reader.head_.number = in.get<uint32_t>();
  reader.head_.begun = model::from_millis(in.get<int64_t>());
  reader.head_.goes_on = in.flag();
  if (in.get<uint32_t>() != checksum(std::string_view(head).substr(0, kHeadBytes - sizeof(uint32_t))))
    return refuse("has a damaged head");
  return reader;
}

std::optional<RawRecord> SegmentReader::next() {
  if (left_ == 0 || torn_) return std::nullopt;
  torn_ = true;
  char lengths[2 * sizeof(uint32_t)];
  if (left_ < sizeof lengths || !in_.read(lengths, sizeof lengths)) return std::nullopt;
  left_ -= sizeof lengths;
  ByteReader in(std::string_view(lengths, sizeof lengths));
  const auto size = in.get<uint32_t>();
  const auto expected = in.get<uint32_t>();
  if (size > left_) return std::nullopt;
  std::string body(size, '\0');
  if (!in_.read(body.data(), size) || checksum(body) != expected) return std::nullopt;
  left_ -= size;
  auto record = decode(body);
  torn_ = !record;
  return record;
}

}  // namespace onescreen::data
