// Every trap of the domain that touches a feed is named ("trap 17") in the test that proves it is not fallen into. The
// numbers are those of the domain reference's table; what each says in short stands here, so that a failure is
// readable.
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "support/repository.h"

namespace onescreen {
namespace {

const std::map<int, const char*> kFeedTraps = {
    {1, "Open311 examples are not valid JSON; ids are numbers or texts; empty texts become null"},
    {2, "Open311 cuts at 1000 rows without saying so"},
    {3, "Open311 date filters hide that an older request was closed"},
    {4, "Open311 rows without a service_request_id"},
    {5, "SensorThings nextLink is opaque and may be relative"},
    {6, "SensorThings times with + or without a colon in the zone"},
    {7, "SensorThings results of any type, intervals, nulls"},
    {8, "Prometheus values are texts: NaN, +Inf, -Inf"},
    {9, "Prometheus instant queries are dated by their evaluation"},
    {10, "Prometheus errors with JSON bodies, warnings with success, unordered vectors, 11 000 points"},
    {11, "Alertmanager lists no resolved alerts: absence after a failure is not resolution"},
    {12, "Alertmanager endsAt in the future is no end"},
    {13, "GeoJSON: either winding, null geometry and properties, ids of either type"},
    {14, "CAP writes lat,lon and circles in kilometres"},
    {15, "CAP tests, exercises and drafts are not real"},
    {16, "CAP updates and cancellations supersede what they refer to"},
    {17, "304 updates stored headers, unless its validator differs"},
    {18, "a truncated body is not used"},
    {19, "freshness survives zones, clock steps and overflow"},
    {20, "polls spread after an outage"},
    {22, "levels of events, warnings and responses are three ladders"},
    {23, "time limits are in working hours"},
    {24, "GCJ-02 constants"},
    {25, "BD-09 constants"},
    {26, "nothing in JSON says which coordinate system it is"},
    {31, "HTTP 200 for refusals and errors: the truth is in the body"},
    {32, "times without offset, 19-digit ids, coordinates as text, pages of four kinds"},
    {33, "rare characters and 20-digit ids"},
};

// After the word come numbers, joined by commas or "and".
std::set<int> traps_named_in(const std::string& text) {
  std::set<int> found;
  for (size_t at = text.find("rap"); at != std::string::npos; at = text.find("rap", at + 1)) {
    if (at == 0 || (text[at - 1] != 't' && text[at - 1] != 'T')) continue;
    size_t i = at + 3;
    if (i < text.size() && text[i] == 's') ++i;
    while (i + 1 < text.size() && text[i] == ' ' && std::isdigit(static_cast<unsigned char>(text[i + 1]))) {
      int number = 0;
      for (++i; i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])); ++i)
        number = number * 10 + (text[i] - '0');
      found.insert(number);
      if (i < text.size() && text[i] == ',') ++i;
      if (text.compare(i, 4, " and") == 0) i += 4;
    }
  }
  return found;
}

TEST(Traps, the_numbers_are_read_from_comments) {
  EXPECT_EQ(traps_named_in("// Trap 8: NaN\n// traps 13, 31 and 32\ntrapped 9"), (std::set<int>{8, 13, 31, 32}));
}

TEST(Traps, each_is_named_in_a_test) {
  std::set<int> named;
  for (const char* folder : {"unit", "integration"}) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(test_support::source_dir() / "tests" / folder)) {
      if (entry.path().extension() != ".cpp") continue;
      std::ifstream in(entry.path());
      std::stringstream text;
      text << in.rdbuf();
      named.merge(traps_named_in(text.str()));
    }
  }
  for (const auto& [number, sentence] : kFeedTraps)
    EXPECT_TRUE(named.contains(number)) << "no test names trap " << number << ": " << sentence;
}

}  // namespace
}  // namespace onescreen
