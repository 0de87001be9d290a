// Reads layout documents: the tree, the panels, and every problem of the file at once.
#include "ui/layout.h"

#include <algorithm>
#include <set>

#include "ui/document.h"

namespace onescreen::ui {
namespace {

using model::KeySpec;
using model::KeyType;

// Rows and columns within each other. Placing tries each of them both ways, so that every level doubles its work.
constexpr int kMaximumDepth = 8;
// A share beyond these is a slip, and the sum of a few such would be no number any more.
constexpr double kLeastWeight = 0.001;
constexpr double kMostWeight = 1000;

class Reader {
 public:
  Reader(std::shared_ptr<const Document> document, Layout& layout, std::vector<Problem>& problems)
      : document_(std::move(document)), layout_(layout), problems_(problems) {}

  void read_root() {
    const Json& root = document_->content().root;
    static const std::set<std::string> known = {"$schema", "version", "title", "row", "column"};
    for (const auto& [key, value] : root.items()) {
      if (known.contains(key)) continue;
      const auto near = nearest_name(key, {known.begin(), known.end()});
      say("/" + pointer_token(key),
          "unknown key \"" + key + "\"; " +
              (near ? "did you mean \"" + *near + "\"?" : "a layout has version, title and row or column"));
    }
    if (!root.contains("version")) {
      say("", "the key \"version\" is missing; write \"version\": 1");
    } else if (root["version"] != 1) {
      say("/version", "this program reads version 1");
    }
    if (root.contains("title") && !root["title"].is_string()) say("/title", "must be text");
    if (root.contains("title") && root["title"].is_string()) layout_.title = root["title"].get<std::string>();
    if (root.contains("row") == root.contains("column")) {
      say("", "a layout has either \"row\" or \"column\" at its top");
      return;
    }
    layout_.root = node(root, "", root.contains("row") ? "row" : "column", 1);
  }

 private:
  void say(const std::string& pointer, std::string sentence) {
    problems_.push_back(document_->problem_at(pointer, std::move(sentence)));
  }

  LayoutNode node(const Json& value, const std::string& pointer, const char* kind, int depth) {
    LayoutNode out;
    out.kind = std::string_view(kind) == "row" ? LayoutNode::Kind::row : LayoutNode::Kind::column;
    const std::string list_pointer = pointer + "/" + kind;
    const Json& list = value.at(kind);
    if (!list.is_array() || list.empty()) {
      say(list_pointer, std::string("\"") + kind + "\" must be an array with at least one node");
      return out;
    }
    for (size_t i = 0; i < list.size(); ++i)
      out.children.push_back(child(list[i], list_pointer + "/" + std::to_string(i), depth + 1));
    return out;
  }

  LayoutNode child(const Json& value, const std::string& pointer, int depth) {
    LayoutNode out;
    if (!value.is_object()) {
      say(pointer, "a node must be an object with \"row\", \"column\" or \"widget\"");
      return error_panel(pointer, "not an object");
    }
    const int kinds = value.contains("row") + value.contains("column") + value.contains("widget");
    if (kinds != 1) {
      say(pointer, kinds == 0 ? "a node needs \"row\", \"column\" or \"widget\""
                              : "a node has only one of \"row\", \"column\" and \"widget\"");
      return error_panel(pointer, "row, column or widget?");
    }
    if (value.contains("widget")) {
      out = panel(value, pointer);
    } else if (depth > kMaximumDepth) {
      const std::string sentence = "rows and columns are nested deeper than " + std::to_string(kMaximumDepth) +
                                   " levels; a flatter tree looks the same";
      say(pointer, sentence);
      return error_panel(pointer, sentence);
    } else {
      const char* kind = value.contains("row") ? "row" : "column";
      static const std::vector<KeySpec> container_keys = {{.name = "weight",
                                                           .type = KeyType::number,
                                                           .summary = "share of the row or column",
                                                           .fallback = "1",
                                                           .minimum = kLeastWeight,
                                                           .maximum = kMostWeight}};
      config_at(pointer).checked(container_keys, problems_, {kind});
      out = node(value, pointer, kind, depth);
    }
    if (value.contains("weight") && value["weight"].is_number())
      out.weight = std::clamp(value["weight"].get<double>(), kLeastWeight, kMostWeight);
    return out;
  }

