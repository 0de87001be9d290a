// Config: reads checked objects, and the check itself.
#include "ui/config.h"

#include <algorithm>
#include <cctype>

#include "ui/document.h"

namespace onescreen::ui {
namespace {

using model::KeySpec;
using model::KeyType;

const char* wanted(KeyType type) {
  switch (type) {
    case KeyType::number:
      return "a number";
    case KeyType::integer:
      return "a whole number";
    case KeyType::boolean:
      return "true or false";
    case KeyType::data:
      return "a table's name or an SQL SELECT, as text";
    case KeyType::texts:
      return "an array of texts";
    case KeyType::numbers:
      return "an array of numbers";
    case KeyType::objects:
      return "an array of objects";
    case KeyType::object:
    case KeyType::map:
      return "an object";
    default:
      return "text";
  }
}

bool fits(const Json& value, const KeySpec& spec) {
  switch (spec.type) {
    case KeyType::number:
      return value.is_number();
    case KeyType::integer:
      return value.is_number_integer();
    case KeyType::boolean:
      return value.is_boolean();
    case KeyType::texts:
      return value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& v) { return v.is_string(); });
    case KeyType::numbers:
      return value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& v) { return v.is_number(); });
    case KeyType::objects:
      return value.is_array();
    case KeyType::object:
    case KeyType::map:
      return value.is_object();
    default:
      return value.is_string();
  }
}

const KeySpec* find_spec(const std::vector<KeySpec>& specs, std::string_view name) {
  const auto found = std::find_if(specs.begin(), specs.end(), [&](const KeySpec& spec) { return spec.name == name; });
  return found == specs.end() ? nullptr : &*found;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

// Appends what is wrong with the object at `pointer`.
class Check {
 public:
  Check(const Document& document, std::vector<Problem>& problems) : document_(document), problems_(problems) {}

  void object(const Json& value, const std::string& pointer, const std::vector<KeySpec>& specs,
              const std::vector<std::string>& also_allowed) {
    if (!value.is_object()) return say(pointer, "must be an object");
    for (const auto& [key, member] : value.items()) {
      const std::string member_pointer = pointer + "/" + pointer_token(key);
      if (const KeySpec* spec = find_spec(specs, key)) {
        check(member, member_pointer, *spec);
      } else if (std::find(also_allowed.begin(), also_allowed.end(), key) == also_allowed.end()) {
        unknown(key, member_pointer, specs, also_allowed);
      }
    }
    for (const auto& spec : specs) {
      if (spec.required && !value.contains(spec.name))
        say(pointer, "the key \"" + spec.name + "\" is missing: " + spec.summary);
    }
  }

 private:
  void say(const std::string& pointer, std::string sentence) {
    problems_.push_back(document_.problem_at(pointer, std::move(sentence)));
  }

  void unknown(const std::string& key, const std::string& pointer, const std::vector<KeySpec>& specs,
               std::vector<std::string> known) {
    for (const auto& spec : specs) known.push_back(spec.name);
    const auto near = nearest_name(key, known);
    say(pointer, "unknown key \"" + key + "\"; " +
                     (near ? "did you mean \"" + *near + "\"?" : "known keys are " + joined(known)));
  }

  void check(const Json& value, const std::string& pointer, const KeySpec& spec) {
    if (!fits(value, spec))
      return say(pointer, std::string("must be ") + wanted(spec.type) + ", not " + value.type_name());
    if (value.is_number()) {
      const double number = value.get<double>();
      if (spec.minimum && number < *spec.minimum) say(pointer, "must be at least " + Json(*spec.minimum).dump());
      if (spec.maximum && number > *spec.maximum) say(pointer, "must be at most " + Json(*spec.maximum).dump());
    }
    if (spec.type == KeyType::choice &&
        std::find(spec.choices.begin(), spec.choices.end(), value.get<std::string>()) == spec.choices.end()) {
      say(pointer, "\"" + value.get<std::string>() + "\" is not one of " + joined(spec.choices));
    }
    if (spec.type == KeyType::data && value.get<std::string>().find_first_not_of(" \t\r\n") == std::string::npos) {
      say(pointer, "is empty; name a table or write a SELECT");
    }
    if (spec.type == KeyType::objects) {
      for (size_t i = 0; i < value.size(); ++i) object(value[i], pointer + "/" + std::to_string(i), spec.children, {});
    }
    if (spec.type == KeyType::object) object(value, pointer, spec.children, {});
    if (spec.type == KeyType::map) {
      for (const auto& [key, member] : value.items()) {
        const std::string member_pointer = pointer + "/" + pointer_token(key);
        if (!spec.children.empty()) {
          object(member, member_pointer, spec.children, {});
        } else if (!member.is_string()) {
          say(member_pointer, std::string("must be text, not ") + member.type_name());
        }
      }
    }
  }

  const Document& document_;
  std::vector<Problem>& problems_;
};

// Edits needed to turn one name into the other: a letter more, less, other, or two neighbours exchanged (Damerau and
// Levenshtein).
size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<size_t>> rows(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        rows[i][j] = i + j;
        continue;
      }
      rows[i][j] =
          std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (exchanged) rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.size()][b.size()];
}

}  // namespace

