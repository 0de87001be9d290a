// Fills the holes of a text that goes to a back end, such as {user} in a login's body, so that no value can break out
// of its place. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace onescreen::data {

// `value` as it may stand inside a body of this content type: the contents of a JSON string, a form's field, or as it
// is.
std::string escaped_for(std::string_view content_type, std::string_view value);

// `text` with every "{name}" of `values` replaced; other braces stay. Values are not looked through again.
std::string filled(std::string_view text, const std::map<std::string, std::string, std::less<>>& values);

}  // namespace onescreen::data
