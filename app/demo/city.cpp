#include "demo/city.h"

#include <algorithm>

namespace onescreen::demo {

namespace {

// Enough for every question about one instant; more would only be memory.
constexpr size_t kRememberedDays = 16;

}  // namespace

model::Result<std::unique_ptr<City>> City::load(const Options& options) {
  std::unique_ptr<City> city(new City);
  city->options_ = options;
  auto ground = Ground::load(options.districts_dir);
  if (!ground) return ground.error();
  city->ground_ = std::move(*ground);
  auto catalogue = CaseCatalogue::load(options.demo_dir + "/cases.json", city->ground_);
  if (!catalogue) return catalogue.error();
  city->catalogue_ = std::move(*catalogue);
  auto hotline = Hotline::load(options.demo_dir + "/hotline.json", options.seed);
  if (!hotline) return hotline.error();
  city->hotline_ = std::make_unique<Hotline>(std::move(*hotline));
  auto sensors = Sensors::load(options.demo_dir + "/sensors.json", city->ground_, options.seed, options.sensors);
  if (!sensors) return sensors.error();
  city->sensors_ = std::make_unique<Sensors>(std::move(*sensors));
  auto duty = DutyDesk::load(options.demo_dir + "/duty.json", options.seed);
  if (!duty) return duty.error();
  city->duty_ = std::make_unique<DutyDesk>(std::move(*duty));
  auto units = Units::load(options.demo_dir + "/units.json", city->ground_, options.seed);
  if (!units) return units.error();
  city->units_ = std::make_unique<Units>(std::move(*units));
  auto texts = FeedTexts::load(options.demo_dir + "/feeds.json");
  if (!texts) return texts.error();
  city->feed_texts_ = std::move(*texts);
  auto epidemic = Epidemic::load(options.demo_dir + "/epidemic.json", city->ground_, options.seed);
  if (!epidemic) return epidemic.error();
  city->epidemic_ = std::make_unique<const Epidemic>(std::move(*epidemic));
  auto modules = ModuleBoard::load(options.demo_dir + "/modules.json", options.seed);
  if (!modules) return modules.error();
  city->modules_ = std::make_unique<const ModuleBoard>(std::move(*modules));
  auto points = ServicePoints::load(options.demo_dir + "/stations.json", city->ground_, options.seed);
  if (!points) return points.error();
  city->service_points_ = std::make_unique<const ServicePoints>(std::move(*points));
  auto north_bund = NorthBund::load(options.demo_dir + "/north_bund.json", options.seed);
  if (!north_bund) return north_bund.error();
  city->north_bund_ = std::make_unique<const NorthBund>(std::move(*north_bund));
  auto festival = Festival::load(options.demo_dir + "/festival.json", options.seed);
  if (!festival) return festival.error();
  city->festival_ = std::make_unique<const Festival>(std::move(*festival));
  city->generator_ = std::make_unique<CaseGenerator>(city->ground_, city->catalogue_, options.seed);
  try {
    city->read_scenes();
  } catch (const std::exception& error) {
    return model::Error{model::ErrorCode::io, std::string("a demo scene cannot be read: ") + error.what(),
                        options.demo_dir};
  }
  return city;
}

void City::read_scenes() {
  const std::string& folder = options_.demo_dir;
  peaks_ = std::make_unique<Peaks>(folder + "/peak_shaving.json", ground_, catalogue_, options_.seed);
  waste_ = std::make_unique<Waste>(folder + "/waste_sorting.json", ground_, catalogue_, options_.seed);
  renewal_ = std::make_unique<Renewal>(folder + "/renewal.json", ground_, options_.seed);
  community_ = std::make_unique<Community>(folder + "/community.json", ground_, options_.seed);
  civility_ = std::make_unique<Civility>(folder + "/civility.json", ground_, catalogue_, options_.seed);
}

CaseView City::cases_at(TimePoint now, int more_days) const {
  CaseView view;
  view.now = now;
  const int64_t today = day_of(now);
  view.today = start_of(today);
  for (int back = 0; back <= CaseGenerator::kLongestLifeDays + more_days; ++back)
    view.days.push_back(day(today - back));
  for (const CaseDayPtr& born : view.days) {
    const size_t first = view.listed.size();
    for (const Case& one : *born) {
      if (!one.known(now)) break;
      if (one.open(now) || one.closed_at() >= view.today || one.reported_at() >= view.today) {
        view.listed.push_back(&one);
      }
    }
    std::reverse(view.listed.begin() + static_cast<std::ptrdiff_t>(first), view.listed.end());
  }
  return view;
}

CaseDayPtr City::day(int64_t day) const {
  {
    const std::lock_guard lock(mutex_);
    const auto found = days_.find(day);
    if (found != days_.end()) return found->second;
  }
  auto made = std::make_shared<const CaseDay>(generator_->cases_of(day));
  const std::lock_guard lock(mutex_);
  // The farthest day goes first: questions come around one instant.
  while (days_.size() >= kRememberedDays) {
    const auto first = days_.begin();
    const auto last = std::prev(days_.end());
    days_.erase(day - first->first > last->first - day ? first : last);
  }
  return days_.try_emplace(day, std::move(made)).first->second;
}

}  // namespace onescreen::demo
