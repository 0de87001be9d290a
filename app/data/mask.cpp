#include "data/mask.h"

#include <array>

namespace onescreen::data {
namespace {

struct Named {
  Mask mask;
  const char* name;
};

constexpr std::array kNames{Named{Mask::none, "none"},   Named{Mask::name, "name"},       Named{Mask::phone, "phone"},
                            Named{Mask::id, "id"},       Named{Mask::address, "address"}, Named{Mask::plate, "plate"},
                            Named{Mask::email, "email"}, Named{Mask::text, "text"},       Named{Mask::hide, "hide"}};

}  // namespace

const char* name_of(Mask mask) {
  for (const auto& [value, name] : kNames) {
    if (value == mask) return name;
  }
  return "hide";
}

std::optional<Mask> mask_from_name(std::string_view name) {
  for (const auto& [value, known] : kNames) {
    if (known == name) return value;
  }
  return std::nullopt;
}

std::vector<std::string> mask_names() {
  std::vector<std::string> all;
  for (const auto& [value, name] : kNames) all.push_back(name);
  return all;
}

std::string masked(Mask mask, std::string_view value) { return mask == Mask::none ? std::string(value) : "***"; }

}  // namespace onescreen::data
