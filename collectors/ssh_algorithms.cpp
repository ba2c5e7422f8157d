#include "collectors/ssh_algorithms.hpp"

#include <algorithm>
#include <ranges>

namespace muster::collectors {

namespace {

constexpr std::string_view modern_key_exchange =
    "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,"
    "diffie-hellman-group14-sha256,diffie-hellman-group16-sha512";
constexpr std::string_view modern_keys =
    "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,rsa-sha2-256";
/// Of users; hosts' certificates are not asked for, their keys are pinned.
constexpr std::string_view modern_certificates =
    "ssh-ed25519-cert-v01@openssh.com,ecdsa-sha2-nistp256-cert-v01@openssh.com,ecdsa-sha2-nistp384-cert-v01@openssh.com,"
    "ecdsa-sha2-nistp521-cert-v01@openssh.com,rsa-sha2-512-cert-v01@openssh.com,rsa-sha2-256-cert-v01@openssh.com";
constexpr std::string_view modern_ciphers =
    "aes128-gcm@openssh.com,aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr";
/// libssh names "aead-gcm" and "aead-poly1305" where the cipher brings its own.
constexpr std::string_view modern_macs =
    "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512";

std::vector<std::string_view> names_of(std::string_view list) {
  std::vector<std::string_view> names;
  for (const auto name : std::views::split(list, ',')) names.emplace_back(name.begin(), name.end());
  return names;
}

bool holds(std::string_view list, std::string_view name) {
  const auto names = names_of(list);
  return std::ranges::find(names, name) != names.end();
}

/// An RSA key has one type and three signature algorithms.
bool signs_for(std::string_view algorithm, std::string_view type) {
  return algorithm == type || (type == "ssh-rsa" && algorithm.starts_with("rsa-sha2-"));
}

std::string pinned_first(std::string_view list, const std::vector<std::string>& pinned_keys) {
  std::vector<std::string_view> names = names_of(list);
  std::ranges::stable_partition(names, [&](std::string_view algorithm) {
    return std::ranges::any_of(pinned_keys, [&](std::string_view pinned) {
      return signs_for(algorithm, pinned.substr(0, pinned.find(' ')));
    });
  });
  std::string joined;
  for (const std::string_view name : names) joined.append(joined.empty() ? "" : ",").append(name);
  return joined;
}

}  // namespace

SshAlgorithms algorithms_for(const std::vector<std::string>& pinned_keys, bool legacy) {
  SshAlgorithms lists{std::string(modern_key_exchange), std::string(modern_keys), std::string(modern_ciphers),
                      std::string(modern_macs), std::string(modern_keys) + ',' + std::string(modern_certificates)};
  if (legacy) {
    lists.key_exchange += ",diffie-hellman-group14-sha1,diffie-hellman-group1-sha1";
    lists.host_keys += ",ssh-rsa";
    lists.ciphers += ",aes128-cbc,aes256-cbc,3des-cbc";
    lists.macs += ",hmac-sha1";
    lists.public_keys += ",ssh-rsa";
  }
  lists.host_keys = pinned_first(lists.host_keys, pinned_keys);
  return lists;
}

bool uses_legacy(const AgreedAlgorithms& agreed) {
  const auto old = [](std::string_view list, std::string_view name) { return !name.empty() && !holds(list, name); };
  const auto old_mac = [&](std::string_view name) { return !name.starts_with("aead-") && old(modern_macs, name); };
  return old(modern_key_exchange, agreed.key_exchange) || old(modern_ciphers, agreed.cipher_in) ||
         old(modern_ciphers, agreed.cipher_out) || old_mac(agreed.mac_in) || old_mac(agreed.mac_out);
}

}  // namespace muster::collectors
