#include "files.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "picture_reader.h"

namespace onescreen::app {
namespace {

namespace fs = std::filesystem;
using model::KeySpec;
using model::KeyType;

class QueryCheck {
 public:
  QueryCheck(data::QueryEngine& engine, std::vector<ui::Problem>& problems) : engine_(engine), problems_(problems) {}

  void object(const ui::Config& config, const std::vector<KeySpec>& specs) {
    std::optional<data::Prepared> main;  // of the key "data", which `column` keys speak of
    for (const auto& spec : specs) {
      if (spec.type == KeyType::data && !config.text(spec.name).empty()) {
        auto prepared = engine_.prepare(config.text(spec.name));
        if (!prepared) {
          problems_.push_back(config.problem(spec.name, prepared.error().message));
          continue;
        }
        columns(config, spec, *prepared);
        if (spec.name == "data") main = std::move(*prepared);
      }
      if (spec.type == KeyType::objects) {
        for (const auto& child : config.objects(spec.name)) object(child, spec.children);
      }
    }
    if (!main) return;
    for (const auto& spec : specs) {
      if (spec.type != KeyType::column || config.text(spec.name).empty()) continue;
      if (!has_column(*main, config.text(spec.name))) {
        const std::string name = config.text(spec.name);
        const auto near = ui::nearest_name(name, names(*main));
        problems_.push_back(config.problem(
            spec.name, "the data has no column \"" + name + "\"" + (near ? "; did you mean \"" + *near + "\"?" : "")));
      }
    }
  }

 private:
  static bool has_column(const data::Prepared& prepared, const std::string& name) {
    return std::any_of(prepared.columns.begin(), prepared.columns.end(),
                       [&](const auto& column) { return column.name == name; });
  }

  static std::vector<std::string> names(const data::Prepared& prepared) {
    std::vector<std::string> out;
    for (const auto& column : prepared.columns) out.push_back(column.name);
    return out;
  }

  void columns(const ui::Config& config, const KeySpec& spec, const data::Prepared& prepared) {
    for (const auto& expected : spec.columns) {
      if (!expected.required || has_column(prepared, expected.name)) continue;
      problems_.push_back(
          config.problem(spec.name, "the answer needs a column \"" + expected.name + "\" (" + expected.summary + ")"));
    }
  }

  data::QueryEngine& engine_;
  std::vector<ui::Problem>& problems_;
};

std::vector<ui::Problem> in_order_of_the_file(std::vector<ui::Problem> problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const auto& a, const auto& b) {
    return std::pair(a.line, a.column) < std::pair(b.line, b.column);
  });
  return problems;
}

}  // namespace

std::string assets_folder() {
  const char* override_folder = std::getenv("ONESCREEN_ASSETS");
  return override_folder != nullptr && *override_folder != '\0' ? override_folder : ONESCREEN_ASSETS_DIR;
}

void check_queries(const ui::Layout& layout, data::QueryEngine& engine, std::vector<ui::Problem>& problems) {
  QueryCheck check(engine, problems);
  for (const auto& panel : layout.panels) {
    if (panel.type != nullptr) check.object(panel.config, panel.type->keys);
  }
}

void check_tile_sets(const ui::Layout& layout, const Site& site, std::vector<ui::Problem>& problems) {
  std::vector<std::string> known;
  for (const auto& set : site.tiles) known.push_back(set.name);
  for (const auto& panel : layout.panels) {
    if (panel.type == nullptr || panel.widget != "map") continue;
    for (const auto& layer : panel.config.objects("layers")) {
      const std::string name = layer.text("set");
      if (layer.text("type") != "tiles" || std::find(known.begin(), known.end(), name) != known.end()) continue;
      const auto near = ui::nearest_name(name, known);
      problems.push_back(layer.problem("set", "\"" + name + "\" is not among the site's \"tiles\"" +
                                                  (near ? "; did you mean \"" + *near + "\"?" : "")));
    }
  }
}

