// Proves that README.md says what the program does. Its tables stand between comments: <!-- widgets --> ... <!--
// /widgets -->, likewise formats, parameters and flags; the first column is the name in backquotes, the second the
// program's own summary (flags and parameters: free text). ONESCREEN_UPDATE_README=1 writes the tables of widgets and
// formats.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "model/parameters.h"
#include "support/matches.h"
#include "support/process.h"
#include "support/repository.h"

namespace onescreen {
namespace {

using test_support::lines_of;
using test_support::matches;
using test_support::read_text;
using test_support::run_process;
using test_support::source_dir;

std::string readme() { return read_text(source_dir() / "README.md"); }

std::string trimmed(const std::string& text) {
  const size_t begin = text.find_first_not_of(" \t");
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// The text between <!-- name --> and <!-- /name -->.
std::string section(const std::string& text, const std::string& name) {
  const std::string open = "<!-- " + name + " -->";
  const std::string close = "<!-- /" + name + " -->";
  const size_t begin = text.find(open);
  const size_t end = text.find(close);
  if (begin == std::string::npos || end == std::string::npos || end < begin)
    throw std::runtime_error("README.md has no " + open + " ... " + close);
  return text.substr(begin + open.size(), end - begin - open.size());
}

// Rows of a Markdown table: backquoted first cell -> second cell. "\|" is a bar within a cell.
std::map<std::string, std::string> table(const std::string& text) {
  std::map<std::string, std::string> out;
  for (const auto& line : lines_of(text)) {
    if (!line.starts_with("|")) continue;
    std::vector<std::string> cells(1);
    for (size_t i = 1; i < line.size(); ++i) {
      if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
        cells.back() += line[++i];
      } else if (line[i] == '|') {
        cells.emplace_back();
      } else {
        cells.back() += line[i];
      }
    }
    const std::string name = trimmed(cells.front());
    if (name.size() < 3 || name.front() != '`' || cells.size() < 2) continue;  // head and rule
    out.emplace(name.substr(1, name.find('`', 1) - 1), trimmed(cells[1]));
  }
  return out;
}

std::set<std::string> flags_in(const std::string& text) {
  std::set<std::string> out;
  for (const auto& match : matches(text, R"((^|[^A-Za-z0-9_-])(--[a-z][a-z-]*))")) out.insert(match[2]);
  return out;
}

std::string help(const std::string& command) {
  const auto finished =
      run_process(command.empty() ? std::vector{test_support::program(), std::string("--help")}
                                  : std::vector{test_support::program(), command, std::string("--help")});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  return finished.out;
}

const std::vector<std::string> kCommands = {"run", "render", "backend", "check", "list", "bench"};

nlohmann::json listed() {
  const auto finished = run_process({test_support::program(), "list", "--json"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  return nlohmann::json::parse(finished.out);
}

// Writes the table of `name` from the program's own list.
void update_table(const std::string& name, const nlohmann::json& parts) {
  std::string rows = "\n| name | what it is |\n|---|---|\n";
  for (const auto& part : parts) {
    std::string summary = part.at("summary");
    for (size_t at = summary.find('|'); at != std::string::npos; at = summary.find('|', at + 2))
      summary.insert(at, "\\");
    rows += "| `" + part.at("name").get<std::string>() + "` | " + summary + " |\n";
  }
  std::string text = readme();
  const std::string old = section(text, name);
  text.replace(text.find("<!-- " + name + " -->") + name.size() + 9, old.size(), rows);
  test_support::write_text(source_dir() / "README.md", text);
}

void expect_same_table(const std::string& name, const nlohmann::json& parts) {
  const char* update = std::getenv("ONESCREEN_UPDATE_README");
  if (update != nullptr && std::string(update) == "1") update_table(name, parts);
  const auto rows = table(section(readme(), name));
  std::set<std::string> known;
  for (const auto& part : parts) {
    const std::string part_name = part.at("name");
    known.insert(part_name);
    const auto row = rows.find(part_name);
    if (row == rows.end()) {
      ADD_FAILURE() << "README.md's table of " << name << " lacks `" << part_name << "`";
    } else {
      EXPECT_EQ(row->second, part.at("summary").get<std::string>()) << "README.md, " << name << ", " << part_name;
    }
  }
  EXPECT_FALSE(known.empty());
  for (const auto& [row, summary] : rows)
    EXPECT_TRUE(known.contains(row)) << "README.md's table of " << name << " names `" << row << "`, which there is not";
}

TEST(Readme, lists_the_widgets_that_there_are) { expect_same_table("widgets", listed().at("widgets")); }

TEST(Readme, lists_the_formats_that_there_are) { expect_same_table("formats", listed().at("formats")); }

TEST(Readme, lists_the_parameters_of_queries) {
  const auto rows = table(section(readme(), "parameters"));
  EXPECT_EQ(rows.size(), std::size(model::kParameterNames));
  for (const auto name : model::kParameterNames) EXPECT_TRUE(rows.contains(":" + std::string(name))) << name;
}

TEST(Readme, lists_the_flags_that_there_are) {
  const auto rows = table(section(readme(), "flags"));
  std::set<std::string> in_readme;
  for (const auto& [row, summary] : rows) in_readme.merge(flags_in(row));
  std::set<std::string> there;
  for (const auto& command : kCommands) there.merge(flags_in(help(command)));
  there.erase("--help");
  in_readme.erase("--help");
  EXPECT_GT(there.size(), 10u) << "the help texts were not understood";
  for (const auto& flag : there) EXPECT_TRUE(in_readme.contains(flag)) << "README.md's table of flags lacks " << flag;
  for (const auto& flag : in_readme)
    EXPECT_TRUE(there.contains(flag)) << "README.md's table of flags names " << flag << ", which no command has";
}

// Lines of fenced blocks that begin with ./run or ./test, without comments and with continued lines joined.
std::vector<std::vector<std::string>> command_lines(const std::string& text) {
  std::vector<std::vector<std::string>> out;
  bool fenced = false;
  std::string pending;
  for (const auto& line : lines_of(text)) {
    if (trimmed(line).starts_with("```")) {
      fenced = !fenced;
      continue;
    }
    if (!fenced) continue;
    std::string whole = pending + trimmed(line);
    pending.clear();
    if (whole.starts_with("$ ")) whole.erase(0, 2);
    if (!whole.empty() && whole.back() == '\\') {
      whole.back() = ' ';
      pending = whole;
      continue;
    }
    if (!whole.starts_with("./run") && !whole.starts_with("./test")) continue;
    std::istringstream words(whole);
    std::vector<std::string> arguments;
    for (std::string word; words >> word && word.front() != '#' && word != "&&" && word != "|";)
      arguments.push_back(word);
    out.push_back(arguments);
  }
  return out;
}

// Why a command line of README cannot work; empty when it can.
std::string why_not(const std::vector<std::string>& line, const std::map<std::string, std::set<std::string>>& flags_of,
                    const std::set<std::string>& labels) {
  if (line[0] == "./test") {
    for (size_t i = 1; i < line.size(); ++i) {
      static const std::set<std::string> known = {
          "--tsan", "--fuzz", "--help", "-h", "--rerun-failed", "-R", "-L", "-V", "--output-on-failure"};
      if (line[i].starts_with("-") && !known.contains(line[i])) return line[i] + " is no flag of ./test";
      if (line[i] == "-L" && i + 1 < line.size() && !labels.contains(line[i + 1]))
        return "there is no label " + line[i + 1];
    }
    return "";
  }
  if (line[0] != "./run") return line[0] + " is no command of this repository";
  if (line.size() == 1 || line[1] == "--help") return "";
  const auto command = flags_of.find(line[1]);
  if (command == flags_of.end()) return "onescreen has no command " + line[1];
  for (size_t i = 2; i < line.size(); ++i) {
    const std::string flag = line[i].substr(0, line[i].find('='));
    if (flag.starts_with("--") && !command->second.contains(flag)) return line[1] + " has no flag " + flag;
    // What is read must be there; placeholders are in capitals, and --out names what will be.
    if (line[i].starts_with("assets/") && line[i - 1] != "--out" &&
        line[i].find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ*") == std::string::npos &&
        !std::filesystem::exists(source_dir() / line[i])) {
      return "there is no file " + line[i];
    }
    if (line[i - 1] == "--layout" && line[i].find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos &&
        !std::filesystem::exists(source_dir() / "assets/layouts" / (line[i] + ".json"))) {
      return "there is no layout " + line[i];
    }
  }
  return "";
}

std::map<std::string, std::set<std::string>> all_flags() {
  std::map<std::string, std::set<std::string>> out;
  for (const auto& command : kCommands) out.emplace(command, flags_in(help(command)));
  return out;
}

std::set<std::string> labels() {
  std::set<std::string> out;
  for (const auto& match : matches(read_text(source_dir() / "tests/CMakeLists.txt"), "LABELS? ([a-z]+)"))
    out.insert(match[1]);
  return out;
}

TEST(Readme, every_command_line_that_it_shows_can_work) {
  const auto lines = command_lines(readme());
  EXPECT_GE(lines.size(), 2u) << "README.md must show ./run and ./test";
  const auto flags = all_flags();
  const auto known_labels = labels();
  for (const auto& line : lines) {
    std::string written;
    for (const auto& word : line) written += word + " ";
    EXPECT_EQ(why_not(line, flags, known_labels), "") << "README.md: " << written;
  }
}

TEST(Readme, command_lines_that_cannot_work_are_found) {
  const auto flags = all_flags();
  const auto known_labels = labels();
  EXPECT_TRUE(known_labels.contains("unit") && known_labels.contains("soak"));
  EXPECT_EQ(why_not({"./run", "render", "--size", "640x480", "--out", "assets/new.png"}, flags, known_labels), "");
  EXPECT_NE(why_not({"./run", "paint"}, flags, known_labels), "");
  EXPECT_NE(why_not({"./run", "render", "--colour"}, flags, known_labels), "");
  EXPECT_NE(why_not({"./run", "check", "assets/layouts/none.json"}, flags, known_labels), "");
  EXPECT_NE(why_not({"./run", "render", "--layout", "none"}, flags, known_labels), "");
  EXPECT_NE(why_not({"./test", "--quick"}, flags, known_labels), "");
  EXPECT_NE(why_not({"./test", "-L", "none"}, flags, known_labels), "");
  EXPECT_EQ(command_lines("```sh\n./run render \\\n  --out a.png  # why\nls\n```\n./run none").size(), 1u);
  EXPECT_EQ(command_lines("```\n./run render \\\n  --out a.png  # why\n```").front().size(), 4u);
}

TEST(Readme, every_file_that_it_links_to_is_there) {
  for (const auto& match : matches(readme(), R"(\]\(([^)#]+)\))")) {
    const std::string& target = match[1];
    if (target.find("://") != std::string::npos) continue;
    EXPECT_TRUE(std::filesystem::exists(source_dir() / target)) << "README.md links to " << target;
  }
}

TEST(Readme, the_commands_of_the_help_are_the_ones_looked_at) {
  const std::string text = help("");
  for (const auto& command : kCommands) EXPECT_NE(text.find("  " + command + " "), std::string::npos) << command;
}

}  // namespace
}  // namespace onescreen
