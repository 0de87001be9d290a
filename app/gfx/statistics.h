// What drawing has cost and what lives on the GPU: counters of the thread that draws, kept by the classes of this folder.
// For the debug overlay, the benchmark and tests.
#pragma once

#include <cstdint>

namespace onescreen::gfx {

struct Statistics {
  // Since the thread began; take differences.
  uint64_t draw_calls = 0;
  uint64_t uploaded_bytes = 0;  // into buffers and textures
  // Living now. Objects of a context that is gone are not counted any more.
  int64_t buffers = 0;
  int64_t vertex_arrays = 0;
  int64_t textures = 0;
  int64_t framebuffers = 0;
  int64_t renderbuffers = 0;
  int64_t programs = 0;
  int64_t buffer_bytes = 0;   // as asked for; the driver may round up
  int64_t texture_bytes = 0;  // targets and depth included

  int64_t objects() const { return buffers + vertex_arrays + textures + framebuffers + renderbuffers + programs; }
  int64_t gpu_bytes() const { return buffer_bytes + texture_bytes; }
};

// Of the calling thread.
Statistics& statistics();

}  // namespace onescreen::gfx
