#include "collectors/login.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "collectors/credentials.hpp"
#include "collectors/read_all.hpp"
#include "collectors/unique_fd.hpp"
#include "collectors/wire_text.hpp"
#include "crypto/openssh_key.hpp"

namespace muster::collectors {

namespace {

constexpr std::size_t longest_certificate = 64U << 10U;
constexpr std::uint32_t user_certificate = 1;

/// libssh 0.10 reads Ed25519 keys in PKCS #8, but cannot sign with them.
bool is_usable(ssh_key key) {
  ssh_key raw = nullptr;
  if (ssh_pki_export_privkey_to_pubkey(key, &raw) != SSH_OK) return false;
  const KeyHandle open(raw);
  char* text = nullptr;
  if (ssh_pki_export_pubkey_base64(open.get(), &text) != SSH_OK) return false;
  ssh_string_free_char(text);
  return true;
}

/// Empty if libssh cannot use it. Both secrets are views of whole strings, which end in a NUL.
KeyHandle import_key(const Secret& text, const Secret& passphrase) {
  ssh_key raw = nullptr;
  const char* const word = passphrase.empty() ? nullptr : passphrase.reveal().data();
  if (ssh_pki_import_privkey_base64(text.reveal().data(), word, nullptr, nullptr, &raw) != SSH_OK) return {};
  KeyHandle key(raw);
  return is_usable(raw) ? std::move(key) : KeyHandle();
}

Result<KeyHandle> parse_key(const CredentialReference& reference, const Secret& text, const Secret& passphrase) {
  if (KeyHandle key = import_key(text, passphrase)) return key;
  if (const auto rewritten = crypto::openssh_ed25519(text, passphrase))
    if (KeyHandle key = import_key(*rewritten, Secret())) return key;
  return fail(ErrorKind::unsupported,
              fmt::format("{} is not a private key that can be used here, or its passphrase is wrong; 'ssh-keygen -p -f {}' "
                          "rewrites a key in OpenSSH's own form",
                          reference.name, reference.name));
}

/// The file's second word, decoded.
Result<std::string> read_certificate(const std::string& path) {
  const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) return fail(errno == ENOENT ? ErrorKind::not_found : ErrorKind::io, path + ": " + std::strerror(errno));
  const auto text = read_all(file.get(), 4096, longest_certificate);
  if (!text) return fail(ErrorKind::io, path + ": " + std::strerror(text.error()));
  const std::size_t start = text->find(' ');
  const std::size_t end = std::min(text->find_first_of(" \r\n", std::min(start, text->size() - 1) + 1), text->size());
  const auto blob = start == std::string::npos ? std::nullopt : crypto::from_base64(std::string_view(*text).substr(start + 1, end - start - 1));
  if (!blob) return fail(ErrorKind::corrupt, path + " is not an OpenSSH certificate");
  return *blob;
}

/// What a certificate says, in the words of OpenSSH's PROTOCOL.certkeys.
struct CertificateTerms {
  std::vector<std::string_view> key;  ///< the fields of the certified key
  std::uint32_t kind = 0;
  std::uint64_t from = 0;   ///< seconds since 1970
  std::uint64_t until = 0;
};

/// Type, nonce, one or two fields of the key, serial, kind, id, principals, from, until.
std::optional<CertificateTerms> terms_of(std::string_view blob) {
  WireReader reader(blob);
  const auto type = reader.string();
  if (!type || !type->ends_with("-cert-v01@openssh.com")) return std::nullopt;
  const auto nonce = reader.string();
  CertificateTerms terms;
  for (int left = type->starts_with("ssh-ed25519") ? 1 : 2; left > 0; --left)
    terms.key.push_back(reader.string().value_or(std::string_view()));
  const auto serial = reader.large_number();
  const auto kind = reader.number();
  const auto id = reader.string();
  const auto principals = reader.string();
  const auto from = reader.large_number();
  const auto until = reader.large_number();
  if (!nonce || !serial || !kind || !id || !principals || !from || !until) return std::nullopt;
  terms.kind = *kind;
  terms.from = *from;
  terms.until = *until;
  return terms;
}

std::string time_text(std::uint64_t seconds) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

/// The fields of a key stand in its public form (type, then fields) as in its certificate.
bool certifies(const CertificateTerms& terms, ssh_key key) {
  char* text = nullptr;
  if (ssh_pki_export_pubkey_base64(key, &text) != SSH_OK) return false;
  const auto blob = crypto::from_base64(text);
  ssh_string_free_char(text);
  WireReader reader(blob ? std::string_view(*blob) : std::string_view());
  (void)reader.string();
  return std::ranges::all_of(terms.key, [&](std::string_view field) { return reader.string() == field; });
}

Result<void> check_terms(const std::string& path, std::string_view blob, ssh_key key, std::chrono::system_clock::time_point now) {
  const auto terms = terms_of(blob);
  if (!terms) return fail(ErrorKind::corrupt, path + " is not an OpenSSH certificate");
  if (terms->kind != user_certificate) return fail(ErrorKind::input, path + " is a host's certificate, not a user's");
  if (!certifies(*terms, key)) return fail(ErrorKind::input, path + " is the certificate of another key");
  const auto seconds = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
  if (seconds < terms->from) return fail(ErrorKind::input, path + " is not valid before " + time_text(terms->from));
  if (seconds >= terms->until) return fail(ErrorKind::input, path + " expired at " + time_text(terms->until));
  return {};
}

Result<void> add_certificate(ssh_key key, const std::string& path, std::chrono::system_clock::time_point now) {
  const auto blob = read_certificate(path);
  if (!blob) return std::unexpected(blob.error());
  if (auto good = check_terms(path, *blob, key, now); !good) return good;
  ssh_key raw = nullptr;
  if (ssh_pki_import_cert_file(path.c_str(), &raw) != SSH_OK) return fail(ErrorKind::corrupt, path + " is not an OpenSSH certificate");
  const KeyHandle certificate(raw);
  if (ssh_pki_copy_cert_to_privkey(certificate.get(), key) != SSH_OK)
    return fail(ErrorKind::unsupported, path + " cannot be used with this key");
  return {};
}

}  // namespace

Result<Login> read_key_login(const CredentialReference& reference, std::chrono::system_clock::time_point now) {
  const auto text = resolve_secret(reference);
  if (!text) return std::unexpected(text.error());
  Secret passphrase;
  if (!reference.passphrase.empty()) {
    auto resolved = resolve_secret({CredentialReference::Kind::environment, reference.passphrase, {}, {}, {}});
    if (!resolved) return std::unexpected(resolved.error());
    passphrase = std::move(*resolved);
  }
  auto key = parse_key(reference, *text, passphrase);
  if (!key) return std::unexpected(key.error());
  if (!reference.certificate.empty())
    if (auto added = add_certificate(key->get(), reference.certificate, now); !added) return std::unexpected(added.error());
  Login login;
  login.key = std::move(*key);
  return login;
}

}  // namespace muster::collectors
