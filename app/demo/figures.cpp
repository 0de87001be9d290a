#include "demo/figures.h"

#include <fmt/format.h>

#include <cmath>

namespace onescreen::demo {

namespace {

using std::chrono::hours;

// How much further back than open cases the rates look: the 24 hours before now, and visits hours after closing.
constexpr int kRateDays = 2;

std::optional<double> percent(int part, int whole) {
  if (whole == 0) return std::nullopt;
  return 100.0 * part / whole;
}

void add(CaseFigures& figures, const Case& one, const CaseView& view) {
  if (one.open(view.now)) {
    ++figures.open;
    ++figures.by_level[static_cast<size_t>(one.level - 1)];
    if (one.overdue(view.now)) ++figures.overdue;
  }
  if (one.reported_at() >= view.today) ++figures.received_today;
  if (one.closed(view.now) && one.closed_at() >= view.today) {
    ++figures.closed_today;
    if (one.late()) ++figures.late_today;
  }
}

std::optional<double> difference(std::optional<double> now, std::optional<double> before) {
  if (!now || !before) return std::nullopt;
  return *now - *before;
}

// Half away from zero to that many decimals, so that the figure and its change are printed from the same number.
std::optional<double> rounded(std::optional<double> value, int decimals) {
  if (!value) return value;
  const double power = std::pow(10, decimals);
  return std::round(*value * power) / power;
}

constexpr std::array kKpis{"received", "open", "overdue", "on_time", "proactive", "satisfied"};

struct KpiReading {
  std::array<std::optional<double>, kKpis.size()> values;
  CaseFigures figures;
  Rates rates;
  int received_last_hour = 0;
};

KpiReading read_kpis(const City& city, TimePoint now) {
  const CaseView view = city.cases_at(now, kRateDays);
  KpiReading reading;
  reading.figures = district_figures(view);
  reading.rates = rates_of(city, view);
  reading.values = {reading.figures.received_today,
                    reading.figures.open,
                    reading.figures.overdue,
                    rounded(reading.rates.on_time, 2),
                    rounded(reading.rates.proactive, 1),
                    rounded(reading.rates.satisfied, 2)};
  view.each_known([&](const Case& one) { reading.received_last_hour += one.reported_at() > now - hours(1) ? 1 : 0; });
  return reading;
}

}  // namespace

std::optional<double> CaseFigures::on_time_rate() const { return percent(closed_today - late_today, closed_today); }

CaseFigures district_figures(const CaseView& view) {
  CaseFigures figures;
  for (const Case* one : view.listed) add(figures, *one, view);
  return figures;
}

std::vector<CaseFigures> street_figures(const City& city, const CaseView& view) {
  std::vector<CaseFigures> figures(city.ground().streets().size());
  for (const Case* one : view.listed) add(figures[one->street], *one, view);
  return figures;
}

std::vector<CaseFigures> cell_figures(const City& city, const CaseView& view) {
  std::vector<CaseFigures> figures(city.ground().cells().size());
  for (const Case* one : view.listed) add(figures[one->cell], *one, view);
  return figures;
}

std::array<int, kStages> stage_counts(const CaseView& view) {
  std::array<int, kStages> counts{};
  for (const Case* one : view.listed) ++counts[static_cast<size_t>(one->stage(view.now) - 1)];
  return counts;
}

std::array<int, 3> lane_counts(const CaseView& view) {
  std::array<int, 3> counts{};
  for (const Case* one : view.listed) {
    if (one->reported_at() >= view.today) ++counts[one->lane];
  }
  return counts;
}

Rates rates_of(const City& city, const CaseView& view) {
  const TimePoint from = view.now - hours(24);
  int closed = 0, in_time = 0, received = 0, proactive = 0, satisfied = 0;
  Rates rates;
  view.each_known([&](const Case& one) {
    if (one.closed(view.now) && one.closed_at() > from) {
      ++closed;
      if (!one.late()) ++in_time;
    }
    if (one.reported_at() > from) {
      ++received;
      if (city.catalogue().sources[one.source].proactive) ++proactive;
    }
    if (one.visited && *one.visited <= view.now && *one.visited > from) {
      ++rates.visits;
      if (one.satisfied) ++satisfied;
    }
  });
  rates.on_time = percent(in_time, closed);
  rates.proactive = percent(proactive, received);
  rates.satisfied = percent(satisfied, rates.visits);
  return rates;
}

std::vector<Kpi> kpis_at(const City& city, TimePoint now) {
  const KpiReading current = read_kpis(city, now);
  const KpiReading before = read_kpis(city, now - hours(24));
  std::vector<Kpi> kpis;
  for (const KpiText& text : city.catalogue().kpis) {
    Kpi kpi{text, {}, {}};
    for (size_t k = 0; k < kKpis.size(); ++k) {
      if (text.id != kKpis[k]) continue;
      kpi.value = current.values[k];
      kpi.change = rounded(difference(current.values[k], before.values[k]), text.decimals);
    }
    kpi.text.note = fill(text.note, {{"level1", fmt::format("{}", current.figures.by_level[0])},
                                     {"level2", fmt::format("{}", current.figures.by_level[1])},
                                     {"visits", fmt::format("{}", current.rates.visits)}});
    kpis.push_back(std::move(kpi));
  }
  return kpis;
}

std::vector<KpiPoint> kpi_series(const City& city, TimePoint now) {
  std::vector<KpiPoint> points;
  const TimePoint last = std::chrono::floor<hours>(now);
  for (int back = 24; back >= 0; --back) {
    const TimePoint at = last - hours(back);
    KpiReading reading = read_kpis(city, at);
    // The day's count would only show midnight.
    reading.values[0] = reading.received_last_hour;
    for (size_t k = 0; k < kKpis.size(); ++k) points.push_back({kKpis[k], at, reading.values[k]});
  }
  return points;
}

}  // namespace onescreen::demo
