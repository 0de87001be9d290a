// Tables as office programs export them: a heading, commas, quotes where they are needed, CRLF. Headings and the mark
// 演示数据 come from assets/demo/feeds.json.
// GET /csv/duty.csv           who is on duty: shift, from, to, post, unit, name, remark; UTF-8
// GET /csv/duty_gb18030.csv   the same in GB 18030, with a character of four bytes in the remark
// GET /csv/streets.csv        open, overdue, received and closed today of each street; UTF-8
#include <fmt/format.h>
#include <iconv.h>

#include "demo/feed.h"
#include "demo/figures.h"

namespace onescreen::demo {

namespace {

std::string field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string line(const std::vector<std::string>& fields) {
  std::string out;
  for (const std::string& text : fields) {
    if (!out.empty()) out += ',';
    out += field(text);
  }
  return out + "\r\n";
}

// The desk calls people by post and name; here the post has a column of its own.
std::string bare_name(const std::string& name) {
  const size_t blank = name.rfind(' ');
  return blank == name.npos ? name : name.substr(blank + 1);
}

std::string duty(const City& city, TimePoint now) {
  const FeedTexts& texts = city.feed_texts();
  const DutyDesk::Shift shift = city.duty().shift_at(now);
  std::string body = line(texts.duty_headings);
  for (const DutyDesk::Post& post : city.duty().posts_at(now)) {
    body += line({shift.shift, local_text(shift.from), local_text(shift.to), post.post, post.org, bare_name(post.name),
                  texts.remark});
  }
  return body;
}

std::string streets(const City& city, TimePoint now) {
  const FeedTexts& texts = city.feed_texts();
  const auto figures = street_figures(city, city.cases_at(now));
  std::string body = line(texts.street_headings);
  for (size_t i = 0; i < figures.size(); ++i) {
    const auto number = [](int value) { return fmt::format("{}", value); };
    body += line({city.ground().streets()[i].label, number(figures[i].open), number(figures[i].overdue),
                  number(figures[i].received_today), number(figures[i].closed_today), texts.mark});
  }
  return body;
}

// Every character of UTF-8 has its place in GB 18030.
std::string gb18030(std::string text) {
  std::string out(text.size() * 4, '\0');
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  char* from = text.data();
  size_t left = text.size();
  char* to = out.data();
  size_t room = out.size();
  iconv(converter, &from, &left, &to, &room);
  iconv_close(converter);
  out.resize(out.size() - room);
  return out;
}

}  // namespace

void add_csv_feeds(const City& city, std::vector<Feed>& feeds) {
  feeds.push_back({"/csv/duty.csv", [&city](const Asked& asked) {
                     return Answer{duty(city, asked.now), "text/csv; charset=utf-8"};
                   }});
  feeds.push_back({"/csv/duty_gb18030.csv", [&city](const Asked& asked) {
                     return Answer{gb18030(duty(city, asked.now)), "text/csv; charset=gb18030"};
                   }});
  feeds.push_back({"/csv/streets.csv", [&city](const Asked& asked) {
                     return Answer{streets(city, asked.now), "text/csv; charset=utf-8"};
                   }});
}

}  // namespace onescreen::demo
