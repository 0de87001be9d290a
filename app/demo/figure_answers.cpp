// Answers with figures.
// GET /api/streets          rows:
// {"streetCode":"310109018","streetName":"北外滩","fullName":"北外滩街道","open":38,"overdue":2,
//                                  "receivedToday":81,"closedToday":43,"level1":0,"level2":2,"onTimeRate":97.67|null}
//                                  (per cent)
// GET /api/grids            rows: {"gridId":"BWT-03","gridName":"北外滩 03","streetName":"北外滩", counts as for
// streets} GET /api/kpis             rows:
// {"kpi":"on_time","name":"按时办结率","value":97.64|null,"unit":"%","decimals":2,
//                                  "change":0.21|null,"changeUnit":"个百分点","note":"近 24 小时"}; change against this
//                                  time yesterday
// GET /api/kpi_series       rows: {"kpi":"open","statTime":"2026-11-20 07:00:00","value":171|null}; the last 25 full
// hours GET /api/hotline/hourly   rows: {"hour":7,"statTime":"2026-11-20 07:00:00","today":31|null,"yesterday":29}; 24
// rows, null = not yet GET /api/hotline/topics   rows: {"topic":"噪声扰民","today":41,"yesterday":38}; most called
// first, yesterday until this time
#include "demo/answers.h"
#include "demo/figures.h"

namespace onescreen::demo {

namespace {

void write_counts(JsonWriter& out, const CaseFigures& figures) {
  out.key("open").integer(figures.open).key("overdue").integer(figures.overdue);
  out.key("receivedToday").integer(figures.received_today).key("closedToday").integer(figures.closed_today);
  out.key("level1").integer(figures.by_level[0]).key("level2").integer(figures.by_level[1]);
  out.key("onTimeRate").number(figures.on_time_rate(), 2);
}

std::string streets_answer(const City& city, TimePoint now, const Page& page) {
  const auto figures = street_figures(city, city.cases_at(now));
  return list_answer(figures.size(), page, [&](JsonWriter& out, size_t i) {
    const Street& street = city.ground().streets()[i];
    out.key("streetCode").text(street.id).key("streetName").text(street.label).key("fullName").text(street.name);
    write_counts(out, figures[i]);
  });
}

std::string grids_answer(const City& city, TimePoint now, const Page& page) {
  const auto figures = cell_figures(city, city.cases_at(now));
  return list_answer(figures.size(), page, [&](JsonWriter& out, size_t i) {
    const Cell& cell = city.ground().cells()[i];
    out.key("gridId").text(cell.id).key("gridName").text(cell.name);
    out.key("streetName").text(city.ground().streets()[cell.street].label);
    write_counts(out, figures[i]);
  });
}

int decimals_of(const City& city, const std::string& kpi) {
  for (const KpiText& text : city.catalogue().kpis) {
    if (text.id == kpi) return text.decimals;
  }
  return 0;
}

std::string kpis_answer(const City& city, TimePoint now, const Page& page) {
  const auto kpis = kpis_at(city, now);
  return list_answer(kpis.size(), page, [&](JsonWriter& out, size_t i) {
    const Kpi& kpi = kpis[i];
    const int decimals = kpi.text.decimals;
    out.key("kpi").text(kpi.text.id).key("name").text(kpi.text.name).key("value").number(kpi.value, decimals);
    out.key("unit").text(kpi.text.unit).key("decimals").integer(decimals);
    out.key("change").number(kpi.change, decimals).key("changeUnit").text(kpi.text.change_unit);
    out.key("note").text(kpi.text.note);
  });
}

std::string series_answer(const City& city, TimePoint now, const Page& page) {
  const auto points = kpi_series(city, now);
  return list_answer(points.size(), page, [&](JsonWriter& out, size_t i) {
    out.key("kpi").text(points[i].id).key("statTime").local_time(points[i].at);
    out.key("value").number(points[i].value, decimals_of(city, points[i].id));
  });
}

std::string hours_answer(const City& city, TimePoint now, const Page& page) {
  const auto hours = city.hotline().hours(now);
  return list_answer(hours.size(), page, [&](JsonWriter& out, size_t i) {
    out.key("hour").integer(hours[i].hour).key("statTime").local_time(hours[i].from).key("today");
    if (hours[i].today) {
      out.integer(*hours[i].today);
    } else {
      out.null();
    }
    out.key("yesterday").integer(hours[i].yesterday);
  });
}

std::string topics_answer(const City& city, TimePoint now, const Page& page) {
  const auto topics = city.hotline().topics(now);
  return list_answer(topics.size(), page, [&](JsonWriter& out, size_t i) {
    out.key("topic").text(topics[i].topic).key("today").integer(topics[i].today);
    out.key("yesterday").integer(topics[i].yesterday);
  });
}

}  // namespace

void add_figure_endpoints(const City& city, std::vector<Endpoint>& endpoints) {
  const auto add = [&](const char* path, std::string (*answer)(const City&, TimePoint, const Page&)) {
    endpoints.push_back({path, [&city, answer](TimePoint now, const Page& page) { return answer(city, now, page); }});
  };
  add("/api/streets", streets_answer);
  add("/api/grids", grids_answer);
  add("/api/kpis", kpis_answer);
  add("/api/kpi_series", series_answer);
  add("/api/hotline/hourly", hours_answer);
  add("/api/hotline/topics", topics_answer);
}

}  // namespace onescreen::demo
