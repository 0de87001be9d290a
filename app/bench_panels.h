// A layout of as many panels as a measurement wants.
#pragma once

#include <memory>

#include "ui/layout.h"

namespace onescreen::app {

// `panels` of another layout's panels in turn, all but its maps, in a grid of about twice as many columns as rows;
// nullptr when it has no other.
std::shared_ptr<const ui::Layout> bench_panels(const ui::Layout& from, int panels);

}  // namespace onescreen::app
