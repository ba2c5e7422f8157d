#pragma once

#include <span>
#include <string>
#include <vector>

#include "collectors/clock.hpp"
#include "collectors/recipe.hpp"
#include "collectors/source.hpp"
#include "collectors/ssh_options.hpp"

namespace muster::collectors {

/// Captures over SSH: one thread, one epoll set, one session for each device. Logs in with exactly the configured
/// method, once; only to devices whose host key is pinned; runs what the recipe says and nothing else. Every wait has a
/// deadline. libssh stays behind this header.
class SshSource final : public Source {
 public:
  /// `recipes` and `clock` must outlive the source.
  SshSource(const RecipeBook& recipes, const Clock& clock, SshOptions options = {})
      : recipes_(recipes), clock_(clock), options_(options) {}

  void collect(std::span<const CollectJob> jobs, CollectionSink& sink, std::stop_token stop) override;

 private:
  const RecipeBook& recipes_;
  const Clock& clock_;
  SshOptions options_;
};

/// The host key that an address shows, for enrolment: connects, exchanges keys, hangs up. No login, no secret.
struct ScannedKey {
  Endpoint endpoint;
  CollectionFailure failure = CollectionFailure::none;
  std::string detail;
  std::string key;  ///< "ssh-ed25519 SHA256:..."; empty for a failure
};

/// One answer for each endpoint, in their order. Pinned keys of the endpoints play no part. With `legacy_algorithms`
/// a device without any modern algorithm is asked with the legacy ones.
[[nodiscard]] std::vector<ScannedKey> scan_host_keys(std::span<const Endpoint> endpoints, const SshOptions& options = {},
                                                     bool legacy_algorithms = false, const std::stop_token& stop = {});
/// As above, for the first endpoint of each job: by its jump hosts, which must be pinned, and with its choice of
/// algorithms. Types of the endpoint's pinned keys are asked for first, so that a device with several keys shows the one
/// that is known.
[[nodiscard]] std::vector<ScannedKey> scan_host_keys(std::span<const CollectJob> jobs, const SshOptions& options = {},
                                                     const std::stop_token& stop = {});
[[nodiscard]] ScannedKey scan_host_key(const Endpoint& endpoint, const SshOptions& options = {});

}  // namespace muster::collectors
