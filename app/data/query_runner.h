// Keeps the answers of a layout's queries up to date on a worker thread and publishes them with the snapshot they
// belong to. The UI thread gives queries and parameters and takes the latest Scene; neither ever waits for a query.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "data/query.h"
#include "data/rules.h"
#include "data/store.h"
#include "model/answer.h"

namespace onescreen::data {

class QueryRunner {
 public:
  // Takes over the store's on_publish callback until it is destroyed. Fills :now (whole seconds) and :today from the
  // clock and the engine's zone.
  QueryRunner(Store& store, model::Clock clock, QueryEngine engine);
  ~QueryRunner();
  QueryRunner(const QueryRunner&) = delete;
  QueryRunner& operator=(const QueryRunner&) = delete;

  // From any thread, without waiting.
  void set_queries(std::vector<std::string> queries);
  // Judged with every scene, and again when one can come out otherwise by the passing of time.
  void set_rules(std::vector<Rule> rules);
  void set_parameters(model::Parameters parameters);
  // `forget`: answers of before must not be shown any more, not even until there are others.
  void replace_engine(QueryEngine engine, bool forget = false);
  // Called on the worker thread after each publication of a scene that differs from the one before. Once this returns,
  // the callback given earlier is not running any more; so it must not call this itself.
  void on_publish(std::function<void()> callback);

  model::ScenePtr latest() const;

  // Waits until a scene that takes in everything given so far (queries, parameters, snapshot, clock) is published.
  void settle();
  // Waits until a scene of snapshot `version` or newer is published; false when `limit` passed first.
  bool wait_for(uint64_t version, model::Duration limit);

  // How many statements have been run so far, for tests and benchmarks.
  uint64_t runs() const;

 private:
  // What a query can see of each source behind it.
  using Inputs = std::map<std::string, std::pair<model::TablePtr, model::HistoryPtr>>;
  struct Entry {
    model::AnswerPtr answer;
    std::vector<std::string> reads;
    std::vector<std::string> parameters;
    Inputs inputs;             // of `reads`, when it last ran
    model::Parameters values;  // of `parameters`, likewise
    bool known = false;        // reads and parameters are filled
  };

  struct RuleEntry {
    Entry entry;
    RuleJudge judge;
  };
  // What one pass works on.
  struct Wanted {
    std::vector<std::string> queries;
    std::vector<Rule> rules;
    model::Parameters parameters;
  };

  void work(std::stop_token stop);
  // One pass over all queries and rules; returns how long its answers hold while nothing changes but the time.
  std::optional<model::Duration> pass(Wanted wanted);
  std::shared_ptr<const model::Rules> judge(const std::vector<Rule>& rules, const model::Snapshot& snapshot,
                                            const model::Parameters& parameters, model::Instant now);
  model::AnswerPtr answer(const std::string& query, Entry& entry, const model::Snapshot& snapshot,
                          const model::Parameters& parameters);

  Store& store_;
  model::Clock clock_;

  mutable std::mutex mutex_;  // guards everything down to the next blank line
  std::condition_variable_any wake_;
  std::condition_variable_any published_;
  Wanted wanted_;
  std::unique_ptr<QueryEngine> next_engine_;
  bool forget_ = false;     // what the engine before answered
  uint64_t requested_ = 1;  // grows with every reason to look again
  uint64_t completed_ = 0;  // the newest request that a published scene takes in
  uint64_t runs_ = 0;
  model::ScenePtr latest_ = std::make_shared<model::Scene>();

  std::mutex calling_;
  std::function<void()> callback_;

  // The worker's own.
  QueryEngine engine_;
  std::map<std::string, Entry> entries_;
  std::map<std::string, RuleEntry> rule_entries_;  // by name and SQL

  std::jthread worker_;
};

}  // namespace onescreen::data
