#include "data/picture_service.h"

namespace onescreen::data {
namespace {

// A panel that is drawn again for each of sixteen stills would be busy with nothing else.
constexpr std::chrono::milliseconds kPublishEvery{100};

}  // namespace

PictureService::PictureService(model::Clock clock)
    : ShownSets(kPublishEvery, PictureLoader::kWishLease), clock_(std::move(clock)) {}

void PictureService::replace(std::vector<PictureSetConfig> sets) {
  replace_sets(std::move(sets), [this](PictureSetConfig set, std::function<void()> changed) {
    return std::make_unique<PictureLoader>(std::move(set), clock_, std::move(changed));
  });
}

size_t PictureService::bytes() const { return sum(&PictureLoader::bytes); }

}  // namespace onescreen::data
