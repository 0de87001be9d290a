// `onescreen check`: every problem of site and layout files; with a canvas also what of their text an eye could not
// read there, found by drawing each layout with the data that its site has now.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "still.h"

namespace onescreen::app {
namespace {

// So many texts of a panel are quoted.
constexpr size_t kQuoted = 3;

// What has been told of a layout: of each panel and fault one line; nullopt: that nothing of it can be read.
using Said = std::set<std::pair<std::string, std::optional<ui::TextFault>>>;

const std::string& name_of(const ui::DrillCommand& area) {
  return area.grid.empty() ? area.street_name : area.grid_name;
}

// The street and the grid with the longest names, as far as the site lets any be found.
std::vector<ui::DrillCommand> longest_areas(const std::vector<FoundThing>& things) {
  std::vector<ui::DrillCommand> out;
  for (const bool grids : {false, true}) {
    std::optional<ui::DrillCommand> longest;
    for (const FoundThing& thing : things) {
      for (const ui::Command& command : thing.commands) {
        const auto* area = std::get_if<ui::DrillCommand>(&command);
        if (area == nullptr || area->grid.empty() == grids) continue;
        if (!longest || name_of(*area).size() > name_of(*longest).size()) longest = *area;
      }
    }
    if (longest) out.push_back(*longest);
  }
  return out;
}

class Check {
 public:
  explicit Check(const CheckOptions& options) : options_(options) {
    for (const auto& file : options.files) {
      if (is_site_file(file)) site_ = file;
    }
    // A layout is checked against the site named beside it, else against the given one.
    if (site_.empty()) site_ = options.config;
  }

  void read(const std::string& file) {
    for (const auto& problem : check_file(file, site_)) say(problem);
  }

  // Fails when nothing can be drawn here.
  std::optional<model::Error> draw(const std::string& file) {
    WallOptions wanted = options_;
    wanted.config = site_;
    if (is_site_file(file)) {
      wanted.config = file;
    } else {
      wanted.layout = layout_name(file);
      wanted.layout_file = file;
    }
    auto opened = Still::open(wanted, options_.wait_secs);
    if (!opened) return opened.error();
    Still& still = **opened;
    if (said_sites_.insert(wanted.config).second) look_at_site(still, wanted.config);
    areas_ = longest_areas(still.things_to_find());
    if (!wanted.layout.empty()) {
      look_at(still, wanted.layout);
      return std::nullopt;
    }
    for (const auto& [name, layout] : still.files().layouts) look_at(still, name);
    return std::nullopt;
  }

  size_t count() const { return count_; }

 private:
  static std::string layout_name(const std::string& file) {
    const size_t slash = file.find_last_of('/');
    const std::string name = slash == std::string::npos ? file : file.substr(slash + 1);
    return name.substr(0, name.rfind('.'));
  }

  void say(const ui::Problem& problem) {
    fmt::print("{}\n", ui::describe(problem));
    ++count_;
  }

  std::string canvas() const { return fmt::format("{}x{}", options_.width, options_.height); }

  void look_at_site(Still& still, const std::string& site) {
    const ui::Theme& theme = still.files().theme;
    for (const auto& [name, arcmin] :
         {std::pair("note_arcmin", theme.note_arcmin), std::pair("label_arcmin", theme.label_arcmin),
          std::pair("heading_arcmin", theme.heading_arcmin), std::pair("figure_arcmin", theme.figure_arcmin)}) {
      if (arcmin >= ui::kLeastArcmin) continue;
      say({theme.name, 1, 1, std::string("/") + name,
           fmt::format("{}\u2032 is too small to be read; write {} or more", arcmin, ui::kLeastArcmin)});
    }
    for (const auto& [name, source] : still.snapshot()->sources) {
      if (source->table != nullptr) continue;
      say({site, 1, 1, "/sources/" + name,
           fmt::format("gave no answer, so the text of its panels was not looked at{}{}", source->error ? ": " : "",
                       source->error ? source->error->message : "")});
    }
  }

  // First of the whole district, then with an area chosen, which brings its name to every panel.
  void look_at(Still& still, const std::string& name) {
    const ui::Layout& layout = *still.files().layouts.at(name);
    Said said;
    look_at(still, layout, {}, said);
    for (const ui::DrillCommand& area : areas_) look_at(still, layout, area, said);
  }

  void look_at(Still& still, const ui::Layout& layout, const std::optional<ui::DrillCommand>& area, Said& said) {
    ui::TextAudit audit(still.files().display, std::min(options_.width, options_.height));
    still.draw(layout.name, &audit, area ? ui::Commands{*area} : ui::Commands{});
    const std::string where = canvas() + (area ? ", with " + name_of(*area) + " chosen" : "");
    std::map<std::pair<std::string, ui::TextFault>, std::vector<ui::TextFinding>> by_panel;
    for (auto& finding : audit.findings()) by_panel[{finding.panel, finding.fault}].push_back(std::move(finding));
    for (const ui::LayoutPanel* panel : unread_panels(layout, audit)) {
      if (said.insert({panel->id, std::nullopt}).second)
        say(panel->config.problem("", "nothing of it can be read on a canvas of " + where));
    }
    for (const auto& [place, findings] : by_panel) {
      if (said.insert({place.first, place.second}).second) say(problem_of(layout, place.first, findings, where));
    }
  }

  ui::Problem problem_of(const ui::Layout& layout, const std::string& panel_id,
                         const std::vector<ui::TextFinding>& findings, const std::string& where) const {
    std::string quoted;
    for (size_t i = 0; i < std::min(kQuoted, findings.size()); ++i) {
      quoted += (i == 0 ? "" : ", ") + fmt::format("\"{}\"", findings[i].text);
      if (!findings[i].by.empty()) quoted += fmt::format(" (by \"{}\")", findings[i].by);
      if (findings[i].fault == ui::TextFault::small) quoted += fmt::format(" ({} px)", findings[i].px);
    }
    if (findings.size() > kQuoted) quoted += fmt::format(" and {} more", findings.size() - kQuoted);
    const std::string sentence =
        fmt::format("text is {} on a canvas of {}: {}", ui::name_of(findings.front().fault), where, quoted);
    for (const ui::LayoutPanel& panel : layout.panels) {
      if (panel.id == panel_id) return panel.config.problem("", sentence);
    }
    return {layout.name, 1, 1, panel_id, sentence};
  }

  const CheckOptions& options_;
  std::string site_;
  std::set<std::string> said_sites_;
  std::vector<ui::DrillCommand> areas_;
  size_t count_ = 0;
};

}  // namespace

int check_files(const CheckOptions& options) {
  Check check(options);
  for (const auto& file : options.files) check.read(file);
  // What cannot be read cannot be drawn.
  const bool readable = check.count() == 0;
  for (size_t i = 0; options.drawn && readable && i < options.files.size(); ++i) {
    if (const auto error = check.draw(options.files[i])) return cannot_start(model::describe(*error));
  }
  const size_t files = options.files.size();
  if (check.count() == 0) fmt::print("{} file{} checked, no problem\n", files, files == 1 ? "" : "s");
  return check.count() == 0 ? kDone : kProblemsFound;
}

}  // namespace onescreen::app
