#include "picture_reader.h"

#include <algorithm>
#include <filesystem>

#include "data/picture_url.h"
#include "data/url.h"
#include "site.h"
#include "source_check.h"

namespace onescreen::app {
namespace {

using model::KeySpec;
using model::KeyType;

// Which of an image's keys belong together.
void check_image(const ui::Config& config, std::vector<ui::Problem>& problems) {
  const bool has_set = !config.text("set").empty();
  if (has_set != config.text("file").empty())
    problems.push_back(config.problem("", "an image has either \"file\" or \"set\""));
  if (has_set && config.text("data").empty())
    problems.push_back(config.problem("set", "needs \"data\", which says which picture"));
  if (!has_set && config.has("data")) problems.push_back(config.problem("data", "belongs to \"set\""));
}

// Whose pictures are never shown, since nobody can know which of them are secret.
void check_secrecy(const ui::Config& config, data::QueryEngine& engine, std::vector<ui::Problem>& problems) {
  const auto tells = [](const data::Prepared& prepared) {
    return std::any_of(prepared.columns.begin(), prepared.columns.end(),
                       [](const model::ColumnSpec& column) { return model::tells_secrecy(column.name); });
  };
  const auto query = engine.prepare(config.text("data"));
  if (!query || tells(*query)) return;
  for (const std::string& source : query->reads) {
    const auto whole = engine.prepare(source);
    if (!whole || !tells(*whole)) continue;
    problems.push_back(config.problem(
        "data", "\"" + source + "\" has a column that says what is secret and the answer has none, so no picture is " +
                    "shown; add the cameras' own, or \"0 AS secret\" where it speaks of something else"));
    return;
  }
}

}  // namespace

std::vector<KeySpec> picture_set_keys() {
  return {
      {.name = "url",
       .type = KeyType::text,
       .summary = "address of one picture (JPEG or PNG) with {id}, which is filled in percent-encoded",
       .required = true},
      {.name = "every_secs",
       .type = KeyType::number,
       .summary = "how often a picture that is shown is asked for",
       .fallback = "5",
       .minimum = 0.5,
       .maximum = 3600},
      timeout_key("longest wait for one picture", "5"),
      {.name = "frozen_secs",
       .type = KeyType::number,
       .summary = "a picture that stays the same for so long is said to be frozen; 0: never, for pictures that are "
                  "not live",
       .fallback = "60",
       .minimum = 0,
       .maximum = 86'400},
      {.name = "max_px",
       .type = KeyType::integer,
       .summary = "longer side to which larger pictures are reduced when they come",
       .fallback = "640",
       .minimum = 64,
       .maximum = 2048},
      requests_key(),
      {.name = "visitor",
       .type = KeyType::boolean,
       .summary = "whether they are asked for and shown under the privacy \"visitor\"",
       .fallback = "false"},
      {.name = "auth", .type = KeyType::text, .summary = "one of the site's \"auth\""},
      headers_key(),
  };
}

data::PictureSetConfig read_picture_set(const std::string& name, const ui::Config& config, const SourceContext& context,
                                        std::vector<ui::Problem>& problems) {
  data::PictureSetConfig set;
  set.name = name;
  read_request(config, context, set, problems);
  set.demo = set.url.starts_with(Site::kDemoScheme);
  set.every = seconds(config, "every_secs");
  set.frozen_after = seconds(config, "frozen_secs");
  set.max_px = static_cast<int>(config.integer("max_px"));
  set.requests = static_cast<int>(config.integer("requests"));
  if (context.visitor && !config.flag("visitor")) set.withheld = model::Withheld::from_visitors;
  if (name == model::kAssetPictures)
    problems.push_back(config.problem("", "this name is the program's own; choose another"));
  if (!set.url.empty()) {
    if (const std::string problem = data::problem_of_picture_url(set.url); !problem.empty())
      problems.push_back(config.problem("url", problem));
  }
  // A picture that no two polls could tell apart is not frozen.
  if (set.frozen_after > model::Duration(0) && set.frozen_after < 2 * set.every)
    problems.push_back(config.problem("frozen_secs", "must be at least twice \"every_secs\", or 0"));
  check_address(set.url, config, problems);
  check_headers(config, problems);
  return set;
}

data::PictureSetConfig asset_pictures(const Site& site) {
  data::PictureSetConfig set;
  set.name = model::kAssetPictures;
  std::string folder;
  // What is no slash may stand for something in an address.
  for (const auto& part : std::filesystem::path(assets_of(site)))
    if (part != "/" && !part.empty()) folder += "/" + data::percent_encoded(part.string());
  set.url = "file:" + folder + "/{id}";
  set.paths = true;
  set.every = std::chrono::seconds(10);
  set.frozen_after = model::Duration(0);
  set.max_px = 2048;
  set.requests = 1;
  return set;
}

void check_pictures(const ui::Layout& layout, const Site& site, data::QueryEngine& engine,
                    std::vector<ui::Problem>& problems) {
  std::vector<std::string> known;
  for (const auto& set : site.pictures) {
    if (!set.paths) known.push_back(set.name);
  }
  for (const auto& panel : layout.panels) {
    if (panel.type == nullptr || (panel.widget != "camera_wall" && panel.widget != "image")) continue;
    if (const std::string set = panel.config.text("set");
        !set.empty() && std::find(known.begin(), known.end(), set) == known.end()) {
      const auto near = ui::nearest_name(set, known);
      problems.push_back(panel.config.problem("set", "\"" + set + "\" is not among the site's \"pictures\"" +
                                                         (near ? "; did you mean \"" + *near + "\"?" : "")));
    }
    check_secrecy(panel.config, engine, problems);
    if (panel.widget != "image") continue;
    const std::string file = panel.config.text("file");
    check_image(panel.config, problems);
    if (file.empty()) continue;
    std::error_code none;
    if (!data::is_path_below(file)) {
      problems.push_back(panel.config.problem("file", "\"" + file +
                                                          "\" must be a file below the assets: names with slashes "
                                                          "between them, none beginning with a dot"));
    } else if (!std::filesystem::is_regular_file(std::filesystem::path(assets_of(site)) / file, none)) {
      problems.push_back(panel.config.problem("file", "there is no file " + file + " in " + assets_of(site)));
    }
  }
}

}  // namespace onescreen::app
