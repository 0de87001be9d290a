// Short texts that stand for configurations, so that what lies on disk is only shown under the one it was read with.
// Pure.
#pragma once

#include <string>
#include <string_view>

#include "data/source_config.h"

namespace onescreen::data {

// 16 hexadecimal digits; the same on every machine and in every run. Not for secrets: it resists accidents only.
std::string fingerprint_of(std::string_view bytes);

// Of everything that decides what a source's table holds: where and how it is asked, how the answer is read, and how it
// is masked (`visitor`: under the site's stricter privacy).
std::string fingerprint_of(const SourceConfig& source, bool visitor);

// Of its masks alone: which columns are masked, and how.
std::string fingerprint_of_masks(const SourceConfig& source);

}  // namespace onescreen::data
