// The format "geojson" (RFC 7946, and its pages by OGC API - Features): a FeatureCollection, one Feature or a bare
// geometry. Each feature is a row; column pointers are relative to it ("/properties/name", "/id"). Adds the columns
// `geometry`, and `lon` and `lat` for features that are one point. Pure; any thread.
#include <fmt/format.h>

#include "data/format.h"
#include "data/geojson_rows.h"
#include "data/json_reader.h"

namespace onescreen::data {
namespace {

constexpr char kGeoJsonType[] = "application/geo+json";

std::string text_of(RawJson raw) {
  std::string scratch;
  const auto text = scalar_text(raw, scratch);
  return text ? std::string(*text) : std::string();
}

// The address of the next page among an OGC API's links; empty: none. Several are forms of one page: GeoJSON is wanted,
// then what does not say, then other JSON, and never a page for people.
std::string next_link(RawJson links) {
  auto document = JsonDocument::open(links);
  if (!document) return {};
  const JsonRequest request{"", {"/rel", "/type", "/href"}, {}};
  int best = 0;
  std::string address;
  const auto consider = [&](std::span<const RawJson> link) {
    if (text_of(link[0]) != "next") return;
    const std::string type = text_of(link[1]);
    const int rank = type.starts_with(kGeoJsonType)           ? 3
                     : type.empty()                           ? 2
                     : type.find("json") != std::string::npos ? 1
                                                              : 0;
    if (rank <= best) return;
    best = rank;
    address = text_of(link[2]);
  };
  bool missing = false;
  return document->walk(request, consider, missing) ? address : std::string();
}

model::Result<Decoded> decode(std::string_view name, std::string_view bytes, const DecodeOptions& given) {
  const auto document = JsonDocument::open(bytes);
  if (!document) return document.error();

  enum Own : size_t { kCrs, kMatched, kTimeStamp, kLinks };
  const size_t own = envelope_pointers(given).size();
  GeoJsonRows reader(
      name, given, *document,
      {given.rows + "/crs", given.rows + "/numberMatched", given.rows + "/timeStamp", given.rows + "/links"});
  const auto envelope = reader.read_document();
  if (!envelope) return envelope.error();
  if (auto error = envelope_error(reader.options(), *envelope)) return std::move(*error);
  auto decoded = reader.rows().finish();
  if (!decoded) return decoded;

  const auto value = [&](Own which) { return (*envelope)[own + which]; };
  if (const RawJson crs = value(kCrs); !crs.empty() && crs != "null") {
    decoded->warnings.push_back(
        fmt::format("the answer has a member \"crs\", which GeoJSON no longer knows; it is ignored, and its positions "
                    "are read as {}, which the source declares",
                    name_of(given.crs)));
  }
  if (int64_t matched = 0; read_integer(text_of(value(kMatched)), matched) && matched >= 0) {
    decoded->total = matched;
    decoded->truncated |= matched > decoded->rows_in_answer;
  }
  if (const auto time = read_time(text_of(value(kTimeStamp)), "iso8601", given.zone)) decoded->as_of = time;
  if (value(kLinks).starts_with('[')) decoded->next = next_link(value(kLinks));
  // What the source names outranks what the format knows.
  read_envelope(reader.options(), *envelope, *decoded);
  // A link may lead past the last feature; from there on is nothing.
  if (decoded->rows_in_answer == 0) decoded->next.clear();
  return decoded;
}

const bool registered = register_format(
    {.name = "geojson",
     .summary = "GeoJSON and OGC API Features, page after page: features as rows, with geometry, lon and lat besides "
                "the declared columns",
     .keys = {},
     .decode = decode,
     .schema = geojson_schema,
     .follows_links = true});

}  // namespace
}  // namespace onescreen::data
