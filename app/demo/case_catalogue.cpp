#include "demo/case_catalogue.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace onescreen::demo {

namespace {

using nlohmann::json;

CaseKind kind_of(const json& from, const json& profiles) {
  CaseKind kind;
  kind.kind = from.at("kind");
  kind.icon = from.at("icon");
  kind.title = from.value("title", kind.kind);
  kind.decimals = from.value("decimals", 0);
  if (from.contains("n") && from.at("n").is_array()) {
    kind.low = from.at("n").at(0);
    kind.high = from.at("n").at(1);
  }
  kind.weight = from.at("weight");
  kind.levels = from.at("levels");
  kind.limit_hours = from.at("limit_hours");
  kind.sources = from.at("sources").get<std::vector<double>>();
  kind.unit = from.at("unit");
  kind.place = from.at("place");
  kind.profile.fill(1);
  if (from.contains("profile")) kind.profile = profiles.at(from.at("profile").get<std::string>());
  return kind;
}

}  // namespace

model::Result<CaseCatalogue> CaseCatalogue::load(const std::string& file, const Ground& ground) {
  try {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot be opened");
    const json from = json::parse(in);
    CaseCatalogue catalogue;
    for (const json& kind : from.at("kinds")) catalogue.kinds.push_back(kind_of(kind, from.at("profiles")));
    for (const json& source : from.at("sources")) {
      catalogue.sources.push_back({source.at("name"), source.at("proactive")});
    }
    catalogue.stages = from.at("stages").get<std::vector<std::string>>();
    catalogue.lanes = from.at("lanes").get<std::vector<std::string>>();
    for (const json& kpi : from.at("kpis")) {
      catalogue.kpis.push_back(
          {kpi.at("id"), kpi.at("name"), kpi.at("unit"), kpi.at("change_unit"), kpi.at("note"), kpi.at("decimals")});
    }
    catalogue.rhythm = from.at("rhythm");
    catalogue.major_rhythm = from.at("rhythm_major");
    catalogue.weekend_factor = from.at("weekend_factor");
    catalogue.addresses = from.at("addresses").get<std::map<std::string, std::vector<std::string>>>();
    for (const Street& street : ground.streets()) {
      const json& entry = from.at("streets").at(street.label);
      catalogue.street_weights.push_back(entry.at("weight"));
      catalogue.street_roads.push_back(entry.at("roads").get<std::vector<std::string>>());
    }
    if (catalogue.stages.size() != 7) throw std::runtime_error("must name seven stages");
    if (catalogue.lanes.size() != 3) throw std::runtime_error("must name three lanes");
    for (const CaseKind& kind : catalogue.kinds) {
      if (kind.sources.size() != catalogue.sources.size()) {
        throw std::runtime_error(kind.kind + " must weigh every source");
      }
      if (!catalogue.addresses.contains(kind.place)) throw std::runtime_error(kind.kind + " has no addresses");
    }
    return catalogue;
  } catch (const std::exception& error) {
    return model::Error{model::ErrorCode::io, std::string("the demo city cannot be read: ") + error.what(), file};
  }
}

std::string fill(std::string pattern, const std::map<std::string, std::string>& values) {
  for (const auto& [key, value] : values) {
    const std::string mark = "{" + key + "}";
    for (size_t at = pattern.find(mark); at != std::string::npos; at = pattern.find(mark, at + value.size())) {
      pattern.replace(at, mark.size(), value);
    }
  }
  return pattern;
}

}  // namespace onescreen::demo
