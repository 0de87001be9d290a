#include "data/inflate.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <limits>

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;

constexpr int kGzipOnly = 15 + 16;  // window bits; zlib reads the gzip header and checks its sum

struct Stream {
  z_stream zlib{};
  bool open = inflateInit2(&zlib, kGzipOnly) == Z_OK;
  ~Stream() {
    if (open) inflateEnd(&zlib);
  }
};

model::Result<std::string> inflated(std::string_view body, size_t max_bytes) {
  const Error broken{ErrorCode::connection, "the compressed answer is damaged or incomplete", {}};
  Stream stream;
  if (!stream.open) return Error{ErrorCode::io, "there is no memory to decompress an answer", {}};
  std::string out;
  // Most JSON shrinks to a sixth. The guess never exceeds what may come out, so that a bomb costs no more than that.
  size_t room = std::min(std::max<size_t>(body.size() * 6, 4096), max_bytes + 1);
  stream.zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  size_t left = body.size();
  while (true) {
    if (stream.zlib.avail_in == 0) {
      const size_t step = std::min<size_t>(left, std::numeric_limits<uInt>::max());
      stream.zlib.avail_in = static_cast<uInt>(step);
      left -= step;
    }
    const size_t written = out.size();
    out.resize(std::min(std::max(room, written + written / 2 + 4096), max_bytes + 1));
    const size_t space = std::min<size_t>(out.size() - written, std::numeric_limits<uInt>::max());
    stream.zlib.next_out = reinterpret_cast<Bytef*>(out.data() + written);
    stream.zlib.avail_out = static_cast<uInt>(space);
    const int result = inflate(&stream.zlib, Z_NO_FLUSH);
    out.resize(written + space - stream.zlib.avail_out);
    if (out.size() > max_bytes) {
      return Error{
          ErrorCode::too_large, "the compressed answer is larger than \"max_mb\" allows once it is unpacked", {}};
    }
    room = 0;
    if (result == Z_STREAM_END) {
      if (stream.zlib.avail_in == 0 && left == 0) return out;
      // Several gzip members in a row are one content (RFC 1952, 2.2).
      if (inflateReset(&stream.zlib) != Z_OK) return broken;
    } else if (result != Z_OK || (stream.zlib.avail_in == 0 && left == 0 && stream.zlib.avail_out > 0)) {
      return broken;
    }
  }
}

}  // namespace

model::Result<std::string> decoded_content(std::string body, std::string_view coding, size_t max_bytes) {
  std::string name;
  for (const char c : coding) {
    if (c != ' ' && c != '\t') name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (name.empty() || name == "identity") return body;
  if (name == "gzip" || name == "x-gzip") {
    // Servers name the coding even where there is nothing to code.
    if (body.empty()) return body;
    return inflated(body, max_bytes);
  }
  return Error{
      ErrorCode::http, fmt::format("the back end compresses with \"{}\", which it was not asked to do", coding), {}};
}

}  // namespace onescreen::data
