#include "ui/decimals.h"

namespace onescreen::ui {

model::KeySpec decimals_key() {
  return {.name = "decimals",
          .type = model::KeyType::integer,
          .summary = "digits behind the decimal point",
          .fallback = "0",
          .minimum = 0,
          .maximum = 6};
}

int decimals_of(const Config& config) { return static_cast<int>(config.integer("decimals")); }

}  // namespace onescreen::ui
