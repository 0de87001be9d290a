// Proves that the layers hold: every include of app/ and widgets/ is one that its folder may have. The table below is
// the architecture; a new third-party header is added here with the folders that may use it, or it fails.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "support/repository.h"

namespace onescreen {
namespace {

using Names = std::set<std::string>;

// Our own folders: who may include whom. "app" stands for the files of app/ itself.
const std::map<std::string, Names>& may_include() {
  static const std::map<std::string, Names> table = {
      {"model", {"model"}},
      {"gfx", {"gfx"}},
      {"data", {"data", "model"}},
      {"map", {"map", "model", "gfx"}},
      {"ui", {"ui", "model", "gfx"}},
      {"demo", {"demo", "model"}},
      {"widgets", {"ui", "map", "gfx", "model"}},
      {"app", {"app", "demo", "ui", "map", "data", "gfx", "model"}},
  };
  return table;
}

struct ThirdParty {
  std::string prefix;  // of the name between the brackets
  Names folders;
  bool in_headers = true;  // heavy ones stay in .cpp files
};

const std::vector<ThirdParty>& third_party() {
  static const std::vector<ThirdParty> table = {
      {"glad/", {"gfx"}, false},
      {"GLFW/", {"gfx"}, false},
      {"EGL/", {"gfx"}, false},
      {"imgui_impl_opengl3.h", {"gfx"}, false},
      {"imgui.h", {"gfx", "ui", "map", "app"}},
      {"misc/freetype/imgui_freetype.h", {"ui"}, false},
      {"ft2build.h", {"ui"}, false},
      {"fontconfig/", {"ui"}, false},
      {"nlohmann/json_fwd.hpp", {"app"}},
      {"nlohmann/", {"data", "ui", "demo", "app"}, false},
      {"httplib.h", {"data", "demo", "app"}, false},
      {"simdjson.h", {"data"}, false},
      {"sqlite3.h", {"data"}, false},
      {"date/", {"data"}, false},
      {"zlib.h", {"data", "demo"}, false},
      {"zstd.h", {"data"}, false},
      {"openssl/", {"data"}, false},
      {"geos_c.h", {"data", "map"}, false},
      {"stb/", {"gfx", "data", "demo"}, false},
      {"CLI/", {"app"}, false},
      {"spdlog/", {"data", "app"}, false},
      {"fmt/", {"data", "ui", "map", "demo", "app", "widgets"}},
  };
  return table;
}

// The operating system's own: files, sockets, memory maps.
const Names kSystemFolders = {"data", "ui", "gfx", "demo", "app"};
bool is_system_header(const std::string& name) {
  static const Names known = {"unistd.h", "fcntl.h", "netdb.h",  "poll.h", "signal.h",
                              "time.h",   "dlfcn.h", "malloc.h", "iconv.h"};
  return known.contains(name) || name.starts_with("sys/") || name.starts_with("arpa/") || name.starts_with("netinet/");
}

bool is_standard_header(const std::string& name) {
  return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == std::string::npos;
}

// "app/ui/words.cpp" -> "ui", "widgets/kpi.cpp" -> "widgets", "app/site.cpp" -> "app".
std::string folder_of(const std::string& file) {
  const size_t first = file.find('/');
  const std::string top = file.substr(0, first);
  if (top != "app") return top;
  const size_t second = file.find('/', first + 1);
  return second == std::string::npos ? "app" : file.substr(first + 1, second - first - 1);
}

// A large widget is several files: "widgets/map.cpp" and "widgets/map_scene.cpp" may include "map_scene.h".
bool is_part_of_same_widget(const std::string& file, const std::string& header) {
  if (!file.starts_with("widgets/") || header.find('/') != std::string::npos) return false;
  const std::string widget = header.substr(0, header.find('_'));
  const std::string stem = file.substr(8, file.rfind('.') - 8);
  return header.find('_') != std::string::npos && (stem == widget || stem.starts_with(widget + "_"));
}

// nullopt when `file` may have this line, else why not.
std::optional<std::string> why_forbidden(const std::string& file, const std::string& line) {
  size_t at = line.find_first_not_of(" \t");
  if (at == std::string::npos || line[at] != '#') return std::nullopt;
  at = line.find_first_not_of(" \t", at + 1);
  if (at == std::string::npos || line.compare(at, 7, "include") != 0) return std::nullopt;
  at = line.find_first_of("<\"F", at + 7);
  if (at == std::string::npos) return "an include that this test cannot read";
  if (line[at] == 'F')
    return line.compare(at, 15, "FT_FREETYPE_H") == 0 && folder_of(file) != "ui"
               ? std::optional<std::string>("only ui speaks to FreeType")
               : std::nullopt;
  const bool ours = line[at] == '"';
  const size_t end = line.find(ours ? '"' : '>', at + 1);
  if (end == std::string::npos) return "an include that this test cannot read";
  const std::string name = line.substr(at + 1, end - at - 1);
  const std::string from = folder_of(file);
  const bool header = file.ends_with(".h");
  if (!may_include().contains(from))
    return "the folder " + from + " has no layer; give it one in this test and in the design";

  if (ours) {
    if (is_part_of_same_widget(file, name)) return std::nullopt;
    const std::string to = name.find('/') == std::string::npos ? "app" : name.substr(0, name.find('/'));
    if (!may_include().contains(to))
      return "\"" + name + "\" is in no folder of app/; ours are written \"folder/file.h\", others <...>";
    if (!may_include().at(from).contains(to)) return from + " may not include " + to;
    const bool of_app = file == "app/app.cpp" || file == "app/app_input.cpp" || file == "app/app.h";
    if (name == "app.h" && !of_app && file != "app/main.cpp")
      return "only main.cpp and App's own sources include app.h";
    if (name == "ui/document.h" && !(from == "ui" && !header))
      return "ui/document.h shows the JSON library; it is for ui's .cpp files alone";
    return std::nullopt;
  }
  if (is_standard_header(name)) return std::nullopt;
  if (is_system_header(name))
    return kSystemFolders.contains(from) ? std::nullopt : std::optional(from + " does no I/O");
  for (const auto& library : third_party()) {
    const bool is_it = library.prefix.ends_with('/') ? name.starts_with(library.prefix) : name == library.prefix;
    if (!is_it) continue;
    if (!library.folders.contains(from)) return from + " may not include <" + name + ">";
    if (header && !library.in_headers && file != "app/ui/document.h") return "<" + name + "> may not stand in a header";
    return std::nullopt;
  }
  return "<" + name + "> is not in this test's table of libraries";
}

std::vector<std::string> code_files() {
  auto files = test_support::files_under("app", {".cpp", ".h"});
  const auto widgets = test_support::files_under("widgets", {".cpp", ".h"});
  files.insert(files.end(), widgets.begin(), widgets.end());
  return files;
}

TEST(Layers, every_include_is_one_that_its_folder_may_have) {
  const auto files = code_files();
  ASSERT_GT(files.size(), 50u) << "the code was not found";
  for (const auto& file : files) {
    int number = 0;
    for (const auto& line : test_support::lines_of(test_support::read_text(test_support::source_dir() / file))) {
      ++number;
      if (const auto why = why_forbidden(file, line))
        ADD_FAILURE() << file << ":" << number << ": " << line << ": " << *why;
    }
  }
}

TEST(Layers, forbidden_lines_are_refused) {
  const std::vector<std::pair<std::string, std::string>> forbidden = {
      {"app/model/table.cpp", "#include \"gfx/target.h\""},
      {"app/model/table.cpp", "#include <fmt/format.h>"},
      {"app/model/time.cpp", "#include <date/tz.h>"},
      {"app/model/time.cpp", "#include <unistd.h>"},
      {"app/gfx/target.cpp", "#include \"model/table.h\""},
      {"app/gfx/target.h", "#include <glad/gl.h>"},
      {"app/data/store.cpp", "#include \"ui/frame.h\""},
      {"app/data/store.cpp", "  #  include  \"gfx/target.h\""},
      {"app/data/formats/json.cpp", "#include \"demo/backend.h\""},
      {"app/data/format.h", "#include <simdjson.h>"},
      {"app/data/format.h", "#include <httplib.h>"},
      {"app/map/layers.cpp", "#include \"data/query.h\""},
      {"app/map/layers.cpp", "#include \"ui/frame.h\""},
      {"app/ui/wall_view.cpp", "#include \"data/store.h\""},
      {"app/ui/wall_view.cpp", "#include \"map/layers.h\""},
      {"app/ui/config.h", "#include <nlohmann/json.hpp>"},
      {"app/ui/config.h", "#include \"ui/document.h\""},
      {"app/ui/painter.cpp", "#include <glad/gl.h>"},
      {"app/demo/city.cpp", "#include \"data/format.h\""},
      {"app/demo/city.cpp", "#include <simdjson.h>"},
      {"app/session.cpp", "#include \"app.h\""},
      {"app/wall.cpp", "#include <glad/gl.h>"},
      {"app/wall.cpp", "#include \"ui/document.h\""},
      {"app/session.h", "#include <nlohmann/json.hpp>"},
      {"widgets/kpi.cpp", "#include \"data/query.h\""},
      {"widgets/kpi.cpp", "#include \"widgets/rank.h\""},
      {"widgets/kpi.cpp", "#include \"rank.h\""},
      {"widgets/kpi.cpp", "#include \"map_scene.h\""},
      {"widgets/kpi.cpp", "#include <nlohmann/json.hpp>"},
      {"widgets/map.cpp", "#include <glad/gl.h>"},
      {"widgets/map.cpp", "#include \"demo/city.h\""},
      {"app/ui/painter.cpp", "#include <some/other.h>"},
      {"app/events/bus.cpp", "#include <vector>"},
  };
  for (const auto& [file, line] : forbidden) EXPECT_TRUE(why_forbidden(file, line).has_value()) << file << ": " << line;
}

TEST(Layers, allowed_lines_are_not_refused) {
  const std::vector<std::pair<std::string, std::string>> allowed = {
      {"app/model/table.cpp", "#include \"model/time.h\""},    {"app/gfx/target.cpp", "#include <glad/gl.h>"},
      {"app/data/store.cpp", "#include <sys/socket.h>"},       {"app/ui/document.h", "#include <nlohmann/json.hpp>"},
      {"app/ui/config.cpp", "#include \"ui/document.h\""},     {"app/main.cpp", "#include \"app.h\""},
      {"app/session.cpp", "#include \"demo/backend.h\""},      {"widgets/map.cpp", "#include \"map/layers.h\""},
      {"widgets/map.cpp", "#include \"map_scene.h\""},         {"widgets/map_scene.cpp", "#include \"map_scene.h\""},
      {"app/ui/fonts.cpp", "#include FT_FREETYPE_H"},          {"app/model/table.cpp", "// #include \"gfx/target.h\""},
      {"app/data/format.cpp", "#include <condition_variable>"}};
  for (const auto& [file, line] : allowed) EXPECT_EQ(why_forbidden(file, line), std::nullopt) << file << ": " << line;
}

}  // namespace
}  // namespace onescreen
