// Proves that every widget is looked at: each registered one has its golden cases, each case its accepted picture, and
// no picture is left over from a case that is gone.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "support/golden.h"
#include "support/repository.h"
#include "ui/widget.h"

namespace onescreen {
namespace {

namespace fs = std::filesystem;

TEST(GoldenCases, every_widget_has_the_cases_that_all_must_stand) {
  ASSERT_GE(ui::widget_types().size(), 9u) << "the widgets did not register themselves";
  std::set<std::pair<std::string, std::string>> there;
  for (const auto& name : test_support::golden_names()) there.emplace(name.widget, name.name);
  for (const auto* type : ui::widget_types()) {
    const std::string folder = "tests/golden/cases/" + type->name;
    for (const char* written : {"typical", "empty", "extreme"}) {
      EXPECT_TRUE(fs::exists(test_support::source_dir() / folder / (std::string(written) + ".json")))
          << folder << " lacks " << written << ".json";
    }
    for (const char* derived : {"late", "stale", "down", "never", "tiny"}) {
      EXPECT_TRUE(there.contains({type->name, derived})) << type->name << " is not drawn " << derived;
    }
  }
}

TEST(GoldenCases, every_case_has_a_picture_and_every_picture_a_case) {
  std::set<std::string> wanted;
  for (const auto& name : test_support::golden_names()) {
    const std::string image = fs::path(name.image()).lexically_relative(test_support::source_dir()).string();
    wanted.insert(image);
    EXPECT_TRUE(fs::exists(name.image()))
        << image << " is missing; make it with ONESCREEN_UPDATE_GOLDEN=1 and look at it";
  }
  EXPECT_FALSE(wanted.empty());
  for (const auto& image : test_support::files_under("tests/golden/images", {".png"})) {
    EXPECT_TRUE(wanted.contains(image)) << image << " belongs to no case; remove it";
  }
}

TEST(GoldenCases, no_case_speaks_of_a_widget_that_is_gone) {
  for (const auto& name : test_support::golden_names())
    EXPECT_NE(ui::find_widget_type(name.widget), nullptr) << "tests/golden/cases/" << name.widget;
}

}  // namespace
}  // namespace onescreen
