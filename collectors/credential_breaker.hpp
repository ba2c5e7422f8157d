#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace muster::collectors {

/// Keeps a wrong password from locking an account on a whole fleet. A credential may be denied `limit` times in a run,
/// then it is not sent any more. Until it has been accepted once, no more attempts run at a time than denials are
/// left, so that the limit is never overshot by logins in parallel.
class CredentialBreaker {
 public:
  explicit CredentialBreaker(unsigned limit) : limit_(limit) {}

  enum class Permit : std::uint8_t {
    go,       ///< try once, then call `report`
    wait,     ///< ask again after the next report
    stopped,  ///< never again in this run
  };
  [[nodiscard]] Permit request(std::string_view credential);

  enum class Answer : std::uint8_t { accepted, denied, undecided };
  void report(std::string_view credential, Answer answer);

  [[nodiscard]] unsigned denials(std::string_view credential) const;
  [[nodiscard]] unsigned limit() const { return limit_; }

 private:
  struct State {
    unsigned denials = 0;
    unsigned running = 0;
    bool accepted = false;
  };
  unsigned limit_;
  std::map<std::string, State, std::less<>> states_;
};

}  // namespace muster::collectors
