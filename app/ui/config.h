// Config: typed reading of one JSON object that was already checked against its KeySpecs, so every read succeeds.
// Document: a JSON file with the line and column of every value, and the list of everything that is wrong with it.
// No JSON type shows here: widgets stay free of the JSON library.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/key_spec.h"

namespace onescreen::ui {

// One thing wrong with a file. `pointer` is the RFC 6901 JSON pointer of the value meant ("" is the whole file).
struct Problem {
  std::string file;
  int line = 1;
  int column = 1;
  std::string pointer;
  std::string sentence;

  bool operator==(const Problem&) const = default;
};

// "FILE:LINE:COLUMN: /json/pointer: sentence"
std::string describe(const Problem& problem);

class Document;

// A view of one object of a Document; cheap to copy, keeps the document alive. Keys that are absent read as their
// KeySpec's fallback.
class Config {
 public:
  Config();

  bool has(std::string_view key) const;  // written in the file (not merely by fallback)
  std::string text(std::string_view key) const;
  double number(std::string_view key) const;
  int64_t integer(std::string_view key) const;
  bool flag(std::string_view key) const;
  std::vector<std::string> texts(std::string_view key) const;
  std::vector<double> numbers(std::string_view key) const;
  std::vector<Config> objects(std::string_view key) const;
  Config object(std::string_view key) const;  // empty config when absent
  // Entries of a `map` key in file order: name and object (or an object whose text("") is the value, for maps of text).
  std::vector<std::pair<std::string, Config>> entries(std::string_view key) const;

  const std::string& pointer() const { return pointer_; }
  // The object as canonical JSON text: equal texts mean equal configurations.
  std::string dump() const;

  // Checks this object against `specs`: unknown keys (with the nearest known one), missing required ones, wrong types
  // and choices. Appends to `problems`. Returns the same view with the specs' fallbacks.
  Config checked(const std::vector<model::KeySpec>& specs, std::vector<Problem>& problems,
                 const std::vector<std::string>& also_allowed = {}) const;
  // A problem at this object's key, or at the object itself when `key` is empty.
  Problem problem(std::string_view key, std::string sentence) const;

 private:
  friend class Document;
  std::shared_ptr<const Document> document_;
  std::string pointer_;
  std::shared_ptr<const std::vector<model::KeySpec>> specs_;
};

class Document : public std::enable_shared_from_this<Document> {
 public:
  // Parses JSON text. On failure nullptr and one problem with line and column. Nesting deeper than 64 is refused;
  // duplicate keys are problems.
  static std::shared_ptr<const Document> parse(std::string text, std::string file, std::vector<Problem>& problems);
  static std::shared_ptr<const Document> load(const std::string& file, std::vector<Problem>& problems);
  ~Document();

  Config root() const { return at(""); }
  Config at(std::string pointer) const;
  const std::string& file() const;
  Problem problem_at(const std::string& pointer, std::string sentence) const;

  struct Content;
  const Content& content() const { return *content_; }

 private:
  Document();
  std::unique_ptr<Content> content_;
};

// Of `known`, the name most like `name`, if it is close enough to be a slip of the keyboard.
std::optional<std::string> nearest_name(std::string_view name, const std::vector<std::string>& known);

}  // namespace onescreen::ui
