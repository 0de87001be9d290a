#include "model/result.h"

namespace onescreen::model {

const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::connection:
      return "connection";
    case ErrorCode::timeout:
      return "timeout";
    case ErrorCode::http:
      return "http";
    case ErrorCode::denied:
      return "denied";
    case ErrorCode::too_large:
      return "too_large";
    case ErrorCode::format:
      return "format";
    case ErrorCode::config:
      return "config";
    case ErrorCode::query:
      return "query";
    case ErrorCode::io:
      return "io";
  }
  return "unknown";
}

std::string describe(const Error& error) {
  return error.where.empty() ? error.message : error.where + ": " + error.message;
}

}  // namespace onescreen::model
