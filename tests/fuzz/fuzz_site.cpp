// Any text as a site file: it is read, or every problem has a sentence and a place; nothing is asked of any network.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "data/format.h"
#include "fuzz_table.h"
#include "site.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace onescreen;
  // A folder of this process alone: fuzzers run side by side.
  static const std::string file = [] {
    const auto folder = std::filesystem::temp_directory_path() / ("onescreen_fuzz_site_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    static const struct Cleaner {
      std::filesystem::path folder;
      ~Cleaner() {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
      }
    } cleaner{folder};
    return (folder / "site.json").string();
  }();
  std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  std::vector<ui::Problem> problems;
  const auto site = app::read_site(file, problems);
  for (const auto& problem : problems) fuzz::require(!ui::describe(problem).empty());
  fuzz::require(site != nullptr || !problems.empty());
  if (site == nullptr) return 0;
  for (const auto& source : site->sources) {
    fuzz::require(!source.name.empty() || !problems.empty());
    (void)data::schema_of(source);
  }
  return 0;
}
