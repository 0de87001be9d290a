#include "data/resolve.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>
#include <sys/socket.h>

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace onescreen::data {
namespace {

struct Lookup {
  std::mutex mutex;
  std::condition_variable_any done_changed;
  bool done = false;
  std::string address;
  std::string problem;
};

void look_up(const std::string& host, Lookup& lookup) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int failed = getaddrinfo(host.c_str(), nullptr, &hints, &found);
  std::string address;
  for (const int family : {AF_INET, AF_INET6}) {
    for (const addrinfo* entry = found; entry != nullptr && address.empty(); entry = entry->ai_next) {
      if (entry->ai_family != family) continue;
      char text[NI_MAXHOST];
      if (getnameinfo(entry->ai_addr, entry->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST) == 0)
        address = text;
    }
  }
  if (found != nullptr) freeaddrinfo(found);
  const std::lock_guard lock(lookup.mutex);
  lookup.address = std::move(address);
  if (failed != 0) lookup.problem = gai_strerror(failed);
  lookup.done = true;
  lookup.done_changed.notify_all();
}

// A resolver that hangs would otherwise gather one more thread with every poll.
std::shared_ptr<Lookup> lookup_of(const std::string& host) {
  static std::mutex mutex;
  static std::map<std::string, std::weak_ptr<Lookup>> under_way;
  const std::lock_guard lock(mutex);
  std::erase_if(under_way, [](const auto& entry) { return entry.second.expired(); });
  if (auto known = under_way[host].lock()) {
    const std::lock_guard looking(known->mutex);
    if (!known->done) return known;
  }
  auto lookup = std::make_shared<Lookup>();
  under_way[host] = lookup;
  std::thread([host, lookup] { look_up(host, *lookup); }).detach();
  return lookup;
}

}  // namespace

model::Result<std::string> resolve(const std::string& host, std::chrono::steady_clock::time_point deadline,
                                   std::stop_token stop) {
  in6_addr ignored;
  if (inet_pton(AF_INET, host.c_str(), &ignored) == 1 || inet_pton(AF_INET6, host.c_str(), &ignored) == 1) return host;
  const auto lookup = lookup_of(host);
  std::unique_lock lock(lookup->mutex);
  lookup->done_changed.wait_until(lock, stop, deadline, [&] { return lookup->done; });
  if (!lookup->done) {
    return model::Error{
        model::ErrorCode::timeout, fmt::format("the name {} was not resolved in time; check the DNS server", host), {}};
  }
  if (lookup->address.empty()) {
    return model::Error{
        model::ErrorCode::connection, fmt::format("the name {} cannot be resolved ({})", host, lookup->problem), {}};
  }
  return lookup->address;
}

}  // namespace onescreen::data
