#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "collectors/clock.hpp"
#include "collectors/credential_breaker.hpp"
#include "collectors/ssh_options.hpp"

namespace muster::collectors {

/// Decides when a session may send its credential: so many logins under way in an AAA domain, so much time between
/// two, and none with a credential that the domain has denied too often. Waiting sessions are let in first come, first
/// served; one credential that has to wait does not hold up the others of its domain. A device without a domain shares
/// no pace with anybody. A function of calls and time; each call costs O(log n).
class LoginGate {
 public:
  using Ticket = std::uint64_t;
  using Permit = CredentialBreaker::Permit;
  using Answer = CredentialBreaker::Answer;

  explicit LoginGate(const Kindness& kindness) : kindness_(kindness), breaker_(kindness.denials) {}

  /// After `wait` ask again when `admitted` names the ticket.
  [[nodiscard]] Permit request(Ticket ticket, const std::string& credential, const std::string& domain, SteadyTime now);
  /// How the login ended, or that the session gave up waiting. Without effect for a ticket that did not ask.
  void report(Ticket ticket, Answer answer);
  /// A secret that was asked for behind the login (enable, line) was refused. It counts like a refused login.
  void refused_later(const std::string& credential, const std::string& domain);
  /// Tickets that need not wait any longer.
  [[nodiscard]] std::vector<Ticket> admitted(SteadyTime now);
  /// When `admitted` will have something to say even if nothing is reported until then.
  [[nodiscard]] SteadyTime ask_again() const;

  [[nodiscard]] bool stopped(const std::string& credential, const std::string& domain) const {
    return breaker_.stopped(credential, domain);
  }
  /// For a person: which credential was stopped, and where.
  [[nodiscard]] std::string why_stopped(const std::string& credential, const std::string& domain) const;
  [[nodiscard]] std::size_t waiting() const { return waiting_; }

 private:
  using Queue = std::map<std::uint64_t, Ticket>;  ///< by arrival
  struct Domain {
    std::string name;
    std::size_t running = 0;
    SteadyTime next_login = SteadyTime::min();
    std::map<std::string, Queue> queues;  ///< by credential
    std::string served;                   ///< the credential that was let in last
  };
  struct Login {
    Domain* domain = nullptr;
    std::string credential;
    std::uint64_t arrival = 0;
    enum class State : std::uint8_t { waiting, let_in, running, turned_away } state = State::waiting;
  };

  [[nodiscard]] bool has_room(const Domain& domain) const;
  void pump(Domain& domain, SteadyTime now);
  [[nodiscard]] bool let_one_in(Domain& domain, SteadyTime now);
  [[nodiscard]] bool serve(Domain& domain, std::map<std::string, Queue>::iterator queue, SteadyTime now);
  void turn_away(Queue& queue);

  Kindness kindness_;
  CredentialBreaker breaker_;
  std::map<std::string, Domain> domains_;  ///< nodes do not move
  std::unordered_map<Ticket, Login> logins_;
  std::set<std::pair<SteadyTime, Domain*>> paced_;  ///< domains that wait for the time alone
  std::set<Domain*> changed_;                       ///< something was reported
  std::vector<Ticket> ready_;
  std::uint64_t arrivals_ = 0;
  std::size_t waiting_ = 0;
};

}  // namespace muster::collectors
