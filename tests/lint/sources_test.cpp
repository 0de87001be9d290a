// Rules about the text of the repository: files say what they are for, on-screen text lives in assets, and nothing
// names the machine that it was written on.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "support/matches.h"
#include "support/repository.h"

namespace onescreen {
namespace {

namespace fs = std::filesystem;
using test_support::files_under;
using test_support::lines_of;
using test_support::matches;
using test_support::read_text;
using test_support::source_dir;

std::vector<std::string> files_of(const std::vector<std::string>& folders, const std::vector<std::string>& extensions) {
  std::vector<std::string> out;
  for (const auto& folder : folders) {
    const auto files = files_under(folder, extensions);
    out.insert(out.end(), files.begin(), files.end());
  }
  return out;
}

// --- A file says what it is for ---

// C++ files open with it; the .cpp of a header that does may open with the include of that header instead. GLSL needs
// #version first.
bool opens_with_its_purpose(const std::string& file) {
  const auto lines = lines_of(read_text(source_dir() / file));
  if (lines.empty()) return false;
  const auto is_comment = [](const std::string& line) { return line.starts_with("// ") && line.size() > 12; };
  if (is_comment(lines.front())) return true;
  if (lines.front().starts_with("#version") && lines.size() > 1) return is_comment(lines[1]);
  if (!file.ends_with(".cpp")) return false;
  const std::string header = file.substr(0, file.size() - 4) + ".h";
  const std::string name = fs::path(header).filename().string();
  return lines.front().starts_with("#include \"") && lines.front().ends_with(name + "\"") &&
         fs::exists(source_dir() / header) && opens_with_its_purpose(header);
}

TEST(Sources, every_file_of_code_says_what_it_is_for) {
  const auto files = files_of({"app", "widgets", "shaders", "tests"}, {".cpp", ".h", ".vert", ".frag", ".glsl"});
  ASSERT_GT(files.size(), 80u);
  for (const auto& file : files)
    EXPECT_TRUE(opens_with_its_purpose(file)) << file << " does not open with a comment that says what it is for";
}

TEST(Sources, every_script_says_what_it_is_for) {
  for (const char* file :
       {"run", "test", ".ci/run", ".ci/setup.sh", ".ci/dependencies.cmake", "CMakeLists.txt", "tests/CMakeLists.txt"}) {
    auto lines = lines_of(read_text(source_dir() / file));
    ASSERT_GT(lines.size(), 2u) << file;
    const std::string& head = lines[0].starts_with("#!") ? lines[1] : lines[0];
    EXPECT_TRUE(head.starts_with("# ")) << file;
  }
}

// --- Chinese text lives in assets ---

// `text` without comments: what the compiler sees. Raw strings are not used in the files that this looks at.
std::string without_comments(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' || (text[i] == '\'' && (i == 0 || !isalnum(static_cast<unsigned char>(text[i - 1]))))) {
      const char quote = text[i];
      const size_t begin = i++;
      while (i < text.size() && text[i] != quote && text[i] != '\n') i += text[i] == '\\' ? 2 : 1;
      out += text.substr(begin, i - begin + 1);
    } else if (text.compare(i, 2, "//") == 0) {
      i = std::min(text.find('\n', i), text.size()) - 1;
    } else if (text.compare(i, 2, "/*") == 0) {
      i = std::min(text.find("*/", i), text.size()) + 1;
    } else {
      out += text[i];
    }
  }
  return out;
}

// Characters that only Chinese text has, written out or as \uXXXX: ideographs, full-width punctuation and forms.
std::vector<std::string> chinese_in(const std::string& code) {
  const auto is_chinese = [](unsigned value) {
    return (value >= 0x3000 && value <= 0x9FFF) || (value >= 0xF900 && value <= 0xFAFF) ||
           (value >= 0xFF00 && value <= 0xFFEF);
  };
  std::vector<std::string> out;
  for (const auto& match : matches(code, R"(\\u([0-9A-Fa-f]{4}))")) {
    if (is_chinese(static_cast<unsigned>(std::stoul(match[1], nullptr, 16)))) out.push_back(match[0]);
  }
  for (size_t i = 0; i + 2 < code.size(); ++i) {
    const auto byte = [&](size_t k) { return static_cast<unsigned char>(code[k]); };
    if ((byte(i) & 0xF0) != 0xE0) continue;
    const unsigned value = (byte(i) & 0x0Fu) << 12 | (byte(i + 1) & 0x3Fu) << 6 | (byte(i + 2) & 0x3Fu);
    if (is_chinese(value)) out.push_back(code.substr(i, 3));
  }
  return out;
}

