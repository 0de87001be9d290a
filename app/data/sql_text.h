// Looking at SQL as text, where SQLite does not tell: which table names a statement speaks of, and which name was
// probably meant. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onescreen::data {

struct SqlToken {
  enum class Kind { identifier, text, number, parameter, symbol };
  Kind kind;
  std::string text;  // identifiers and texts without their quotes
};

// Without blanks and comments. Never fails: what cannot be understood is a symbol.
std::vector<SqlToken> sql_tokens(std::string_view sql);

// The name, when `sql` is nothing but one identifier: such a query means all of that table.
std::optional<std::string> bare_table(std::string_view sql);

// Tables named by the third argument of area_of, which SQLite takes for any other text; nullopt when one is not a
// literal.
std::optional<std::vector<std::string>> area_tables(const std::vector<SqlToken>& tokens);

std::string quoted_identifier(std::string_view name);

bool same_name(std::string_view a,
               std::string_view b);  // ASCII letters without regard to case, as SQLite compares names

// The candidate that differs least from `name` (insertions, deletions, changes, swaps); nullopt when none is close.
std::optional<std::string> nearest_name(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace onescreen::data
