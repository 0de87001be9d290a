// The demo city's map service: XYZ tiles and WMTS by key and value (OGC 07-057r7, 8.2). What there is no tile for is
// 404; a question that WMTS does not allow is answered by an exception report with 400.
#include "demo/tile_answers.h"

#include <httplib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "demo/response_cache.h"
#include "demo/tile_painter.h"

namespace onescreen::demo {
namespace {

// Painting a tile costs some tens of milliseconds; a wall and its restarts ask for the same ones.
constexpr size_t kMostKept = 1'024;

struct Picture {
  std::string png;  // empty: there is no such tile
  std::string etag;
};
using PicturePtr = std::shared_ptr<const Picture>;

class Pictures {
 public:
  explicit Pictures(const Ground& ground) : ground_(ground) {}

  PicturePtr get(int z, int x, int y) {
    const std::array key{z, x, y};
    {
      const std::lock_guard lock(mutex_);
      const auto found = kept_.find(key);
      if (found != kept_.end()) return found->second;
    }
    // Outside the lock, so that several are painted side by side.
    auto picture = std::make_shared<Picture>();
    picture->png = tile_png(ground_, z, x, y);
    picture->etag = etag_of(picture->png);
    const std::lock_guard lock(mutex_);
    if (kept_.size() >= kMostKept) kept_.clear();
    return kept_.emplace(key, std::move(picture)).first->second;
  }

 private:
  const Ground& ground_;
  std::mutex mutex_;
  std::map<std::array<int, 3>, PicturePtr> kept_;
};

std::optional<int> number(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(value)
                                                                                   : std::nullopt;
}

void send_tile(const httplib::Request& request, httplib::Response& response, const PicturePtr& picture) {
  if (picture->png.empty()) {
    response.status = httplib::StatusCode::NotFound_404;
    response.set_content("no such tile", "text/plain");
    return;
  }
  response.set_header("ETag", picture->etag);
  response.set_header("Cache-Control", "public, max-age=86400");
  if (etag_matches(request.get_header_value("If-None-Match"), picture->etag)) {
    response.status = httplib::StatusCode::NotModified_304;
    return;
  }
  response.set_content(picture->png, "image/png");
}

// Names of parameters are compared without case (OGC 06-121r3, 11.5.2).
std::string parameter(const httplib::Request& request, std::string_view name) {
  for (const auto& [key, value] : request.params) {
    if (std::equal(key.begin(), key.end(), name.begin(), name.end(),
                   [](unsigned char a, unsigned char b) { return std::toupper(a) == std::toupper(b); }))
      return value;
  }
  return {};
}

void refuse(httplib::Response& response, const char* code, std::string_view locator) {
  response.status = httplib::StatusCode::BadRequest_400;
  response.set_content("<?xml version=\"1.0\"?><ExceptionReport version=\"1.1.0\"><Exception exceptionCode=\"" +
                           std::string(code) + "\" locator=\"" + std::string(locator) + "\"/></ExceptionReport>",
                       "application/xml");
}

}  // namespace

void route_tiles(httplib::Server& server, const Ground& ground) {
  auto pictures = std::make_shared<Pictures>(ground);
  server.Get(R"(/tiles/(\d{1,2})/(\d{1,7})/(\d{1,7})\.png)", [pictures](const httplib::Request& request,
                                                                        httplib::Response& response) {
    send_tile(request, response,
              pictures->get(*number(request.matches[1]), *number(request.matches[2]), *number(request.matches[3])));
  });
  server.Get("/wmts", [pictures](const httplib::Request& request, httplib::Response& response) {
    for (const auto& [name, value] :
         {std::pair("SERVICE", "WMTS"), std::pair("REQUEST", "GetTile"), std::pair("LAYER", "base"),
          std::pair("TILEMATRIXSET", "w"), std::pair("FORMAT", "image/png")}) {
      const std::string given = parameter(request, name);
      if (given.empty()) return refuse(response, "MissingParameterValue", name);
      if (given != value) return refuse(response, "InvalidParameterValue", name);
    }
    std::array<int, 3> place{};
    size_t at = 0;
    for (const char* name : {"TILEMATRIX", "TILECOL", "TILEROW"}) {
      const auto value = number(parameter(request, name));
      if (!value) return refuse(response, "InvalidParameterValue", name);
      place[at++] = *value;
    }
    send_tile(request, response, pictures->get(place[0], place[1], place[2]));
  });
}

}  // namespace onescreen::demo
