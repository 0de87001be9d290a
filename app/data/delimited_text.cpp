#include "data/delimited_text.h"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace onescreen::data {

model::Result<std::string> to_utf8(std::string_view bytes, const std::string& charset) {
  const iconv_t converter = iconv_open("UTF-8", charset.c_str());
  // iconv's own way to say that it failed.
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    return model::Error{
        model::ErrorCode::config,
        fmt::format("this machine cannot convert the charset \"{}\"; use another or install its converter", charset),
        {}};
  }
  std::string out;
  std::array<char, 16384> buffer;
  char* from = const_cast<char*>(bytes.data());  // iconv does not write there
  size_t left = bytes.size();
  bool failed = false;
  while (left > 0 && !failed) {
    char* to = buffer.data();
    size_t room = buffer.size();
    failed = iconv(converter, &from, &left, &to, &room) == static_cast<size_t>(-1) && errno != E2BIG;
    out.append(buffer.data(), static_cast<size_t>(to - buffer.data()));
  }
  iconv_close(converter);
  if (failed) {
    return model::Error{model::ErrorCode::format,
                        fmt::format("byte {} of the answer is no {} text; check \"charset\", or it is cut off there",
                                    bytes.size() - left, charset),
                        {}};
  }
  return out;
}

DelimitedReader::Next DelimitedReader::next() {
  fields_.clear();
  unquoted_.clear();
  broken_ = false;
  while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
  if (at_ >= text_.size()) return Next::end;
  for (;;) {
    if (at_ < text_.size() && text_[at_] == '"') {
      if (quoted_field() == Next::unterminated) return Next::unterminated;
    } else {
      size_t end = at_;
      while (end < text_.size() && text_[end] != delimiter_ && text_[end] != '\n') ++end;
      const bool last = end == text_.size() || text_[end] == '\n';
      const size_t cut = last && end > at_ && text_[end - 1] == '\r' ? 1 : 0;
      fields_.push_back(text_.substr(at_, end - at_ - cut));
      at_ = end;
    }
    if (at_ < text_.size() && text_[at_] == delimiter_) {
      ++at_;
      continue;
    }
    ++at_;  // the line feed, or the end
    return broken_ ? Next::broken : Next::record;
  }
}

// From its opening quote up to the delimiter or line feed behind it.
DelimitedReader::Next DelimitedReader::quoted_field() {
  const size_t begin = ++at_;
  std::string* unquoted = nullptr;
  size_t copied = begin;
  for (;;) {
    const size_t quote = text_.find('"', at_);
    if (quote == std::string_view::npos) return Next::unterminated;
    if (quote + 1 < text_.size() && text_[quote + 1] == '"') {
      if (unquoted == nullptr) unquoted = &unquoted_.emplace_back();
      unquoted->append(text_, copied, quote + 1 - copied);
      copied = at_ = quote + 2;
      continue;
    }
    if (unquoted != nullptr) {
      unquoted->append(text_, copied, quote - copied);
      fields_.emplace_back(*unquoted);
    } else {
      fields_.push_back(text_.substr(begin, quote - begin));
    }
    at_ = quote + 1;
    break;
  }
  if (at_ + 1 < text_.size() && text_[at_] == '\r' && text_[at_ + 1] == '\n') ++at_;
  if (at_ + 1 == text_.size() && text_[at_] == '\r') ++at_;
  while (at_ < text_.size() && text_[at_] != delimiter_ && text_[at_] != '\n') {
    broken_ |= text_[at_] != ' ';
    ++at_;
  }
  return Next::record;
}

}  // namespace onescreen::data
