// The worker shares nothing with its owner but the three guarded members; tables and prepared parts are immutable.
#include "map/point_preparer.h"

#include <algorithm>
#include <utility>

namespace onescreen::map {

namespace {

constexpr std::chrono::milliseconds kShortestWait{2};
constexpr std::chrono::milliseconds kLongestWait{50};

}  // namespace

void PointPreparer::start(const PointLayer& layer, int zoom_step, PreparedPointsPtr previous) {
    started_ = Clock::now();
    worker_ = std::jthread([this, layer, zoom_step, previous = std::move(previous)](const std::stop_token& stop) {
        PreparedPointsPtr result;
        std::exception_ptr failure;
        try {
            result = prepare_points(layer, zoom_step, previous, stop);
        } catch (...) {
            failure = std::current_exception();
        }
        const std::lock_guard lock(mutex_);
        done_ = true;
        result_ = std::move(result);
        failure_ = failure;
    });
}

PreparedPointsPtr PointPreparer::take() {
    if (!busy()) return nullptr;
    {
        const std::lock_guard lock(mutex_);
        if (!done_) return nullptr;
    }
    worker_.join();
    took_ = Clock::now() - started_;
    done_ = false;
    if (failure_ != nullptr) std::rethrow_exception(std::exchange(failure_, nullptr));
    return std::exchange(result_, nullptr);
}

void PointPreparer::stop() {
    if (!busy()) return;
    worker_.request_stop();
    worker_.join();
    done_ = false;
    result_.reset();
    failure_ = nullptr;
}

std::optional<std::chrono::milliseconds> PointPreparer::ready_in() const {
    if (!busy()) return std::nullopt;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(started_ + took_ - Clock::now());
    return std::clamp(left, kShortestWait, kLongestWait);
}

}  // namespace onescreen::map
