// What can be found, what a text means, and the palette that shows it.
#include "finder.h"

#include <gtest/gtest.h>

#include "command_palette.h"
#include "commands.h"
#include "desk.h"

namespace onescreen::app {
namespace {

using namespace std::chrono_literals;
using Kind = gfx::InputEvent::Kind;

const std::string kFire = "\xE7\x81\xAB\xE8\xAD\xA6";  // two Chinese characters

FoundThing thing(std::string text, std::string searched) {
  FoundThing out;
  out.text = out.key = std::move(text);
  out.searched = std::move(searched);
  return out;
}

std::vector<FoundThing> some() {
  return {thing("Daily", "daily daily"), thing("Street", "street bwt-01"), thing(kFire, kFire + " road 7 case-12"),
          thing("Duty", "duty daily round")};
}

std::vector<std::string> texts(std::string_view wanted, size_t most = 10) {
  const auto things = some();
  size_t total = 0;
  std::vector<std::string> out;
  for (const size_t i : found(things, wanted, most, total)) out.push_back(things[i].text);
  EXPECT_GE(total, out.size());
  return out;
}

gfx::InputEvent key(int code) { return {.kind = Kind::key, .code = code, .pressed = true}; }
gfx::InputEvent character(int code) { return {.kind = Kind::character, .code = code}; }

TEST(Finder, nothing_typed_means_everything) { EXPECT_EQ(texts("").size(), 4u); }

TEST(Finder, every_word_must_be_there_in_any_order_and_case) {
  EXPECT_EQ(texts("7 ROAD"), std::vector<std::string>{kFire});
  EXPECT_EQ(texts("BWT"), std::vector<std::string>{"Street"});
  EXPECT_EQ(texts(kFire), std::vector<std::string>{kFire});
  EXPECT_TRUE(texts("daily 7").empty());
}

TEST(Finder, what_begins_with_it_comes_first) {
  EXPECT_EQ(texts("d"), (std::vector<std::string>{"Daily", "Duty", kFire}));
  EXPECT_EQ(texts("du"), std::vector<std::string>{"Duty"});
}

TEST(Finder, says_how_many_there_are_beyond_the_ones_it_gives) {
  const auto things = some();
  size_t total = 0;
  EXPECT_EQ(found(things, "", 2, total).size(), 2u);
  EXPECT_EQ(total, 4u);
}

TEST(Finder, knows_modes_scenes_and_the_rows_of_the_sites_queries) {
  auto files = load_files({.site = demo_site_file()});
  ASSERT_TRUE(files) << model::describe(files.error());
  const Site& site = *(*files)->site;
  ASSERT_FALSE(site.find.empty());
  model::TableBuilder rows("streets", {{"street", model::Type::text}, {"text", model::Type::text}});
  rows.text(0, "bwt");
  rows.text(1, kFire);
  rows.end_row();
  auto answers = std::make_shared<model::Answers>();
  (*answers)[site.find.front().data] = std::make_shared<model::Answer>(model::Answer{rows.build(), {}, {}, {}});
  model::Scene scene;
  scene.answers = answers;
  const auto things = things_to_find(**files, scene);
  const auto named = [&](const std::string& text) {
    return std::find_if(things.begin(), things.end(), [&](const FoundThing& one) { return one.text == text; });
  };
  EXPECT_EQ(things.front().mode, site.modes.front().name);
  ASSERT_NE(named(kFire), things.end());
  EXPECT_EQ(named(kFire)->group, site.find.front().title);
  const auto* drill = std::get_if<ui::DrillCommand>(&named(kFire)->commands.front());
  ASSERT_NE(drill, nullptr);
  EXPECT_EQ(drill->street, "bwt");
  EXPECT_EQ(drill->street_name, kFire);
  size_t total = 0;
  const auto by_name = found(things, "emergency", 10, total);
  EXPECT_TRUE(std::any_of(by_name.begin(), by_name.end(), [&](size_t i) { return things[i].layout == "emergency"; }));
}

TEST(CommandPalette, types_moves_and_chooses) {
  CommandPalette palette;
  EXPECT_FALSE(palette.take(key('A'))) << "closed, it takes nothing";
  palette.offer(some());
  palette.open();
  EXPECT_EQ(palette.shown().size(), 4u);
  for (const int c : {'d', 'x'}) EXPECT_TRUE(palette.take(character(c)));
  EXPECT_TRUE(palette.shown().empty());
  palette.take(key(gfx::kKeyEnter));
  EXPECT_FALSE(palette.take_choice()) << "there was nothing to choose";
  palette.take(key(gfx::kKeyBackspace));
  EXPECT_EQ(palette.text(), "d");
  palette.take(key(gfx::kKeyDown));
  palette.take(key(gfx::kKeyEnter));
  EXPECT_FALSE(palette.is_open());
  const auto choice = palette.take_choice();
  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->text, "Duty");
  EXPECT_FALSE(palette.take_choice());
}

TEST(CommandPalette, removes_whole_characters_of_any_plane) {
  CommandPalette palette;
  palette.open();
  for (const int c : std::vector<int>{'a', 0x8B66, 0x20BB7}) palette.take(character(c));
  EXPECT_EQ(palette.text(), "a\xE8\xAD\xA6\xF0\xA0\xAE\xB7");
  palette.take(key(gfx::kKeyBackspace));
  EXPECT_EQ(palette.text(), "a\xE8\xAD\xA6");
  palette.take(key(gfx::kKeyBackspace));
  palette.take(key(gfx::kKeyBackspace));
  palette.take(key(gfx::kKeyBackspace));
  EXPECT_EQ(palette.text(), "");
}

TEST(CommandPalette, the_mark_stays_within_what_is_left) {
  CommandPalette palette;
  palette.offer(some());
  palette.open();
  for (int i = 0; i < 9; ++i) palette.take(key(gfx::kKeyDown));
  EXPECT_EQ(palette.marked(), 3u);
  palette.take(character('d'));
  EXPECT_EQ(palette.marked(), 0u) << "another text means other things";
}

TEST(CommandPalette, the_mark_stays_on_its_thing_when_others_come_before_it) {
  CommandPalette palette;
  palette.offer(some());
  palette.open();
  palette.take(key(gfx::kKeyDown));
  const std::string marked = some()[palette.marked().value()].text;
  auto more = some();
  more.insert(more.begin(), thing("Newest", "newest"));
  palette.offer(more);
  palette.take(key(gfx::kKeyEnter));
  const auto choice = palette.take_choice();
  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->text, marked);
}