std::optional<std::string> nearest_name(std::string_view name, const std::vector<std::string>& known) {
  const std::string* best = nullptr;
  size_t best_distance = std::max<size_t>(1, name.size() / 3) + 1;
  for (const auto& candidate : known) {
    // Lengths that differ by more cannot be nearer, and a hostile name must not cost its length squared.
    if (std::max(name.size(), candidate.size()) - std::min(name.size(), candidate.size()) >= best_distance) continue;
    const size_t distance = edit_distance(name, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = &candidate;
    }
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

namespace {

// The value of `key` when it is written and of the right type, else the spec's fallback, else null.
Json value_of(const Document* document, const std::string& pointer, const std::vector<KeySpec>* specs,
              std::string_view key) {
  const KeySpec* spec = specs == nullptr ? nullptr : find_spec(*specs, key);
  if (document != nullptr) {
    const Json* found = document->content().find(key.empty() ? pointer : pointer + "/" + pointer_token(key));
    if (found != nullptr && (spec == nullptr || fits(*found, *spec))) return *found;
  }
  return spec != nullptr && !spec->fallback.empty() ? Json::parse(spec->fallback) : Json();
}

}  // namespace

Config::Config() = default;

Config Document::at(std::string pointer) const {
  Config config;
  config.document_ = shared_from_this();
  config.pointer_ = std::move(pointer);
  return config;
}

bool Config::has(std::string_view key) const {
  return document_ != nullptr && document_->content().find(pointer_ + "/" + pointer_token(key)) != nullptr;
}

std::string Config::text(std::string_view key) const {
  const Json value = value_of(document_.get(), pointer_, specs_.get(), key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

double Config::number(std::string_view key) const {
  const Json value = value_of(document_.get(), pointer_, specs_.get(), key);
  return value.is_number() ? value.get<double>() : 0;
}

int64_t Config::integer(std::string_view key) const {
  const Json value = value_of(document_.get(), pointer_, specs_.get(), key);
  return value.is_number() ? value.get<int64_t>() : 0;
}

bool Config::flag(std::string_view key) const {
  const Json value = value_of(document_.get(), pointer_, specs_.get(), key);
  return value.is_boolean() && value.get<bool>();
}

std::vector<std::string> Config::texts(std::string_view key) const {
  const Json value = value_of(document_.get(), pointer_, specs_.get(), key);
  std::vector<std::string> out;
  if (value.is_array()) {
    for (const auto& item : value) {
      if (item.is_string()) out.push_back(item.get<std::string>());
    }
  }
  return out;
}

std::vector<double> Config::numbers(std::string_view key) const {
  const Json value = value_of(document_.get(), pointer_, specs_.get(), key);
  std::vector<double> out;
  if (value.is_array()) {
    for (const auto& item : value) {
      if (item.is_number()) out.push_back(item.get<double>());
    }
  }
  return out;
}

std::vector<Config> Config::objects(std::string_view key) const {
  std::vector<Config> out;
  const Json* value = document_ == nullptr ? nullptr : document_->content().find(pointer_ + "/" + pointer_token(key));
  if (value == nullptr || !value->is_array()) return out;
  const KeySpec* spec = specs_ == nullptr ? nullptr : find_spec(*specs_, key);
  const auto children = spec == nullptr ? nullptr : std::make_shared<const std::vector<KeySpec>>(spec->children);
  for (size_t i = 0; i < value->size(); ++i) {
    Config item = *this;
    item.pointer_ = pointer_ + "/" + pointer_token(key) + "/" + std::to_string(i);
    item.specs_ = children;
    out.push_back(std::move(item));
  }
  return out;
}

Config Config::object(std::string_view key) const {
  Config member = *this;
  const KeySpec* spec = specs_ == nullptr ? nullptr : find_spec(*specs_, key);
  member.specs_ = spec == nullptr ? nullptr : std::make_shared<const std::vector<KeySpec>>(spec->children);
  member.pointer_ = pointer_ + "/" + pointer_token(key);
  if (!has(key)) member.document_.reset();
  return member;
}

std::vector<std::pair<std::string, Config>> Config::entries(std::string_view key) const {
  std::vector<std::pair<std::string, Config>> out;
  const std::string map_pointer = pointer_ + "/" + pointer_token(key);
  const Json* value = document_ == nullptr ? nullptr : document_->content().find(map_pointer);
  if (value == nullptr || !value->is_object()) return out;
  const KeySpec* spec = specs_ == nullptr ? nullptr : find_spec(*specs_, key);
  const auto children = spec == nullptr || spec->children.empty()
                            ? nullptr
                            : std::make_shared<const std::vector<KeySpec>>(spec->children);
  for (const auto& [name, member] : value->items()) {
    Config entry = *this;
    entry.pointer_ = map_pointer + "/" + pointer_token(name);
    entry.specs_ = children;
    out.emplace_back(name, std::move(entry));
  }
  return out;
}

std::string Config::dump() const {
  const Json* value = document_ == nullptr ? nullptr : document_->content().find(pointer_);
  return value == nullptr ? "{}" : value->dump();
}

Config Config::checked(const std::vector<KeySpec>& specs, std::vector<Problem>& problems,
                       const std::vector<std::string>& also_allowed) const {
  Config checked = *this;
  checked.specs_ = std::make_shared<const std::vector<KeySpec>>(specs);
  if (document_ != nullptr) {
    if (const Json* value = document_->content().find(pointer_))
      Check(*document_, problems).object(*value, pointer_, specs, also_allowed);
  }
  return checked;
}

Problem Config::problem(std::string_view key, std::string sentence) const {
  const std::string pointer = key.empty() ? pointer_ : pointer_ + "/" + pointer_token(key);
  return document_ == nullptr ? Problem{"", 1, 1, pointer, std::move(sentence)}
                              : document_->problem_at(pointer, std::move(sentence));
}

}  // namespace onescreen::ui
