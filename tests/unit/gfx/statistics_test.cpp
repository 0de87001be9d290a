// The counters say what lives on the GPU and what was sent there.
#include "gfx/statistics.h"

#include <gtest/gtest.h>

#include "gfx/buffer.h"
#include "gfx/context.h"
#include "gfx/target.h"
#include "gfx/texture.h"

namespace onescreen::gfx {
namespace {

TEST(GpuStatistics, CountWhatLivesAndForgetWhatIsGone) {
  std::string why_not;
  const auto context = HeadlessContext::create(why_not);
  ASSERT_NE(context, nullptr) << why_not;
  const Statistics before = statistics();
  {
    Buffer buffer;
    const std::byte bytes[100] = {};
    buffer.upload(std::span<const std::byte>(bytes));
    buffer.upload(std::span<const std::byte>(bytes, 40));
    EXPECT_EQ(statistics().buffers - before.buffers, 1);
    EXPECT_EQ(statistics().buffer_bytes - before.buffer_bytes, 40);
    EXPECT_EQ(statistics().uploaded_bytes - before.uploaded_bytes, 140u);
    Buffer moved = std::move(buffer);
    EXPECT_EQ(statistics().buffers - before.buffers, 1);
    Target target(30, 20);
    EXPECT_EQ(statistics().texture_bytes - before.texture_bytes, 30 * 20 * 4);
    target.resize(10, 10);
    EXPECT_EQ(statistics().texture_bytes - before.texture_bytes, 400);
    EXPECT_EQ(statistics().framebuffers - before.framebuffers, 1);
    Texture texture;
    texture.upload({2, 2, std::vector<uint8_t>(16)}, Texture::Filter::nearest);
    texture.upload({4, 2, std::vector<uint8_t>(32)}, Texture::Filter::nearest);
    EXPECT_EQ(statistics().texture_bytes - before.texture_bytes, 432);
    texture.abandon();
    EXPECT_EQ(statistics().texture_bytes - before.texture_bytes, 400);
  }
  EXPECT_EQ(statistics().objects(), before.objects());
  EXPECT_EQ(statistics().gpu_bytes(), before.gpu_bytes());
}

}  // namespace
}  // namespace onescreen::gfx