model::Result<std::shared_ptr<const Files>> load_files(const FilesWanted& wanted) {
  auto files = std::make_shared<Files>();
  files->wanted = wanted;
  const auto refuse = [&](const std::string& fallback) {
    std::string why;
    for (const auto& problem : files->problems) why += (why.empty() ? "" : "\n") + ui::describe(problem);
    if (why.empty()) why = fallback;
    return model::Error{model::ErrorCode::config, why, ""};
  };
  files->site = read_site(wanted.site, files->problems, wanted.visitor);
  files->paths.push_back(wanted.site);
  if (files->site == nullptr) return refuse(wanted.site + " is no usable site file");
  files->display = wanted.display.value_or(files->site->display);

  std::set<std::string> names;
  for (const auto& mode : files->site->modes) names.insert(mode.layouts.begin(), mode.layouts.end());
  const std::string first = wanted.layout.empty() ? default_layout(*files->site) : wanted.layout;
  if (!first.empty()) names.insert(first);
  data::QueryEngine engine = make_engine(*files->site);
  for (const auto& name : names) {
    const bool given = name == wanted.layout && !wanted.layout_file.empty();
    const std::string path = given ? wanted.layout_file : layout_file(*files->site, name);
    files->paths.push_back(path);
    const auto document = ui::Document::load(path, files->problems);
    if (document == nullptr) continue;
    if (auto read = ui::read_layout(document, name, files->problems)) {
      check_queries(*read, engine, files->problems);
      check_tile_sets(*read, *files->site, files->problems);
      check_pictures(*read, *files->site, engine, files->problems);
      files->layouts.emplace(name, std::move(read));
    }
  }
  if (!files->layouts.contains(first))
    return refuse("no layout \"" + first + "\"; a layout is a file in the folder layouts beside the site's");

  const std::string theme_folder = assets_folder() + "/theme/";
  const std::string theme_file = theme_folder + (wanted.theme.empty() ? files->site->theme : wanted.theme) + ".json";
  const std::string words_file = theme_folder + "words.zh-CN.json";
  auto theme = ui::load_theme(theme_file);
  if (!theme) return theme.error();
  auto words = ui::Words::load(words_file);
  if (!words) return words.error();
  files->theme = std::move(*theme);
  if (files->site->reduced_motion || wanted.still) files->theme.motion = false;
  files->words = std::move(*words);
  files->paths.push_back(theme_file);
  files->paths.push_back(words_file);
  return std::shared_ptr<const Files>(std::move(files));
}

bool is_site_file(const std::string& file) {
  std::vector<ui::Problem> ignored;
  const auto document = ui::Document::load(file, ignored);
  return document != nullptr && (document->root().has("sources") || document->root().has("modes"));
}

std::vector<ui::Problem> check_file(const std::string& file, const std::string& site_file) {
  std::vector<ui::Problem> problems;
  if (is_site_file(file)) {
    const auto site = read_site(file, problems);
    std::vector<ui::Problem> ignored;
    const auto document = ui::Document::load(file, ignored);
    if (site == nullptr || document == nullptr) return problems;
    const std::string theme_file = assets_folder() + "/theme/" + site->theme + ".json";
    if (const auto theme = ui::load_theme(theme_file); !theme) {
      problems.push_back(document->problem_at("/theme", model::describe(theme.error())));
    }
    for (const auto& [name, mode] : document->root().entries("modes")) {
      for (const auto& layout : mode.texts("layouts")) {
        if (fs::exists(layout_file(*site, layout))) continue;
        problems.push_back(
            mode.problem("layouts", "there is no layout \"" + layout + "\" at " + layout_file(*site, layout)));
      }
    }
    return in_order_of_the_file(std::move(problems));
  }
  const auto document = ui::Document::load(file, problems);
  if (document == nullptr) return problems;
  const auto layout = ui::read_layout(document, fs::path(file).stem().string(), problems);
  std::vector<ui::Problem> of_site;
  const auto site = read_site(site_file, of_site);
  if (site == nullptr) {
    problems.push_back(document->problem_at("", "its queries were not checked: " + ui::describe(of_site.front())));
  } else if (layout != nullptr) {
    data::QueryEngine engine = make_engine(*site);
    check_queries(*layout, engine, problems);
    check_tile_sets(*layout, *site, problems);
    check_pictures(*layout, *site, engine, problems);
  }
  return in_order_of_the_file(std::move(problems));
}

}  // namespace onescreen::app
