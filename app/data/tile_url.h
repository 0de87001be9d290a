// Addresses of single tiles from a set's template: XYZ, TMS, WMTS by RESTful template or by key and value. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/tile_config.h"

namespace onescreen::data {

// Placeholders: {z} {x} {y}, {-y} (rows from the south), {s} (one of the subdomains, the same for the same tile),
// {secret}, and those of a WMTS template: {TileMatrix} {TileRow} {TileCol} {Layer} {Style} {TileMatrixSet}. A WMTS set
// whose template has no {TileMatrix} is asked by key and value (OGC 07-057r7, 8.2). The result holds `secret` in the
// clear, percent-encoded: for the request alone.
std::string tile_url(const TileSetConfig& set, model::TileKey key, std::string_view secret);

// What is wrong with a set's address and the keys that belong to it, as the rests of sentences with the key that they
// speak of.
struct TileUrlProblem {
  std::string key;
  std::string sentence;
};
std::vector<TileUrlProblem> problems_of_tile_url(const TileSetConfig& set);

}  // namespace onescreen::data
