#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace muster::collectors {

/// Keeps a wrong password from locking an account on a whole fleet. A credential may be denied `limit` times in a run
/// by one AAA domain, then it is not sent any more there; other domains know nothing of it. Unless its last answer was a
/// success, no more attempts begin than denials are left, so that only logins that were under way at the first denial
/// after a success can overshoot the limit. Devices that name no domain count as one: they may share a server that nobody has named.
class CredentialBreaker {
 public:
  /// `limit` 0: never stops.
  explicit CredentialBreaker(unsigned limit) : limit_(limit) {}

  enum class Permit : std::uint8_t {
    go,       ///< try once, then call `report`
    wait,     ///< ask again after the next report
    stopped,  ///< never again in this run
  };
  [[nodiscard]] Permit request(std::string_view credential, std::string_view domain = {});

  enum class Answer : std::uint8_t { accepted, denied, undecided };
  void report(std::string_view credential, Answer answer, std::string_view domain = {});

  /// A denial behind a login that was accepted: of a further secret of the same credential.
  void deny(std::string_view credential, std::string_view domain = {});

  [[nodiscard]] unsigned denials(std::string_view credential, std::string_view domain = {}) const;
  [[nodiscard]] bool stopped(std::string_view credential, std::string_view domain = {}) const {
    return limit_ > 0 && denials(credential, domain) >= limit_;
  }
  [[nodiscard]] unsigned limit() const { return limit_; }

 private:
  struct State {
    unsigned denials = 0;
    unsigned running = 0;
    bool accepted = false;  ///< the last time
  };
  [[nodiscard]] State& state(std::string_view credential, std::string_view domain);

  unsigned limit_;
  std::map<std::pair<std::string, std::string>, State> states_;
};

}  // namespace muster::collectors
