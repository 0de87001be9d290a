// The pages of one answer: which is asked next, when the walk ends, and what they are together. Pure; asks nothing
// itself. One for each poll.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "data/format.h"
#include "data/source_config.h"
#include "model/result.h"

namespace onescreen::data {

class PageWalk {
 public:
  // `config` and `format` must outlive it.
  PageWalk(const SourceConfig& config, const Format& format, model::TimePoint now);

  // What to ask now.
  const FormatRequest& request() const { return request_; }

  // Takes in the answer to request(): its table and what its Link header said; `answered` is the address that it came
  // from, after redirects. True when there is another page, whose request() is ready then. An error when the next page
  // lies on another server.
  model::Result<bool> take(Decoded page, std::string_view link_header, std::string_view answered);

  int pages() const { return pages_; }
  // All pages as one; rows that stand on two of them once. Precondition: take() said false.
  Decoded finish();

 private:
  FormatRequest request_of(int page, const std::string& cursor) const;
  bool is_counted() const { return config_.paging.style == "page" || config_.paging.style == "offset"; }
  model::Result<bool> go_on(const FormatRequest& next);

  const SourceConfig& config_;
  const Format& format_;
  FormatRequest base_;
  FormatRequest request_;
  std::set<std::string> asked_;
  std::vector<model::TablePtr> tables_;
  Decoded all_;
  int pages_ = 0;
  int64_t rows_ = 0;
  bool cut_ = false;  // there is more than was fetched
  bool last_truncated_ = false;
};

}  // namespace onescreen::data
