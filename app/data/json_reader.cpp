#include "data/json_reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "data/json_walker.h"

namespace onescreen::data {
namespace {

using simdjson::error_code;
// Its first stage alone: it finds every token and checks UTF-8 and quotes, at some gigabytes a second. What follows is
// json_walker, which knows what is wanted and need not build anything.
using Tokenizer = simdjson::internal::dom_parser_implementation;

constexpr std::string_view kSpace = " \t\r\n";
// The tokenizer does not nest.
constexpr size_t kNoDepth = 1;

model::Error format_error(std::string message) { return {model::ErrorCode::format, std::move(message), {}}; }

JsonPlan plan_of(const JsonRequest& request) {
  JsonPlan plan;
  plan.envelope_count = request.envelope.size();
  for (size_t i = 0; i < request.envelope.size(); ++i) plan.envelope.at(request.envelope[i]).slots.push_back(i);

  const auto tokens = split_json_pointer(request.rows);
  const auto stars = static_cast<size_t>(std::count(tokens.begin(), tokens.end(), "*"));
  if (stars == 0) {
    plan.envelope.at(request.rows).is_rows = true;
  } else {
    for (const auto& token : tokens) {
      JsonPlan::Step step;
      step.every = token == "*";
      if (!step.every) step.node.at_token(token);
      plan.path.push_back(std::move(step));
    }
  }

  plan.cells.resize(stars + 1);
  for (size_t i = 0; i < request.cells.size(); ++i) {
    const std::string_view cell = request.cells[i];
    const size_t level = std::min(cell.find_first_not_of('^'), cell.size());
    const std::string_view pointer = cell.substr(level);
    const bool somewhere = level <= stars && is_json_pointer(pointer);
    plan.cell_levels.push_back(somewhere ? level : stars + 1);
    if (somewhere) plan.cells[level].at(pointer).slots.push_back(i);
  }
  return plan;
}

// Why there are no tokens, in words. `size`: of the answer.
model::Error sentence_for(error_code error, size_t size) {
  switch (error) {
    case simdjson::UTF8_ERROR:
      return format_error(
          "the answer is not UTF-8 text, or is cut off within a character; the back end must send UTF-8");
    case simdjson::UNCLOSED_STRING:
      return format_error(fmt::format("the answer is cut off within a string, after {} bytes", size));
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY:
      return format_error(fmt::format("the answer of {} bytes is too large to be read", size));
    default:
      return format_error("the answer is not valid JSON: a string holds a bare control character");
  }
}

}  // namespace

JsonDocument JsonDocument::open_sequence(std::string_view bytes) {
  JsonDocument document;
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    document.offset_ = 3;
    bytes.remove_prefix(3);
  }
  document.has_escapes_ = bytes.find('\\') != std::string_view::npos;
  document.text_ = bytes;
  return document;
}

model::Result<JsonDocument> JsonDocument::open(std::string_view bytes) {
  const size_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const size_t first = bytes.find_first_not_of(kSpace, mark);
  if (first == std::string_view::npos) return format_error("the answer is empty; JSON was expected");
  if (bytes[first] == '<') {
    return format_error(
        "the answer is an HTML page, probably a login page, not JSON; check the address and the credentials");
  }
  if (bytes[first] != '{' && bytes[first] != '[') {
    return format_error(fmt::format(
        "the answer is not JSON: byte {} is neither '{{' nor '['; check the address and the format", first));
  }
  return open_sequence(bytes);
}

model::Result<std::vector<RawJson>> JsonDocument::walk(const JsonRequest& request,
                                                       const std::function<void(std::span<const RawJson>)>& on_row,
                                                       bool& rows_missing) const {
  return JsonWalk(request).run(*this, text_, on_row, rows_missing);
}

struct JsonWalk::Inside {
  JsonPlan plan;
  std::unique_ptr<Tokenizer> tokenizer;

  error_code tokenize(std::string_view text) {
    if (!tokenizer || tokenizer->capacity() < text.size()) {
      const size_t capacity = std::max(text.size(), tokenizer ? 2 * tokenizer->capacity() : 0);
      const error_code error =
          simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, kNoDepth, tokenizer);
      if (error != simdjson::SUCCESS) return error;
    }
    return tokenizer->stage1(reinterpret_cast<const uint8_t*>(text.data()), text.size(),
                             simdjson::stage1_mode::regular);
  }
  std::span<const uint32_t> tokens() const {
    return {tokenizer->structural_indexes.get(), tokenizer->n_structural_indexes};
  }
};

JsonWalk::JsonWalk(const JsonRequest& request) : inside_(std::make_unique<Inside>()) {
  inside_->plan = plan_of(request);
}
JsonWalk::JsonWalk(JsonWalk&&) noexcept = default;
JsonWalk::~JsonWalk() = default;

model::Result<std::vector<RawJson>> JsonWalk::run(const JsonDocument& whole, std::string_view text,
                                                  const std::function<void(std::span<const RawJson>)>& on_row,
                                                  bool& rows_missing) {
  const size_t offset = whole.offset_ + static_cast<size_t>(text.data() - whole.text_.data());
  const size_t size = text.size() + offset;
  const size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos || (text[first] != '{' && text[first] != '['))
    return format_error("a record is neither a JSON object nor an array");
  if (const error_code error = inside_->tokenize(text); error != simdjson::SUCCESS) return sentence_for(error, size);
  const auto tokens = inside_->tokens();
  const auto cut_off = [&] {
    return format_error(fmt::format("the answer is cut off: after {} bytes the JSON is not complete", size));
  };
  const char closing = text[first] == '{' ? '}' : ']';
  std::vector<RawJson> envelope(inside_->plan.envelope_count);
  JsonWalker walker(inside_->plan, text, tokens, envelope, on_row);
  const bool good = walker.walk();
  if (!good && (walker.position() >= tokens.size() || text[tokens.back()] != closing)) return cut_off();
  const size_t byte = walker.position() < tokens.size() ? offset + tokens[walker.position()] : size;
  if (!good) return format_error(fmt::format("the answer is not valid JSON near byte {}", byte));
  if (walker.position() < tokens.size())
    return format_error(fmt::format("something follows the JSON at byte {}", byte));
  rows_missing = !walker.rows_seen();
  return envelope;
}

}  // namespace onescreen::data
