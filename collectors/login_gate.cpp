#include "collectors/login_gate.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace muster::collectors {

LoginGate::Permit LoginGate::request(Ticket ticket, const std::string& credential, const std::string& domain,
                                     SteadyTime now) {
  if (breaker_.stopped(credential, domain)) {
    report(ticket, Answer::undecided);
    return Permit::stopped;
  }
  auto [at, fresh] = logins_.try_emplace(ticket);
  if (fresh) {
    Domain& of = domains_[domain];
    of.name = domain;
    at->second = {&of, credential, arrivals_++};
    of.queues[credential].emplace(at->second.arrival, ticket);
    ++waiting_;
    pump(of, now);
  }
  if (at->second.state == Login::State::waiting) return Permit::wait;
  at->second.state = Login::State::running;
  return Permit::go;
}

void LoginGate::report(Ticket ticket, Answer answer) {
  const auto at = logins_.find(ticket);
  if (at == logins_.end()) return;
  const Login& login = at->second;
  if (login.state == Login::State::waiting) {
    waiting_ -= login.domain->queues[login.credential].erase(login.arrival);
  } else if (login.state != Login::State::turned_away) {
    --login.domain->running;
    breaker_.report(login.credential, answer, login.domain->name);
  }
  changed_.insert(login.domain);
  logins_.erase(at);
}

void LoginGate::refused_later(const std::string& credential, const std::string& domain) {
  breaker_.deny(credential, domain);
  if (const auto at = domains_.find(domain); at != domains_.end()) changed_.insert(&at->second);
}

std::vector<LoginGate::Ticket> LoginGate::admitted(SteadyTime now) {
  while (!paced_.empty() && paced_.begin()->first <= now) {
    changed_.insert(paced_.begin()->second);
    paced_.erase(paced_.begin());
  }
  for (Domain* const domain : std::exchange(changed_, {})) pump(*domain, now);
  std::vector<Ticket> ready;
  for (const Ticket ticket : std::exchange(ready_, {}))
    if (const auto at = logins_.find(ticket); at != logins_.end() && at->second.state != Login::State::running)
      ready.push_back(ticket);
  return ready;
}

SteadyTime LoginGate::ask_again() const {
  if (!ready_.empty() || !changed_.empty()) return SteadyTime::min();
  return paced_.empty() ? SteadyTime::max() : paced_.begin()->first;
}

std::string LoginGate::why_stopped(const std::string& credential, const std::string& domain) const {
  return fmt::format("credential '{}' was stopped after {} denials{}", credential, breaker_.denials(credential, domain),
                     domain.empty() ? "" : fmt::format(" in AAA domain '{}'", domain));
}

/// A device that names no domain is its own.
bool LoginGate::has_room(const Domain& domain) const {
  return domain.name.empty() || kindness_.logins_per_domain == 0 || domain.running < kindness_.logins_per_domain;
}

void LoginGate::pump(Domain& domain, SteadyTime now) {
  while (has_room(domain) && domain.next_login <= now && let_one_in(domain, now)) {
  }
  const bool someone = std::ranges::any_of(domain.queues, [](const auto& queue) { return !queue.second.empty(); });
  if (someone && domain.next_login > now) paced_.emplace(domain.next_login, &domain);
}

/// The credentials take turns, from the one behind the last on.
bool LoginGate::let_one_in(Domain& domain, SteadyTime now) {
  const auto start = domain.queues.upper_bound(domain.served);
  for (auto at = start; at != domain.queues.end(); ++at)
    if (serve(domain, at, now)) return true;
  for (auto at = domain.queues.begin(); at != start; ++at)
    if (serve(domain, at, now)) return true;
  return false;
}

bool LoginGate::serve(Domain& domain, std::map<std::string, Queue>::iterator queue, SteadyTime now) {
  auto& [credential, tickets] = *queue;
  if (tickets.empty()) return false;
  const Permit permit = breaker_.request(credential, domain.name);
  if (permit == Permit::stopped) turn_away(tickets);
  if (permit != Permit::go) return false;
  const Ticket ticket = tickets.begin()->second;
  tickets.erase(tickets.begin());
  --waiting_;
  logins_.at(ticket).state = Login::State::let_in;
  ready_.push_back(ticket);
  ++domain.running;
  domain.served = credential;
  if (!domain.name.empty() && kindness_.login_interval.count() > 0) domain.next_login = now + kindness_.login_interval;
  return true;
}

/// They ask again, and are told.
void LoginGate::turn_away(Queue& queue) {
  for (const auto& [arrival, ticket] : queue) {
    ready_.push_back(ticket);
    logins_.at(ticket).state = Login::State::turned_away;
  }
  waiting_ -= queue.size();
  queue.clear();
}

}  // namespace muster::collectors
