#include "data/json_walker.h"

#include <algorithm>

namespace onescreen::data {
JsonWalker::JsonWalker(JsonPlan& plan, std::string_view text, std::span<const uint32_t> tokens,
                       std::vector<RawJson>& envelope, const RowFunction& on_row)
    : plan_(plan),
      text_(text),
      tokens_(tokens),
      row_(plan.cell_levels.size()),
      outer_(row_.size()),
      envelope_(envelope),
      on_row_(on_row) {}

bool JsonWalker::walk() {
  if (plan_.path.empty()) return envelope(plan_.envelope);
  if (!descend(0)) return false;
  if (!plan_.envelope.has_children()) return true;
  const size_t end = at_;
  at_ = 0;
  return envelope(plan_.envelope) && at_ == end;
}

// Puts the array or object from token `begin` up to the cursor into the slots of `node`.
void JsonWalker::fill(const JsonNode& node, size_t begin, std::vector<RawJson>& into) const {
  if (node.slots.empty()) return;
  const RawJson raw = text_.substr(tokens_[begin], tokens_[at_ - 1] + size_t{1} - tokens_[begin]);
  for (const size_t slot : node.slots) into[slot] = raw;
}

bool JsonWalker::skip() {
  size_t depth = 0;
  do {
    switch (peek()) {
      case '{':
      case '[':
        ++depth;
        break;
      case '}':
      case ']':
        if (depth-- == 0) return false;
        break;
      case ':':
      case ',':
        if (depth == 0) return false;
        break;
      default:
        if (at_ >= tokens_.size()) return false;
        break;
    }
    ++at_;
  } while (depth > 0);
  return true;
}

template <typename Function>
bool JsonWalker::members(Function on_member) {
  ++at_;
  if (peek() == '}') {
    ++at_;
    return true;
  }
  for (size_t place = 0;; ++place) {
    if (peek() != '"' || !on_member(place)) return false;
    const char c = peek();
    if (c != ',' && c != '}') return false;
    ++at_;
    if (c == '}') return true;
  }
}

template <typename Function>
bool JsonWalker::elements(Function on_element) {
  ++at_;
  if (peek() == ']') {
    ++at_;
    return true;
  }
  for (size_t index = 0;; ++index) {
    if (!on_element(index)) return false;
    const char c = peek();
    if (c != ',' && c != ']') return false;
    ++at_;
    if (c == ']') return true;
  }
}

bool JsonWalker::cells(JsonNode& node, std::vector<RawJson>& into, bool top) {
  const size_t begin = at_;
  switch (peek()) {
    case '"': {
      const RawJson raw = scalar();
      ++at_;
      for (const size_t slot : node.slots) into[slot] = raw;
      return true;
    }
    case '{':
      if (!(node.has_children() ? members([&](size_t place) {
            JsonNode* child = child_for_key(node, place);
            if (++at_, peek() != ':') return false;
            ++at_;
            return child == nullptr ? skip() : cells(*child, into);
          })
                                : skip()))
        return false;
      fill(node, begin, into);
      return true;
    case '[':
      if (!(node.has_children() ? elements([&](size_t index) {
            JsonNode* child = node.element(index);
            return child == nullptr ? skip() : cells(*child, into);
          })
                                : skip()))
        return false;
      fill(node, begin, into);
      return true;
    case '}':
    case ']':
    case ':':
    case ',':
      return false;
    default: {
      if (at_ >= tokens_.size()) return false;
      const RawJson raw = scalar();
      ++at_;
      for (const size_t slot : node.slots) into[slot] = raw;
      // What would lie in a null is null, not missing. A row that is null as a whole is no row.
      if (!top && node.has_children() && raw == "null") node.fill_below(raw, into);
      return true;
    }
  }
}

bool JsonWalker::envelope(JsonNode& node) {
  if (node.is_rows) {
    const size_t begin = at_;
    if (!rows(&node)) return false;
    if (!node.has_children() && node.slots.empty()) return true;
    // The rows' value may hold parts of the envelope as well.
    const size_t end = at_;
    at_ = begin;
    return cells(node, envelope_) && at_ == end;
  }
  const size_t begin = at_;
  const char first = peek();
  if ((first != '{' && first != '[') || !node.has_children()) return cells(node, envelope_);
  const bool whole = first == '{' ? members([&](size_t place) {
    JsonNode* child = child_for_key(node, place);
    if (++at_, peek() != ':') return false;
    ++at_;
    return child == nullptr ? skip() : envelope(*child);
  })
                                  : elements([&](size_t index) {
                                      JsonNode* child = node.element(index);
                                      return child == nullptr ? skip() : envelope(*child);
                                    });
  if (whole) fill(node, begin, envelope_);
  return whole;
}

bool JsonWalker::row() {
  std::copy(outer_.begin(), outer_.end(), row_.begin());
  if (!cells(plan_.cells.front(), row_, true)) return false;
  on_row_(row_);
  return true;
}

// `around`: the envelope's node that stands here; nullptr when a "*" led here.
bool JsonWalker::rows(JsonNode* around) {
  const char first = peek();
  if (first == '[') {
    rows_seen_ = true;
    return elements([&](size_t) { return row(); });
  }
  if (first == '{') {
    rows_seen_ = true;
    return row();
  }
  // Of many lists of rows one may be null without anything being wrong.
  if (around == nullptr && at_ < tokens_.size() && scalar() == "null") rows_seen_ = true;
  return skip();
}

bool JsonWalker::descend(size_t depth) {
  if (depth == plan_.path.size()) return rows(nullptr);
  const char first = peek();
  if (first != '{' && first != '[') {
    if (at_ < tokens_.size() && plan_.path[depth].every && scalar() == "null") rows_seen_ = true;
    return skip();
  }
  JsonPlan::Step& step = plan_.path[depth];
  // Nobody there is a quiet day, not a change of format.
  const size_t begin = at_;
  const bool whole = first == '{' ? members([&](size_t place) {
    JsonNode* child = step.every ? nullptr : child_for_key(step.node, place);
    if (++at_, peek() != ':') return false;
    ++at_;
    return step.every ? through(depth) : child == nullptr ? skip() : descend(depth + 1);
  })
                                  : elements([&](size_t index) {
                                      if (step.every) return through(depth);
                                      return step.node.element(index) == nullptr ? skip() : descend(depth + 1);
                                    });
  if (whole && step.every && at_ == begin + 2) rows_seen_ = true;
  return whole;
}

// A value that a "*" has met: it encloses the rows below it, so its own cells are read first.
bool JsonWalker::through(size_t depth) {
  const auto outward =
      static_cast<size_t>(std::count_if(plan_.path.begin() + static_cast<std::ptrdiff_t>(depth), plan_.path.end(),
                                        [](const auto& step) { return step.every; }));
  JsonNode& node = plan_.cells[outward];
  if (node.has_children() || !node.slots.empty()) {
    for (size_t i = 0; i < outer_.size(); ++i) {
      if (plan_.cell_levels[i] == outward) outer_[i] = RawJson();
    }
    const size_t begin = at_;
    if (!cells(node, outer_, true)) return false;
    at_ = begin;
  }
  return descend(depth + 1);
}

}  // namespace onescreen::data
