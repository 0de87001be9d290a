#include "data/json_walker.h"

#include <algorithm>

namespace onescreen::data {
namespace {

namespace od = simdjson::ondemand;
using simdjson::error_code;
using simdjson::SUCCESS;

#define ONESCREEN_TRY(expression)           \
  do {                                      \
    const error_code failed = (expression); \
    if (failed != SUCCESS) return failed;   \
  } while (false)

RawJson without_trailing_space(RawJson raw) {
  while (!raw.empty() && (raw.back() == ' ' || raw.back() == '\n' || raw.back() == '\r' || raw.back() == '\t'))
    raw.remove_suffix(1);
  return raw;
}

}  // namespace

JsonWalker::JsonWalker(JsonPlan& plan, std::vector<RawJson>& envelope, const RowFunction& on_row)
    : plan_(plan), row_(plan.cell_levels.size()), outer_(row_.size()), envelope_(envelope), on_row_(on_row) {}

error_code JsonWalker::walk(od::document& document, bool is_array) {
  if (is_array) {
    od::array array;
    ONESCREEN_TRY(document.get_array().get(array));
    return walk_array(array);
  }
  od::object object;
  ONESCREEN_TRY(document.get_object().get(object));
  return walk_object(document, object);
}

error_code JsonWalker::walk_array(od::array array) {
  if (plan_.envelope.is_rows) return row_elements(array);
  if (plan_.path.empty()) return elements(array, plan_.envelope, envelope_, false);
  ONESCREEN_TRY(descend_array(array, 0));
  if (!plan_.envelope.has_children()) return SUCCESS;
  ONESCREEN_TRY(array.reset().error());
  return elements(array, plan_.envelope, envelope_, false);
}

error_code JsonWalker::walk_object(od::document& document, od::object object) {
  const bool rows_first = plan_.envelope.is_rows || !plan_.path.empty();
  if (rows_first) {
    ONESCREEN_TRY(plan_.path.empty() ? row_fields(object) : descend_object(object, 0));
    if (!plan_.envelope.has_children()) return SUCCESS;
    document.rewind();
    ONESCREEN_TRY(document.get_object().get(object));
  }
  return fields(object, plan_.envelope, envelope_, false);
}

error_code JsonWalker::descend(od::value value, size_t depth) {
  if (depth == plan_.path.size()) return rows(value, nullptr);
  const RawJson token = value.raw_json_token();
  const char first = token.empty() ? '\0' : token.front();
  if (first == '[') {
    od::array array;
    ONESCREEN_TRY(value.get_array().get(array));
    return descend_array(array, depth);
  }
  if (first == '{') {
    od::object object;
    ONESCREEN_TRY(value.get_object().get(object));
    return descend_object(object, depth);
  }
  return SUCCESS;
}

error_code JsonWalker::descend_object(od::object object, size_t depth) {
  JsonPlan::Step& step = plan_.path[depth];
  size_t place = 0;
  for (auto field : object) {
    od::field member;
    ONESCREEN_TRY(std::move(field).get(member));
    const char* key = member.key().raw();
    const size_t here = place++;
    if (step.every) {
      ONESCREEN_TRY(through(member.value(), depth));
    } else if (step.node.member(key, here) != nullptr) {
      ONESCREEN_TRY(descend(member.value(), depth + 1));
    }
  }
  // Nobody there is a quiet day, not a change of format.
  if (step.every && place == 0) rows_seen_ = true;
  return SUCCESS;
}

error_code JsonWalker::descend_array(od::array array, size_t depth) {
  const JsonPlan::Step& step = plan_.path[depth];
  size_t index = 0;
  for (auto element : array) {
    od::value value;
    ONESCREEN_TRY(std::move(element).get(value));
    const size_t here = index++;
    if (step.every) {
      ONESCREEN_TRY(through(value, depth));
    } else if (step.node.element(here) != nullptr) {
      ONESCREEN_TRY(descend(value, depth + 1));
    }
  }
  if (step.every && index == 0) rows_seen_ = true;
  return SUCCESS;
}

// A value that a "*" has met: it encloses the rows below it, so its own cells are read first.
error_code JsonWalker::through(od::value value, size_t depth) {
  const auto outward = static_cast<size_t>(std::count_if(plan_.path.begin() + static_cast<std::ptrdiff_t>(depth),
                                                         plan_.path.end(), [](const auto& step) { return step.every; }));
  const RawJson token = value.raw_json_token();
  const char first = token.empty() ? '\0' : token.front();
  const bool wanted =
      outward < plan_.cells.size() && (plan_.cells[outward].has_children() || !plan_.cells[outward].slots.empty());
  if (!wanted || (first != '{' && first != '[')) {
    if (token.starts_with("null")) rows_seen_ = true;
    return descend(value, depth + 1);
  }
  for (size_t i = 0; i < outer_.size(); ++i) {
    if (plan_.cell_levels[i] == outward) outer_[i] = RawJson();
  }
  JsonNode& node = plan_.cells[outward];
  const auto read = [&](auto& container, auto&& inside, auto&& further) -> error_code {
    if (!node.slots.empty()) {
      ONESCREEN_TRY(take(container, node, outer_));
      ONESCREEN_TRY(container.reset().error());
    }
    if (node.has_children()) {
      ONESCREEN_TRY(inside(container));
      ONESCREEN_TRY(container.reset().error());
    }
    return further(container);
  };
  const bool here = depth + 1 == plan_.path.size();
  if (first == '{') {
    od::object object;
    ONESCREEN_TRY(value.get_object().get(object));
    return read(
        object, [&](od::object& o) { return fields(o, node, outer_, true); },
        [&](od::object& o) { return here ? row_fields(o) : descend_object(o, depth + 1); });
  }
  od::array array;
  ONESCREEN_TRY(value.get_array().get(array));
  return read(
      array, [&](od::array& a) { return elements(a, node, outer_, true); },
      [&](od::array& a) { return here ? row_elements(a) : descend_array(a, depth + 1); });
}

void JsonWalker::begin_row() { std::copy(outer_.begin(), outer_.end(), row_.begin()); }

error_code JsonWalker::row(od::value value) {
  begin_row();
  ONESCREEN_TRY(visit(value, plan_.cells.front(), row_, true));
  on_row_(row_);
  return SUCCESS;
}

error_code JsonWalker::row_elements(od::array array) {
  rows_seen_ = true;
  for (auto element : array) {
    od::value value;
    ONESCREEN_TRY(std::move(element).get(value));
    ONESCREEN_TRY(row(value));
  }
  return SUCCESS;
}

error_code JsonWalker::row_fields(od::object object) {
  rows_seen_ = true;
  begin_row();
  JsonNode& node = plan_.cells.front();
  if (!node.slots.empty()) {
    ONESCREEN_TRY(take(object, node, row_));
    ONESCREEN_TRY(object.reset().error());
  }
  ONESCREEN_TRY(fields(object, node, row_, true));
  on_row_(row_);
  return SUCCESS;
}

// `envelope`: the node that stands here, whose slots and children are wanted as well; nullptr for none.
error_code JsonWalker::rows(od::value value, JsonNode* envelope) {
  const RawJson token = value.raw_json_token();
  const char first = token.empty() ? '\0' : token.front();
  const bool holds_envelope = envelope != nullptr && (envelope->has_children() || !envelope->slots.empty());
  if (first == '[') {
    od::array array;
    ONESCREEN_TRY(value.get_array().get(array));
    ONESCREEN_TRY(row_elements(array));
    if (!holds_envelope) return SUCCESS;
    ONESCREEN_TRY(array.reset().error());
    return elements(array, *envelope, envelope_, false);
  }
  if (first == '{') {
    // The only row, which may hold parts of the envelope as well.
    od::object object;
    ONESCREEN_TRY(value.get_object().get(object));
    ONESCREEN_TRY(row_fields(object));
    if (!holds_envelope) return SUCCESS;
    ONESCREEN_TRY(object.reset().error());
    return fields(object, *envelope, envelope_, false);
  }
  // Of many lists of rows one may be null without anything being wrong.
  if (envelope == nullptr && token.starts_with("null")) rows_seen_ = true;
  return SUCCESS;
}

error_code JsonWalker::visit_envelope(od::value value, JsonNode& node) {
  return node.is_rows ? rows(value, &node) : visit(value, node, envelope_, false);
}

error_code JsonWalker::visit(od::value value, JsonNode& node, std::vector<RawJson>& into, bool in_row) {
  const RawJson token = value.raw_json_token();
  if (token.empty()) return simdjson::TAPE_ERROR;
  if (token.front() == '{') {
    od::object object;
    ONESCREEN_TRY(value.get_object().get(object));
    if (!node.slots.empty()) {
      ONESCREEN_TRY(take(object, node, into));
      if (!node.has_children()) return SUCCESS;
      ONESCREEN_TRY(object.reset().error());
    }
    return fields(object, node, into, in_row);
  }
  if (token.front() == '[') {
    od::array array;
    ONESCREEN_TRY(value.get_array().get(array));
    if (!node.slots.empty()) {
      ONESCREEN_TRY(take(array, node, into));
      if (!node.has_children()) return SUCCESS;
      ONESCREEN_TRY(array.reset().error());
    }
    return elements(array, node, into, in_row);
  }
  const RawJson raw = without_trailing_space(token);
  for (const size_t slot : node.slots) into[slot] = raw;
  // What would lie in a null is null, not missing. A row that is null as a whole is no row.
  if (node.has_children() && &node != &plan_.cells.front() && raw == "null") node.fill_below(raw, into);
  return SUCCESS;
}

error_code JsonWalker::fields(od::object object, JsonNode& node, std::vector<RawJson>& into, bool in_row) {
  size_t place = 0;
  for (auto field : object) {
    od::field member;
    ONESCREEN_TRY(std::move(field).get(member));
    JsonNode* child = node.member(member.key().raw(), place++);
    if (child == nullptr) continue;
    ONESCREEN_TRY(in_row ? visit(member.value(), *child, into, true) : visit_envelope(member.value(), *child));
  }
  return SUCCESS;
}

error_code JsonWalker::elements(od::array array, JsonNode& node, std::vector<RawJson>& into, bool in_row) {
  size_t index = 0;
  for (auto element : array) {
    od::value value;
    ONESCREEN_TRY(std::move(element).get(value));
    JsonNode* child = node.element(index++);  // also without one the array is read to its end
    if (child == nullptr) continue;
    ONESCREEN_TRY(in_row ? visit(value, *child, into, true) : visit_envelope(value, *child));
  }
  return SUCCESS;
}

template <typename Container>
error_code JsonWalker::take(Container& container, const JsonNode& node, std::vector<RawJson>& into) {
  std::string_view raw;
  ONESCREEN_TRY(container.raw_json().get(raw));
  raw = without_trailing_space(raw);
  for (const size_t slot : node.slots) into[slot] = raw;
  return SUCCESS;
}

#undef ONESCREEN_TRY

}  // namespace onescreen::data
