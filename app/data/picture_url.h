// Addresses of single pictures from a set's template. An id comes from a back end's rows, so it is data, and must never
// become a part of an address that leads elsewhere. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "data/picture_config.h"

namespace onescreen::data {

// The id stands percent-encoded for each {id}. nullopt for ids that servers would read as a way to another place
// however they are encoded ("..", "a/../b"), for control characters, and for those of files that are more than a name.
std::optional<std::string> picture_url(const PictureSetConfig& set, std::string_view id);

// Whether `path` names a file below a folder and nothing outside of it: segments that do not begin with a dot.
bool is_path_below(std::string_view path);

// What is wrong with a template, as the rest of a sentence; "" when nothing is.
std::string problem_of_picture_url(std::string_view url);

}  // namespace onescreen::data
