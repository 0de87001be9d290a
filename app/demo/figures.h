// Figures counted from the cases at an instant: what a district's own statistics service would answer. Pure functions.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "demo/city.h"

namespace onescreen::demo {

// Counts of one area (the district, a street, a cell).
struct CaseFigures {
  int open = 0;
  int overdue = 0;  // of the open ones
  int received_today = 0;
  int closed_today = 0;
  int late_today = 0;             // of those closed today
  std::array<int, 4> by_level{};  // of the open ones

  // Per cent of the cases closed today in time; nullopt when none was closed.
  std::optional<double> on_time_rate() const;
};

// Rates over the 24 hours before an instant; nullopt where nothing was counted.
struct Rates {
  std::optional<double> on_time;    // of the cases closed, those within their deadline
  std::optional<double> proactive;  // of the cases received, those found before anyone complained
  std::optional<double> satisfied;  // of the citizens asked back
  int visits = 0;
};

CaseFigures district_figures(const CaseView& view);
std::vector<CaseFigures> street_figures(const City& city, const CaseView& view);
std::vector<CaseFigures> cell_figures(const City& city, const CaseView& view);
// Listed cases by stage 1..7: the first six are open, the seventh was closed today.
std::array<int, kStages> stage_counts(const CaseView& view);
// Cases received today by lane.
std::array<int, 3> lane_counts(const CaseView& view);
// `view` must reach two days further back than open cases need.
Rates rates_of(const City& city, const CaseView& view);

struct Kpi {
  KpiText text;  // its note filled in
  std::optional<double> value;
  std::optional<double> change;  // against the same time yesterday
};

struct KpiPoint {
  std::string id;
  TimePoint at;
  std::optional<double> value;
};

std::vector<Kpi> kpis_at(const City& city, TimePoint now);
// Every figure at each of the last 25 full hours. "received" counts the hour that ends there, the others the state
// there.
std::vector<KpiPoint> kpi_series(const City& city, TimePoint now);

}  // namespace onescreen::demo
