#include "data/secret.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <list>
#include <mutex>
#include <vector>

#include "data/url.h"

namespace onescreen::data {
namespace {

using model::Error;
using model::ErrorCode;

constexpr size_t kShortestHidden = 4;
constexpr size_t kLongestSecret = 64 << 10;

// How many secrets stay hidden at once: tokens are renewed for months, and an old one is quoted by nobody any more.
constexpr size_t kMostKnown = 256;

struct Known {
  struct Entry {
    std::string secret;
    std::vector<std::string> forms;
  };
  std::mutex mutex;
  std::list<Entry> entries;  // the most recently seen first
};

void wipe(std::string& text) {
  // A plain memset of something that dies is left out by the compiler.
  explicit_bzero(text.data(), text.capacity());
  text.clear();
}

// Never destroyed: threads may still write sentences while the program ends.
Known& known() {
  static auto* all = new Known();
  return *all;
}

// With "/" escaped or not: JSON allows both.
std::string json_escaped(std::string_view text, bool slashes) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\' || (slashes && c == '/')) out += '\\';
    out += c;
  }
  return out;
}

std::string lower_hex(std::string percent_encoded) {
  for (size_t i = 0; i + 2 < percent_encoded.size(); ++i) {
    if (percent_encoded[i] != '%') continue;
    for (size_t k = i + 1; k <= i + 2; ++k)
      percent_encoded[k] = static_cast<char>(std::tolower(static_cast<unsigned char>(percent_encoded[k])));
  }
  return percent_encoded;
}

Error problem(std::string sentence, const std::string& where) {
  return {ErrorCode::config, std::move(sentence), where};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

model::Result<Secret> read_file(const std::string& path) {
  // What was opened is what is looked at and read: the path may mean another file a moment later.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.number() < 0)
    return problem(fmt::format("the secret's file cannot be opened: {}", std::strerror(errno)), path);
  struct stat status {};
  if (::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode))
    return problem("the secret's file is not a regular file", path);
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return problem(
        fmt::format("others can read the secret's file (mode {:04o}); chmod 600 it", status.st_mode & 07777u), path);
  }
  std::string text(kLongestSecret + 1, '\0');
  size_t size = 0;
  while (size < text.size()) {
    const ssize_t count = ::read(file.number(), text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return problem(fmt::format("the secret's file cannot be read: {}", std::strerror(errno)), path);
    if (count == 0) break;
    size += static_cast<size_t>(count);
  }
  if (size > kLongestSecret) return problem("the secret's file is larger than 64 KiB, so it is no secret", path);
  text.resize(size);
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  if (text.empty()) return problem("the secret's file is empty", path);
  return Secret(std::move(text));
}

}  // namespace

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t count = std::min<size_t>(3, bytes.size() - i);
    uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k) group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (size_t k = 0; k < 4; ++k) out += k <= count ? kDigits[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

Secret::Secret(std::string value) : value_(std::move(value)) {}

Secret::Secret(Secret&& other) noexcept : value_(std::move(other.value_)) { other.wipe(); }

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    value_ = std::move(other.value_);
    other.wipe();
  }
  return *this;
}

Secret::~Secret() { wipe(); }

void Secret::wipe() { data::wipe(value_); }

model::Result<Secret> read_secret(const std::string& reference) {
  model::Result<Secret> secret = problem("a secret is named \"env:NAME\" or \"file:PATH\"", reference);
  if (reference.starts_with("env:")) {
    const std::string name = reference.substr(4);
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0')
      return problem(fmt::format("the environment has no {}; set it before the program starts", name), reference);
    secret = Secret(value);
  } else if (reference.starts_with("file:")) {
    secret = read_file(reference.substr(5));
  }
  if (secret) remember_secret(secret->reveal());
  return secret;
}

void remember_secret(std::string_view secret) {
  if (secret.size() < kShortestHidden) return;
  Known& all = known();
  const std::lock_guard lock(all.mutex);
  const auto at = std::find_if(all.entries.begin(), all.entries.end(),
                               [&](const Known::Entry& entry) { return entry.secret == secret; });
  if (at != all.entries.end()) {
    all.entries.splice(all.entries.begin(), all.entries, at);
    return;
  }
  const std::string encoded = percent_encoded(secret);
  all.entries.push_front({std::string(secret),
                          {std::string(secret), base64(secret), encoded, lower_hex(encoded),
                           json_escaped(secret, false), json_escaped(secret, true)}});
  if (all.entries.size() <= kMostKnown) return;
  wipe(all.entries.back().secret);
  for (std::string& form : all.entries.back().forms) wipe(form);
  all.entries.pop_back();
}

std::string redacted(std::string text) {
  constexpr std::string_view kHidden = "***";
  Known& all = known();
  const std::lock_guard lock(all.mutex);
  // At each place the longest goes, so that a secret that contains another is hidden whole.
  std::vector<const std::string*> found;
  for (const auto& entry : all.entries) {
    for (const std::string& form : entry.forms) {
      if (text.find(form) != std::string::npos) found.push_back(&form);
    }
  }
  std::sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->size() > b->size(); });
  for (const std::string* form : found) {
    for (size_t at = text.find(*form); at != std::string::npos; at = text.find(*form, at + kHidden.size()))
      text.replace(at, form->size(), kHidden);
  }
  return text;
}

}  // namespace onescreen::data
