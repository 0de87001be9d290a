#include "finder.h"

#include <algorithm>

namespace onescreen::app {
namespace {

std::string small_letters(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
  return out;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = text.find_first_not_of(' ', at);
    if (begin == std::string::npos) break;
    const size_t end = std::min(text.find(' ', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    at = end;
  }
  return words;
}

std::string searched_text(const FoundThing& thing, const std::string& id) {
  return small_letters(thing.text + " " + thing.note + " " + id);
}

void add_rows(const FindQuery& query, const model::Table& table, std::vector<FoundThing>& out) {
  const auto text_at = [&](const char* name, size_t row) {
    const model::Column* column = table.column(name);
    return column == nullptr ? std::string() : column->as_text(row);
  };
  for (size_t row = 0; row < table.row_count(); ++row) {
    FoundThing thing;
    thing.group = query.title;
    thing.text = text_at("text", row);
    thing.note = text_at("note", row);
    thing.layout = query.layout;
    const std::string id = text_at("id", row);
    const std::string street = text_at("street", row);
    const std::string grid = text_at("grid", row);
    if (thing.text.empty()) continue;
    thing.key = query.data + "\n" + id + "/" + street + "/" + grid;
    if (id.empty() && grid.empty()) thing.key += "/" + thing.text;
    if (!street.empty()) {
      const std::string street_name = text_at("street_name", row);
      thing.commands.push_back(ui::DrillCommand{street, street_name.empty() ? thing.text : street_name, grid,
                                                grid.empty() ? std::string() : thing.text});
    }
    if (!id.empty()) thing.commands.push_back(ui::SelectCommand{id});
    thing.searched = searched_text(thing, id + " " + street);
    out.push_back(std::move(thing));
  }
}

}  // namespace

std::vector<FoundThing> things_to_find(const Files& files, const model::Scene& scene) {
  std::vector<FoundThing> out;
  for (const Mode& mode : files.site->modes) {
    FoundThing thing;
    thing.group = files.words("find.mode");
    thing.text = mode.title.empty() ? mode.name : mode.title;
    thing.mode = thing.key = mode.name;
    thing.searched = searched_text(thing, mode.name);
    out.push_back(std::move(thing));
  }
  for (const Mode& mode : files.site->modes) {
    for (const std::string& name : mode.layouts) {
      const auto layout = files.layouts.find(name);
      if (layout == files.layouts.end()) continue;
      FoundThing thing;
      thing.group = files.words("find.scene");
      thing.text = layout->second->title.empty() ? name : layout->second->title;
      thing.note = name;
      thing.layout = thing.key = name;
      thing.searched = searched_text(thing, name);
      out.push_back(std::move(thing));
    }
  }
  for (const FindQuery& query : files.site->find) {
    const auto answer = scene.answers->find(query.data);
    if (answer != scene.answers->end() && answer->second->table != nullptr)
      add_rows(query, *answer->second->table, out);
  }
  return out;
}

std::vector<size_t> found(const std::vector<FoundThing>& things, std::string_view text, size_t most, size_t& total) {
  const std::string wanted = small_letters(text);
  const std::vector<std::string> words = words_of(wanted);
  std::vector<size_t> first;
  std::vector<size_t> rest;
  for (size_t i = 0; i < things.size(); ++i) {
    const auto has = [&](const std::string& word) { return things[i].searched.find(word) != std::string::npos; };
    if (!std::all_of(words.begin(), words.end(), has)) continue;
    (!words.empty() && things[i].searched.starts_with(words.front()) ? first : rest).push_back(i);
  }
  total = first.size() + rest.size();
  first.insert(first.end(), rest.begin(), rest.end());
  if (first.size() > most) first.resize(most);
  return first;
}

}  // namespace onescreen::app
