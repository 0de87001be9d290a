// What the readers of the different JSON forms of warnings share: looking into a parsed document that may have been
// converted from XML, and filling a Warning. Inside of cap_forms only. Pure; views live as long as the parser's
// document.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "data/cap_forms.h"
#include "data/warning_level.h"

namespace simdjson::dom {
class element;  // its header is heavy and stays in the .cpp files
}

namespace onescreen::data::cap {

using simdjson::dom::element;

// A member of an object, with or without CAP's namespace before its name; not one that is null.
std::optional<element> member(element of, std::string_view key);
// Every element of an array; what is none is the only one. XML has no arrays, so converters write either.
void each(std::optional<element> value, const std::function<void(element)>& visit);
// A scalar as text, of an array the first; empty for all else.
std::string text_of(std::optional<element> value);
std::string text(element of, std::string_view key);

std::string lower_case(std::string_view text);
// Adds an item to a list, unless it is empty.
void append(std::string& list, std::string_view item, std::string_view between);

// ISO 8601 with its offset.
WarningTime iso_time(std::string text);
// Seconds since 1970.
WarningTime epoch_time(std::string text);
// "Alert", "Update", "Cancel", "Ack", "Error" in these capitals; others as sent.
std::string message_type(std::string sent);

void refer_to(const std::string& id, Warning& from);
// Fills what is not known yet.
void take_level(const WarningLevel& from, Warning& into);
// The one in Chinese as it is spoken here, else any Chinese, else the first.
std::optional<element> best_info(std::optional<element> infos, std::string_view language_key);
// What CAP's info, the weather service's properties and QWeather's alerts have in common.
void read_common(element from, Warning& into);

// The resellers' forms.
Warning read_caiyun2(element alert);
Warning read_caiyun3(element alert);
Warning read_qweather7(element alert);
Warning read_qweather_alert(element alert);

}  // namespace onescreen::data::cap
