// `onescreen render`: one picture of the wall without a display, and one JSON line about it.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "still.h"

namespace onescreen::app {
namespace {

nlohmann::ordered_json describe_sources(const model::Snapshot& snapshot, model::Instant now) {
  auto out = nlohmann::ordered_json::object();
  for (const auto& [name, source] : snapshot.sources) {
    auto& entry = out[name];
    entry["freshness"] = model::name_of(model::freshness(*source, now));
    entry["rows"] = source->table == nullptr ? 0 : source->table->row_count();
    if (source->dropped_rows > 0) entry["dropped_rows"] = source->dropped_rows;
    if (!source->drop_reasons.empty()) entry["drop_reasons"] = source->drop_reasons;
    if (source->truncated) entry["truncated"] = true;
    if (source->restored) entry["restored"] = true;
    if (source->carried_rows > 0) entry["carried_rows"] = source->carried_rows;
    if (!source->warnings.empty()) entry["warnings"] = source->warnings;
    if (!source->suspected_crs.empty()) entry["suspected_crs"] = source->suspected_crs;
    if (source->clock_offset.count() != 0) entry["clock_offset_ms"] = source->clock_offset.count();
    if (source->error) entry["error"] = source->error->message;
  }
  return out;
}

const char* describe_state(model::TileState state) {
  return state == model::TileState::fresh ? "fresh" : state == model::TileState::denied ? "denied" : "offline";
}

// Of those that are shown: how many there are of each kind, never whose.
nlohmann::ordered_json describe_pictures(const model::PictureSet& set, model::Instant now) {
  auto out = nlohmann::ordered_json::object();
  for (const auto& [id, picture] : set.pictures) {
    const model::StillState state = model::still_state(&set, &picture, {}, now);
    const std::string key = picture.error                        ? name_of(picture.error->code)
                            : state == model::StillState::frozen ? "frozen"
                            : picture.image == nullptr           ? "none"
                                                                 : "good";
    out[key] = out.value(key, 0) + 1;
  }
  return out;
}

void describe_rules(const std::vector<model::RuleState>& states, nlohmann::ordered_json& report) {
  if (states.empty()) return;
  auto& rules = report["rules"] = nlohmann::ordered_json::object();
  for (const auto& rule : states) {
    if (rule.holds) {
      rules[rule.name] = *rule.holds;
    } else {
      rules[rule.name] = nullptr;
    }
  }
}

nlohmann::ordered_json problems_of(Still& still) {
  auto problems = nlohmann::ordered_json::array();
  for (const auto& problem : still.files().problems) problems.push_back(ui::describe(problem));
  for (const auto& problem : still.wall().view().problems()) problems.push_back(problem);
  for (const auto& [query, answer] : *still.scene().answers) {
    if (answer->error) problems.push_back(query + ": " + answer->error->message);
  }
  for (const auto& rule : *still.scene().rules) {
    if (rule.error) problems.push_back(fmt::format("rule {}: {}", rule.name, rule.error->message));
  }
  return problems;
}

}  // namespace

int render_picture(const RenderOptions& options) {
  auto opened = Still::open(options, options.wait_secs, options.memory);
  if (!opened) return cannot_start(model::describe(opened.error()));
  Still& still = **opened;
  const Files& files = still.files();
  const std::string name = options.layout.empty() ? default_layout(*files.site) : options.layout;
  const ui::Layout& layout = *files.layouts.at(name);
  ui::TextAudit audit(files.display, std::min(options.width, options.height));
  still.draw(name, &audit);
  std::string why_not;
  if (!gfx::save_png(still.picture(), options.out, why_not)) return cannot_start(why_not);

  nlohmann::ordered_json report;
  report["layout"] = name;
  report["size"] = fmt::format("{}x{}", options.width, options.height);
  report["panels"] = layout.panels.size();
  report["sources"] = describe_sources(*still.scene().snapshot, still.now());
  for (const auto& [set_name, set] : still.tiles().sets) {
    auto& entry = report["tiles"][set_name];
    entry["state"] = describe_state(set->state);
    entry["pictures"] = set->pictures.size();
    if (set->error) entry["error"] = set->error->message;
  }
  for (const auto& [set_name, set] : still.pictures().sets) {
    if (!set->pictures.empty()) report["pictures"][set_name] = describe_pictures(*set, still.now());
  }
  describe_rules(*still.scene().rules, report);
  report["frame_ms"] = still.frame_ms();
  auto missing = nlohmann::ordered_json::array();
  for (const char32_t codepoint : still.wall().fonts().missing_glyphs())
    missing.push_back(fmt::format("U+{:04X}", static_cast<uint32_t>(codepoint)));
  report["missing_glyphs"] = missing;
  auto faults = nlohmann::ordered_json::array();
  for (const auto& finding : audit.findings())
    faults.push_back({{"panel", finding.panel}, {"fault", ui::name_of(finding.fault)}, {"text", finding.text}});
  for (const ui::LayoutPanel* panel : unread_panels(layout, audit))
    faults.push_back({{"panel", panel->id}, {"fault", "unread"}, {"text", ""}});
  report["text_faults"] = faults;
  auto empty = nlohmann::ordered_json::array();
  for (const ui::LayoutPanel* panel : empty_panels(layout, still.scene())) empty.push_back(panel->id);
  report["empty_panels"] = empty;
  const auto problems = problems_of(still);
  report["problems"] = problems;
  std::printf("%s\n", report.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
  return problems.empty() ? kDone : kProblemsFound;
}

}  // namespace onescreen::app
