// Answers about public health, in sums only.
// GET /api/epidemic/days      rows: {"statDate":"2026-11-20 00:00:00","visits":181,"lastYear":164,"samples":84|null,
//                             "positives":5|null,"warningRate":8,"isToday":false}; 14 full days and today, oldest first
// GET /api/epidemic/streets   rows: {"street":"北外滩","today":12,"lastSeven":160}
// GET /api/epidemic/clusters  rows: {"clusterId":"JJ20777-012","institution":"..","kind":"..","street":"..","cases":6,
//                             "level":4,"reportTime":"..","openTasks":2,"nextDeadline":".."|null,"longitude":..,
//                             "latitude":..} (GCJ-02)
// GET /api/epidemic/tasks     rows: {"taskId":"..","institution":"..","street":"..","task":"..","owner":"..",
//                             "deadline":"..","doneTime":null|".."}
// GET /api/epidemic/stock     rows: {"item":"..","unit":"..","stock":5200,"aDay":310,"targetDays":14}
#include "demo/answers.h"
#include "demo/gcj02.h"

namespace onescreen::demo {

namespace {

constexpr int kDecimals = 6;

void write_count(JsonWriter& out, std::string_view key, std::optional<int> value) {
  out.key(key);
  value ? out.integer(*value) : out.null();
}

void write_time(JsonWriter& out, std::string_view key, std::optional<TimePoint> value) {
  out.key(key);
  value ? out.local_time(*value) : out.null();
}

std::string days_answer(const City& city, TimePoint now, const Page& page) {
  const auto days = city.epidemic().days_at(now);
  return list_answer(days.size(), page, [&](JsonWriter& out, size_t i) {
    const EpidemicDay& day = days[i];
    out.key("statDate").local_time(start_of(day.day)).key("visits").integer(day.visits);
    out.key("lastYear").integer(day.last_year);
    write_count(out, "samples", day.samples);
    write_count(out, "positives", day.positives);
    out.key("warningRate").number(city.epidemic().warning_rate(), 1).key("isToday").boolean(i + 1 == days.size());
  });
}

std::string streets_answer(const City& city, TimePoint now, const Page& page) {
  const auto streets = city.epidemic().streets_at(now);
  return list_answer(streets.size(), page, [&](JsonWriter& out, size_t i) {
    out.key("street").text(city.ground().streets()[streets[i].street].label);
    out.key("today").integer(streets[i].today).key("lastSeven").integer(streets[i].last_seven);
  });
}

std::string clusters_answer(const City& city, TimePoint now, const Page& page) {
  const auto clusters = city.epidemic().clusters_at(now);
  return list_answer(clusters.size(), page, [&](JsonWriter& out, size_t i) {
    const Cluster& one = clusters[i];
    int open = 0;
    std::optional<TimePoint> next;
    for (const ClusterTask& task : one.tasks) {
      if (task.done_at) continue;
      ++open;
      if (!next) next = task.deadline;
    }
    const model::LonLat at = gcj02_from_wgs84(one.at);
    out.key("clusterId").text(one.id).key("institution").text(one.institution).key("kind").text(one.kind);
    out.key("street").text(city.ground().streets()[one.street].label).key("cases").integer(one.cases);
    out.key("level").integer(one.level).key("reportTime").local_time(one.reported_at);
    out.key("openTasks").integer(open);
    write_time(out, "nextDeadline", next);
    out.key("longitude").number(at.lon, kDecimals).key("latitude").number(at.lat, kDecimals);
  });
}

std::string tasks_answer(const City& city, TimePoint now, const Page& page) {
  const auto clusters = city.epidemic().clusters_at(now);
  std::vector<std::pair<const Cluster*, const ClusterTask*>> tasks;
  for (const Cluster& cluster : clusters) {
    for (const ClusterTask& task : cluster.tasks) tasks.emplace_back(&cluster, &task);
  }
  return list_answer(tasks.size(), page, [&](JsonWriter& out, size_t i) {
    const auto& [cluster, task] = tasks[i];
    out.key("taskId").text(task->id).key("clusterId").text(cluster->id).key("institution").text(cluster->institution);
    out.key("street").text(city.ground().streets()[cluster->street].label).key("task").text(task->task);
    out.key("owner").text(task->owner).key("deadline").local_time(task->deadline);
    write_time(out, "doneTime", task->done_at);
  });
}

std::string stock_answer(const City& city, TimePoint now, const Page& page) {
  const auto stock = city.epidemic().stock_at(now);
  return list_answer(stock.size(), page, [&](JsonWriter& out, size_t i) {
    out.key("item").text(stock[i].item).key("unit").text(stock[i].unit).key("stock").integer(stock[i].stock);
    out.key("aDay").integer(stock[i].a_day).key("targetDays").number(stock[i].target_days, 0);
  });
}

}  // namespace

void add_epidemic_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  const auto add = [&](const char* path, std::string (*answer)(const City&, TimePoint, const Page&)) {
    endpoints.push_back({path, [&city, answer](TimePoint now, const Page& page) { return answer(city, now, page); }});
  };
  add("/api/epidemic/days", days_answer);
  add("/api/epidemic/streets", streets_answer);
  add("/api/epidemic/clusters", clusters_answer);
  add("/api/epidemic/tasks", tasks_answer);
  add("/api/epidemic/stock", stock_answer);
}

}  // namespace onescreen::demo
