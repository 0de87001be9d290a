#include "ui/words.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace onescreen::ui {

model::Result<Words> Words::load(const std::string& file) {
  std::ifstream in(file);
  if (!in)
    return model::Error{model::ErrorCode::config, "cannot be opened; the file of on-screen words must exist", file};
  try {
    Words words;
    const auto json = nlohmann::json::parse(in);
    for (const auto& [key, text] : json.items()) words.texts_.emplace(key, text.get<std::string>());
    return words;
  } catch (const std::exception& problem) {
    return model::Error{model::ErrorCode::config, problem.what(), file};
  }
}

const std::string& Words::operator()(std::string_view key) const {
  const auto found = texts_.find(key);
  if (found != texts_.end()) return found->second;
  // A missing word shows its key; the returned reference must outlive the call, hence the interned copy.
  static std::map<std::string, std::string, std::less<>> unknown;
  return unknown.emplace(key, key).first->second;
}

std::string Words::with(std::string_view key, std::string_view first, std::string_view second) const {
  std::string out = (*this)(key);
  size_t from = 0;  // what was filled in is not searched again
  for (const auto argument : {first, second}) {
    const size_t at = out.find("{}", from);
    if (at == std::string::npos) break;
    out.replace(at, 2, argument);
    from = at + argument.size();
  }
  return out;
}

std::string Words::span(model::Duration duration) const {
  const int64_t secs = std::max<int64_t>(0, std::chrono::duration_cast<std::chrono::seconds>(duration).count());
  if (secs < 60) return with("unit.seconds", std::to_string(secs));
  if (secs < 3600) return with("unit.minutes", std::to_string(secs / 60));
  if (secs < 48 * 3600) return with("unit.hours", std::to_string(secs / 3600));
  return with("unit.days", std::to_string(secs / 86400));
}

}  // namespace onescreen::ui
