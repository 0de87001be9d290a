#include "data/query_runner.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace onescreen::data {
namespace {

using model::AnswerPtr;

constexpr model::Duration kSecond{1'000};
// Nobody sees a rule judged sooner, and a clock that stands still (a replay) must not keep the thread busy.
constexpr model::Duration kSoonestJudgement{100};

bool names(const std::vector<std::string>& parameters, std::string_view name) {
  return std::find(parameters.begin(), parameters.end(), name) != parameters.end();
}

}  // namespace

QueryRunner::QueryRunner(Store& store, model::Clock clock, QueryEngine engine)
    : store_(store),
      clock_(std::move(clock)),
      engine_(std::move(engine)),
      worker_([this](std::stop_token stop) { work(stop); }) {
  store_.on_publish([this] {
    const std::lock_guard lock(mutex_);
    ++requested_;
    wake_.notify_all();
  });
}

QueryRunner::~QueryRunner() {
  store_.on_publish(nullptr);
  worker_.request_stop();
}

void QueryRunner::set_queries(std::vector<std::string> queries) {
  const std::lock_guard lock(mutex_);
  if (queries == wanted_.queries) return;
  wanted_.queries = std::move(queries);
  ++requested_;
  wake_.notify_all();
}

void QueryRunner::set_rules(std::vector<Rule> rules) {
  const std::lock_guard lock(mutex_);
  if (rules == wanted_.rules) return;
  wanted_.rules = std::move(rules);
  ++requested_;
  wake_.notify_all();
}

void QueryRunner::set_parameters(model::Parameters parameters) {
  const std::lock_guard lock(mutex_);
  if (parameters == wanted_.parameters) return;
  wanted_.parameters = std::move(parameters);
  ++requested_;
  wake_.notify_all();
}

void QueryRunner::replace_engine(QueryEngine engine, bool forget) {
  auto next = std::make_unique<QueryEngine>(std::move(engine));
  const std::lock_guard lock(mutex_);
  // An engine that was never taken up is destroyed after the lock is gone.
  next_engine_.swap(next);
  forget_ |= forget;
  ++requested_;
  wake_.notify_all();
}

void QueryRunner::on_publish(std::function<void()> callback) {
  const std::lock_guard lock(calling_);
  callback_ = std::move(callback);
}

model::ScenePtr QueryRunner::latest() const {
  const std::lock_guard lock(mutex_);
  return latest_;
}

uint64_t QueryRunner::runs() const {
  const std::lock_guard lock(mutex_);
  return runs_;
}

void QueryRunner::settle() {
  std::unique_lock lock(mutex_);
  const uint64_t mine = ++requested_;
  wake_.notify_all();
  published_.wait(lock, [&] { return completed_ >= mine; });
}

bool QueryRunner::wait_for(uint64_t version, model::Duration limit) {
  std::unique_lock lock(mutex_);
  return published_.wait_for(lock, limit, [&] { return latest_->snapshot->version >= version; });
}

void QueryRunner::work(std::stop_token stop) {
  std::optional<model::Duration> holds_for;
  while (!stop.stop_requested()) {
    Wanted wanted;
    std::unique_ptr<QueryEngine> engine;
    uint64_t serving = 0;
    bool forget = false;
    {
      std::unique_lock lock(mutex_);
      const auto asked = [&] { return requested_ > completed_; };
      if (holds_for) {
        wake_.wait_for(lock, stop, *holds_for, asked);
      } else {
        wake_.wait(lock, stop, asked);
      }
      if (stop.stop_requested()) return;
      wanted = wanted_;
      engine = std::move(next_engine_);
      forget = std::exchange(forget_, false);
      serving = requested_;
    }
    if (engine) {
      engine_ = std::move(*engine);
      // Answers stay as what is shown until the new engine has others, but every query runs again.
      const auto run_again = [forget](Entry& entry) {
        entry = Entry{forget ? nullptr : std::move(entry.answer), {}, {}, {}, {}, false};
      };
      for (auto& [query, entry] : entries_) run_again(entry);
      for (auto& [sql, rule] : rule_entries_) run_again(rule.entry);
    }
    holds_for = pass(std::move(wanted));
    const std::lock_guard lock(mutex_);
    completed_ = serving;
    published_.notify_all();
  }
}

std::optional<model::Duration> QueryRunner::pass(Wanted wanted) {
  const model::SnapshotPtr snapshot = store_.latest();
  const model::Instant instant = clock_();
  const auto now = std::chrono::floor<std::chrono::seconds>(instant.utc);
  model::Parameters& parameters = wanted.parameters;
  parameters["now"] = model::to_millis(now);
  parameters["today"] = model::to_millis(engine_.zone().start_of_day(now));

  std::map<std::string, Entry> entries;
  auto answers = std::make_shared<model::Answers>();
  bool names_now = false;
  for (const auto& query : wanted.queries) {
    if (entries.contains(query)) continue;
    Entry& entry = entries[query];
    if (const auto known = entries_.find(query); known != entries_.end()) entry = std::move(known->second);
    entry.answer = answer(query, entry, *snapshot, parameters);
    (*answers)[query] = entry.answer;
    names_now |= names(entry.parameters, "now") || names(entry.parameters, "today");
  }
  entries_ = std::move(entries);
  auto rules = judge(wanted.rules, *snapshot, parameters, instant);

  std::optional<model::Duration> holds_for;
  for (const auto& [sql, rule] : rule_entries_) {
    names_now |= names(rule.entry.parameters, "now") || names(rule.entry.parameters, "today");
    if (const auto in = rule.judge.next_in())
      holds_for = std::max(kSoonestJudgement, holds_for ? std::min(*holds_for, *in) : *in);
  }
  if (names_now) {
    // Until the next whole second of the wall clock, when :now has another value.
    const model::Duration beat = kSecond - std::max(model::Duration(0), clock_().utc.time_since_epoch() % kSecond);
    holds_for = holds_for ? std::min(*holds_for, beat) : beat;
  }

  {
    const std::lock_guard lock(mutex_);
    const bool same_answers = *answers == *latest_->answers;
    const bool same_rules = *rules == *latest_->rules;
    if (same_answers && same_rules && snapshot == latest_->snapshot) return holds_for;
    auto scene =
        std::make_shared<model::Scene>(model::Scene{snapshot, same_answers ? latest_->answers : std::move(answers),
                                                    same_rules ? latest_->rules : std::move(rules)});
    latest_ = std::move(scene);
  }
  const std::lock_guard calling(calling_);
  if (callback_) callback_();
  return holds_for;
}

std::shared_ptr<const model::Rules> QueryRunner::judge(const std::vector<Rule>& rules, const model::Snapshot& snapshot,
                                                       const model::Parameters& parameters, model::Instant now) {
  std::map<std::string, RuleEntry> entries;
  auto states = std::make_shared<model::Rules>();
  for (const auto& rule : rules) {
    // Each rule has its own count of how long it has been broken, also where two ask the same.
    const std::string key = rule.name + '\n' + rule.sql;
    RuleEntry& entry = entries[key];
    if (const auto known = rule_entries_.find(key); known != rule_entries_.end()) entry = std::move(known->second);
    entry.entry.answer = answer(rule.sql, entry.entry, snapshot, parameters);
    states->push_back(entry.judge.judge(rule, *entry.entry.answer, snapshot, now));
  }
  rule_entries_ = std::move(entries);
  return states;
}

AnswerPtr QueryRunner::answer(const std::string& query, Entry& entry, const model::Snapshot& snapshot,
                              const model::Parameters& parameters) {
  // What a run depends on is only known once it was prepared; until then it is tried each time something changes.
  Inputs inputs;
  model::Parameters values;
  const auto gather = [&] {
    for (const auto& name : entry.reads) {
      const model::SourceState* source = snapshot.find(name);
      inputs[name] = source == nullptr ? Inputs::mapped_type() : Inputs::mapped_type(source->table, source->history);
    }
    for (const auto& name : entry.parameters) {
      const auto value = parameters.find(name);
      values[name] = value == parameters.end() ? model::ParameterValue() : value->second;
    }
  };
  if (entry.known) {
    gather();
    if (inputs == entry.inputs && values == entry.values) return entry.answer;
  }

  const auto begun = std::chrono::steady_clock::now();
  auto result = engine_.run(snapshot, query, parameters);
  model::Answer next;
  next.took = std::chrono::ceil<model::Duration>(std::chrono::steady_clock::now() - begun);
  {
    const std::lock_guard lock(mutex_);
    ++runs_;
  }
  if (result) {
    next.table = std::move(result->table);
    next.reads = result->reads;
    next.parameters = result->parameters;
    entry.reads = std::move(result->reads);
    entry.parameters = std::move(result->parameters);
    entry.known = true;
  } else {
    next.error = result.error();
    if (entry.answer) {
      next.reads = entry.answer->reads;
      next.parameters = entry.answer->parameters;
    }
    // A statement that can be prepared failed while running; it is tried again when something behind it changes.
    if (auto prepared = engine_.prepare(query)) {
      next.reads = prepared->reads;
      next.parameters = prepared->parameters;
      entry.reads = std::move(prepared->reads);
      entry.parameters = std::move(prepared->parameters);
      entry.known = true;
    }
  }
  inputs.clear();
  values.clear();
  gather();
  entry.inputs = std::move(inputs);
  entry.values = std::move(values);

  const AnswerPtr& before = entry.answer;
  // The last good answer stays on screen, also when a source that once answered was replaced by one that has not yet.
  if (before && before->table) {
    if (!next.table) {
      next.table = before->table;
    } else if (*next.table == *before->table) {
      next.table = before->table;
    }
  }
  if (before && before->table == next.table && before->error == next.error && before->reads == next.reads &&
      before->parameters == next.parameters)
    return before;
  return std::make_shared<const model::Answer>(std::move(next));
}

}  // namespace onescreen::data
