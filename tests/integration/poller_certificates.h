// Certificates of an authority that exists for one test: made with OpenSSL, written as PEM files, never committed.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "support/repository.h"

namespace onescreen::test_support {

// A key and its certificate, in memory and as files (the key's mode is 0600).
struct Identity {
  std::shared_ptr<EVP_PKEY> key;
  std::shared_ptr<X509> certificate;
  std::string certificate_file;
  std::string key_file;
};

struct IdentityOptions {
  std::string name = {};             // common name, and that of the files
  std::string alternative = {};      // subjectAltName, such as "IP:127.0.0.1"; empty: none
  const Identity* issuer = nullptr;  // nullptr: signs itself, as an authority does
  long valid_from_secs = -86400;     // from now
  long valid_to_secs = 86400;
};

inline Identity make_identity(const TempFolder& folder, const IdentityOptions& options) {
  const auto check = [](bool good) {
    if (!good) throw std::runtime_error("OpenSSL cannot make a certificate");
  };
  Identity made;
  made.key.reset(EVP_EC_gen("P-256"), EVP_PKEY_free);
  made.certificate.reset(X509_new(), X509_free);
  check(made.key && made.certificate);
  X509* x509 = made.certificate.get();
  static long serial = 0;
  X509_set_version(x509, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(x509), options.valid_from_secs);
  X509_gmtime_adj(X509_getm_notAfter(x509), options.valid_to_secs);
  X509_set_pubkey(x509, made.key.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(options.name.c_str()), -1, -1, 0);
  const Identity& issuer = options.issuer != nullptr ? *options.issuer : made;
  X509_set_issuer_name(x509, X509_get_subject_name(issuer.certificate.get()));
  const auto extend = [&](int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer.certificate.get(), x509, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
    check(extension != nullptr && X509_add_ext(x509, extension, -1) == 1);
    X509_EXTENSION_free(extension);
  };
  extend(NID_basic_constraints, options.issuer == nullptr ? "critical,CA:TRUE" : "critical,CA:FALSE");
  if (!options.alternative.empty()) extend(NID_subject_alt_name, options.alternative.c_str());
  check(X509_sign(x509, issuer.key.get(), EVP_sha256()) > 0);

  const auto write = [&](const std::string& name, auto&& put) {
    BIO* memory = BIO_new(BIO_s_mem());
    put(memory);
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory, &text);
    const std::string path = folder.write(name, std::string(text, static_cast<size_t>(size)));
    BIO_free(memory);
    return path;
  };
  made.certificate_file = write(options.name + ".crt", [&](BIO* to) { PEM_write_bio_X509(to, x509); });
  made.key_file = write(options.name + ".key", [&](BIO* to) {
    PEM_write_bio_PrivateKey(to, made.key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
  ::chmod(made.key_file.c_str(), 0600);
  return made;
}

}  // namespace onescreen::test_support
