// Everything that is read from files, loaded and checked as one: site, layouts, theme, words. Loaded at the start and
// again by the watcher when a file changes; swapped into the running program whole or not at all.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "site.h"
#include "ui/layout.h"
#include "ui/theme.h"
#include "ui/words.h"

namespace onescreen::app {

// What is asked for on the command line.
struct FilesWanted {
  std::string site;                                   // file
  std::string layout = {};                            // loaded besides those of the modes; may be empty
  std::string layout_file = {};                       // where that one lies, if not beside the site's
  bool visitor = false;                               // with the site's stricter masks
  bool still = false;                                 // for one picture: nothing is caught half-way of a movement
  std::string theme = {};                             // instead of the site's; empty: that
  std::optional<ui::Display> display = std::nullopt;  // likewise
};

struct Files {
  std::shared_ptr<const Site> site;
  std::map<std::string, std::shared_ptr<const ui::Layout>> layouts;  // by name
  ui::Theme theme;
  ui::Display display;
  ui::Words words;
  std::vector<std::string> paths;     // every file read, for the watcher
  std::vector<ui::Problem> problems;  // of site and layouts; the program can start with some of them
  FilesWanted wanted;
};

// The folder assets/ of this installation: ONESCREEN_ASSETS where set, else the checkout it was built from.
std::string assets_folder();

// Fails only when nothing can be shown: no site, no layout, no theme.
model::Result<std::shared_ptr<const Files>> load_files(const FilesWanted& wanted);

// What is wrong with the queries of a layout, checked against the site's declared columns: SQL that cannot be prepared,
// answers without the columns that a widget needs, keys that name a column which the answer lacks.
void check_queries(const ui::Layout& layout, data::QueryEngine& engine, std::vector<ui::Problem>& problems);

// Tile sets that a layout draws and the site has not.
void check_tile_sets(const ui::Layout& layout, const Site& site, std::vector<ui::Problem>& problems);

// Problems of a site or layout file (told apart by its keys), for `onescreen check`. A layout is checked against
// `site_file`.
std::vector<ui::Problem> check_file(const std::string& file, const std::string& site_file);
bool is_site_file(const std::string& file);

}  // namespace onescreen::app
