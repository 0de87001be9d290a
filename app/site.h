// The site file as values: time zone, display, sources, named queries, modes with their layouts. Reads through ui's
// configuration reader and describes its keys for the schema. Runs on start and on the reload thread; never on the UI
// thread while it draws.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/picture_config.h"
#include "data/query.h"
#include "data/source_config.h"
#include "data/tile_config.h"
#include "model/key_spec.h"
#include "model/time.h"
#include "screen_care.h"
#include "ui/config.h"
#include "ui/theme.h"

namespace onescreen::app {

// One way of working (平, 战, 特) and the layouts it shows; the first mode's first layout is the default.
struct Mode {
  std::string name = {};
  std::string title = {};
  std::vector<std::string> layouts = {};
  model::Duration rotate{};  // each layout is shown so long; 0: they do not take turns
  std::vector<std::pair<std::string, model::Duration>> dwell = {};  // of layouts that are shown longer or shorter
  std::string when = {};          // a query whose one cell is true while the mode is wanted; empty: only by hand
  model::Duration enter_after{};  // it must have been true, or not, for so long
  model::Duration leave_after{};
};

// What the command palette finds: the rows of a query. Columns: text, and as wanted note, id (is selected), street with
// street_name, grid with the text as its name (is gone into).
struct FindQuery {
  std::string title;  // as people call such things
  std::string data;
  std::string layout;  // is shown then; empty: it stays
};

// The last good tables are kept on disk here, so that a restart shows them at once.
struct KeepOnDisk {
  bool enabled = true;
  std::string dir;  // empty: the user's state folder
  int64_t max_bytes = int64_t{512} << 20;
};

// Every answer is written here, in a ring of so many bytes, for `--replay`.
struct RecordTo {
  std::string dir;  // empty: nothing is recorded
  int64_t max_bytes = int64_t{1} << 30;
};

// A page of our own figures for Prometheus.
struct MetricsPage {
  int port = 0;  // 0: none
  std::string address = "127.0.0.1";
};

struct Site {
  std::string file;
  bool visitor = false;  // the stricter masks apply
  KeepOnDisk memory;
  RecordTo record;
  MetricsPage metrics;
  std::vector<data::Rule> rules;
  std::string title;
  std::string theme = "night";
  model::Zone zone;
  ui::Display display;
  ScreenCare care;
  bool reduced_motion = false;
  std::vector<FindQuery> find;
  std::vector<data::SourceConfig> sources;
  std::vector<data::NamedQuery> tables;
  std::vector<data::TileSetConfig> tiles;
  std::vector<data::PictureSetConfig> pictures;  // the files of the assets among them
  std::vector<Mode> modes;

  // The URL of a source, tile set or picture set may begin with this: the program then serves the demo city itself.
  static constexpr std::string_view kDemoScheme = "demo:";
  bool needs_demo_city() const;
};

// Keys of the whole file.
const std::vector<model::KeySpec>& site_keys();

// nullptr when the file cannot be used at all; what is wrong with it is appended to `problems` in any case. `visitor`:
// whatever the file's "privacy" says.
std::shared_ptr<const Site> read_site(const std::string& file, std::vector<ui::Problem>& problems,
                                      bool visitor = false);

// Where a mode's layout lies: "<folder of the site file>/../layouts/NAME.json".
std::string layout_file(const Site& site, const std::string& layout);
// The folder of pictures that layouts name: the one that holds the folder of layouts.
std::string assets_of(const Site& site);
// "" when the site names no layout.
std::string default_layout(const Site& site);

// The engine that answers this site's queries: its zone, its sources' columns, its named queries.
data::QueryEngine make_engine(const Site& site);

}  // namespace onescreen::app