TEST(CommandPalette, the_mark_stays_on_its_thing_though_its_words_change_or_better_ones_push_it_out) {
  CommandPalette palette;
  std::vector<FoundThing> things;
  for (int i = 0; i < 14; ++i) things.push_back(thing("cam" + std::to_string(i), "cam" + std::to_string(i)));
  palette.offer(things);
  palette.open();
  for (int i = 0; i < 11; ++i) palette.take(key(gfx::kKeyDown));
  auto changed = things;
  for (auto& one : changed) one.searched += " two minutes ago";
  changed.insert(changed.begin(), 3, thing("newer", "newer"));
  palette.offer(changed);
  palette.take(key(gfx::kKeyEnter));
  const auto choice = palette.take_choice();
  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->text, "cam11");
}

TEST(CommandPalette, a_marked_thing_that_is_gone_is_replaced_by_no_other) {
  CommandPalette palette;
  palette.offer(some());
  palette.open();
  palette.take(key(gfx::kKeyDown));
  auto fewer = some();
  fewer.erase(fewer.begin() + 1);
  palette.offer(fewer);
  palette.take(key(gfx::kKeyEnter));
  EXPECT_FALSE(palette.take_choice());
  fewer.push_back(thing("More", "more"));
  palette.offer(fewer);
  EXPECT_EQ(palette.marked(), std::nullopt) << "nor by what comes later";
  palette.take(key(gfx::kKeyEnter));
  EXPECT_FALSE(palette.take_choice());
  EXPECT_TRUE(palette.is_open());
  palette.take(key(gfx::kKeyDown));
  palette.take(key(gfx::kKeyEnter));
  const auto choice = palette.take_choice();
  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->text, "Daily");
}

TEST(Desk, the_second_of_two_clicks_that_closed_something_does_nothing) {
  const gfx::InputEvent press{.kind = Kind::button, .code = 0, .pressed = true};
  const gfx::InputEvent release{.kind = Kind::button, .code = 0, .pressed = false};
  Desk desk;
  desk.show_help(1s);
  EXPECT_TRUE(desk.take(press, 1s));
  EXPECT_TRUE(desk.take(release, 1050ms));
  EXPECT_TRUE(desk.take(press, 1150ms));
  EXPECT_TRUE(desk.take(release, 1200ms));
  EXPECT_FALSE(desk.take(press, 2s));
  EXPECT_FALSE(desk.take(release, 2s));
}

