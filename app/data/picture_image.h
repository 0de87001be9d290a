// A camera's answer as a picture of bounded size: PNG or JPEG, reduced so that it is smooth where it is drawn small.
// Pure; any thread; of large ones only one is decoded at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "model/result.h"
#include "model/tiles.h"

namespace onescreen::data {

inline constexpr size_t kMostPictureBytes = size_t{8} << 20;  // encoded
inline constexpr int kMostPicturePx = 4096;                   // a side, decoded

// At most `max_px` pixels a side. `content_type` serves sentences only: what the bytes are is seen from them.
model::Result<model::TileImagePtr> decode_picture(std::string_view bytes, int max_px,
                                                  std::string_view content_type = {});

// The mean of what each pixel covers; the same pointer where it is small enough already.
model::TileImagePtr reduced(model::TileImagePtr image, int max_px);

// Tells pictures apart by their pixels: a camera that hangs may still be sent with new headers.
uint64_t hash_of(const model::TileImage& image);

}  // namespace onescreen::data
