#include "collectors/credential_vault.hpp"

#include "collectors/credentials.hpp"

namespace muster::collectors {

namespace {

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

Result<Login> read_key(const CredentialReference& reference) {
  auto text = resolve_secret(reference);
  if (!text) return std::unexpected(text.error());
  Secret passphrase;
  if (!reference.passphrase.empty()) {
    auto resolved = resolve_secret({CredentialReference::Kind::environment, reference.passphrase, {}, {}, {}});
    if (!resolved) return std::unexpected(resolved.error());
    passphrase = std::move(*resolved);
  }
  // Both are views of whole strings, which end in a NUL.
  ssh_key key = nullptr;
  const int rc = ssh_pki_import_privkey_base64(text->reveal().data(), passphrase.empty() ? nullptr : passphrase.reveal().data(),
                                               nullptr, nullptr, &key);
  if (rc != SSH_OK) return fail(ErrorKind::io, reference.name + " is not a private key, or its passphrase is wrong");
  Login login;
  login.key.reset(key);
  if (!is_usable(key))
    return fail(ErrorKind::unsupported, reference.name + ": keys of this form are not supported; ssh-keygen -p rewrites it");
  return login;
}

Result<Login> fetch(const CredentialReference& reference) {
  if (reference.kind == CredentialReference::Kind::key_file) return read_key(reference);
  auto password = resolve_secret(reference);
  if (!password) return std::unexpected(password.error());
  Login login;
  login.password = std::move(*password);
  return login;
}

}  // namespace

std::string credential_name(const CredentialSpec& credential) {
  return credential.id.empty() ? credential.user + "@" + credential.login.name : credential.id;
}

Result<const Login*> CredentialVault::login(const CredentialSpec& credential) {
  const std::string key = std::to_string(static_cast<int>(credential.login.kind)) + ":" + credential.login.name + "\n" +
                          credential.login.passphrase;
  auto found = logins_.find(key);
  if (found == logins_.end()) found = logins_.emplace(key, fetch(credential.login)).first;
  if (!found->second) return std::unexpected(found->second.error());
  return &*found->second;
}

Result<Secret> CredentialVault::enable(const CredentialSpec& credential) {
  if (credential.enable.kind == CredentialReference::Kind::none) return Secret();
  return resolve_secret(credential.enable);
}

}  // namespace muster::collectors
