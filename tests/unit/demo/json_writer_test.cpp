// Proves that the answers' text is JSON, whatever is written.
#include "demo/json_writer.h"

#include "demo_city.h"

namespace onescreen::demo {
namespace {

TEST(JsonWriter, WritesWhatAParserReadsBack) {
  JsonWriter out;
  out.begin_object().key("a\"\\").text("line\nbreak \x01 道路").key("list").begin_array();
  out.integer(-5).unsigned_integer(18446744073709551615ULL).number(0.125, 2).null().boolean(true);
  out.begin_object().end_object().begin_array().end_array().end_array();
  out.key("none").number(std::optional<double>(), 1).key("time").local_time(at("2026-11-20T07:52:36")).end_object();
  const auto body = nlohmann::json::parse(out.take());
  EXPECT_EQ(body.at("a\"\\"), "line\nbreak \x01 道路");
  EXPECT_EQ(body.at("list").dump(), "[-5,18446744073709551615,0.12,null,true,{},[]]");
  EXPECT_TRUE(body.at("none").is_null());
  EXPECT_EQ(body.at("time"), "2026-11-20 07:52:36");
}

}  // namespace
}  // namespace onescreen::demo
