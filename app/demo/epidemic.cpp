// Waves are sines of the day with phases of the seed; clusters begin by chance at an institution and are watched a
// week.
#include "demo/epidemic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "demo/scene_file.h"

namespace onescreen::demo {

namespace {

using nlohmann::json;

constexpr int64_t kYearDays = 364;  // 52 weeks, so that weekdays meet
constexpr int kWatchedDays = 7;
constexpr double kClusterChance = 0.014;  // of an institution a day

double wave(int64_t day, double period, double phase) {
  return std::sin(static_cast<double>(day) * 2 * std::numbers::pi / period + phase);
}

}  // namespace

model::Result<Epidemic> Epidemic::load(const std::string& file, const Ground& ground, uint64_t seed) {
  return read_scene<Epidemic>(file, "epidemic", [&](std::istream& in, Epidemic& scene) {
    const json from = json::parse(in);
    scene.seed_ = seed;
    scene.visits_a_day_ = from.at("visits_a_day");
    scene.warning_rate_ = from.at("warning_rate");
    scene.usual_rate_ = from.at("usual_rate");
    scene.rhythm_ = from.at("rhythm");
    Random random(seed, 0, Stream::epidemic);
    for (const Street& street : ground.streets()) {
      double area = 0;
      for (const size_t cell : street.cells) area += ground.cells()[cell].area_km2;
      scene.street_weights_.push_back(std::sqrt(area) * random.between(0.7, 1.3));
    }
    for (const json& kind : from.at("institutions")) {
      const int count = kind.at("count");
      for (int i = 1; i <= count; ++i) {
        const size_t cell = random.index(ground.cells().size());
        scene.institutions_.push_back({fmt::format("{} {:02}", kind.at("name").get<std::string>(), i), kind.at("kind"),
                                       ground.cells()[cell].street, ground.place_in(ground.cells()[cell], random)});
      }
    }
    for (const json& task : from.at("tasks")) {
      scene.tasks_.push_back({task.at("task"), task.at("owner"), task.at("due_hours").get<int64_t>() * 3600});
    }
    for (const json& one : from.at("stock")) {
      scene.stocks_.push_back(
          {{one.at("item"), one.at("unit"), 0, one.at("a_day"), one.at("target_days")}, one.at("delivered_every")});
    }
    if (scene.tasks_.empty() || scene.institutions_.empty()) throw std::runtime_error("names nothing to do");
  });
}

double Epidemic::season(int64_t day) const {
  Random year(seed_, day / kYearDays, Stream::epidemic);
  const double strength = year.between(0.88, 1.18);
  const double phase = year.between(0, 6);
  return strength * (1 + 0.3 * wave(day + 75, 365.25, 0) + 0.09 * wave(day, 23, phase));
}

std::vector<int> Epidemic::visits_of(int64_t day) const {
  Random random(seed_, day, Stream::epidemic);
  const int weekday = weekday_of(day);
  const double busy = weekday == 1 ? 1.12 : weekday == 0 || weekday == 6 ? 0.9 : 1.0;
  double sum = 0;
  for (const double weight : street_weights_) sum += weight;
  std::vector<int> visits;
  for (const double weight : street_weights_) {
    const double expected = visits_a_day_ * season(day) * busy * weight / sum;
    visits.push_back(static_cast<int>(expected * random.between(0.88, 1.12) + 0.5));
  }
  return visits;
}

std::vector<EpidemicStreet> Epidemic::streets_at(TimePoint now) const {
  const int64_t today = day_of(now);
  const double part = part_of_day(rhythm_, second_of_day(now));
  const std::vector<int> whole = visits_of(today);
  std::vector<EpidemicStreet> streets;
  for (size_t i = 0; i < whole.size(); ++i) streets.push_back({i, static_cast<int>(whole[i] * part), 0});
  for (int back = 1; back <= 7; ++back) {
    const std::vector<int> visits = visits_of(today - back);
    for (size_t i = 0; i < visits.size(); ++i) streets[i].last_seven += visits[i];
  }
  return streets;
}

std::vector<EpidemicDay> Epidemic::days_at(TimePoint now) const {
  const auto sum = [](const std::vector<int>& visits) {
    int all = 0;
    for (const int one : visits) all += one;
    return all;
  };
  const int64_t today = day_of(now);
  std::vector<EpidemicDay> days;
  for (int64_t day = today - kDays + 1; day <= today; ++day) {
    EpidemicDay one{day, sum(visits_of(day)), sum(visits_of(day - kYearDays)), {}, {}};
    if (day == today) {
      one.visits = 0;
      for (const EpidemicStreet& street : streets_at(now)) one.visits += street.today;
    } else {
      Random random(seed_, day, Stream::epidemic);
      const double phase = Random(seed_, 1, Stream::epidemic).between(0, 6);
      const double rate = usual_rate_ * (1 + 0.34 * wave(day, 19, phase) + random.between(-0.1, 0.1));
      one.samples = 70 + static_cast<int>(random.index(30));
      one.positives = static_cast<int>(*one.samples * rate / 100 + 0.5);
    }
    days.push_back(one);
  }
  return days;
}

std::optional<Cluster> Epidemic::cluster_of(size_t institution, int64_t day, TimePoint now) const {
  Random random(mix(seed_, institution), day, Stream::epidemic);
  if (!random.chance(kClusterChance)) return std::nullopt;
  const Institution& place = institutions_[institution];
  Cluster cluster;
  cluster.reported_at = start_of(day) + std::chrono::seconds(8 * 3600 + static_cast<int64_t>(random.index(10 * 3600)));
  if (cluster.reported_at > now || now >= cluster.reported_at + std::chrono::days(kWatchedDays)) return std::nullopt;
  cluster.id = fmt::format("JJ{}-{:03}", day, institution);
  cluster.institution = place.name;
  cluster.kind = place.kind;
  cluster.street = place.street;
  cluster.at = place.at;
  const auto first = static_cast<int>(2 + random.index(3));
  const double growth = random.between(0, 3.6);  // cases a day during the first three days
  const double days = std::chrono::duration<double>(now - cluster.reported_at).count() / 86'400;
  cluster.cases = first + static_cast<int>(growth * std::min(days, 3.0));
  for (size_t i = 0; i < tasks_.size(); ++i) {
    const TaskKind& kind = tasks_[i];
    ClusterTask task{fmt::format("{}-{}", cluster.id, i + 1),
                     kind.task,
                     kind.owner,
                     cluster.reported_at + std::chrono::seconds(kind.due_secs),
                     {}};
    const auto took = static_cast<int64_t>(static_cast<double>(kind.due_secs) * random.between(0.45, 1.06));
    const TimePoint done = cluster.reported_at + std::chrono::seconds(took);
    if (done <= now) task.done_at = done;
    cluster.tasks.push_back(std::move(task));
  }
  // Where all is done, it is only watched.
  const bool settled = cluster.tasks.back().done_at.has_value();
  cluster.level = settled || cluster.cases < 8 ? 4 : cluster.cases < 12 ? 3 : 2;
  return cluster;
}

std::vector<Cluster> Epidemic::clusters_at(TimePoint now) const {
  std::vector<Cluster> clusters;
  const int64_t today = day_of(now);
  for (size_t i = 0; i < institutions_.size(); ++i) {
    // One place has one cluster at a time.
    for (int64_t day = today; day >= today - kWatchedDays; --day) {
      auto cluster = cluster_of(i, day, now);
      if (!cluster) continue;
      clusters.push_back(std::move(*cluster));
      break;
    }
  }
  std::stable_sort(clusters.begin(), clusters.end(),
                   [](const Cluster& a, const Cluster& b) { return a.reported_at > b.reported_at; });
  return clusters;
}

std::vector<StockItem> Epidemic::stock_at(TimePoint now) const {
  std::vector<StockItem> items;
  const double days = static_cast<double>(day_of(now)) + static_cast<double>(second_of_day(now) / 600) / 144;
  Random random(seed_, 2, Stream::epidemic);
  for (const Stock& stock : stocks_) {
    // Used evenly, delivered up to half as much again as the target.
    const double since = std::fmod(days + random.between(0, stock.days), stock.days);
    StockItem item = stock.item;
    const double held = item.target_days * 1.5 - since;
    item.stock = static_cast<int>(std::max(0.0, held) * item.a_day);
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace onescreen::demo
