// A layout of as many panels as a measurement wants.
#pragma once

#include <memory>

#include "ui/layout.h"

namespace onescreen::app {

// `panels` of the demo site's figures, lists and charts in a grid of about twice as many columns as rows; nullptr when
// the widgets that it is made of are not there.
std::shared_ptr<const ui::Layout> bench_panels(int panels);

}  // namespace onescreen::app
