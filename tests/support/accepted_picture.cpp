#include "support/accepted_picture.h"

#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>

namespace onescreen::test_support {
namespace {

namespace fs = std::filesystem;

constexpr int kThreshold = 1;
constexpr int kMaxDifference = 16;

bool update_wanted() {
  const char* set = std::getenv("ONESCREEN_UPDATE_GOLDEN");
  return set != nullptr && std::string(set) == "1";
}

void save(const gfx::Image& image, const fs::path& path) {
  fs::create_directories(path.parent_path());
  std::string why_not;
  if (!gfx::save_png(image, path.string(), why_not)) throw std::runtime_error(why_not);
}

}  // namespace

testing::AssertionResult looks_as_accepted(const gfx::Image& actual, const fs::path& accepted, const fs::path& out,
                                           size_t most_pixels) {
  std::string why_not;
  const auto known = gfx::load_png(accepted.string(), why_not);
  gfx::ImageDifference difference;
  if (known) {
    difference = gfx::compare(*known, actual, kThreshold);
    if (difference.same_size && difference.max_difference <= kMaxDifference && difference.differing <= most_pixels)
      return testing::AssertionSuccess();
  }
  if (update_wanted()) {
    std::cout << "golden: wrote " << accepted.string() << "\n";
    save(actual, accepted);
    return testing::AssertionSuccess();
  }
  save(actual, out.string() + ".actual.png");
  if (!known) return testing::AssertionFailure() << "no accepted picture: " << why_not;
  save(gfx::difference_image(*known, actual, kThreshold), out.string() + ".diff.png");
  return testing::AssertionFailure() << difference.differing << " pixels differ by up to " << difference.max_difference
                                     << "; see " << out.string() << ".diff.png";
}

}  // namespace onescreen::test_support
