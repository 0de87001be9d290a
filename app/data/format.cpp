#include "data/format.h"

#include <algorithm>

namespace onescreen::data {
namespace {

// Function-local, since formats register before main in an order that nobody promises.
std::vector<Format>& registry() {
  static std::vector<Format> all;
  return all;
}

}  // namespace

bool register_format(Format format) {
  auto& all = registry();
  const auto place = std::lower_bound(all.begin(), all.end(), format, [](const Format& a, const Format& b) {
    return std::string_view(a.name) < b.name;
  });
  all.insert(place, std::move(format));
  return true;
}

const std::vector<Format>& formats() { return registry(); }

const Format* find_format(std::string_view name) {
  for (const auto& format : formats()) {
    if (name == format.name) return &format;
  }
  return nullptr;
}

std::vector<model::ColumnSpec> schema_of(const SourceConfig& source) {
  const Format* format = find_format(source.format);
  return format == nullptr ? std::vector<model::ColumnSpec>() : format->schema(source.decode);
}

}  // namespace onescreen::data
