// The JSON Schemas under assets/schema are what the descriptions of widgets, formats and site keys say now.
// ONESCREEN_UPDATE_SCHEMA=1 writes them.
#include "schema.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "data/format.h"
#include "data/source_config.h"
#include "support/repository.h"
#include "ui/widget.h"

namespace onescreen::app {
namespace {

using Json = nlohmann::json;

void expect_in_step(const std::string& name, const std::string& text) {
  const auto file = test_support::source_dir() / "assets/schema" / name;
  const char* update = std::getenv("ONESCREEN_UPDATE_SCHEMA");
  if (update != nullptr && std::string(update) == "1") test_support::write_text(file, text);
  ASSERT_TRUE(std::filesystem::exists(file)) << name << " is missing; write it with ONESCREEN_UPDATE_SCHEMA=1";
  EXPECT_TRUE(test_support::read_text(file) == text)
      << name << " is not what the program describes; write it again with ONESCREEN_UPDATE_SCHEMA=1";
}

TEST(Schema, files_are_in_step) {
  expect_in_step("layout.schema.json", layout_schema());
  expect_in_step("site.schema.json", site_schema());
}

TEST(Schema, of_layouts_knows_every_widget_and_key) {
  const Json schema = Json::parse(layout_schema());
  ASSERT_GE(ui::widget_types().size(), 9u);
  for (const auto* type : ui::widget_types()) {
    const auto& widget = schema.at("$defs").at("widget." + type->name);
    EXPECT_EQ(widget.at("properties").at("widget").at("const"), type->name);
    EXPECT_EQ(widget.at("additionalProperties"), false) << "an unknown key is an error there too";
    for (const auto& key : type->keys)
      EXPECT_TRUE(widget.at("properties").contains(key.name)) << type->name << "." << key.name;
    for (const auto& key : ui::common_keys())
      EXPECT_TRUE(widget.at("properties").contains(key.name)) << type->name << "." << key.name;
  }
}

TEST(Schema, of_sites_knows_every_key_and_format) {
  const Json schema = Json::parse(site_schema());
  const auto& source = schema.at("properties").at("sources").at("additionalProperties").at("properties");
  for (const auto& key : data::source_keys()) EXPECT_TRUE(source.contains(key.name)) << key.name;
  const auto& names = source.at("format").at("enum");
  EXPECT_EQ(names.size(), data::formats().size());
  for (const auto& format : data::formats())
    EXPECT_NE(std::find(names.begin(), names.end(), format.name), names.end()) << format.name;
}

// Whether every "$ref" points at something, every "required" names a property and every default is of its type.
void expect_sound(const Json& node, const Json& root, const std::string& where) {
  if (node.is_array()) {
    for (size_t i = 0; i < node.size(); ++i) expect_sound(node[i], root, where + "/" + std::to_string(i));
  }
  if (!node.is_object()) return;
  if (node.contains("$ref") && node["$ref"].is_string()) {
    const std::string reference = node["$ref"];
    EXPECT_TRUE(root.contains(Json::json_pointer(reference.substr(1)))) << where << ": " << reference;
  }
  if (node.contains("required") && node["required"].is_array() && node.contains("properties")) {
    for (const auto& name : node["required"])
      EXPECT_TRUE(node["properties"].contains(name.get<std::string>())) << where << ": " << name;
  }
  if (node.contains("default") && node.contains("type") && node["type"].is_string()) {
    const std::string type = node["type"];
    const Json& value = node["default"];
    const bool fits = type == "string"    ? value.is_string()
                      : type == "number"  ? value.is_number()
                      : type == "integer" ? value.is_number_integer()
                      : type == "boolean" ? value.is_boolean()
                      : type == "array"   ? value.is_array()
                                          : value.is_object();
    EXPECT_TRUE(fits) << where << ": the default " << value << " is no " << type;
  }
  if (node.contains("default") && node.contains("enum")) {
    EXPECT_NE(std::find(node["enum"].begin(), node["enum"].end(), node["default"]), node["enum"].end()) << where;
  }
  for (const auto& [key, child] : node.items()) expect_sound(child, root, where + "/" + key);
}

TEST(Schema, is_sound_in_itself) {
  for (const auto& text : {layout_schema(), site_schema()}) {
    const Json schema = Json::parse(text);
    expect_sound(schema, schema, "");
  }
}

}  // namespace
}  // namespace onescreen::app
