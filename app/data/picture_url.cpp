// What cannot be made harmless by encoding is refused: many servers decode %2F and %2E before they look for the file.
#include "data/picture_url.h"

#include <algorithm>

#include "data/placeholders.h"
#include "data/url.h"

namespace onescreen::data {
namespace {

constexpr std::string_view kHole = "{id}";
constexpr size_t kLongestId = 256;

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// Calls `visit` with each part between slashes and backslashes; whether all of them pass.
template <typename Visit>
bool all_segments(std::string_view text, Visit visit) {
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find_first_of("/\\", begin), text.size());
    if (!visit(text.substr(begin, end - begin))) return false;
    begin = end + 1;
  }
  return true;
}

}  // namespace

bool is_path_below(std::string_view path) {
  return !path.empty() && path.size() <= kLongestId && !has_control(path) &&
         path.find_first_of("\\:") == std::string_view::npos &&
         all_segments(path, [](std::string_view part) { return !part.empty() && part.front() != '.'; });
}

std::optional<std::string> picture_url(const PictureSetConfig& set, std::string_view id) {
  if (id.empty() || id.size() > kLongestId || has_control(id)) return std::nullopt;
  std::string encoded;
  if (set.paths) {
    if (!is_path_below(id)) return std::nullopt;
    all_segments(id, [&](std::string_view part) {
      encoded += (encoded.empty() ? "" : "/") + percent_encoded(part);
      return true;
    });
  } else {
    const bool is_file = set.url.starts_with("file:");
    if (is_file && (id.front() == '.' || id.find_first_of("/\\") != std::string_view::npos)) return std::nullopt;
    if (!all_segments(id, [](std::string_view part) { return part != "." && part != ".."; })) return std::nullopt;
    encoded = percent_encoded(id);
  }
  return filled(set.url, {{"id", encoded}});
}

std::string problem_of_picture_url(std::string_view url) {
  const size_t hole = url.find(kHole);
  if (hole == std::string_view::npos) return "needs {id}, where the id of a picture goes";
  const size_t authority = url.find("://");
  const size_t path = authority == std::string_view::npos ? 0 : url.find('/', authority + 3);
  if (hole < path) return "has {id} in its host: an id must not say whom we ask";
  for (size_t at = url.find_first_of("{}"); at != std::string_view::npos; at = url.find_first_of("{}", at + 1)) {
    if (url.substr(at).starts_with(kHole)) {
      at += kHole.size() - 1;
    } else {
      return "knows no other braces than {id}";
    }
  }
  return "";
}

}  // namespace onescreen::data
