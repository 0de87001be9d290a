// ImGui's draw lists reach the bound target, and what they leave behind does not disturb the next drawing.
#include "gfx/imgui_renderer.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include "gfx/context.h"
#include "gfx/target.h"

namespace onescreen::gfx {
namespace {

TEST(ImGuiRendererTest, DrawsARectangleWhereItWasAskedTo) {
  std::string why_not;
  const auto context = HeadlessContext::create(why_not);
  ASSERT_NE(context, nullptr) << why_not;
  ImGuiContext* imgui = ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  {
    ImGuiRenderer renderer(imgui);
    Target target(64, 32);
    for (int round = 0; round < 2; ++round) {
      if (round == 1) renderer.rebuild();
      ImGui::GetIO().DisplaySize = ImVec2(64, 32);
      renderer.new_frame();
      ImGui::NewFrame();
      ImGui::GetBackgroundDrawList()->AddRectFilled(ImVec2(10, 4), ImVec2(20, 8), IM_COL32(255, 0, 0, 255));
      ImGui::Render();
      target.clear(rgb(0x000000));
      renderer.render(*ImGui::GetDrawData());
      const Image image = target.read_pixels();
      EXPECT_EQ(image.at(12, 5), rgb(0xFF0000));
      EXPECT_EQ(image.at(12, 12), rgb(0x000000));
      EXPECT_EQ(image.at(30, 5), rgb(0x000000));
      EXPECT_EQ(take_gl_error("render"), "");
    }
  }
  ImGui::DestroyContext(imgui);
}

}  // namespace
}  // namespace onescreen::gfx
