// A body as gzip (RFC 1952), quickly rather than small. Pure.
#pragma once

#include <string>
#include <string_view>

namespace onescreen::demo {

// Empty when zlib fails, which is for want of memory.
std::string gzipped(std::string_view body);

}  // namespace onescreen::demo
