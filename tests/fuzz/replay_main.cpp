// Runs a fuzz target over its committed corpus, in builds without libFuzzer, so that every input that once
// broke something is tried in every test run. Arguments: corpus folders or single files.
// Fails when a folder is missing or empty: a replay of nothing must not look green.

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

// A copy whose end is the end of what can be read: one byte past it is a finding even in a library that no sanitizer
// looks into.
class BeforeNothing {
 public:
  explicit BeforeNothing(const std::vector<char>& bytes) {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const std::size_t room = (bytes.size() + page - 1) / page * page;
    mapped_ = room + page;
    begin_ =
        static_cast<std::uint8_t*>(mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    if (begin_ == MAP_FAILED || mprotect(begin_ + room, page, PROT_NONE) != 0) {
      std::fprintf(stderr, "no memory for %zu bytes\n", bytes.size());
      std::exit(1);
    }
    data_ = begin_ + room - bytes.size();
    std::copy(bytes.begin(), bytes.end(), data_);
  }
  ~BeforeNothing() { munmap(begin_, mapped_); }
  BeforeNothing(const BeforeNothing&) = delete;
  BeforeNothing& operator=(const BeforeNothing&) = delete;

  const std::uint8_t* data() const { return data_; }

 private:
  std::uint8_t* begin_ = nullptr;
  std::size_t mapped_ = 0;
  std::uint8_t* data_ = nullptr;
};

bool replay(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    std::fprintf(stderr, "cannot read %s\n", file.c_str());
    return false;
  }
  const std::vector<char> bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  // Named before it runs: a sanitizer's abort leaves no chance afterwards.
  std::fprintf(stderr, "%s\n", file.c_str());
  // A copy of exact size, so that one byte beyond either end is a finding of the sanitizers.
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  const BeforeNothing copy(bytes);
  LLVMFuzzerTestOneInput(copy.data(), bytes.size());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s CORPUS_FOLDER_OR_FILE...\n", argv[0]);
    return 2;
  }
  std::size_t replayed = 0;
  for (int i = 1; i < argc; ++i) {
    const std::filesystem::path path = argv[i];
    if (std::filesystem::is_regular_file(path)) {
      if (!replay(path)) return 1;
      ++replayed;
      continue;
    }
    std::error_code error;
    std::size_t in_folder = 0;
    for (const auto& entry : std::filesystem::directory_iterator(path, error)) {
      if (!entry.is_regular_file()) continue;
      if (!replay(entry.path())) return 1;
      ++in_folder;
    }
    if (error || in_folder == 0) {
      std::fprintf(stderr, "no corpus in %s\n", path.c_str());
      return 1;
    }
    replayed += in_folder;
  }
  std::fprintf(stderr, "%zu inputs replayed\n", replayed);
  return 0;
}
