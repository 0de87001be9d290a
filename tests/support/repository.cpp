#include "support/repository.h"

#include <stdlib.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace onescreen::test_support {

namespace fs = std::filesystem;

fs::path source_dir() {
  const char* set = std::getenv("ONESCREEN_SOURCE_DIR");
  return set == nullptr ? fs::current_path() : fs::path(set);
}

std::string program() {
  const char* set = std::getenv("ONESCREEN_BINARY");
  return set == nullptr ? "" : set;
}

std::string read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_text(const fs::path& file, std::string_view text) {
  // Renamed into place, as editors do, so that no reader sees half of it.
  const fs::path half = file.string() + ".half";
  {
    std::ofstream out(half, std::ios::binary);
    out << text;
    if (!out) throw std::runtime_error("cannot write " + half.string());
  }
  fs::rename(half, file);
}

std::vector<std::string> files_under(const std::string& folder, const std::vector<std::string>& extensions) {
  std::vector<std::string> out;
  const fs::path root = source_dir();
  if (!fs::exists(root / folder)) return out;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    const std::string extension = entry.path().extension().string();
    const bool wanted =
        extensions.empty() || std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
    if (entry.is_regular_file() && wanted) out.push_back(entry.path().lexically_relative(root).string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

TempFolder::TempFolder() {
  std::string pattern = (fs::temp_directory_path() / "onescreen-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TempFolder::write(const std::string& name, std::string_view text) const {
  const fs::path file = path_ / name;
  fs::create_directories(file.parent_path());
  write_text(file, text);
  return file.string();
}

}  // namespace onescreen::test_support
