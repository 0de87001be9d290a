// Shaders: the ones that the program ships compile and link, and a missing one is a sentence, not a crash.
#include "gfx/program.h"

#include <gtest/gtest.h>

#include "gfx/context.h"
#include "gfx/shader_source.h"

namespace onescreen::gfx {
namespace {

class ProgramTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string why_not;
    context_ = HeadlessContext::create(why_not);
    ASSERT_NE(context_, nullptr) << why_not;
  }
  std::unique_ptr<HeadlessContext> context_;
};

TEST_F(ProgramTest, EveryShippedShaderCompiles) {
  for (const char* name : {"cells", "circle", "cluster", "flow", "head", "heat", "mark", "outline", "pattern", "shape",
                           "stroke", "tile"}) {
    Program program(name);
    EXPECT_TRUE(program.use()) << program.error();
    EXPECT_FALSE(shader_source(std::string(name) + ".vert").empty());
    program.set("u_no_such_uniform", 1.0f);
  }
  EXPECT_EQ(take_gl_error("shaders"), "");
}

TEST_F(ProgramTest, AMissingShaderIsASentence) {
  Program program("no_such_shader");
  EXPECT_FALSE(program.use());
  EXPECT_NE(program.error().find("no_such_shader.vert"), std::string::npos);
  EXPECT_FALSE(program.use());
}

TEST_F(ProgramTest, NothingIsCompiledAgainWithoutAChange) {
  Program program("mark");
  ASSERT_TRUE(program.use());
  EXPECT_FALSE(program.reload_if_changed());
  Program moved = std::move(program);
  EXPECT_TRUE(moved.use());
}

}  // namespace
}  // namespace onescreen::gfx
