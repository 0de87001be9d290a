// The key `decimals`, which is the same in every widget that writes figures.
#pragma once

#include "model/key_spec.h"
#include "ui/config.h"

namespace onescreen::ui {

model::KeySpec decimals_key();
int decimals_of(const Config& config);

}  // namespace onescreen::ui
