// What is to be said about data besides its age, in words, the most important first: figures that contradict each
// other, a wrong coordinate system, data from before a restart, answers that are cut. Pure; panels say it of all that
// they read, the source board of each source.
#pragma once

#include <string>
#include <vector>

#include "model/answer.h"
#include "ui/painter.h"
#include "ui/theme.h"
#include "ui/words.h"

namespace onescreen::ui {

enum class NoticeWeight {
  grave,   // what is shown may be wrong: the panel is marked
  doubt,   // what is shown may not be all, or not be of now
  remark,  // worth a word where there is room
};

struct Notice {
  NoticeWeight weight = NoticeWeight::remark;
  std::string full;
  std::string brief;  // where there is less room

  bool operator==(const Notice&) const = default;
};

// Of an answer, for its panel; without age and state.
std::vector<Notice> notices_of(const Words& words, const model::Quality& quality);

// Of one source, for the source board; its error, pauses and clock included, its state not.
std::vector<Notice> notices_of(const Words& words, const model::SourceState& source, const model::Rules& rules,
                               model::Instant now, const model::Zone& zone);

// Of an answer in a bar, which has no title line: its state when that is not fresh, and the first notice that is more
// than a remark; "" when there is neither.
std::string said_in_a_bar(const Words& words, const model::Quality& quality);

// "07:52:36", or "11-19 23:50" where that is not within the last 20 hours.
std::string time_of_day(model::TimePoint time, model::TimePoint now, const model::Zone& zone);

// Of `notices`, the first ones that fit into `room` pixels together with a separator behind each, as briefly as need
// be: rather one more of them than more words.
std::vector<std::string> fitting_notices(const Painter& painter, const std::vector<Notice>& notices, float room);

Colour colour_of(const Theme& theme, NoticeWeight weight);

// "a · b", and what is empty not at all.
std::string joined(const std::string& a, const std::string& b);

}  // namespace onescreen::ui
