// What a panel gives other programs: figures with unit, rows as tabbed lines, and always where they are from.
#include "ui/copied_text.h"

#include <gtest/gtest.h>

#include "support/repository.h"

namespace onescreen::ui {
namespace {

using namespace std::chrono_literals;
using model::Type;

const char* const kWords = R"({
  "null": "-", "copy.source": "from {}", "data_as_of": "as of {}", "demo": "invented", "state.down": "down", "shown_of": "{} of {}",
  "separator": " | ", "list_separator": ", " })";

class CopiedText : public testing::Test {
 protected:
  void SetUp() override {
    const test_support::TempFolder folder;
    words_ = *Words::load(folder.write("words.json", kWords));
    panel_.title = "Received";
    panel_.queries = {"q"};
    source_.name = "cases";
    source_.title = "Cases";
    source_.demo = true;
    source_.every = 5s;
    source_.max_age = 30s;
    source_.as_of = now_.utc - 3s;
    source_.confirmed = model::Instant{now_.utc - 1s, now_.uptime - 1s};
  }
  std::string copied() {
    auto snapshot = std::make_shared<model::Snapshot>();
    snapshot->sources["cases"] = std::make_shared<model::SourceState>(source_);
    auto answers = std::make_shared<model::Answers>();
    (*answers)["q"] = std::make_shared<model::Answer>(model::Answer{table_, {}, {"cases"}, {}});
    scene_.snapshot = snapshot;
    scene_.answers = answers;
    const Frame frame{scene_, now_, zone_, theme_, words_, screen_, pointer_, commands_};
    return copied_text(frame, panel_);
  }

  model::Instant now_{model::parse_iso8601("2026-11-20T07:52:36+08:00").value(), 100h};
  model::Zone zone_ = model::Zone::fixed("+8", 8h);
  Theme theme_;
  Words words_;
  ScreenState screen_;
  Pointer pointer_;
  Commands commands_;
  model::Scene scene_;
  model::TablePtr table_;
  LayoutPanel panel_;
  model::SourceState source_;
};

TEST_F(CopiedText, one_figure_has_its_unit_its_source_and_its_time) {
  model::TableBuilder rows("q", {{"value", Type::integer}, {"unit", Type::text}, {"change", Type::number}});
  rows.integer(0, 321);
  rows.text(1, "cases");
  rows.end_row();
  table_ = rows.build();
  EXPECT_EQ(copied(), "Received\n321 cases\nfrom Cases \xC2\xB7 as of 2026-11-20 07:52:33 \xC2\xB7 invented\n");
}

TEST_F(CopiedText, rows_are_lines_of_cells_whatever_stands_in_them) {
  model::TableBuilder rows("q", {{"name", Type::text}, {"at", Type::time}, {"shape", Type::geometry}});
  rows.text(0, "two\tparts\nof it");
  rows.time(1, now_.utc);
  rows.end_row();
  rows.end_row();
  table_ = rows.build();
  EXPECT_TRUE(copied().starts_with("Received\nname\tat\ntwo parts of it\t2026-11-20 07:52:36\n-\t-\nfrom Cases"))
      << copied();
}

TEST_F(CopiedText, a_table_gives_the_columns_that_it_shows_under_its_own_words) {
  std::vector<Problem> problems;
  panel_.widget = "table";
  panel_.config =
      Document::parse(R"({"columns": {"at": {"label": "When"}, "name": {}, "none": {}}})", "layout.json", problems)
          ->root();
  model::TableBuilder rows("q", {{"name", Type::text}, {"phone", Type::text}, {"at", Type::time}});
  rows.text(0, "one");
  rows.text(1, "021 12345");
  rows.time(2, now_.utc);
  rows.end_row();
  table_ = rows.build();
  EXPECT_TRUE(copied().starts_with("Received\nWhen\tname\n2026-11-20 07:52:36\tone\nfrom Cases")) << copied();
}

TEST_F(CopiedText, says_when_the_source_is_silent) {
  model::TableBuilder rows("q", {{"value", Type::integer}});
  rows.integer(0, 1);
  rows.end_row();
  table_ = rows.build();
  source_.confirmed = model::Instant{now_.utc - 1h, now_.uptime - 1h};
  source_.as_of.reset();
  source_.error = model::Error{model::ErrorCode::timeout, "nothing came", ""};
  source_.failing_since = source_.confirmed;
  EXPECT_NE(copied().find("as of 2026-11-20 06:52:36 \xC2\xB7 down"), std::string::npos) << copied();
}

TEST_F(CopiedText, long_tables_are_cut_and_say_so) {
  model::TableBuilder rows("q", {{"n", Type::integer}});
  for (size_t i = 0; i < kMostCopiedRows + 5; ++i) {
    rows.integer(0, static_cast<int64_t>(i));
    rows.end_row();
  }
  table_ = rows.build();
  const std::string text = copied();
  EXPECT_NE(text.find("2000 of 2005"), std::string::npos);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), static_cast<std::ptrdiff_t>(kMostCopiedRows) + 4);
}

TEST_F(CopiedText, without_data_there_is_nothing_to_copy) { EXPECT_EQ(copied(), ""); }

}  // namespace
}  // namespace onescreen::ui
