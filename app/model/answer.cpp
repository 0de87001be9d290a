#include "model/answer.h"

#include <algorithm>

namespace onescreen::model {

Quality quality_of(const std::vector<std::string>& reads, const Snapshot& snapshot, Instant now) {
  Quality quality;
  bool any_without_age = false;
  for (const auto& name : reads) {
    const SourceState* source = snapshot.find(name);
    ++quality.sources;
    if (source == nullptr) {
      quality.freshness = Freshness::never;
      quality.worst_source = name;
      any_without_age = true;
      continue;
    }
    const Freshness state = freshness(*source, now);
    const auto source_age = age(*source, now);
    if (state <= Freshness::late) ++quality.good_sources;
    const bool older = source_age && (!quality.age || *source_age > *quality.age);
    if (state > quality.freshness || quality.worst_source.empty() || (state == quality.freshness && older)) {
      quality.freshness = std::max(quality.freshness, state);
      quality.worst_source = source->title.empty() ? source->name : source->title;
      quality.error = source->error;
      quality.failing_since = source->failing_since;
    }
    if (older) quality.age = source_age;
    if (!source_age) any_without_age = true;
    quality.demo |= source->demo;
    quality.truncated |= source->truncated;
    quality.dropped_rows += source->dropped_rows;
    quality.carried_rows += source->carried_rows;
    quality.restored |= source->restored;
    if (quality.suspected_crs.empty()) quality.suspected_crs = source->suspected_crs;
    if (quality.warning.empty() && !source->warnings.empty()) quality.warning = source->warnings.front();
  }
  if (any_without_age) quality.age.reset();
  return quality;
}

Quality quality_of(const std::vector<std::string>& reads, const Scene& scene, Instant now) {
  Quality quality = quality_of(reads, *scene.snapshot, now);
  for (const auto& rule : *scene.rules) {
    const bool touches = std::any_of(rule.reads.begin(), rule.reads.end(), [&](const std::string& source) {
      return std::find(reads.begin(), reads.end(), source) != reads.end();
    });
    if (touches && rule.holds == false) quality.broken_rules.push_back(rule.title);
  }
  return quality;
}

}  // namespace onescreen::model
