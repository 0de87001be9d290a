// A source as the site file declares it: where to ask, how often, and how to read the answer. Plain values;
// app/site.cpp fills them from JSON by the keys that source_keys() describes.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "data/crs.h"
#include "model/key_spec.h"
#include "model/table.h"
#include "model/time.h"

namespace onescreen::data {

// One column and where it lies in a row.
struct ColumnMapping {
  model::ColumnSpec spec;
  std::string pointer;    // JSON pointer (RFC 6901) relative to the row, such as "/level" or "/location/coordinates/0"
  bool required = false;  // rows without it are dropped and counted
  bool optional = false;  // no row need have it; otherwise an answer in which no row has it is an error
  std::string time_format;  // of this column alone; empty: the source's
  std::map<std::string, std::string>
      names;  // the back end's text of a value -> ours; others stay as they are and are counted

  bool operator==(const ColumnMapping&) const = default;
};

struct DecodeOptions {
  std::string rows;  // JSON pointer to the array of rows; "" is the whole document
  std::vector<ColumnMapping> columns;
  std::string id;  // name of the column that identifies a row; empty: none

  // The envelope. Values are compared as text, so that 200 and "200" are the same.
  std::string success_pointer;
  std::vector<std::string> success_values;
  std::string denied_pointer;
  std::vector<std::string> denied_values;
  std::string message;  // pointer to the back end's own words, quoted in errors
  std::string total;    // pointer to the number of rows that the back end holds
  std::string as_of;    // pointer to the back end's time of the data

  // strftime-like ("%Y-%m-%d %H:%M:%S", in `zone`), "iso8601", "epoch_s" or "epoch_ms".
  std::string time_format = "%Y-%m-%d %H:%M:%S";
  model::Zone zone;
  Crs crs = Crs::wgs84;
  std::string lon;  // names of the coordinate columns (number); empty: none
  std::string lat;
  std::map<std::string, std::string> extra;  // keys of one format alone
};

struct Paging {
  std::string style = "none";  // "none", "page" (numbers), "offset" (of the first row)
  std::string page_param = "pageNum";
  std::string size_param = "pageSize";
  int size = 1000;
  int first = 1;  // number of the first page: 1 or 0
  int max_pages = 100;

  bool operator==(const Paging&) const = default;
};

struct SourceConfig {
  std::string name;   // as queries name it
  std::string title;  // as people name it
  std::string url;    // http:, https: or file:
  std::string format = "json";
  bool demo = false;  // invented data
  model::Duration every{10'000};
  model::Duration timeout{5'000};  // for one request, all told
  model::Duration max_age{50'000};
  size_t max_bytes = size_t{64} << 20;
  std::map<std::string, std::string> headers;
  Paging paging;
  DecodeOptions decode;
};

// True when both ask for the same data and read it alike, so that a reload can keep what is there.
bool same_data(const SourceConfig& a, const SourceConfig& b);
// True when both also poll alike, so that a reload need not disturb a running source.
bool same_source(const SourceConfig& a, const SourceConfig& b);

// The JSON keys of one source, for validation, the schema and README.
std::vector<model::KeySpec> source_keys();

}  // namespace onescreen::data
