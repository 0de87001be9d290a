// `onescreen check`: every problem of site and layout files; with a canvas also what of their text an eye could not
// read there, found by drawing each layout with the data that its site has now.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "still.h"

namespace onescreen::app {
namespace {

// So many texts of a panel are quoted.
constexpr size_t kQuoted = 3;

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
    if (!is_site_file(file)) {
      wanted.layout = layout_name(file);
      wanted.layout_file = file;
    }
    auto opened = Still::open(wanted, options_.wait_secs);
    if (!opened) return opened.error();
    Still& still = **opened;
    if (!said_site_) look_at_site(still);
    said_site_ = true;
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

  void look_at_site(Still& still) {
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
      say({site_, 1, 1, "/sources/" + name,
           fmt::format("gave no answer, so the text of its panels was not looked at{}{}", source->error ? ": " : "",
                       source->error ? source->error->message : "")});
    }
  }

  void look_at(Still& still, const std::string& name) {
    const ui::Layout& layout = *still.files().layouts.at(name);
    ui::TextAudit audit(still.files().display, std::min(options_.width, options_.height));
    still.draw(name, &audit);
    // Of each panel and fault one line.
    std::map<std::pair<std::string, ui::TextFault>, std::vector<ui::TextFinding>> by_panel;
    for (auto& finding : audit.findings()) by_panel[{finding.panel, finding.fault}].push_back(std::move(finding));
    for (const ui::LayoutPanel* panel : unread_panels(layout, audit))
      say(panel->config.problem("", fmt::format("nothing of it can be read on a canvas of {}", canvas())));
    for (const auto& [place, findings] : by_panel) say(problem_of(layout, place.first, findings));
  }

  ui::Problem problem_of(const ui::Layout& layout, const std::string& panel_id,
                         const std::vector<ui::TextFinding>& findings) const {
    std::string quoted;
    for (size_t i = 0; i < std::min(kQuoted, findings.size()); ++i) {
      quoted += (i == 0 ? "" : ", ") + fmt::format("\"{}\"", findings[i].text);
      if (!findings[i].by.empty()) quoted += fmt::format(" (by \"{}\")", findings[i].by);
      if (findings[i].fault == ui::TextFault::small) quoted += fmt::format(" ({} px)", findings[i].px);
    }
    if (findings.size() > kQuoted) quoted += fmt::format(" and {} more", findings.size() - kQuoted);
    const std::string sentence =
        fmt::format("text is {} on a canvas of {}: {}", ui::name_of(findings.front().fault), canvas(), quoted);
    for (const ui::LayoutPanel& panel : layout.panels) {
      if (panel.id == panel_id) return panel.config.problem("", sentence);
    }
    return {layout.name, 1, 1, panel_id, sentence};
  }

  const CheckOptions& options_;
  std::string site_;
  bool said_site_ = false;
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
