// Invents the cases of one day from (seed, day) alone: when, what, where, how serious, and how they will be handled.
// Pure and stateless after construction; any thread. It keeps nothing: City remembers days.
#pragma once

#include "demo/case.h"
#include "demo/case_catalogue.h"
#include "demo/ground.h"
#include "demo/random.h"

namespace onescreen::demo {

class CaseGenerator {
 public:
  // No case lives longer than this, so the cases open at an instant were all born within it.
  static constexpr int kLongestLifeDays = 4;

  // Both must outlive the generator.
  CaseGenerator(const Ground& ground, const CaseCatalogue& catalogue, uint64_t seed)
      : ground_(ground), catalogue_(catalogue), seed_(seed) {}

  // About 900; sorted by time of report. A few milliseconds.
  CaseDay cases_of(int64_t day) const;

 private:
  Case invent(TimePoint reported, int level, size_t kind, Random& random) const;
  void give_place(Case& the_case, const CaseKind& kind, Random& random) const;
  void give_life(Case& the_case, const CaseKind& kind, Random& random) const;
  size_t pick_kind(int hour, bool major, Random& random) const;

  const Ground& ground_;
  const CaseCatalogue& catalogue_;
  uint64_t seed_;
};

}  // namespace onescreen::demo