TEST(Desk, the_wheel_moves_no_map_that_nobody_sees) {
  const gfx::InputEvent wheel{.kind = Kind::scroll};
  Desk desk;
  EXPECT_FALSE(desk.take(wheel, 1s));
  desk.show_help(1s);
  EXPECT_TRUE(desk.take(wheel, 1s));
  EXPECT_TRUE(desk.shows(1s)) << "it closes nothing";
  desk.wake();
  desk.blank(1s);
  EXPECT_TRUE(desk.take(wheel, 2s));
  EXPECT_TRUE(desk.shows(2s));
}

TEST(Desk, what_took_a_press_takes_its_repeats_and_its_release) {
  const auto repeat = [](int code) {
    return gfx::InputEvent{.kind = Kind::key, .code = code, .pressed = true, .repeated = true};
  };
  const gfx::InputEvent press{.kind = Kind::button, .code = 0, .pressed = true};
  const gfx::InputEvent release{.kind = Kind::button, .code = 0, .pressed = false};
  Desk desk;
  desk.blank(1s);
  EXPECT_FALSE(desk.take(repeat('B'), 1s)) << "the key that is still held does not wake it";
  EXPECT_TRUE(desk.shows(1s));
  EXPECT_FALSE(desk.take({.kind = Kind::key, .code = 'B', .pressed = false}, 1s)) << "its release is the wall's";
  EXPECT_TRUE(desk.take(press, 2s));
  EXPECT_FALSE(desk.shows(2s));
  EXPECT_TRUE(desk.take(release, 2s)) << "the wall would take it for a click";
  EXPECT_FALSE(desk.take(press, 3s));
  EXPECT_FALSE(desk.take(release, 3s));
  desk.open_palette(4s);
  EXPECT_TRUE(desk.take(key(gfx::kKeyEscape), 4s));
  EXPECT_FALSE(desk.palette_open());
  EXPECT_TRUE(desk.take(repeat(gfx::kKeyEscape), 4s)) << "held on, it would leave street and grid";
}

TEST(Desk, what_dims_the_wall_goes_when_nobody_touches_it_and_when_the_wall_must_be_seen) {
  Desk desk;
  desk.open_palette(10s);
  desk.look(10s + Desk::kIdle - 1ms);
  EXPECT_TRUE(desk.palette_open());
  EXPECT_EQ(desk.changes_in(10s), Desk::kIdle);
  desk.take(character('a'), 20s);
  desk.look(10s + Desk::kIdle);
  EXPECT_TRUE(desk.palette_open());
  desk.look(20s + Desk::kIdle);
  EXPECT_FALSE(desk.palette_open());
  desk.show_help(1000s);
  desk.open_palette(1000s);
  desk.wake();
  EXPECT_FALSE(desk.shows(1000s));
}

TEST(Desk, a_dark_screen_comes_back_by_any_key_by_itself_and_when_it_must) {
  Desk desk;
  desk.blank(10s);
  EXPECT_TRUE(desk.shows(11s));
  EXPECT_TRUE(desk.take(key('Q'), 12s)) << "the key that wakes it does nothing else";
  EXPECT_FALSE(desk.shows(12s));
  EXPECT_FALSE(desk.take(key('Q'), 13s));
  desk.blank(20s);
  EXPECT_EQ(desk.changes_in(21s), Desk::kBlank - 1s);
  EXPECT_FALSE(desk.shows(20s + Desk::kBlank));
  desk.blank(30s);
  desk.wake();
  EXPECT_FALSE(desk.shows(31s));
}

TEST(Desk, help_goes_with_any_key_and_a_message_with_time) {
  Desk desk;
  desk.show_help(1s);
  EXPECT_TRUE(desk.shows(1s));
  EXPECT_TRUE(desk.take(key('H'), 1s));
  EXPECT_FALSE(desk.shows(1s));
  desk.say("copied", 2s);
  EXPECT_FALSE(desk.take(key('H'), 2s)) << "a message takes no keys";
  EXPECT_TRUE(desk.shows(2s));
  EXPECT_FALSE(desk.shows(2s + Desk::kMessage));
}

}  // namespace
}  // namespace onescreen::app
