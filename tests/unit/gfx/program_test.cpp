// Shaders: the ones that the program ships compile and link, and a missing one is a sentence, not a crash.
#include "gfx/program.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "gfx/context.h"
#include "gfx/shader_source.h"
#include "support/repository.h"

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

#ifndef NDEBUG
TEST_F(ProgramTest, ABrokenEditKeepsTheLastGoodAndAMendedOneIsTakenOver) {
  const std::filesystem::path shipped = test_support::source_dir() / "shaders";
  const test_support::TempFolder folder;
  for (const char* file : {"mark.vert", "mark.frag"})
    std::filesystem::copy_file(shipped / file, folder.path() / file);
  read_shaders_from(folder.path());
  auto newer = std::filesystem::last_write_time(folder.path() / "mark.frag");
  const auto edit = [&](const std::string& text) {
    std::ofstream(folder.path() / "mark.frag") << text;
    newer += std::chrono::seconds(2);
    std::filesystem::last_write_time(folder.path() / "mark.frag", newer);
  };
  Program program("mark");
  ASSERT_TRUE(program.use()) << program.error();
  edit("#version 330 core\nvoid main() { this is no shader; }\n");
  EXPECT_FALSE(program.reload_if_changed());
  EXPECT_TRUE(program.usable());
  EXPECT_TRUE(program.use());
  EXPECT_NE(program.error().find("mark.frag"), std::string::npos) << program.error();
  EXPECT_FALSE(program.reload_if_changed()) << "what did not compile is not tried again";
  edit("#version 330 core\nout vec4 c;\nvoid main() { c = vec4(1.0); }\n");
  EXPECT_TRUE(program.reload_if_changed());
  EXPECT_EQ(program.error(), "");
  read_shaders_from(shipped);
}
#endif

}  // namespace
}  // namespace onescreen::gfx
