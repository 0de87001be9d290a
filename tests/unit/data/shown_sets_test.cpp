// What the services of tiles and still pictures have in common, with loaders that load nothing: whose wishes reach a
// loader, which loaders are kept, and what is published.
#include "data/shown_sets.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace onescreen::data {
namespace {

using namespace std::chrono_literals;

// What there is of one set: what its configuration says.
using Content = int;

struct Shown {
  uint64_t version = 0;
  std::map<std::string, std::shared_ptr<const Content>, std::less<>> sets;

  std::shared_ptr<const Content> find(const std::string& name) const {
    const auto found = sets.find(name);
    return found == sets.end() ? nullptr : found->second;
  }
};

class FakeLoader {
 public:
  struct Config {
    std::string name;
    Content content = 0;
    bool operator==(const Config&) const = default;
  };
  using Key = int;

  explicit FakeLoader(Config set) : set_(std::move(set)) {}
  const Config& config() const { return set_; }
  void want(const std::vector<int>& keys) { wanted = keys; }
  std::shared_ptr<const Content> latest() const { return std::make_shared<Content>(set_.content); }
  bool settled() const { return true; }

  std::vector<int> wanted;

 private:
  Config set_;
};

class FakeService : public ShownSets<FakeLoader, Shown> {
 public:
  explicit FakeService(std::optional<std::chrono::milliseconds> wish_lease = {}) : ShownSets(1ms, wish_lease) {}

  void replace(std::vector<FakeLoader::Config> sets, bool keep = true) {
    const auto make = [&](FakeLoader::Config set, const std::function<void()>&) {
      auto loader = std::make_unique<FakeLoader>(std::move(set));
      made[loader->config().name] = loader.get();
      ++times_made;
      return loader;
    };
    replace_sets(std::move(sets), make, keep);
  }
  const std::vector<int>& wanted_of(const std::string& set) const { return made.at(set)->wanted; }

  std::map<std::string, FakeLoader*> made;
  int times_made = 0;
};

bool comes_true(const std::function<bool()>& what) {
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (!what() && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  return what();
}

using Keys = std::vector<int>;

TEST(ShownSets, each_panels_most_important_come_first_and_nothing_twice) {
  FakeService service;
  service.replace({{"a"}, {"b"}});
  service.want("left", "a", {1, 2, 3});
  service.want("right", "a", {4, 2});
  EXPECT_EQ(service.wanted_of("a"), (Keys{1, 4, 2, 3}));
  EXPECT_EQ(service.wanted_of("b"), Keys{});
  service.want("left", "a", {});
  EXPECT_EQ(service.wanted_of("a"), (Keys{4, 2}));
  service.forget_wishes();
  EXPECT_EQ(service.wanted_of("a"), Keys{});
}

TEST(ShownSets, a_wish_waits_for_its_set) {
  FakeService service;
  service.want("left", "a", {1});
  EXPECT_TRUE(service.settled());
  service.replace({{"a"}});
  EXPECT_EQ(service.wanted_of("a"), Keys{1});
}

TEST(ShownSets, with_a_lease_the_wish_of_a_panel_that_is_gone_lapses) {
  FakeService service(20ms);
  service.replace({{"a"}});
  service.want("gone", "a", {1});
  EXPECT_TRUE(comes_true([&] {
    service.want("there", "a", {2});
    return service.wanted_of("a") == Keys{2};
  }));
}

TEST(ShownSets, what_did_not_change_keeps_its_loader_and_its_pointer) {
  FakeService service;
  service.replace({{"a", 1}, {"b", 1}});
  ASSERT_TRUE(comes_true([&] { return service.settled(); }));
  const auto before = service.latest();
  service.replace({{"a", 1}, {"b", 2}});
  ASSERT_TRUE(comes_true([&] { return service.settled(); }));
  const auto after = service.latest();
  EXPECT_EQ(service.times_made, 3) << "a, and b twice";
  EXPECT_EQ(after->find("a"), before->find("a"));
  EXPECT_EQ(*after->find("b"), 2);
  EXPECT_GT(after->version, before->version);
  service.replace({{"a", 1}}, false);
  EXPECT_EQ(service.times_made, 4) << "they cannot be kept";
  ASSERT_TRUE(comes_true([&] { return service.settled(); }));
  EXPECT_EQ(service.latest()->find("b"), nullptr);
}

TEST(ShownSets, only_what_is_new_is_told) {
  std::atomic<int> told = 0;
  FakeService service;
  service.on_publish([&] { ++told; });
  service.replace({{"a", 1}});
  ASSERT_TRUE(comes_true([&] { return service.settled() && told == 1; }));
  service.want("left", "a", {1});
  ASSERT_TRUE(comes_true([&] { return service.settled(); }));
  EXPECT_EQ(told, 1);
}

}  // namespace
}  // namespace onescreen::data