TEST(Sources, no_chinese_text_stands_in_code) {
  // The units of large numbers, which format_number must know without a Words at hand.
  const std::set<std::pair<std::string, std::string>> known = {{"app/ui/widget.cpp", "\\u4EBF"},
                                                               {"app/ui/widget.cpp", "\\u4E07"}};
  // Words that back ends write and that must be understood: they are read, never drawn.
  const std::set<std::string> recognises = {"app/data/cap_resellers.cpp", "app/data/warning_level.cpp"};
  for (const auto& file : files_of({"app", "widgets"}, {".cpp", ".h"})) {
    // The demo city answers as a district's back ends do: its Chinese is data that arrives over HTTP, not text of the
    // program.
    if (file.starts_with("app/demo/") || recognises.contains(file)) continue;
    for (const auto& found : chinese_in(without_comments(read_text(source_dir() / file)))) {
      EXPECT_TRUE(known.contains({file, found}))
          << file << " holds \"" << found << "\"; on-screen text lives in assets";
    }
  }
}

TEST(Sources, chinese_text_in_code_is_found) {
  EXPECT_EQ(chinese_in("text(\"\\u4E2D\")").size(), 1u);
  EXPECT_EQ(chinese_in("text(\"\xE4\xB8\xAD\xE6\x96\x87\")").size(), 2u);
  EXPECT_EQ(chinese_in("text(\"\xEF\xBC\x8C\")").size(), 1u) << "a full-width comma";
  EXPECT_TRUE(chinese_in("text(\" \xC2\xB7 \\u2014\")").empty()) << "middle dot and dash";
  EXPECT_EQ(without_comments("a // \xE4\xB8\xAD\nb /* c */ d \"// e\""), "a \nb  d \"// e\"");
}

// --- Words ---

// The keys that code names: words("key"), words.with("key", ...). A key that is put together ("state." + name) counts
// as its beginning.
struct WordUse {
  std::string key;
  bool beginning = false;
};

