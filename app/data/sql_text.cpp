#include "data/sql_text.h"

#include <algorithm>

namespace onescreen::data {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool continues_name(char c) { return starts_name(c) || is_digit(c) || c == '$'; }

}  // namespace

std::vector<SqlToken> sql_tokens(std::string_view sql) {
  using Kind = SqlToken::Kind;
  std::vector<SqlToken> tokens;
  size_t i = 0;
  const auto run = [&](Kind kind, size_t begin, auto&& belongs) {
    while (i < sql.size() && belongs(sql[i])) ++i;
    tokens.push_back({kind, std::string(sql.substr(begin, i - begin))});
  };
  const auto quoted = [&](Kind kind, char closing) {
    std::string text;
    for (++i; i < sql.size(); ++i) {
      if (sql[i] == closing) {
        if (closing == ']' || i + 1 >= sql.size() || sql[i + 1] != closing) break;
        ++i;  // a doubled quote stands for itself
      }
      text += sql[i];
    }
    ++i;
    tokens.push_back({kind, std::move(text)});
  };
  while (i < sql.size()) {
    const char c = sql[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      ++i;
    } else if (sql.substr(i, 2) == "--") {
      i = std::min(sql.find('\n', i), sql.size());
    } else if (sql.substr(i, 2) == "/*") {
      const size_t end = sql.find("*/", i + 2);
      i = end == std::string_view::npos ? sql.size() : end + 2;
    } else if (c == '\'') {
      quoted(Kind::text, '\'');
    } else if (c == '"' || c == '`') {
      quoted(Kind::identifier, c);
    } else if (c == '[') {
      quoted(Kind::identifier, ']');
    } else if (starts_name(c)) {
      run(Kind::identifier, i, continues_name);
    } else if (is_digit(c)) {
      run(Kind::number, i, [](char d) { return continues_name(d) || d == '.'; });
    } else if ((c == ':' || c == '@' || c == '$') && i + 1 < sql.size() && continues_name(sql[i + 1])) {
      const size_t begin = i++;
      run(Kind::parameter, begin, continues_name);
    } else {
      tokens.push_back({Kind::symbol, std::string(1, c)});
      ++i;
    }
  }
  return tokens;
}

std::optional<std::string> bare_table(std::string_view sql) {
  const auto tokens = sql_tokens(sql);
  if (tokens.size() != 1 || tokens.front().kind != SqlToken::Kind::identifier) return std::nullopt;
  return tokens.front().text;
}

std::optional<std::vector<std::string>> area_tables(const std::vector<SqlToken>& tokens) {
  using Kind = SqlToken::Kind;
  const auto is_symbol = [&](size_t i, char c) {
    return i < tokens.size() && tokens[i].kind == Kind::symbol && tokens[i].text[0] == c;
  };
  std::vector<std::string> tables;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != Kind::identifier || !same_name(tokens[i].text, "area_of") || !is_symbol(i + 1, '(')) continue;
    int depth = 1;
    int argument = 0;
    size_t begin = i + 2;
    for (size_t at = begin; at < tokens.size() && depth > 0; ++at) {
      if (is_symbol(at, '(')) ++depth;
      if (is_symbol(at, ')')) --depth;
      if (depth == 0 || (depth == 1 && is_symbol(at, ','))) {
        if (argument == 2) {
          if (at != begin + 1 || tokens[begin].kind != Kind::text) return std::nullopt;
          tables.push_back(tokens[begin].text);
        }
        ++argument;
        begin = at + 1;
      }
    }
  }
  return tables;
}

std::string quoted_identifier(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string> nearest_name(std::string_view name, const std::vector<std::string>& candidates) {
  constexpr size_t kLongest = 64;
  if (name.empty() || name.size() > kLongest) return std::nullopt;
  std::optional<std::string> nearest;
  // One slip in three letters at most, or the suggestion would be another word.
  size_t best = std::max<size_t>(1, name.size() / 3) + 1;
  for (const auto& candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    // Optimal string alignment, three rows of the table at a time.
    const size_t width = candidate.size() + 1;
    std::vector<size_t> before(width), above(width), current(width);
    for (size_t j = 0; j < width; ++j) above[j] = j;
    for (size_t i = 1; i <= name.size(); ++i) {
      current[0] = i;
      for (size_t j = 1; j < width; ++j) {
        const bool same = lower(name[i - 1]) == lower(candidate[j - 1]);
        current[j] = std::min({above[j] + 1, current[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
        if (i > 1 && j > 1 && lower(name[i - 1]) == lower(candidate[j - 2]) &&
            lower(name[i - 2]) == lower(candidate[j - 1])) {
          current[j] = std::min(current[j], before[j - 2] + 1);
        }
      }
      before = above;
      above = current;
    }
    if (above.back() < best) {
      best = above.back();
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace onescreen::data
