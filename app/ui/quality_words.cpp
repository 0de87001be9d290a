#include "ui/quality_words.h"

#include <algorithm>

#include "ui/number.h"

namespace onescreen::ui {
namespace {

using namespace std::chrono_literals;
using model::Freshness;

// Below it a clock is as right as polling can tell.
constexpr model::Duration kClockOffset = 2s;
constexpr const char* kSeparator = " · ";

// The broken rules and the suspected coordinate system, by which what is shown may be wrong.
void add_grave(const Words& words, const std::vector<std::string>& broken_rules, const std::string& suspected_crs,
               std::vector<Notice>& notices) {
  if (broken_rules.size() == 1)
    notices.push_back({NoticeWeight::grave, words.with("rule_broken_of", broken_rules.front()), words("rule_broken")});
  if (broken_rules.size() > 1) {
    const std::string text = words.with("rules_broken", std::to_string(broken_rules.size()));
    notices.push_back({NoticeWeight::grave, text, text});
  }
  if (!suspected_crs.empty()) {
    notices.push_back(
        {NoticeWeight::grave, words.with("crs_suspected_as", words("crs." + suspected_crs)), words("crs_suspected")});
  }
}

void add_restored(const Words& words, bool restored, std::vector<Notice>& notices) {
  if (restored) notices.push_back({NoticeWeight::doubt, words("restored"), words("restored_brief")});
}

std::string counted(const Words& words, int64_t rows) {
  return format_number(words, static_cast<double>(rows), 0, true);
}

void add_counts(const Words& words, bool truncated, int64_t carried, int64_t dropped, const std::string& warning,
                std::vector<Notice>& notices) {
  if (truncated) notices.push_back({NoticeWeight::doubt, words("truncated"), words("truncated")});
  if (carried > 0) {
    const std::string count = counted(words, carried);
    notices.push_back({NoticeWeight::doubt, words.with("carried", count), words.with("carried_brief", count)});
  }
  if (dropped > 0) {
    const std::string text = words.with("dropped", counted(words, dropped));
    notices.push_back({NoticeWeight::remark, text, text});
  }
  if (!warning.empty()) notices.push_back({NoticeWeight::remark, words.with("warned", warning), words("warned_brief")});
}

}  // namespace

std::vector<Notice> notices_of(const Words& words, const model::Quality& quality) {
  std::vector<Notice> notices;
  add_grave(words, quality.broken_rules, quality.suspected_crs, notices);
  add_restored(words, quality.restored, notices);
  // Some sources are good and some are not: then the count is news; when all have failed, the state says it.
  if (quality.good_sources > 0 && quality.good_sources < quality.sources) {
    const std::string text =
        words.with("partial", std::to_string(quality.good_sources) + "/" + std::to_string(quality.sources));
    notices.push_back({NoticeWeight::doubt, text, text});
  }
  add_counts(words, quality.truncated, quality.carried_rows, quality.dropped_rows, quality.warning, notices);
  return notices;
}

std::vector<Notice> notices_of(const Words& words, const model::SourceState& source, const model::Rules& rules,
                               model::Instant now, const model::Zone& zone) {
  std::vector<Notice> notices;
  // A refusal is its state.
  if (source.error && source.error->code != model::ErrorCode::denied) {
    const std::string text = words("error." + std::string(model::name_of(source.error->code)));
    notices.push_back({NoticeWeight::doubt, text, text});
  }
  std::vector<std::string> broken;
  for (const auto& rule : rules) {
    const bool reads = std::find(rule.reads.begin(), rule.reads.end(), source.name) != rule.reads.end();
    if (reads && rule.holds == false) broken.push_back(rule.title);
  }
  add_grave(words, broken, source.suspected_crs, notices);
  add_restored(words, source.restored, notices);
  if (source.paused_to && source.paused_to->uptime > now.uptime) {
    const auto until = now.utc + (source.paused_to->uptime - now.uptime);
    const std::string time = time_of_day(until, now.utc, zone);
    notices.push_back({NoticeWeight::doubt, words.with("paused_to", time), words.with("paused_to_brief", time)});
  }
  if (source.clock_offset > kClockOffset || source.clock_offset < -kClockOffset) {
    const bool ahead = source.clock_offset > 0ms;
    const model::Duration by = ahead ? source.clock_offset : -source.clock_offset;
    // Ten minutes are still told in seconds: one compares them with the times beside.
    const auto secs = std::chrono::round<std::chrono::seconds>(by).count();
    const std::string span = by < 10min ? words.with("unit.seconds", std::to_string(secs)) : words.span(by);
    notices.push_back({NoticeWeight::doubt, ahead ? words.with("clock_ahead", span) : words.with("clock_behind", span),
                       ahead ? words.with("clock_ahead_brief", span) : words.with("clock_behind_brief", span)});
  }
  add_counts(words, source.truncated, source.carried_rows, source.dropped_rows,
             source.warnings.empty() ? std::string() : source.warnings.front(), notices);
  return notices;
}

std::string said_in_a_bar(const Words& words, const model::Quality& quality) {
  std::string state;
  if (quality.freshness != Freshness::fresh) state = words("state." + std::string(model::name_of(quality.freshness)));
  const auto notices = notices_of(words, quality);
  const bool worth = !notices.empty() && notices.front().weight != NoticeWeight::remark;
  return joined(state, worth ? notices.front().brief : std::string());
}

std::string time_of_day(model::TimePoint time, model::TimePoint now, const model::Zone& zone) {
  const bool near = time > now - 20h && time < now + 20h;
  return model::format_civil(zone.civil(time), near ? "%H:%M:%S" : "%m-%d %H:%M");
}

std::vector<std::string> fitting_notices(const Painter& painter, const std::vector<Notice>& notices, float room) {
  const auto width = [&](const std::string& text) { return painter.text_width(painter.note(0), text + kSeparator); };
  std::vector<std::string> shown;
  float used = 0;
  for (const Notice& notice : notices) {
    const float more = width(notice.brief);
    if (used + more > room) break;
    used += more;
    shown.push_back(notice.brief);
  }
  for (size_t i = 0; i < shown.size(); ++i) {
    const float more = width(notices[i].full) - width(notices[i].brief);
    if (used + more > room) break;
    used += more;
    shown[i] = notices[i].full;
  }
  return shown;
}

Colour colour_of(const Theme& theme, NoticeWeight weight) {
  return weight == NoticeWeight::remark ? theme.text_third : theme.late;
}

std::string joined(const std::string& a, const std::string& b) {
  return a.empty() ? b : b.empty() ? a : a + kSeparator + b;
}

}  // namespace onescreen::ui
