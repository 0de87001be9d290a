// Parses a JSON file and finds line and column of every value. nlohmann/json checks the grammar; it keeps no positions,
// so a second walk over the (then valid) text records them and sees duplicate keys, which the parser would swallow.
#include "ui/document.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace onescreen::ui {
namespace {

constexpr int kMaximumDepth = 64;

struct LineColumn {
  int line = 1;
  int column = 1;
};

// Columns count characters, not bytes, as editors do.
LineColumn line_column(const std::string& text, size_t offset) {
  LineColumn at;
  for (size_t i = 0; i < std::min(offset, text.size()); ++i) {
    if (text[i] == '\n') {
      ++at.line;
      at.column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      ++at.column;
    }
  }
  return at;
}

// Offset of the first bracket that nests too deep; npos when there is none. Runs before the parser so that a hostile
// file costs nothing.
size_t too_deep(const std::string& text) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaximumDepth) return i;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return std::string::npos;
}

// Walks valid JSON text; recursion is bounded by kMaximumDepth.
class PositionWalk {
 public:
  PositionWalk(const std::string& text, std::unordered_map<std::string, size_t>& offsets,
               std::vector<std::string>& duplicates)
      : text_(text), offsets_(offsets), duplicates_(duplicates) {}

  void run() { value("", skip_blanks()); }

 private:
  size_t skip_blanks() {
    at_ = text_.find_first_not_of(" \t\r\n", at_);
    return at_ = std::min(at_, text_.size());
  }

  std::string string_token() {
    const size_t begin = at_++;
    while (text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    ++at_;
    return Json::parse(text_.substr(begin, at_ - begin)).get<std::string>();
  }

  void value(const std::string& pointer, size_t offset) {
    offsets_[pointer] = offset;
    skip_blanks();
    switch (text_[at_]) {
      case '{':
        members(pointer);
        break;
      case '[':
        elements(pointer);
        break;
      case '"':
        string_token();
        break;
      default:
        at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
    }
  }

  void members(const std::string& pointer) {
    std::set<std::string> seen;
    ++at_;
    while (text_[skip_blanks()] != '}') {
      const size_t key_offset = at_;
      const std::string key = string_token();
      const std::string member = pointer + "/" + pointer_token(key);
      if (!seen.insert(key).second) duplicates_.push_back(member);
      skip_blanks();
      ++at_;  // the colon
      value(member, key_offset);
      if (text_[skip_blanks()] == ',') ++at_;
    }
    ++at_;
  }

  void elements(const std::string& pointer) {
    ++at_;
    for (size_t index = 0; text_[skip_blanks()] != ']'; ++index) {
      value(pointer + "/" + std::to_string(index), at_);
      if (text_[skip_blanks()] == ',') ++at_;
    }
    ++at_;
  }

  const std::string& text_;
  std::unordered_map<std::string, size_t>& offsets_;
  std::vector<std::string>& duplicates_;
  size_t at_ = 0;
};

}  // namespace

std::string pointer_token(std::string_view name) {
  std::string token;
  for (const char c : name) {
    if (c == '~')
      token += "~0";
    else if (c == '/')
      token += "~1";
    else
      token += c;
  }
  return token;
}

std::string describe(const Problem& problem) {
  return problem.file + ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column) + ": " +
         (problem.pointer.empty() ? "/" : problem.pointer) + ": " + problem.sentence;
}

const Json* Document::Content::find(const std::string& pointer) const {
  try {
    return &root.at(Json::json_pointer(pointer));
  } catch (const Json::exception&) {
    return nullptr;
  }
}

Document::Document() : content_(std::make_unique<Content>()) {}
Document::~Document() = default;

const std::string& Document::file() const { return content_->file; }

Problem Document::problem_at(const std::string& pointer, std::string sentence) const {
  // A value that is not there is shown at the nearest thing around it that is.
  std::string place = pointer;
  auto found = content_->offsets.find(place);
  while (found == content_->offsets.end() && !place.empty()) {
    place.resize(place.rfind('/'));
    found = content_->offsets.find(place);
  }
  const LineColumn at = line_column(content_->text, found == content_->offsets.end() ? 0 : found->second);
  return {content_->file, at.line, at.column, pointer, std::move(sentence)};
}

std::shared_ptr<const Document> Document::parse(std::string text, std::string file, std::vector<Problem>& problems) {
  const auto refuse = [&](size_t offset, std::string sentence) {
    const LineColumn at = line_column(text, offset);
    problems.push_back({file, at.line, at.column, "", std::move(sentence)});
    return nullptr;
  };
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    return refuse(0, "the file is empty; it must hold one JSON object");
  if (const size_t deep = too_deep(text); deep != std::string::npos) {
    return refuse(deep, "nested deeper than " + std::to_string(kMaximumDepth) + " levels");
  }
  std::shared_ptr<Document> document(new Document);
  try {
    document->content_->root = Json::parse(text);
  } catch (const Json::parse_error& error) {
    std::string reason = error.what();
    // nlohmann writes "[json.exception.parse_error.101] parse error at line 1, column 2: reason"; the place is ours to
    // say.
    if (const size_t colon = reason.find(": "); colon != std::string::npos) reason.erase(0, colon + 2);
    return refuse(error.byte > 0 ? error.byte - 1 : 0, "not JSON: " + reason);
  } catch (const Json::exception& error) {
    return refuse(0, std::string("not usable JSON: ") + error.what());
  }
  document->content_->file = std::move(file);
  document->content_->text = std::move(text);
  std::vector<std::string> duplicates;
  PositionWalk(document->content_->text, document->content_->offsets, duplicates).run();
  if (!document->content_->root.is_object()) {
    problems.push_back(document->problem_at("", "the file must hold one JSON object"));
    return nullptr;
  }
  for (const auto& pointer : duplicates)
    problems.push_back(document->problem_at(pointer, "this key stands twice in its object; remove one"));
  return document;
}

std::shared_ptr<const Document> Document::load(const std::string& file, std::vector<Problem>& problems) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  if (in) text << in.rdbuf();
  if (!in || in.bad()) {
    problems.push_back({file, 1, 1, "", "cannot be read; check that the file exists and may be read"});
    return nullptr;
  }
  return parse(text.str(), file, problems);
}

}  // namespace onescreen::ui
