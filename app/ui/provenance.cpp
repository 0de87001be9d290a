#include "ui/provenance.h"

#include <algorithm>

#include "model/freshness.h"
#include "ui/quality_words.h"

namespace onescreen::ui {

Provenance provenance_of(const Frame& frame, const std::vector<std::string>& reads) {
  Provenance out;
  std::vector<const model::SourceState*> liveliest;
  for (const std::string& name : reads) {
    const model::SourceState* source = frame.scene.snapshot->find(name);
    if (source == nullptr) continue;
    if (!liveliest.empty() && source->every < liveliest.front()->every) liveliest.clear();
    if (liveliest.empty() || source->every == liveliest.front()->every) liveliest.push_back(source);
  }
  std::optional<model::TimePoint> as_of;
  std::string titles;
  for (const model::SourceState* source : liveliest) {
    if (!titles.empty()) titles += frame.words("list_separator");
    titles += source->title.empty() ? source->name : source->title;
    auto time = source->as_of;
    if (!time && source->confirmed) time = source->confirmed->utc;
    if (time && (!as_of || *time < *as_of)) as_of = time;
  }
  out.text = titles;
  if (as_of) out.text = joined(titles, frame.words.with("data_as_of", time_of_day(*as_of, frame.now.utc, frame.zone)));
  const model::Quality quality = model::quality_of(reads, *frame.scene.snapshot, frame.now);
  if (quality.freshness != model::Freshness::fresh) {
    out.state = frame.words("state." + std::string(model::name_of(quality.freshness)));
    out.state_colour = quality.freshness >= model::Freshness::down ? frame.theme.down : frame.theme.late;
  }
  if (quality.demo) out.mark = frame.words("demo_brief");
  return out;
}

}  // namespace onescreen::ui
