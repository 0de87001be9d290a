// How widgets, formats and the site file describe their configuration keys. From these descriptions come validation
// with line and column, `onescreen list`, the JSON Schemas and README's tables, so that none of them can drift.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/table.h"

namespace onescreen::model {

enum class KeyType {
  text,
  number,
  integer,
  boolean,
  choice,   // one of `choices`
  data,     // a table's name or an SQL SELECT; its answer must have the columns of `columns` that are required
  column,   // a column's name of the answer to the sibling key "data"
  texts,    // array of text
  numbers,  // array of numbers
  objects,  // array of objects with the keys `children`
  object,   // one object with the keys `children`
  map,      // object with free names; each value is an object with the keys `children`, or text where there are none
};

// A column that an answer must or may have.
struct ExpectedColumn {
  std::string name;
  std::string summary;
  bool required = true;
};

struct KeySpec {
  std::string name = {};
  KeyType type = KeyType::text;
  std::string summary = {};
  bool required = false;
  std::string fallback = {};  // value when absent, as JSON text; empty: none
  std::vector<std::string> choices = {};
  std::vector<KeySpec> children = {};
  std::vector<ExpectedColumn> columns = {};
  std::optional<double> minimum = {};
  std::optional<double> maximum = {};
};

}  // namespace onescreen::model
