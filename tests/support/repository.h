// The checkout as tests see it: where it lies, what its files say, and a folder of a test's own that goes away with it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace onescreen::test_support {

// Set by ctest; run by hand in the checkout, the working folder.
std::filesystem::path source_dir();
// The built program; "" when ctest did not say where it is.
std::string program();

// Throws std::runtime_error when the file cannot be read.
std::string read_text(const std::filesystem::path& file);
void write_text(const std::filesystem::path& file, std::string_view text);
// Files under `folder` of the checkout with one of `extensions` (".cpp"; none: all files), as paths relative to the
// checkout, sorted. A folder that does not exist gives none.
std::vector<std::string> files_under(const std::string& folder, const std::vector<std::string>& extensions = {});
std::vector<std::string> lines_of(std::string_view text);

// An empty folder under the system's temporary one.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // Writes `text` to a file of this folder, replacing what is there whole; returns its full path.
  std::string write(const std::string& name, std::string_view text) const;

 private:
  std::filesystem::path path_;
};

}  // namespace onescreen::test_support