std::vector<WordUse> word_uses(const std::string& code) {
  std::vector<WordUse> out;
  for (const auto& match :
       matches(code, R"RX(words(?:\.with)?\(\s*(?:std::string\(|fmt::format\()?\s*"([^"]+)"(\s*\+|\)\s*\+)?)RX")) {
    WordUse use{match[1], !match[2].empty() && match[1].ends_with('.')};
    if (const size_t hole = use.key.find("{}"); hole != std::string::npos) {
      use.key.resize(hole);
      use.beginning = true;
    }
    out.push_back(use);
  }
  return out;
}

TEST(Words, every_key_that_code_names_is_in_the_file) {
  const auto words = nlohmann::json::parse(read_text(source_dir() / "assets/theme/words.zh-CN.json"));
  size_t uses = 0;
  for (const auto& file : files_of({"app", "widgets"}, {".cpp", ".h"})) {
    for (const auto& use : word_uses(without_comments(read_text(source_dir() / file)))) {
      ++uses;
      const bool there = use.beginning ? std::any_of(words.items().begin(), words.items().end(),
                                                     [&](const auto& word) { return word.key().starts_with(use.key); })
                                       : words.contains(use.key);
      EXPECT_TRUE(there) << file << " says words(\"" << use.key << "\"), which assets/theme/words.zh-CN.json lacks";
    }
  }
  EXPECT_GT(uses, 20u) << "the way in which code asks for words was not recognised";
}

TEST(Words, every_word_is_used_somewhere) {
  std::string code;
  for (const auto& file : files_of({"app", "widgets"}, {".cpp", ".h"}))
    code += without_comments(read_text(source_dir() / file));
  const auto words = nlohmann::json::parse(read_text(source_dir() / "assets/theme/words.zh-CN.json"));
  for (const auto& [key, text] : words.items()) {
    const std::string whole = "\"" + key + "\"";
    const std::string family = "\"" + key.substr(0, key.find('.') + 1);  // "state." and the like
    const bool used = code.find(whole) != std::string::npos ||
                      (key.find('.') != std::string::npos && code.find(family) != std::string::npos);
    // Words that are named by a freshness: words.with(name_of(freshness), span).
    static const std::set<std::string> by_freshness = {"late", "stale", "down"};
    EXPECT_TRUE(used || by_freshness.contains(key)) << "nothing says \"" << key << "\"; remove it from the words";
    EXPECT_TRUE(text.is_string() && !text.get<std::string>().empty()) << key;
  }
}

TEST(Words, every_state_error_unit_and_weekday_has_its_word) {
  const auto words = nlohmann::json::parse(read_text(source_dir() / "assets/theme/words.zh-CN.json"));
  for (const char* state : {"fresh", "late", "stale", "down", "denied", "never"})
    EXPECT_TRUE(words.contains(std::string("state.") + state)) << state;
  for (const char* error :
       {"connection", "timeout", "http", "denied", "too_large", "format", "config", "query", "io"}) {
    EXPECT_TRUE(words.contains(std::string("error.") + error)) << error;
  }
  for (const char* unit : {"seconds", "minutes", "hours", "days"}) {
    ASSERT_TRUE(words.contains(std::string("unit.") + unit)) << unit;
    EXPECT_NE(words[std::string("unit.") + unit].get<std::string>().find("{}"), std::string::npos) << unit;
  }
  for (int day = 0; day < 7; ++day) EXPECT_TRUE(words.contains("weekday." + std::to_string(day)));
  for (int level = 1; level <= 4; ++level) EXPECT_TRUE(words.contains("level." + std::to_string(level)));
}

TEST(Words, uses_are_recognised) {
  const auto uses = word_uses(
      R"(words("a") + frame.words.with("b.c", x); words("error." + std::string(n)); words(fmt::format("weekday.{}", d));)");
  ASSERT_EQ(uses.size(), 4u);
  EXPECT_EQ(uses[1].key, "b.c");
  EXPECT_TRUE(uses[2].beginning);
  EXPECT_EQ(uses[3].key, "weekday.");
  EXPECT_TRUE(uses[3].beginning);
}

// --- Nothing of the machine ---

std::vector<std::string> text_files() {
  std::vector<std::string> out = {"README.md", "CMakeLists.txt", "CMakePresets.json", "run",
                                  "test",      ".gitignore",     ".clang-format",     ".clang-tidy"};
  for (const char* folder : {".ci", "app", "widgets", "shaders", "assets", "tests"}) {
    for (const auto& file : files_under(folder)) {
      const std::string extension = fs::path(file).extension().string();
      // Corpora of the fuzzers and pictures are bytes, not text.
      if (extension != ".png" && extension != ".half" && !file.starts_with("tests/fuzz/corpus/")) out.push_back(file);
    }
  }
  std::erase_if(out, [](const auto& file) { return !fs::exists(source_dir() / file); });
  return out;
}

// An absolute path of somebody's machine; system folders that every Debian has are fine.
std::optional<std::string> machine_path_in(const std::string& line) {
  // Put together, so that this file does not find itself.
  for (const char* folder : {"work", "home", "Users", "mnt", "workspace", "builds"}) {
    const std::string path = std::string("/") + folder + "/";
    const size_t at = line.find(path);
    if (at == std::string::npos) continue;
    const char before = at == 0 ? ' ' : line[at - 1];
    if (isalnum(static_cast<unsigned char>(before)) == 0 && before != '.' && before != '_' && before != '-' &&
        before != '}')
      return path;
  }
  return std::nullopt;
}

// The hosts of a line's addresses.
std::vector<std::string> hosts_in(const std::string& line) {
  if (line.find("://") == std::string::npos) return {};
  std::vector<std::string> out;
  for (const auto& match : matches(line, R"((?:https?|ftp|git|ssh)://(?:[^/@\s"']*@)?([A-Za-z0-9_.-]+))"))
    out.push_back(match[1]);
  return out;
}

bool is_known_host(const std::string& host) {
  // Loopback, what is public and named on purpose, and names that stand for any district's own.
  static const std::set<std::string> known = {"localhost",   "127.0.0.1",       "0.0.0.0",
                                              "github.com",  "json-schema.org", "www.w3.org",
                                              "example.com", "www.example.com", "www.openstreetmap.org"};
  // A name without a dot is nobody's: a placeholder of a document or a test.
  return known.contains(host) || host.find('.') == std::string::npos || host.ends_with(".example") ||
         host.ends_with(".invalid") || host.ends_with(".test") || host.ends_with(".example.com");
}

TEST(Sources, no_file_names_a_path_of_a_machine_or_an_unknown_host) {
  const auto files = text_files();
  ASSERT_GT(files.size(), 100u);
  for (const auto& file : files) {
    int number = 0;
    for (const auto& line : lines_of(read_text(source_dir() / file))) {
      ++number;
      if (const auto path = machine_path_in(line)) ADD_FAILURE() << file << ":" << number << " names " << *path;
      for (const auto& host : hosts_in(line)) {
        EXPECT_TRUE(is_known_host(host)) << file << ":" << number << " names the host " << host
                                         << "; add it to this test if strangers can reach it";
      }
    }
  }
}

TEST(Sources, paths_of_machines_and_hosts_are_found) {
  const std::string path = std::string("/wo") + "rk/";
  EXPECT_TRUE(machine_path_in("cd " + path + "main"));
  EXPECT_TRUE(machine_path_in("\"" + path + "x\""));
  EXPECT_FALSE(machine_path_in("a/net" + path.substr(1)));
  const std::string scheme = "http:" + std::string("//");
  EXPECT_EQ(hosts_in("see " + scheme + "mirror.corp.net/a and " + scheme + "u:p@10.0.0.7:80/"),
            (std::vector<std::string>{"mirror.corp.net", "10.0.0.7"}));
  EXPECT_FALSE(is_known_host("mirror.corp.net"));
  EXPECT_FALSE(is_known_host("10.0.0.7"));
  EXPECT_TRUE(is_known_host("iot.district.example"));
}

}  // namespace
}  // namespace onescreen
