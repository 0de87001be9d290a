// Answers of the duty desk.
// GET /api/duty      data: {"shift":"早班","startTime":"2026-11-20 08:00:00","endTime":"2026-11-20 16:00:00",
//                           "leader":"值班长 示例甲","posts":[{"post":"值班长","org":"区城运中心","name":"值班长
//                           示例甲"}]}
// GET /api/notices   rows: {"id":"handover-1","type":"交接提示","text":"夜班新增 96
// 件，…","level":4,"noticeTime":"2026-11-20 08:00:00"}
//                    level 1 to 4 as for cases; sentences are counted from the city's state
// GET /api/weather   data: {"sky":"多云","low":14,"high":19,"temperature":16,"wind":"东北风 3
// 级","alert":"无预警","issueTime":"…"}
#include <fmt/format.h>

#include "demo/answers.h"
#include "demo/figures.h"

namespace onescreen::demo {

namespace {

struct Notice {
  std::string id;
  std::string type;
  std::string text;
  int level = 4;
  TimePoint at;
};

std::string number(int value) { return fmt::format("{}", value); }

Notice handover(const City& city, const CaseView& view) {
  const DutyDesk::Shift shift = city.duty().previous_shift(view.now);
  int received = 0, serious = 0, open = 0;
  view.each_known([&](const Case& one) {
    if (one.reported_at() < shift.from || one.reported_at() >= shift.to) return;
    ++received;
    if (one.level <= 2) ++serious;
    if (one.open(view.now)) ++open;
  });
  return {"handover-1", "交接提示",
          fill(city.duty().notices().at("handover"), {{"shift", shift.shift},
                                                      {"received", number(received)},
                                                      {"serious", number(serious)},
                                                      {"open", number(open)}}),
          4, shift.to};
}

Notice overdue(const City& city, const CaseView& view, TimePoint hour) {
  const auto figures = street_figures(city, view);
  int all = 0;
  size_t most = 0;
  for (size_t i = 0; i < figures.size(); ++i) {
    all += figures[i].overdue;
    if (figures[i].overdue > figures[most].overdue) most = i;
  }
  if (all == 0) return {"overdue-1", "超时", city.duty().notices().at("quiet"), 4, hour};
  return {"overdue-1", "超时",
          fill(city.duty().notices().at("overdue"), {{"overdue", number(all)},
                                                     {"street", city.ground().streets()[most].label},
                                                     {"count", number(figures[most].overdue)}}),
          3, hour};
}

std::vector<Notice> notices_at(const City& city, TimePoint now) {
  const CaseView view = city.cases_at(now);
  const TimePoint hour = std::chrono::floor<std::chrono::hours>(now);
  const auto& patterns = city.duty().notices();
  std::vector<Notice> notices;
  for (const Case* one : view.listed) {
    if (one->level != 1 || !one->open(now)) continue;
    const auto stage = static_cast<size_t>(one->stage(now) - 1);
    notices.push_back({"major-" + one->number, "重大",
                       fill(patterns.at("major"), {{"street", city.ground().streets()[one->street].label},
                                                   {"title", one->title},
                                                   {"stage", city.catalogue().stages[stage]}}),
                       1, one->reported_at()});
  }
  notices.push_back(handover(city, view));
  notices.push_back(overdue(city, view, hour));
  int number_of_plan = 0;
  for (const std::string& plan : city.duty().plans_of(day_of(now))) {
    notices.push_back({"plan-" + number(++number_of_plan), "今日安排", plan, 4, view.today});
  }
  const auto topics = city.hotline().topics(now);
  notices.push_back({"hotline-1", "热线",
                     fill(patterns.at("hotline"), {{"calls", number(city.hotline().calls_today(now))},
                                                   {"topic", topics.front().topic},
                                                   {"count", number(topics.front().today)}}),
                     4, hour});
  // Counted on the full hour: a sentence in a ticker must stand still long enough to be read.
  SensorCount sum;
  for (const SensorCount& count : city.sensors().count(hour)) {
    sum.alarm += count.alarm;
    sum.offline += count.offline;
  }
  notices.push_back({"sensors-1", "物联",
                     fill(patterns.at("sensors"), {{"alarm", number(sum.alarm)}, {"offline", number(sum.offline)}}), 4,
                     hour});
  const DutyDesk::Weather weather = city.duty().weather_at(now);
  notices.push_back({"weather-1", "天气",
                     fill(patterns.at("weather"), {{"sky", weather.sky},
                                                   {"low", number(weather.low)},
                                                   {"high", number(weather.high)},
                                                   {"wind", weather.wind},
                                                   {"alert", weather.alert}}),
                     4, weather.issued});
  return notices;
}

std::string notices_answer(const City& city, TimePoint now, const Page& page) {
  const auto notices = notices_at(city, now);
  return list_answer(notices.size(), page, [&](JsonWriter& out, size_t i) {
    out.key("id").text(notices[i].id).key("type").text(notices[i].type).key("text").text(notices[i].text);
    out.key("level").integer(notices[i].level).key("noticeTime").local_time(notices[i].at);
  });
}

std::string duty_answer(const City& city, TimePoint now) {
  return object_answer([&](JsonWriter& out) {
    const DutyDesk::Shift shift = city.duty().shift_at(now);
    const auto posts = city.duty().posts_at(now);
    out.key("shift").text(shift.shift).key("startTime").local_time(shift.from).key("endTime").local_time(shift.to);
    out.key("leader").text(posts.empty() ? "" : posts.front().name).key("posts").begin_array();
    for (const DutyDesk::Post& post : posts) {
      out.begin_object().key("post").text(post.post).key("org").text(post.org).key("name").text(post.name).end_object();
    }
    out.end_array();
  });
}

std::string weather_answer(const City& city, TimePoint now) {
  return object_answer([&](JsonWriter& out) {
    const DutyDesk::Weather weather = city.duty().weather_at(now);
    out.key("sky").text(weather.sky).key("low").integer(weather.low).key("high").integer(weather.high);
    out.key("temperature").integer(weather.temperature).key("wind").text(weather.wind);
    out.key("alert").text(weather.alert).key("issueTime").local_time(weather.issued);
  });
}

}  // namespace

void add_duty_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  endpoints.push_back({"/api/duty", [&city](TimePoint now, const Page&) { return duty_answer(city, now); }});
  endpoints.push_back(
      {"/api/notices", [&city](TimePoint now, const Page& page) { return notices_answer(city, now, page); }});
  endpoints.push_back({"/api/weather", [&city](TimePoint now, const Page&) { return weather_answer(city, now); }});
}

}  // namespace onescreen::demo
