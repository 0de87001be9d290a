#include "data/log_redaction.h"

#include <spdlog/formatter.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>

#include "data/secret.h"

namespace onescreen::data {
namespace {

class Redacting final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    spdlog::memory_buf_t line;
    inner_.format(message, line);
    const std::string safe = redacted(std::string(line.data(), line.size()));
    out.append(safe.data(), safe.data() + safe.size());
  }
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<Redacting>(); }

 private:
  spdlog::pattern_formatter inner_;  // the default pattern, which the program uses
};

}  // namespace

void redact_log_output() { spdlog::default_logger()->set_formatter(std::make_unique<Redacting>()); }

}  // namespace onescreen::data
