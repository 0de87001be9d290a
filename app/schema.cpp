#include "schema.h"

#include <nlohmann/json.hpp>

#include "data/format.h"
#include "site.h"
#include "ui/widget.h"

namespace onescreen::app {
namespace {

using Json = nlohmann::ordered_json;
using model::KeySpec;
using model::KeyType;

Json object_schema(const std::vector<KeySpec>& keys);

Json value_schema(const KeySpec& key) {
  Json schema;
  switch (key.type) {
    case KeyType::number:
      schema["type"] = "number";
      break;
    case KeyType::integer:
      schema["type"] = "integer";
      break;
    case KeyType::boolean:
      schema["type"] = "boolean";
      break;
    case KeyType::choice:
      schema["enum"] = key.choices;
      break;
    case KeyType::texts:
      schema["type"] = "array";
      schema["items"]["type"] = "string";
      break;
    case KeyType::numbers:
      schema["type"] = "array";
      schema["items"]["type"] = "number";
      break;
    case KeyType::objects:
      schema["type"] = "array";
      schema["items"] = object_schema(key.children);
      break;
    case KeyType::object:
      schema = object_schema(key.children);
      break;
    case KeyType::map:
      schema["type"] = "object";
      schema["additionalProperties"] = key.children.empty() ? Json{{"type", "string"}} : object_schema(key.children);
      break;
    case KeyType::data:
      schema["type"] = "string";
      schema["minLength"] = 1;
      break;
    default:
      schema["type"] = "string";
  }
  std::string description = key.summary;
  if (!key.columns.empty()) {
    description += ". Columns:";
    for (const auto& column : key.columns)
      description += " " + column.name + (column.required ? "" : "?") + " (" + column.summary + ")";
  }
  schema["description"] = description;
  if (!key.fallback.empty()) schema["default"] = Json::parse(key.fallback);
  if (key.minimum) schema["minimum"] = *key.minimum;
  if (key.maximum) schema["maximum"] = *key.maximum;
  return schema;
}

Json object_schema(const std::vector<KeySpec>& keys) {
  Json schema;
  schema["type"] = "object";
  schema["properties"] = Json::object();
  Json required = Json::array();
  for (const auto& key : keys) {
    schema["properties"][key.name] = value_schema(key);
    if (key.required) required.push_back(key.name);
  }
  if (!required.empty()) schema["required"] = required;
  schema["additionalProperties"] = false;
  return schema;
}

std::string written(const Json& schema) { return schema.dump(2) + "\n"; }

Json head(const char* title) {
  Json schema;
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = title;
  return schema;
}

}  // namespace

std::string layout_schema() {
  Json schema = head("OneScreen layout");
  schema["type"] = "object";
  schema["properties"] = {{"$schema", {{"type", "string"}}},
                          {"version", {{"const", 1}}},
                          {"title", {{"type", "string"}, {"description", "name of the layout"}}}};
  schema["required"] = {"version"};
  const Json nodes = {{"type", "array"}, {"minItems", 1}, {"items", {{"$ref", "#/$defs/node"}}}};
  schema["oneOf"] = Json::array({Json{{"required", {"row"}}}, Json{{"required", {"column"}}}});
  schema["properties"]["row"] = nodes;
  schema["properties"]["column"] = nodes;
  schema["additionalProperties"] = false;

  Json alternatives = Json::array();
  for (const char* kind : {"row", "column"}) {
    Json container;
    container["type"] = "object";
    container["properties"][kind] = nodes;
    container["properties"]["weight"] = {
        {"type", "number"}, {"exclusiveMinimum", 0}, {"description", "share of the parent's length"}};
    container["required"] = Json::array({kind});
    container["additionalProperties"] = false;
    alternatives.push_back(container);
  }
  for (const auto* type : ui::widget_types()) {
    std::vector<KeySpec> keys = ui::common_keys();
    keys.insert(keys.end(), type->keys.begin(), type->keys.end());
    Json widget = object_schema(keys);
    widget["description"] = type->summary;
    widget["properties"]["widget"] = {{"const", type->name}};
    schema["$defs"]["widget." + type->name] = widget;
    alternatives.push_back({{"$ref", "#/$defs/widget." + type->name}});
  }
  schema["$defs"]["node"]["oneOf"] = alternatives;
  return written(schema);
}

std::string site_schema() {
  Json schema = head("OneScreen site");
  schema.update(object_schema(site_keys()));
  schema["properties"]["$schema"] = {{"type", "string"}};
  Json names = Json::array();
  for (const auto& format : data::formats()) names.push_back(format.name);
  schema["properties"]["sources"]["additionalProperties"]["properties"]["format"]["enum"] = names;
  return written(schema);
}

}  // namespace onescreen::app
