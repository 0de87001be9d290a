#include "data/json_reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cstring>

#include "data/json_walker.h"

namespace onescreen::data {
namespace {

namespace od = simdjson::ondemand;
using simdjson::error_code;
using simdjson::SUCCESS;

constexpr std::string_view kSpace = " \t\r\n";
constexpr size_t kNeededBehind = simdjson::SIMDJSON_PADDING;

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

// Why a walk ended early, in words. `byte`: where the parser stands, `size`: of the answer.
model::Error sentence_for(error_code error, size_t byte, size_t size) {
  switch (error) {
    case simdjson::UTF8_ERROR:
      return format_error(
          "the answer is not UTF-8 text, or is cut off within a character; the back end must send UTF-8");
    case simdjson::UNCLOSED_STRING:
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return format_error(fmt::format(
          "the answer is cut off, or something follows it: its {} bytes do not end with the JSON's closing bracket",
          size));
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY:
      return format_error(fmt::format("the answer of {} bytes is too large to be read", size));
    default:
      if (byte >= size) {
        return format_error(fmt::format("the answer is cut off: after {} bytes the JSON is not complete", size));
      }
      return format_error(fmt::format("the answer is not valid JSON near byte {}", byte));
  }
}

}  // namespace

JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

JsonDocument JsonDocument::open_sequence(std::string_view bytes, size_t readable_behind) {
  JsonDocument document;
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    document.offset_ = 3;
    bytes.remove_prefix(3);
  }
  document.has_escapes_ = bytes.find('\\') != std::string_view::npos;
  document.text_ = bytes;
  if (readable_behind < kNeededBehind) {
    document.copy_ = std::make_unique_for_overwrite<char[]>(bytes.size() + kNeededBehind);
    std::memcpy(document.copy_.get(), bytes.data(), bytes.size());
    std::memset(document.copy_.get() + bytes.size(), 0, kNeededBehind);
    document.text_ = {document.copy_.get(), bytes.size()};
  }
  return document;
}

model::Result<JsonDocument> JsonDocument::open(std::string_view bytes, size_t readable_behind) {
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
  return open_sequence(bytes, readable_behind);
}

model::Result<std::vector<RawJson>> JsonDocument::walk(const JsonRequest& request,
                                                       const std::function<void(std::span<const RawJson>)>& on_row,
                                                       bool& rows_missing) const {
  return JsonWalk(request).run(*this, text_, on_row, rows_missing);
}

struct JsonWalk::Inside {
  JsonPlan plan;
  od::parser parser;
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
  const size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos || (text[first] != '{' && text[first] != '['))
    return format_error("a record is neither a JSON object nor an array");

  std::vector<RawJson> envelope(inside_->plan.envelope_count);
  JsonWalker walker(inside_->plan, envelope, on_row);
  od::document document;
  error_code error = inside_->parser.iterate(text.data(), text.size(), text.size() + kNeededBehind).get(document);
  const bool begun = error == SUCCESS;
  if (begun) error = walker.walk(document, text[first] == '[');

  const char* location = nullptr;
  const bool at_end = !begun || document.current_location().get(location) != SUCCESS;
  const size_t byte = at_end || location == nullptr || location < text.data()
                          ? text.size()
                          : std::min(text.size(), static_cast<size_t>(location - text.data()));
  if (error != SUCCESS) return sentence_for(error, byte + offset, text.size() + offset);
  if (!at_end) return format_error(fmt::format("something follows the JSON at byte {}", byte + offset));
  rows_missing = !walker.rows_seen();
  return envelope;
}

}  // namespace onescreen::data
