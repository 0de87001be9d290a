// Proves that a decoder lets no masked value out, on any of its ways: tables, drop reasons, warnings, error sentences
// (domain.md 7.6).
#include <gtest/gtest.h>

#include "data/cells.h"
#include "unit/data/decode_support.h"

namespace onescreen::data {
namespace {

using model::Type;

constexpr std::string_view kPhone = "13812345678";

// No eight digits of the number in a row.
void expect_hidden(std::string_view text, std::string_view where) {
  for (size_t i = 0; i + 8 <= kPhone.size(); ++i) EXPECT_FALSE(contains(text, kPhone.substr(i, 8))) << where << text;
}

void expect_hidden(const model::Result<Decoded>& result, const std::string& where) {
  if (!result) return expect_hidden(result.error().message + result.error().where, where + " error: ");
  for (const auto& column : result->table->columns()) {
    expect_hidden(column.name(), where);
    for (size_t row = 0; row < column.size(); ++row) expect_hidden(column.as_text(row), where + " cell: ");
  }
  for (const auto& [reason, count] : result->drop_reasons) expect_hidden(reason, where + " reason: ");
  for (const auto& warning : result->warnings) expect_hidden(warning, where + " warning: ");
  expect_hidden(result->next, where);
}

DecodeOptions masked_options(const char* prefix, Mask mask = Mask::phone) {
  DecodeOptions options;
  options.columns = {column("id", Type::text, ""), column("phone", Type::text, "")};
  options.columns[0].pointer = std::string(prefix) + "id";
  options.columns[1].pointer = std::string(prefix) + "phone";
  options.columns[1].mask = mask;
  return options;
}

TEST(DecodeMask, TextIsMaskedBeforeItIsStored) {
  for (const Mask mask :
       {Mask::name, Mask::phone, Mask::id, Mask::address, Mask::plate, Mask::email, Mask::text, Mask::hide}) {
    const auto decoded = decode_as(
        "json",
        R"([{"id":1,"phone":"13812345678"},{"id":2,"phone":13812345678},{"id":3,"phone":"\u0031\u00338 1234 5678"}])",
        masked_options("/", mask));
    ASSERT_TRUE(decoded);
    EXPECT_FALSE(decoded->table->column("phone")->is_null(0)) << "that there is one may be known";
    expect_hidden(decoded, name_of(mask));
  }
  const auto plain = decode_as("json", R"([{"id":1,"phone":"13812345678"}])", masked_options("/", Mask::none));
  EXPECT_EQ(plain->table->column("phone")->text(0), kPhone) << "the test sees what it looks for";
}

TEST(DecodeMask, EveryFormatWithColumnsMasks) {
  expect_hidden(decode_as("csv", "id,phone\n1,13812345678\n2,\"138\"\"12345678\"\n", masked_options("/")), "csv");
  const std::string feature =
      R"({"type":"Feature","id":1,"geometry":null,"properties":{"id":1,"phone":"13812345678"}})";
  expect_hidden(decode_as("geojson", feature, masked_options("/properties/")), "geojson");
  expect_hidden(decode_as("geojsonseq", feature + "\n" + feature.substr(0, 90), masked_options("/properties/")),
                "geojsonseq");
}

TEST(DecodeMask, BadCellsOfAMaskedColumnAreNotQuoted) {
  for (const char* cell : {R"({"number":"13812345678"})", R"(["13812345678"])", R"("13812345678\x")", "13812345678x",
                           "\"13812345678\"", "null", "+8613812345678"}) {
    const std::string body = R"([{"id":1,"phone":)" + std::string(cell) + "}]";
    for (const Type type : {Type::text, Type::number, Type::integer, Type::time, Type::boolean, Type::geometry}) {
      DecodeOptions options = masked_options("/");
      options.columns[1].spec.type = type;
      options.columns[1].names = {{"a", "b"}};
      expect_hidden(decode_as("json", body, options), std::string(cell) + " as " + model::name_of(type) + ": ");
      options.columns[1].names.clear();
      options.columns[1].required = true;
      expect_hidden(decode_as("json", body, options), std::string(cell) + " as " + model::name_of(type) + ": ");
    }
  }
}

TEST(DecodeMask, AColumnBesideTheMaskedOneDoesNotQuoteIt) {
  DecodeOptions options = masked_options("/person/");
  options.columns[0] = column("id", Type::text, "/person");
  expect_hidden(decode_as("json", R"([{"person":{"phone":"13812345678","id":7}}])", options), "the object around it: ");
}

TEST(DecodeMask, NumbersOfPeopleInQuotationsAreMaskedEvenWhereNoColumnIs) {
  EXPECT_EQ(quotable("call 13812345678 now").find("13812345678"), std::string::npos);
  EXPECT_EQ(quotable("level 7"), "level 7");
}

TEST(DecodeMask, AsIdOrPositionItStaysHiddenAndNoRowIsLost) {
  DecodeOptions options = masked_options("/");
  options.id = "phone";
  const auto decoded = decode_as("json", R"([{"id":1,"phone":"13812345678"},{"id":2,"phone":"13812345679"}])", options);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->table->row_count(), 2u) << "masked, both look the same, but they are two";
  expect_hidden(decoded, "id: ");
  options.id.clear();
  options.columns[1].spec.type = options.columns[0].spec.type = Type::number;
  options.lon = "phone";
  options.lat = "id";
  expect_hidden(decode_as("json", R"([{"id":1,"phone":13812345678}])", options), "lon: ");
}

TEST(DecodeMask, AnswersThatCannotBeReadAreNotQuoted) {
  const std::string bodies[] = {"13812345678",
                                "<html>13812345678",
                                R"([{"id":1,"phone":"13812345678")",
                                R"([{"id":1,"phone":"13812345678",}])",
                                R"([{"id":1,"phone":"13812345678"}]13812345678)",
                                R"({"rows":"13812345678"})",
                                "phone,13812345678\n",
                                "id,phone\n1,\"13812345678",
                                "id,phone\n1,\"13812345678\"x\n2,3\n",
                                "id,phone\n1,2,13812345678\n",
                                "id,phone\n1\n",
                                "\x1E{\"phone\":13812345678\n"};
  for (const char* format : {"json", "csv", "geojson", "geojsonseq"}) {
    for (const auto& body : bodies) {
      DecodeOptions options = masked_options("/");
      expect_hidden(decode_as(format, body, options), std::string(format) + ": ");
      options.extra["charset"] = "gb18030";
      expect_hidden(decode_as(format, body, options), std::string(format) + ": ");
    }
  }
}

}  // namespace
}  // namespace onescreen::data
