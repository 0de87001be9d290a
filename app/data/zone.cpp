#include "data/zone.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <exception>
#include <vector>

namespace onescreen::data {

model::Result<model::Zone> load_zone(const std::string& iana_name) {
  using date::sys_days;
  using namespace date::literals;
  try {
    const date::time_zone* zone = date::locate_zone(iana_name);
    std::vector<model::Zone::Period> periods;
    const date::sys_seconds end = sys_days(2100_y / 1 / 1);
    date::sys_seconds at = sys_days(1970_y / 1 / 1);
    while (at < end) {
      const date::sys_info info = zone->get_info(at);
      // A change of name alone (abbreviations) is no change of offset.
      if (periods.empty() || periods.back().offset != info.offset) {
        periods.push_back({model::TimePoint(std::chrono::seconds(at.time_since_epoch())), info.offset});
      }
      if (info.end <= at) break;
      at = info.end;
    }
    return model::Zone(iana_name, std::move(periods));
  } catch (const std::exception&) {
    return model::Error{model::ErrorCode::config,
                        fmt::format("no time zone \"{}\" in this machine's zone database; write an IANA name such as "
                                    "\"Asia/Shanghai\" and see that the package tzdata is installed",
                                    iana_name),
                        {}};
  }
}

}  // namespace onescreen::data
