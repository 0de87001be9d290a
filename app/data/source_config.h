// A source as the site file declares it: where to ask, how often, and how to read the answer. Plain values;
// app/site.cpp fills them from JSON by the keys that source_keys() describes.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "data/access.h"
#include "data/crs.h"
#include "data/mask.h"
#include "model/key_spec.h"
#include "model/table.h"
#include "model/time.h"

namespace onescreen::data {

// One column and where it lies in a row.
struct ColumnMapping {
  model::ColumnSpec spec;
  // JSON pointer (RFC 6901) relative to the row, such as "/level" or "/location/coordinates/0". With "^" before it, to
  // the row that encloses this one (where `rows` leads through "*"), with "^^" one further out. For CSV "/" and the
  // column's heading.
  std::string pointer;
  std::optional<std::string> constant;  // the text of every cell, instead of what stands at `pointer`
  bool required = false;                // rows without it are dropped and counted
  bool optional = false;                // no row need have it; otherwise an answer in which no row has it is an error
  std::string time_format;              // of this column alone; empty: the source's
  std::map<std::string, std::string>
      names;  // the back end's text of a value -> ours; others stay as they are and are counted

  Mask mask = Mask::none;  // applied before the cell is stored; text columns only

  bool operator==(const ColumnMapping&) const = default;
};

struct DecodeOptions {
  // JSON pointer to the array of rows; "" is the whole document. A token "*" goes through every element of an array or
  // member of an object: "/data/*/cases" are the cases of all of them.
  std::string rows;
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
  std::string next;     // pointer to the next page's cursor or address; empty: what the format knows

  std::string
      data_time;        // name of a time column: its newest value is the time of the data, where the envelope has none
  int64_t row_cap = 0;  // an answer of so many rows was cut by the back end; 0: it never does

  // strftime-like ("%Y-%m-%d %H:%M:%S", in `zone`), "iso8601", "epoch_s", "epoch_ms", or "epoch", which tells seconds
  // from milliseconds by their size.
  std::string time_format = "%Y-%m-%d %H:%M:%S";
  model::Zone zone;
  Crs crs = Crs::wgs84;
  LocalPlane local;  // of Crs::local4p
  std::string lon;   // names of the coordinate columns (number), for planes east and north; empty: none
  std::string lat;
  std::map<std::string, std::string> extra;  // keys of one format alone

  // Of the poll, not of the source: when the answer came, to tell times of the future; empty: the machine's clock.
  std::optional<model::TimePoint> now;
};

struct Paging {
  // "none", "page" (numbers), "offset" (of the first row), "cursor" (the answer names the next), "link" (the answer or
  // its Link header gives the next address; formats that link do so by themselves)
  std::string style = "none";
  std::string cursor_param = "cursor";
  std::string next;      // JSON pointer to the next cursor or address; empty: what the format knows, or the Link header
  bool in_body = false;  // parameters replace {page}, {size} and {cursor} in the body instead of joining the address
  std::string page_param = "pageNum";
  std::string size_param = "pageSize";
  int size = 1000;
  int first = 1;  // number of the first page: 1 or 0
  int max_pages = 100;

  bool operator==(const Paging&) const = default;
};

// How much of a source's past is kept; both bounds hold.
struct Keep {
  model::Duration age{};  // 0: none
  int64_t rows = 1'000'000;

  bool operator==(const Keep&) const = default;
};

// Shapes that positions must lie in, to notice a wrong coordinate system; shared by all sources of a site.
using OutlinePtr = std::shared_ptr<const model::Table>;

struct SourceConfig {
  std::string name = {};   // as queries name it
  std::string title = {};  // as people name it
  std::string url = {};    // http:, https: or file:
  std::string method = "GET";
  std::string body = {};  // of a POST
  std::string content_type = "application/json";
  AccessConfig access = {};
  Keep keep = {};
  // Names, among what is kept on disk, the tables that were asked for, read and masked in just this way
  // (fingerprint.h); empty: nothing of it is kept.
  std::string kept_as = {};
  OutlinePtr outline = {};  // of the district, with a column "geometry"; empty: not checked
  std::string format = "json";
  bool demo = false;  // invented data
  model::Duration every{10'000};
  model::Duration timeout{5'000};  // for one request, all told
  model::Duration max_age{50'000};
  size_t max_bytes = size_t{64} << 20;
  std::map<std::string, std::string> headers = {};
  Paging paging = {};
  DecodeOptions decode = {};
};

// True when both ask for the same data and read it alike, so that a reload can keep what is there.
bool same_data(const SourceConfig& a, const SourceConfig& b);
// True when both also poll alike, so that a reload need not disturb a running source.
bool same_source(const SourceConfig& a, const SourceConfig& b);

// The JSON keys of one source, for validation, the schema and README.
std::vector<model::KeySpec> source_keys();

}  // namespace onescreen::data
