#include "data/cap_reading.h"

#include <simdjson.h>

#include <algorithm>

#include "data/cells.h"

namespace onescreen::data::cap {

using simdjson::dom::element_type;

std::optional<element> member(element of, std::string_view key) {
  element found;
  if (of.type() != element_type::OBJECT) return std::nullopt;
  if (of.at_key(key).get(found) && of.at_key("cap:" + std::string(key)).get(found)) return std::nullopt;
  if (found.is_null()) return std::nullopt;
  return found;
}

void each(std::optional<element> value, const std::function<void(element)>& visit) {
  if (!value) return;
  simdjson::dom::array array;
  if (value->get(array)) return visit(*value);
  for (const element item : array) visit(item);
}

std::string text_of(std::optional<element> value) {
  if (!value) return {};
  switch (value->type()) {
    case element_type::STRING:
      return std::string(value->get_string().value_unsafe());
    case element_type::INT64:
    case element_type::UINT64:
    case element_type::DOUBLE:
    case element_type::BOOL:
      return simdjson::minify(*value);
    case element_type::ARRAY: {
      element first;
      return value->at(0).get(first) || first.type() == element_type::ARRAY ? std::string() : text_of(first);
    }
    default:
      return {};
  }
}

std::string text(element of, std::string_view key) { return text_of(member(of, key)); }

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

void append(std::string& list, std::string_view item, std::string_view between) {
  if (item.empty()) return;
  if (!list.empty()) list += between;
  list += item;
}

WarningTime iso_time(std::string text) {
  auto at = model::parse_iso8601(text);
  return {std::move(text), at};
}

WarningTime epoch_time(std::string text) {
  auto at = read_time(text, "epoch_s", model::Zone());
  return {std::move(text), at};
}

// Forms differ in capitals only.
std::string message_type(std::string sent) {
  for (const char* known : {"Alert", "Update", "Cancel", "Ack", "Error"}) {
    if (lower_case(sent) == lower_case(known)) return known;
  }
  return sent;
}

void refer_to(const std::string& id, Warning& from) {
  if (id.empty()) return;
  append(from.references, id, " ");
  from.referred.push_back({{}, id});
}

void take_level(const WarningLevel& from, Warning& into) {
  if (!into.level) into.level = from.level;
  if (into.colour.empty()) into.colour = from.colour;
}

std::optional<element> best_info(std::optional<element> infos, std::string_view language_key) {
  std::optional<element> best;
  int best_rank = -1;
  each(infos, [&](element info) {
    const std::string language = lower_case(text(info, language_key));
    const int rank = language == "zh-cn" || language == "zh_cn" || language == "zh-hans" ? 2
                     : language.starts_with("zh")                                        ? 1
                                                                                         : 0;
    if (rank > best_rank) {
      best = info;
      best_rank = rank;
    }
  });
  return best;
}

void read_common(element from, Warning& into) {
  into.sender_name = text(from, "senderName");
  into.event = text(from, "event");
  into.headline = text(from, "headline");
  into.description = text(from, "description");
  into.instruction = text(from, "instruction");
  into.severity = text(from, "severity");
  into.urgency = text(from, "urgency");
  into.certainty = text(from, "certainty");
  into.effective = iso_time(text(from, "effective"));
  into.onset = iso_time(text(from, "onset"));
  into.expires = iso_time(text(from, "expires"));
  take_level(read_warning_word(into.severity), into);
  take_level(read_warning_title(into.headline), into);
}

}  // namespace onescreen::data::cap
