// Words: the few Chinese words that the program itself says (ages, states, weekdays), read from
// assets/theme/words.zh-CN.json so that code holds none. Everything else on screen comes from layouts and data.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "model/result.h"
#include "model/time.h"

namespace onescreen::ui {

class Words {
 public:
  static model::Result<Words> load(const std::string& file);

  // The text of `key`; the key itself when there is none (a lint test keeps that from happening).
  const std::string& operator()(std::string_view key) const;
  bool has(std::string_view key) const { return texts_.find(key) != texts_.end(); }

  // The text of `key` with each "{}" replaced by the next argument.
  std::string with(std::string_view key, std::string_view first, std::string_view second = {}) const;
  // "12 秒", "4 分", "3 时", "2 天": one unit, rounded down, for ages and remaining times.
  std::string span(model::Duration duration) const;

 private:
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace onescreen::ui
