// Answers about the modules of the departments.
// GET /api/modules         rows: {"moduleId":"M-01","moduleName":"..","department":"..","level":"..","contact":"..",
//                          "phone":"..","everySecs":300,"updateTime":"..","state":"normal|late|down","since":"..",
//                          "callsToday":1234}; 43 of them, in the order of the directory
// GET /api/module_history  rows: {"moduleId":"M-01","moduleName":"..","state":"late","from":"..","to":".."|null}; the
//                          last 24 hours of those that were late or down in them; null: it lasts
#include <fmt/format.h>

#include "demo/answers.h"

namespace onescreen::demo {

namespace {

const char* word_of(ModuleState state) {
  return state == ModuleState::down ? "down" : state == ModuleState::late ? "late" : "normal";
}

std::string modules_answer(const City& city, TimePoint now, const Page& page) {
  const auto modules = city.modules().modules_at(now);
  return list_answer(modules.size(), page, [&](JsonWriter& out, size_t i) {
    const ModuleStatus& one = modules[i];
    out.key("moduleId").text(fmt::format("M-{:02}", one.number)).key("moduleName").text(one.name);
    out.key("department").text(one.department).key("level").text(one.level);
    out.key("contact").text(one.contact).key("phone").text(one.phone).key("everySecs").integer(one.every_secs);
    out.key("updateTime").local_time(one.updated_at).key("state").text(word_of(one.state)).key("since");
    // A module that was well all day says when it was heard of, not the edge of the day.
    one.state == ModuleState::normal ? out.null() : out.local_time(one.since);
    out.key("callsToday").integer(one.calls_today);
  });
}

std::string history_answer(const City& city, TimePoint now, const Page& page) {
  struct Row {
    const ModuleStatus* module;
    const ModuleSpell* spell;
    bool lasts;
  };
  // The minute is enough, and keeps the answer the same while nothing happens.
  const TimePoint minute = std::chrono::floor<std::chrono::minutes>(now);
  const auto modules = city.modules().modules_at(minute);
  std::vector<Row> rows;
  for (const ModuleStatus& module : modules) {
    if (module.last_day.size() < 2 && module.state == ModuleState::normal) continue;
    for (const ModuleSpell& spell : module.last_day)
      rows.push_back({&module, &spell, &spell == &module.last_day.back()});
  }
  return list_answer(rows.size(), page, [&](JsonWriter& out, size_t i) {
    out.key("moduleId").text(fmt::format("M-{:02}", rows[i].module->number));
    out.key("moduleName").text(rows[i].module->name).key("state").text(word_of(rows[i].spell->state));
    out.key("from").local_time(rows[i].spell->from).key("to");
    rows[i].lasts ? out.null() : out.local_time(rows[i].spell->to);
  });
}

}  // namespace

void add_module_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  endpoints.push_back(
      {"/api/modules", [&city](TimePoint now, const Page& page) { return modules_answer(city, now, page); }});
  endpoints.push_back(
      {"/api/module_history", [&city](TimePoint now, const Page& page) { return history_answer(city, now, page); }});
}

}  // namespace onescreen::demo
