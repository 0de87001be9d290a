// Pictures that someone has looked at and accepted, and how a test compares a new one with them.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>

#include "gfx/image.h"

namespace onescreen::test_support {

// Whether `actual` looks like the picture in `accepted`: an edge may differ in up to `most_pixels`, as another version
// of the rasteriser or of FreeType draws it, and no more. A difference leaves `out`.actual.png and .diff.png.
// ONESCREEN_UPDATE_GOLDEN=1 accepts what differs and says which; look at every picture before you commit it.
testing::AssertionResult looks_as_accepted(const gfx::Image& actual, const std::filesystem::path& accepted,
                                           const std::filesystem::path& out, size_t most_pixels);

}  // namespace onescreen::test_support
