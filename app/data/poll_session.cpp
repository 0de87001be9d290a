// PollSession: one poll of one source, all its pages, from request to decoded table.
#include <fmt/format.h>

#include <chrono>
#include <functional>

#include "data/http_fetch.h"
#include "data/poller.h"
#include "data/table_edit.h"

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;

std::string url_of_page(const SourceConfig& config, int page) {
  const Paging& paging = config.paging;
  if (paging.style == "none") return config.url;
  const int64_t place =
      paging.style == "offset" ? paging.first + int64_t{page} * paging.size : paging.first + int64_t{page};
  return fmt::format("{}{}{}={}&{}={}", config.url, config.url.find('?') == std::string::npos ? '?' : '&',
                     paging.page_param, place, paging.size_param, paging.size);
}

uint64_t hash_of(std::string_view body) { return std::hash<std::string_view>()(body) ^ (uint64_t{body.size()} << 40); }

// Back ends that are asked past their end often repeat the last page.
bool repeats(const model::Table& page, const model::Table& before, const std::string& id) {
  if (page.row_count() == 0 || before.row_count() == 0) return false;
  if (const model::Column* column = page.column(id)) return column->as_text(0) == before.column(id)->as_text(0);
  return page == before;
}

}  // namespace

// What is remembered from one poll to the next.
struct PollSession::Memory {
  std::string etag;
  std::string last_modified;
  uint64_t hash = 0;  // of all bodies of the last good answer; 0: none
};

PollSession::PollSession(SourceConfig config, model::Clock clock)
    : config_(std::move(config)), clock_(std::move(clock)), memory_(std::make_unique<Memory>()) {}

PollSession::~PollSession() = default;

PollOutcome PollSession::poll(std::stop_token stop) {
  PollOutcome outcome;
  outcome.attempted = clock_();
  const auto finish = [&](auto result) {
    outcome.result = std::move(result);
    outcome.answered = clock_();
    return std::move(outcome);
  };
  const Format* format = find_format(config_.format);
  if (format == nullptr) {
    return finish(Error{ErrorCode::config, fmt::format("no format \"{}\"; `onescreen list` names them", config_.format),
                        config_.name});
  }
  const bool paged = config_.paging.style != "none";

  // A validator speaks of one address; of several pages only bodies can tell whether anything changed.
  FetchRequest request;
  request.headers = config_.headers;
  request.timeout = config_.timeout;
  request.max_bytes = config_.max_bytes;
  if (!paged) {
    request.etag = memory_->etag;
    request.last_modified = memory_->last_modified;
  }
  std::vector<std::string> bodies;
  FetchResponse first;
  uint64_t hash = 0;
  std::vector<model::TablePtr> tables;
  std::optional<Decoded> all;
  model::Duration decode_time{};
  int64_t rows = 0;

  const auto decode = [&](std::string_view body) {
    const auto begun = std::chrono::steady_clock::now();
    auto decoded = format->decode(config_.name, body, config_.decode);
    decode_time += std::chrono::ceil<model::Duration>(std::chrono::steady_clock::now() - begun);
    return decoded;
  };

  bool more = true;
  for (int page = 0; more; ++page) {
    request.url = url_of_page(config_, page);
    auto response = fetch(request, stop);
    if (!response) return finish(response.error());
    if (response->not_modified) {
      if (memory_->hash != 0) return finish(Unchanged{});
      return finish(
          Error{ErrorCode::http, "the back end answers 304 although it was not asked whether anything changed", {}});
    }
    outcome.response_bytes += response->body.size();
    if (outcome.response_bytes > config_.max_bytes) {
      return finish(Error{ErrorCode::too_large, "its pages together are larger than \"max_mb\" allows", {}});
    }
    hash = hash * 0x9E3779B97F4A7C15u + hash_of(response->body);
    if (!paged && memory_->hash == hash) {
      memory_->etag = response->etag;
      memory_->last_modified = response->last_modified;
      return finish(Unchanged{});
    }
    auto decoded = decode(response->body);
    // A bad answer must be asked for again in full: its validator is not kept.
    if (!decoded) return finish(decoded.error());
    if (page == 0) {
      first.etag = std::move(response->etag);
      first.last_modified = std::move(response->last_modified);
    }
    const bool repeated = !tables.empty() && repeats(*decoded->table, *tables.back(), config_.decode.id);
    rows += repeated ? 0 : decoded->rows_in_answer;
    // A short page is the last one only where nobody says how many rows there are: back ends cap the size they are
    // asked for.
    const bool complete = decoded->total ? rows >= *decoded->total : decoded->rows_in_answer < config_.paging.size;
    const bool last = !paged || repeated || decoded->rows_in_answer == 0 || complete;
    if (!repeated) tables.push_back(decoded->table);
    if (!all) {
      all = std::move(*decoded);
    } else if (!repeated) {
      all->dropped_rows += decoded->dropped_rows;
      for (const auto& [reason, count] : decoded->drop_reasons) all->drop_reasons[reason] += count;
      all->total = decoded->total ? decoded->total : all->total;
    }
    more = !last;
    if (more && page + 1 >= config_.paging.max_pages) {
      all->truncated = true;
      more = false;
    } else if (paged) {
      all->truncated = all->total && *all->total > rows;
    }
  }

  outcome.decode_time = decode_time;
  if (memory_->hash == hash) return finish(Unchanged{});
  if (tables.size() > 1) {
    all->table = concatenate(tables);
    int64_t duplicates = 0;
    all->table = keep_last(all->table, config_.decode.id, duplicates);
    // Rows move between pages while they are being asked for.
    if (duplicates > 0) {
      all->dropped_rows += duplicates;
      all->drop_reasons["rows that stand on two pages"] += duplicates;
    }
    all->rows_in_answer = rows;
  }
  memory_->etag = std::move(first.etag);
  memory_->last_modified = std::move(first.last_modified);
  memory_->hash = hash;
  return finish(std::move(*all));
}

}  // namespace onescreen::data
