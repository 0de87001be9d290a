#include "request_reader.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

namespace onescreen::app {

using model::KeySpec;
using model::KeyType;

std::vector<KeySpec> access_keys() {
  return {
      {.name = "type",
       .type = KeyType::choice,
       .summary = "how we say who we are; \"login\" calls for a token and renews it",
       .fallback = "\"none\"",
       .choices = {"none", "header", "basic", "bearer", "login"}},
      {.name = "user", .type = KeyType::text, .summary = "user name of \"basic\" and \"login\""},
      {.name = "secret",
       .type = KeyType::text,
       .summary = "where the password, key or token is: \"env:NAME\" or \"file:PATH\" (mode 0600)"},
      {.name = "header", .type = KeyType::text, .summary = "header that carries it", .fallback = "\"Authorization\""},
      {.name = "prefix",
       .type = KeyType::text,
       .summary = "before it in the header; \"Bearer \" for \"login\" when absent, nothing for \"header\""},
      {.name = "login",
       .type = KeyType::object,
       .summary = "the call that yields a token",
       .children =
           {{.name = "url", .type = KeyType::text, .summary = "its address", .required = true},
            {.name = "method",
             .type = KeyType::choice,
             .summary = "how it is asked",
             .fallback = "\"POST\"",
             .choices = {"GET", "POST"}},
            {.name = "body", .type = KeyType::text, .summary = "its body, with {user} and {secret} where they belong"},
            {.name = "content_type",
             .type = KeyType::text,
             .summary = "of the body",
             .fallback = "\"application/json\""},
            {.name = "token",
             .type = KeyType::text,
             .summary = "JSON pointer to the token in its answer",
             .required = true},
            {.name = "expires_in", .type = KeyType::text, .summary = "JSON pointer to the token's life in seconds"},
            {.name = "lifetime_secs",
             .type = KeyType::number,
             .summary = "life of a token whose answer does not tell",
             .fallback = "1800",
             .minimum = 1,
             .maximum = 31 * 86400.0}}},
      {.name = "ca", .type = KeyType::text, .summary = "file of trusted authorities (PEM), instead of the system's"},
      {.name = "certificate", .type = KeyType::text, .summary = "file of our own certificate (PEM)"},
      {.name = "key", .type = KeyType::text, .summary = "file of its private key (PEM, mode 0600)"},
      {.name = "verify",
       .type = KeyType::boolean,
       .summary = "whether the server's certificate is verified; false only to find a fault",
       .fallback = "true"},
  };
}

data::AccessConfig read_access(const std::string& name, const ui::Config& config, const std::string& site_file,
                               std::vector<ui::Problem>& problems) {
  using data::AccessKind;
  data::AccessConfig access;
  access.name = name;
  const std::string type = config.text("type");
  access.kind = type == "header"   ? AccessKind::header
                : type == "basic"  ? AccessKind::basic
                : type == "bearer" ? AccessKind::bearer
                : type == "login"  ? AccessKind::login
                                   : AccessKind::none;
  access.user = config.text("user");
  access.secret = config.text("secret");
  if (access.secret.starts_with("file:")) {
    access.secret = beside(access.secret, site_file);
  } else if (!access.secret.empty() && !access.secret.starts_with("env:")) {
    problems.push_back(config.problem(
        "secret", "a secret must not stand in the file; write \"env:NAME\" or \"file:PATH\", and put it there"));
    access.secret.clear();
  }
  if (access.kind != AccessKind::none && access.secret.empty() && !config.has("secret"))
    problems.push_back(config.problem("type", "\"" + type + "\" needs \"secret\""));
  access.header = config.text("header");
  access.prefix = config.has("prefix")                                                    ? config.text("prefix")
                  : access.kind == AccessKind::login || access.kind == AccessKind::bearer ? "Bearer "
                                                                                          : "";
  if (config.has("login")) {
    const ui::Config login = config.object("login");
    access.login_url = login.text("url");
    access.login_method = login.text("method");
    access.login_body = login.text("body");
    access.login_content_type = login.text("content_type");
    access.token = login.text("token");
    access.expires_in = login.text("expires_in");
    access.lifetime = seconds(login, "lifetime_secs");
  } else if (access.kind == AccessKind::login) {
    problems.push_back(config.problem("type", "\"login\" needs \"login\": the call that yields a token"));
  }
  const auto file = [&](const char* key) {
    return config.text(key).empty() ? std::string() : beside(config.text(key), site_file);
  };
  access.ca_file = file("ca");
  access.certificate_file = file("certificate");
  access.key_file = file("key");
  access.verify = config.flag("verify");
  return access;
}

KeySpec timeout_key(std::string summary, std::string fallback) {
  return {.name = "timeout_secs",
          .type = KeyType::number,
          .summary = std::move(summary),
          .fallback = std::move(fallback),
          .minimum = 0.1,
          .maximum = 60};
}

KeySpec requests_key() {
  return {.name = "requests",
          .type = KeyType::integer,
          .summary = "most requests under way at once",
          .fallback = "4",
          .minimum = 1,
          .maximum = 16};
}

KeySpec headers_key() { return {.name = "headers", .type = KeyType::map, .summary = "headers of each request"}; }

data::AccessConfig access_of(const ui::Config& config, const SourceContext& context,
                             std::vector<ui::Problem>& problems) {
  const std::string auth = config.text("auth");
  if (auth.empty()) return {};
  const auto known = context.access.find(auth);
  if (known != context.access.end()) return known->second;
  problems.push_back(config.problem("auth", "\"" + auth + "\" is not among the site's \"auth\""));
  return {};
}

std::map<std::string, std::string> headers_of(const ui::Config& config) {
  std::map<std::string, std::string> headers;
  for (const auto& [header, value] : config.entries("headers")) headers.emplace(header, value.text(""));
  return headers;
}

std::string beside(const std::string& path, const std::string& site_file) {
  constexpr std::string_view kFile = "file:";
  const bool address = path.starts_with(kFile);
  if (!address && path.find(':') != std::string::npos) return path;
  std::string plain = address ? path.substr(kFile.size()) : path;
  if (address && plain.starts_with("//")) plain.erase(0, 2);
  if (!std::filesystem::path(plain).is_absolute())
    plain = (std::filesystem::absolute(site_file).parent_path() / plain).lexically_normal().string();
  return address ? fmt::format("file:{}", plain) : plain;
}

model::Duration seconds(const ui::Config& config, std::string_view key) {
  return model::Duration(static_cast<int64_t>(config.number(key) * 1000));
}

int64_t mebibytes(const ui::Config& config, std::string_view key) {
  return static_cast<int64_t>(config.number(key) * 1024 * 1024);
}

}  // namespace onescreen::app
