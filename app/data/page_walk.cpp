#include "data/page_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "data/http_headers.h"
#include "data/placeholders.h"
#include "data/table_edit.h"
#include "data/url.h"

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;

// Back ends that are asked past their end often repeat the last page.
bool repeats(const model::Table& page, const model::Table& before, const std::string& id) {
  if (page.row_count() == 0 || before.row_count() == 0) return false;
  if (const model::Column* column = page.column(id)) return column->as_text(0) == before.column(id)->as_text(0);
  return page == before;
}

std::string key_of(const FormatRequest& request) { return request.url + "\n" + request.body; }

}  // namespace

PageWalk::PageWalk(const SourceConfig& config, const Format& format, model::TimePoint now)
    : config_(config), format_(format) {
  if (format.request != nullptr) base_ = format.request(config, now);
  if (base_.url.empty()) base_.url = config.url;
  if (base_.method.empty()) base_.method = config.method;
  if (base_.body.empty()) base_.body = config.body;
  if (base_.content_type.empty()) base_.content_type = config.content_type;
  request_ = request_of(0, {});
  asked_.insert(key_of(request_));
}

FormatRequest PageWalk::request_of(int page, const std::string& cursor) const {
  const Paging& paging = config_.paging;
  FormatRequest request = base_;
  const bool cursors = paging.style == "cursor";
  if (!is_counted() && !cursors) return request;
  const int64_t place =
      paging.style == "offset" ? paging.first + int64_t{page} * paging.size : paging.first + int64_t{page};
  const std::string size = std::to_string(paging.size);
  if (paging.in_body) {
    request.body = filled(
        request.body,
        {{"page", std::to_string(place)}, {"size", size}, {"cursor", escaped_for(request.content_type, cursor)}});
    return request;
  }
  if (is_counted()) request.url = with_parameter(std::move(request.url), paging.page_param, std::to_string(place));
  if (!paging.size_param.empty()) request.url = with_parameter(std::move(request.url), paging.size_param, size);
  if (cursors && !cursor.empty()) request.url = with_parameter(std::move(request.url), paging.cursor_param, cursor);
  return request;
}

model::Result<bool> PageWalk::take(Decoded page, std::string_view link_header, std::string_view answered) {
  const Paging& paging = config_.paging;
  ++pages_;
  const bool repeated = is_counted() && !tables_.empty() && repeats(*page.table, *tables_.back(), config_.decode.id);
  const int64_t rows = page.rows_in_answer;
  const std::string next = paging.style == "link" && page.next.empty() ? next_link(link_header) : page.next;
  const auto total = page.total;
  if (!repeated) {
    rows_ += rows;
    last_truncated_ = page.truncated;
    tables_.push_back(page.table);
    if (pages_ == 1) {
      all_ = std::move(page);
    } else {
      all_.dropped_rows += page.dropped_rows;
      for (const auto& [reason, count] : page.drop_reasons) all_.drop_reasons[reason] += count;
      if (page.total) all_.total = page.total;
      // Where the time of the data is its newest row's, that row may be on any page.
      if (config_.decode.as_of.empty() && page.as_of && (!all_.as_of || *page.as_of > *all_.as_of))
        all_.as_of = page.as_of;
      for (auto& warning : page.warnings) {
        if (std::find(all_.warnings.begin(), all_.warnings.end(), warning) == all_.warnings.end())
          all_.warnings.push_back(std::move(warning));
      }
    }
  }

  if (paging.style == "cursor") {
    if (next.empty()) return false;
    const FormatRequest following = request_of(pages_, next);
    // Some give the same cursor for ever and end with an empty page.
    if (rows == 0 && asked_.contains(key_of(following))) return false;
    return go_on(following);
  }
  if (!next.empty() && (paging.style == "link" || format_.follows_links)) {
    const auto from = parse_url(answered);
    const auto to = from ? resolve_reference(*from, next) : std::nullopt;
    if (!to || !is_same_server(*from, *to)) {
      return Error{ErrorCode::http,
                   fmt::format("the next page lies on another server (\"{}\"), which our credentials are not for; "
                               "set the service's own address there",
                               next),
                   {}};
    }
    FormatRequest following = base_;
    following.url = to_string(*to);
    return go_on(following);
  }
  if (!is_counted()) {
    cut_ = cut_ || !next.empty();  // it names more than we were told to fetch
    return false;
  }
  // A short page is the last one only where nobody says how many rows there are: back ends cap the size they are asked
  // for.
  const bool complete = total ? rows_ >= *total : rows < paging.size;
  if (repeated || rows == 0 || complete) return false;
  return go_on(request_of(pages_, {}));
}

model::Result<bool> PageWalk::go_on(const FormatRequest& next) {
  if (!asked_.insert(key_of(next)).second) {
    cut_ = true;
    all_.warnings.push_back("its pages lead round in a circle");
    return false;
  }
  if (pages_ >= config_.paging.max_pages) {
    cut_ = true;
    return false;
  }
  request_ = next;
  return true;
}

Decoded PageWalk::finish() {
  if (pages_ > 1) {
    all_.table = concatenate(tables_);
    int64_t duplicates = 0;
    all_.table = keep_last(all_.table, config_.decode.id, duplicates);
    // Rows move between pages while they are being asked for.
    if (duplicates > 0) {
      all_.dropped_rows += duplicates;
      all_.drop_reasons["rows that stand on two pages"] += duplicates;
    }
    all_.rows_in_answer = rows_;
    all_.truncated = all_.total ? *all_.total > rows_ : last_truncated_;
  }
  all_.truncated = all_.truncated || cut_;
  return std::move(all_);
}

}  // namespace onescreen::data