  Config config_at(const std::string& pointer) const { return document_->at(pointer); }

  LayoutNode error_panel(const std::string& pointer, std::string error) {
    LayoutPanel entry;
    entry.id = pointer;
    entry.title = pointer;
    entry.error = std::move(error);
    LayoutNode out;
    out.panel = layout_.panels.size();
    layout_.panels.push_back(std::move(entry));
    return out;
  }

  LayoutNode panel(const Json& value, const std::string& pointer) {
    if (!value["widget"].is_string()) {
      say(pointer + "/widget", "must be text: the name of a widget");
      return error_panel(pointer, "widget must be text");
    }
    const std::string name = value["widget"].get<std::string>();
    const WidgetType* type = find_widget_type(name);
    if (type == nullptr) {
      std::vector<std::string> known;
      for (const auto* candidate : widget_types()) known.push_back(candidate->name);
      const auto near = nearest_name(name, known);
      const std::string sentence = "unknown widget \"" + name + "\"; " +
                                   (near ? "did you mean \"" + *near + "\"?" : "`onescreen list` names them all");
      say(pointer + "/widget", sentence);
      LayoutNode out = error_panel(pointer, sentence);
      if (value.contains("title") && value["title"].is_string())
        layout_.panels.back().title = value["title"].get<std::string>();
      return out;
    }
    std::vector<KeySpec> keys = common_keys();
    keys.insert(keys.end(), type->keys.begin(), type->keys.end());
    const size_t before = problems_.size();
    const Config config = config_at(pointer).checked(keys, problems_);
    if (type->check != nullptr && problems_.size() == before) type->check(config, problems_);
    LayoutPanel entry;
    entry.id = pointer;
    entry.widget = name;
    entry.title = config.text("title");
    entry.note = config.text("note");
    entry.config = config;
    entry.type = type;
    if (problems_.size() > before) {
      entry.type = nullptr;
      entry.error = problems_[before].sentence;
    } else {
      entry.queries = queries_of(config, type->keys);
    }
    LayoutNode out;
    out.panel = layout_.panels.size();
    layout_.panels.push_back(std::move(entry));
    return out;
  }

  std::shared_ptr<const Document> document_;
  Layout& layout_;
  std::vector<Problem>& problems_;
};

}  // namespace

std::vector<std::string> queries_of(const Config& config, const std::vector<KeySpec>& specs) {
  std::vector<std::string> queries;
  for (const auto& spec : specs) {
    if (spec.type == KeyType::data && !config.text(spec.name).empty()) queries.push_back(config.text(spec.name));
    if (spec.type == KeyType::objects) {
      for (const auto& child : config.objects(spec.name)) {
        for (auto& query : queries_of(child, spec.children)) queries.push_back(std::move(query));
      }
    }
  }
  return queries;
}

std::shared_ptr<const Layout> read_layout(const std::shared_ptr<const Document>& document, const std::string& name,
                                          std::vector<Problem>& problems) {
  auto layout = std::make_shared<Layout>();
  layout->name = name;
  Reader(document, *layout, problems).read_root();
  if (layout->panels.empty()) {
    if (problems.empty()) problems.push_back(document->problem_at("", "the layout has no panel"));
    return nullptr;
  }
  std::set<std::string> queries;
  for (const auto& panel : layout->panels) queries.insert(panel.queries.begin(), panel.queries.end());
  layout->queries.assign(queries.begin(), queries.end());
  return layout;
}

}  // namespace onescreen::ui
