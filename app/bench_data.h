// The benchmark's scenes without pictures: what one answer of the sensors costs from its bytes to the answer of a
// query.
#pragma once

#include "bench_report.h"
#include "data/source_config.h"
#include "model/table.h"
#include "model/time.h"
#include "site.h"

namespace onescreen::app {

inline constexpr const char* kSensorSource = "sensors";

const data::SourceConfig* find_source(const Site& site, const std::string& name);

// Polls `source` over HTTP and decodes it anew each time. Returns the table; nullptr when it could not be read.
model::TablePtr measure_parse(const BenchReport& report, const data::SourceConfig& source, const model::Clock& clock);
void measure_queries(const BenchReport& report, const Site& site, const model::TablePtr& table);
// From the store's publication of a new table to the scene that holds the answer of a GROUP BY over it, through the
// worker's thread as in the running program.
void measure_publication(const BenchReport& report, const Site& site, const model::TablePtr& table,
                         const model::Clock& clock);

}  // namespace onescreen::app
