// Every widget draws whatever numbers and texts a back end may send: no number, infinity, the largest and the smallest,
// broken UTF-8, endless words, at its least size and at its usual one; and good data at any size. Nothing throws, and
// the sanitizers say nothing.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "support/golden.h"
#include "ui/widget.h"

namespace onescreen {
namespace {

using Limits = std::numeric_limits<double>;

constexpr double kNumbers[] = {
    NAN, INFINITY, -INFINITY, Limits::max(), Limits::lowest(), Limits::min(), -0.0, Limits::denorm_min(), -1, 1e300, 3};
const std::string kTexts[] = {
    "", "\xFF\xFE", std::string(3000, 'x'), "\n\t", "9876543210987654321098765432109876543210", "x", "\xF0\xA0\xAE\xB7",
    " "};
constexpr int64_t kIntegers[] = {std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max(), 0, -1, 5};
// Years that a calendar can say.
constexpr int64_t kTimes[] = {0, -62'000'000'000'000, 250'000'000'000'000, 1'795'000'000'000, 1'795'132'356'000};

// The same columns with `rows` rows of such cells; every seventh is null. `turn` decides which comes where.
model::TablePtr hostile(const model::Table& table, size_t rows, size_t turn) {
  model::TableBuilder builder(table.name(), table.schema());
  for (size_t row = 0; row < rows; ++row) {
    for (size_t column = 0; column < builder.column_count(); ++column) {
      const size_t i = row * 3 + column * 5 + turn;
      if (i % 7 == 6) continue;
      switch (builder.type(column)) {
        case model::Type::text:
          builder.text(column, kTexts[i % std::size(kTexts)]);
          break;
        case model::Type::number:
          builder.number(column, kNumbers[i % std::size(kNumbers)]);
          break;
        case model::Type::integer:
          builder.integer(column, kIntegers[i % std::size(kIntegers)]);
          break;
        case model::Type::boolean:
          builder.boolean(column, i % 2 == 0);
          break;
        case model::Type::time:
          builder.time(column, model::from_millis(kTimes[i % std::size(kTimes)]));
          break;
        default:
          break;
      }
    }
    builder.end_row();
  }
  return builder.build();
}

class HostileData : public testing::TestWithParam<std::string> {};

TEST_P(HostileData, is_drawn) {
  for (const char* name : {"typical", "tiny"}) {
    auto golden = test_support::load_golden({GetParam(), name});
    const auto good = golden.scene.answers;
    for (const size_t rows : {1, 5, 1000}) {
      for (size_t turn = 0; turn < 8; ++turn) {
        auto answers = std::make_shared<model::Answers>();
        for (const auto& [query, answer] : *good) {
          auto bad = std::make_shared<model::Answer>(*answer);
          if (bad->table != nullptr) bad->table = hostile(*bad->table, rows, turn);
          answers->emplace(query, bad);
        }
        golden.scene.answers = answers;
        test_support::GoldenWall wall(golden);
        EXPECT_NO_THROW(wall.draw()) << name << ", " << rows << " rows, turn " << turn;
        if (rows == 1000 && turn == 1) break;
      }
    }
  }
  test_support::take_missing_glyphs();
}

class AnySize : public testing::TestWithParam<std::string> {};

// A window can be shrunk to nothing, and an area whose name takes a line of its own can be chosen in it.
TEST_P(AnySize, is_drawn) {
  auto golden = test_support::load_golden({GetParam(), "typical"});
  auto answers = std::make_shared<model::Answers>();
  for (const auto& [query, answer] : *golden.scene.answers) {
    auto of_street = std::make_shared<model::Answer>(*answer);
    of_street->parameters = {"street"};
    answers->emplace(query, of_street);
  }
  golden.scene.answers = answers;
  constexpr int kSides[] = {1, 2, 9, 25, 40, 55, 70, 90, 130, 200, 330};
  for (const char* street : {"", "310109-05"}) {
    golden.screen.street = street;
    golden.screen.street_name = "北外滩街道";
    for (const int width : kSides) {
      for (const int height : kSides) {
        golden.width = width;
        golden.height = height;
        test_support::GoldenWall wall(golden);
        EXPECT_NO_THROW(wall.draw()) << width << "x" << height << (*street == 0 ? "" : ", of a street");
      }
    }
  }
  test_support::take_missing_glyphs();
}

std::vector<std::string> widgets() {
  std::vector<std::string> names;
  for (const auto* type : ui::widget_types()) names.push_back(type->name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Widgets, AnySize, testing::ValuesIn(widgets()), [](const auto& one) { return one.param; });
INSTANTIATE_TEST_SUITE_P(Widgets, HostileData, testing::ValuesIn(widgets()), [](const auto& one) { return one.param; });

}  // namespace
}  // namespace onescreen
