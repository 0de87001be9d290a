// Content codings of HTTP answers: gzip back to plain bytes. Pure; bounded; a stream that ends early is an error, since
// half an answer must never pass for a whole one.
#pragma once

#include <string>
#include <string_view>

#include "model/result.h"

namespace onescreen::data {

// Takes the coding named by Content-Encoding ("gzip", "x-gzip", "identity" or nothing) off `body`. At most `max_bytes`
// come out (ErrorCode::too_large beyond), however small the body is.
model::Result<std::string> decoded_content(std::string body, std::string_view coding, size_t max_bytes);

}  // namespace onescreen::data
