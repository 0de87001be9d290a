// Written as JSON and read as any other layout.
#include "bench_panels.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "ui/config.h"

namespace onescreen::app {
namespace {

using nlohmann::ordered_json;

// One of each in turn.
ordered_json panel_of(int number) {
  switch (number % 4) {
    case 0:
      return {{"widget", "kpi"},
              {"title", "今日受理"},
              {"data", "SELECT value, unit, change FROM kpis WHERE kpi = 'received'"},
              {"series", "SELECT time, value FROM kpi_series WHERE kpi = 'received' ORDER BY time"}};
    case 1:
      return {{"widget", "rank"},
              {"title", "热线诉求"},
              {"data", "SELECT topic AS label, today AS value FROM hotline_topics ORDER BY today DESC LIMIT 6"}};
    case 2:
      return {{"widget", "trend"},
              {"title", "分时"},
              {"style", "bars"},
              {"series", {{"today", {{"label", "今日"}}}}},
              {"data", "SELECT hour AS x, today FROM hotline_hourly ORDER BY hour"}};
    default:
      return {{"widget", "figures"}, {"title", "多格合一"}, {"data", "SELECT lane AS label, count AS value FROM lanes"}};
  }
}

}  // namespace

std::shared_ptr<const ui::Layout> bench_panels(int panels) {
  const int rows = std::max(1, static_cast<int>(std::lround(std::sqrt(panels / 2.0))));
  ordered_json column = ordered_json::array();
  for (int row = 0; row < rows; ++row) {
    ordered_json cells = ordered_json::array();
    for (int i = row * panels / rows; i < (row + 1) * panels / rows; ++i) cells.push_back(panel_of(i));
    column.push_back({{"row", std::move(cells)}});
  }
  const ordered_json layout{{"version", 1}, {"title", ""}, {"column", std::move(column)}};
  std::vector<ui::Problem> problems;
  const auto document = ui::Document::parse(layout.dump(), "bench_panels.json", problems);
  auto made = document != nullptr ? ui::read_layout(document, "bench_panels", problems) : nullptr;
  return problems.empty() ? made : nullptr;
}

}  // namespace onescreen::app
