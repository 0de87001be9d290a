#include "data/fingerprint.h"

#include <fmt/format.h>

#include "data/bytes.h"

namespace onescreen::data {
namespace {

void put(ByteWriter& out, const std::vector<std::string>& texts) {
  out.count(texts.size());
  for (const auto& text : texts) out.text(text);
}

void put(ByteWriter& out, const std::map<std::string, std::string>& texts) {
  out.count(texts.size());
  for (const auto& [name, text] : texts) {
    out.text(name);
    out.text(text);
  }
}

void put(ByteWriter& out, const ColumnMapping& column) {
  out.text(column.spec.name);
  out.put(column.spec.type);
  out.text(column.pointer);
  out.put(static_cast<uint8_t>(column.constant ? 1 : 0));
  out.text(column.constant.value_or(""));
  out.put(static_cast<uint8_t>((column.required ? 1 : 0) | (column.optional ? 2 : 0)));
  out.text(column.time_format);
  put(out, column.names);
  out.text(name_of(column.mask));
}

void put(ByteWriter& out, const Paging& paging) {
  for (const auto* text : {&paging.style, &paging.cursor_param, &paging.next, &paging.page_param, &paging.size_param})
    out.text(*text);
  out.put(static_cast<uint8_t>(paging.in_body ? 1 : 0));
  out.put(paging.size);
  out.put(paging.first);
  out.put(paging.max_pages);
}

}  // namespace

// FNV-1a, 64 bits.
std::string fingerprint_of(std::string_view bytes) {
  uint64_t hash = 14695981039346656037u;
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211u;
  return fmt::format("{:016x}", hash);
}

// The fields that same_data() compares, and who asks.
std::string fingerprint_of(const SourceConfig& source, bool visitor) {
  ByteWriter out;
  out.put(static_cast<uint8_t>(visitor ? 1 : 0));
  for (const auto* text :
       {&source.name, &source.url, &source.format, &source.method, &source.body, &source.content_type})
    out.text(*text);
  put(out, source.paging);
  // Another account may see other rows.
  out.put(static_cast<uint8_t>(source.access.kind));
  for (const auto* text : {&source.access.name, &source.access.user, &source.access.secret}) out.text(*text);
  const DecodeOptions& decode = source.decode;
  for (const auto* text : {&decode.rows, &decode.id, &decode.success_pointer, &decode.denied_pointer, &decode.message,
                           &decode.total, &decode.as_of, &decode.next, &decode.data_time, &decode.time_format,
                           &decode.zone.name(), &decode.lon, &decode.lat})
    out.text(*text);
  put(out, decode.success_values);
  put(out, decode.denied_values);
  put(out, decode.extra);
  out.put(decode.row_cap);
  out.put(decode.crs);
  for (const double value : {decode.local.dx, decode.local.dy, decode.local.rotation_deg, decode.local.scale})
    out.put(value);
  out.count(decode.columns.size());
  for (const auto& column : decode.columns) put(out, column);
  return fingerprint_of(out.bytes());
}

std::string fingerprint_of_masks(const SourceConfig& source) {
  ByteWriter out;
  for (const auto& column : source.decode.columns) {
    out.text(column.spec.name);
    out.text(name_of(column.mask));
  }
  return fingerprint_of(out.bytes());
}

}  // namespace onescreen::data
