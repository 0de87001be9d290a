#include "data/prometheus_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace onescreen::data {
namespace {

constexpr int64_t kUsualPoints = 250;  // what a chart can show
// Prometheus refuses more than 11,000 steps for each series (web/api/v1: "exceeded maximum resolution").
constexpr int64_t kMostPoints = 11'000;
// Proxies refuse addresses of about 8 kB, some of 2 kB.
constexpr size_t kLongestAddress = 2'000;
constexpr std::string_view kApi = "/api/v1/";

std::string_view extra(const SourceConfig& source, const char* key) {
  const auto found = source.decode.extra.find(key);
  return found == source.decode.extra.end() ? std::string_view() : std::string_view(found->second);
}

int64_t extra_secs(const SourceConfig& source, const char* key) {
  const std::string_view text = extra(source, key);
  int64_t secs = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), secs);
  return error == std::errc{} && end == text.data() + text.size() ? std::max<int64_t>(secs, 0) : 0;
}

// RFC 3986, 2.3: everything but letters, digits and "-._~"; so "+" of a query never becomes a blank.
std::string percent_encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size() * 3 / 2);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                       byte == '-' || byte == '.' || byte == '_' || byte == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// Both halves in one answer, so that they are of the same instant. `or` keeps both, since the label tells them apart.
std::string with_sample_times(std::string_view query) {
  // A comment would swallow the closing parenthesis.
  const std::string_view end = query.find('#') == std::string_view::npos ? "" : "\n";
  return fmt::format(R"(label_replace({0}{1},"{2}","{3}","","") or label_replace(timestamp({0}{1}),"{2}","{4}","",""))",
                     query, end, kPromPart, kPromPartValue, kPromPartTime);
}

// `url` may be the server's own address, or that of either query, with parameters of its own behind it.
std::string address_of(std::string_view url, std::string_view endpoint) {
  url = url.substr(0, url.find('#'));
  const size_t mark = std::min(url.find('?'), url.size());
  std::string path(url.substr(0, mark));
  while (path.ends_with('/')) path.pop_back();
  if (path.find(kApi) == std::string::npos) {
    if (path.ends_with("/api/v1")) path.resize(path.size() - 7);
    path += kApi;
    path += endpoint;
  } else if (path.ends_with("/api/v1/query") || path.ends_with("/api/v1/query_range")) {
    path.resize(path.rfind('/') + 1);
    path += endpoint;
  }
  return path.append(url.substr(mark));
}

}  // namespace

FormatRequest prometheus_request(const SourceConfig& source, model::TimePoint now) {
  const std::string_view query = trimmed(extra(source, "query"));
  if (query.empty()) return {source.url, source.method, source.body, source.content_type};

  const bool sampled = extra(source, "sampled") == "true";
  std::string form = "query=" + percent_encoded(sampled ? with_sample_times(query) : std::string(query));
  const int64_t range = extra_secs(source, "range_secs");
  if (range > 0) {
    const auto ceiling = [](int64_t a, int64_t b) { return (a + b - 1) / b; };
    int64_t step = extra_secs(source, "step_secs");
    if (step <= 0) step = ceiling(range, kUsualPoints);
    // Both ends count.
    step = std::max({step, ceiling(range, kMostPoints - 1), int64_t{1}});
    const int64_t secs = std::max<int64_t>(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count(), 0);
    const int64_t end = secs / step * step;
    const int64_t start = std::max<int64_t>(end - range / step * step, 0);
    form += fmt::format("&start={}&end={}&step={}", start, end, step);
  }
  std::string address = address_of(source.url, range > 0 ? "query_range" : "query");
  if (source.method == "POST" || address.size() + 1 + form.size() > kLongestAddress)
    return {std::move(address), "POST", std::move(form), "application/x-www-form-urlencoded"};
  address += address.find('?') == std::string::npos ? '?' : '&';
  return {address + form, "GET", {}, {}};
}

}  // namespace onescreen::data
