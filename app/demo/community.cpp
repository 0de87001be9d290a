#include "demo/community.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "demo/buildings.h"
#include "demo/case_catalogue.h"

namespace onescreen::demo {

namespace {

constexpr double kHouseholdSize = 2.5;
constexpr int kWorksADay = 90;
constexpr int64_t kWorkFrom = 8 * 3600, kWorkSecs = 11 * 3600;
constexpr int64_t kWorkTakes = 2 * 3600;

model::LonLat middle_of(const Ring& ring) {
  model::LonLat sum;
  for (const model::LonLat corner : ring) sum = {sum.lon + corner.lon, sum.lat + corner.lat};
  const auto corners = static_cast<double>(ring.size());
  return {sum.lon / corners, sum.lat / corners};
}

int part(int whole, double share, Random& random) {
  return static_cast<int>(whole * share * random.between(0.75, 1.25) + random.uniform());
}

}  // namespace

Community::Community(const std::string& path, const Ground& ground, uint64_t seed) : ground_(ground), seed_(seed) {
  const nlohmann::json file = nlohmann::json::parse(std::ifstream(path));
  name_ = file.at("name");
  works_ = file.at("works").get<std::vector<std::string>>();
  states_ = file.at("states").get<std::vector<std::string>>();
  const std::map<std::string, Base> bases = {{"residents", Base::residents},
                                             {"households", Base::households},
                                             {"elders", Base::elders},
                                             {"aged", Base::aged},
                                             {"minors", Base::minors}};
  for (const auto& group : file.at("classes")) {
    for (const auto& tag : group.at("tags")) {
      tags_.push_back({group.at("class"), tag.at("tag")});
      shares_.push_back({bases.at(tag.at("of")), tag.at("share")});
    }
  }
  for (const auto& kind : file.at("services")) {
    kinds_.push_back({kind.at("kind"), kind.at("name"), kind.at("count"), kind.at("opens"), kind.at("closes")});
  }
  if (works_.empty() || states_.size() != 2) throw std::runtime_error("lacks works or their two states");
}

const std::vector<Community::Place>& Community::places() const {
  std::call_once(once_, [this] { places_ = invent(); });
  return places_;
}

std::vector<Community::Place> Community::invent() const {
  std::vector<Place> places;
  std::vector<std::vector<size_t>> of_cell(ground_.cells().size());
  std::vector<int> of_street(ground_.streets().size(), 0);
  Random random(seed_, 0, Stream::community);
  for (size_t i = 0; i < ground_.cells().size(); ++i) {
    const Cell& cell = ground_.cells()[i];
    const int count = 2 + static_cast<int>(random.index(2));
    for (int k = 1; k <= count; ++k) {
      Place place;
      place.id = fmt::format("{}-{}", cell.id, k);
      place.street = cell.street;
      place.cell = i;
      place.name = fill(name_, {{"street", ground_.streets()[cell.street].label},
                                {"number", fmt::format("{:02}", ++of_street[cell.street])}});
      place.at = ground_.place_in(cell, random);
      of_cell[i].push_back(places.size());
      places.push_back(std::move(place));
    }
  }
  for (const Building& building : invent_buildings(ground_, seed_)) {
    if (building.residents == 0 || building.street >= ground_.streets().size()) continue;
    const model::LonLat at = middle_of(building.rings.front());
    // On the border of its street a building may lie in none of its cells: then the nearest place of the street has it.
    const auto& cells = ground_.streets()[building.street].cells;
    const auto inside =
        std::find_if(cells.begin(), cells.end(), [&](size_t cell) { return contains(ground_.cells()[cell].ring, at); });
    Place* nearest = nullptr;
    double best = std::numeric_limits<double>::max();
    for (const size_t cell : cells) {
      if (inside != cells.end() && cell != *inside) continue;
      for (const size_t place : of_cell[cell]) {
        const double far = std::hypot((places[place].at.lon - at.lon) * 0.85, places[place].at.lat - at.lat);
        if (far >= best) continue;
        best = far;
        nearest = &places[place];
      }
    }
    if (nearest == nullptr) continue;
    nearest->residents += building.residents;
    ++nearest->buildings;
  }
  for (Place& place : places) {
    place.households = static_cast<int>(std::lround(place.residents / kHouseholdSize));
    place.from_80 = std::min(place.residents / 5, part(place.residents, 0.085, random));
    place.under_80 = std::min(place.residents / 2, part(place.residents, 0.3, random));
    place.under_18 = std::min(place.residents / 5, part(place.residents, 0.11, random));
    place.under_60 = place.residents - place.from_80 - place.under_80 - place.under_18;
    const auto base_of = [&](Base base) {
      switch (base) {
        case Base::residents:
          return place.residents;
        case Base::households:
          return place.households;
        case Base::elders:
          return place.under_80 + place.from_80;
        case Base::aged:
          return place.from_80;
        case Base::minors:
          break;
      }
      return place.under_18;
    };
    for (const Share& share : shares_) {
      place.tagged.push_back(std::min(base_of(share.base), part(base_of(share.base), share.share, random)));
    }
  }
  return places;
}

std::vector<Community::Service> Community::services(TimePoint now) const {
  std::vector<Service> services;
  Random random(seed_, 1, Stream::community);
  const auto hour = static_cast<int>(second_of_day(now) / 3600);
  for (const Kind& kind : kinds_) {
    for (int i = 0; i < kind.count; ++i) {
      // Round the cells, so that no street is without.
      const Cell& cell = ground_.cells()[static_cast<size_t>(i) % ground_.cells().size()];
      Service service;
      service.id = fmt::format("FW-{:03}", services.size() + 1);
      service.kind = kind.kind;
      service.name =
          fill(kind.name, {{"street", ground_.streets()[cell.street].label}, {"number", fmt::format("{:02}", i + 1)}});
      service.street = cell.street;
      service.at = ground_.place_in(cell, random);
      const bool always = random.chance(0.5);  // on Sundays too
      service.open = hour >= kind.opens && hour < kind.closes && (always || weekday_of(day_of(now)) != 0);
      services.push_back(std::move(service));
    }
  }
  return services;
}

std::vector<Community::Work> Community::works(TimePoint now) const {
  std::vector<Work> works;
  const size_t known = places().size();
  for (int64_t day = day_of(now) - 1; day <= day_of(now); ++day) {
    Random random(seed_, day, Stream::community);
    for (int i = 0; i < kWorksADay; ++i) {
      Work work;
      work.id = fmt::format("GZ-{}-{:03}", day, i);
      work.at = start_of(day) + std::chrono::seconds(kWorkFrom + static_cast<int64_t>(random.index(kWorkSecs)));
      work.place = random.index(known);
      work.text = fill(works_[random.index(works_.size())], {{"n", fmt::format("{}", 5 + random.index(28))}});
      work.state = states_[now - work.at < std::chrono::seconds(kWorkTakes) ? 0 : 1];
      if (work.at <= now) works.push_back(std::move(work));
    }
  }
  std::stable_sort(works.begin(), works.end(), [](const Work& a, const Work& b) { return a.at > b.at; });
  return works;
}

}  // namespace onescreen::demo
