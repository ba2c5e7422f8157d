// Pace and circuit breaker of logins, with a clock of the test's own.
#include <catch2/catch.hpp>

#include "collectors/login_gate.hpp"

namespace muster::collectors {
namespace {

using namespace std::chrono_literals;
using Permit = LoginGate::Permit;
using Answer = LoginGate::Answer;
using Tickets = std::vector<LoginGate::Ticket>;

const SteadyTime t0{1000s};

Kindness kindness(std::size_t logins, Milliseconds interval = 0ms, unsigned denials = 0) {
  Kindness result;
  result.logins_per_domain = logins;
  result.login_interval = interval;
  result.denials = denials;
  return result;
}

TEST_CASE("login gate: no more logins are under way in a domain than allowed, and others are let in as they arrived") {
  LoginGate gate(kindness(2));
  CHECK(gate.request(1, "a", "tacacs", t0) == Permit::go);
  CHECK(gate.request(2, "a", "tacacs", t0) == Permit::go);
  CHECK(gate.request(3, "a", "tacacs", t0) == Permit::wait);
  CHECK(gate.request(4, "a", "tacacs", t0) == Permit::wait);
  CHECK(gate.request(5, "a", "radius", t0) == Permit::go);
  CHECK(gate.admitted(t0).empty());
  CHECK(gate.waiting() == 2);
  gate.report(1, Answer::accepted);
  CHECK(gate.admitted(t0) == Tickets{3});
  CHECK(gate.request(3, "a", "tacacs", t0) == Permit::go);
  CHECK(gate.request(4, "a", "tacacs", t0) == Permit::wait);
  CHECK(gate.admitted(t0).empty());
}

TEST_CASE("login gate: a session that gave up makes room, whether it waited or had been let in") {
  LoginGate gate(kindness(1));
  CHECK(gate.request(1, "a", "d", t0) == Permit::go);
  for (LoginGate::Ticket ticket : {2U, 3U, 4U}) CHECK(gate.request(ticket, "a", "d", t0) == Permit::wait);
  gate.report(2, Answer::undecided);
  gate.report(1, Answer::accepted);
  CHECK(gate.admitted(t0) == Tickets{3});
  gate.report(3, Answer::undecided);
  CHECK(gate.admitted(t0) == Tickets{4});
  CHECK(gate.request(4, "a", "d", t0) == Permit::go);
  gate.report(99, Answer::denied);
  CHECK(gate.waiting() == 0);
}

TEST_CASE("login gate: between two logins of a domain passes at least the interval") {
  LoginGate gate(kindness(0, 500ms));
  CHECK(gate.request(1, "a", "d", t0) == Permit::go);
  gate.report(1, Answer::accepted);
  CHECK(gate.request(2, "a", "d", t0 + 100ms) == Permit::wait);
  CHECK(gate.request(3, "a", "d", t0 + 100ms) == Permit::wait);
  CHECK(gate.admitted(t0 + 499ms).empty());
  CHECK(gate.ask_again() == t0 + 500ms);
  CHECK(gate.admitted(t0 + 600ms) == Tickets{2});
  CHECK(gate.request(2, "a", "d", t0 + 600ms) == Permit::go);
  CHECK(gate.admitted(t0 + 1000ms).empty());
  CHECK(gate.ask_again() == t0 + 1100ms);
  CHECK(gate.admitted(t0 + 1100ms) == Tickets{3});
  CHECK(gate.request(3, "a", "d", t0 + 1100ms) == Permit::go);
  CHECK(gate.ask_again() == SteadyTime::max());
}

TEST_CASE("login gate: devices without a domain share no pace") {
  LoginGate gate(kindness(1, 10s));
  for (LoginGate::Ticket ticket = 1; ticket < 100; ++ticket) CHECK(gate.request(ticket, "a", "", t0) == Permit::go);
}

TEST_CASE("login gate: a credential is stopped in the domain that denied it, and only there") {
  LoginGate gate(kindness(0, 0ms, 2));
  for (LoginGate::Ticket ticket : {1U, 2U}) {
    CHECK(gate.request(ticket, "a", "west", t0) == Permit::go);
    gate.report(ticket, Answer::denied);
  }
  CHECK(gate.request(3, "a", "west", t0) == Permit::stopped);
  CHECK(gate.request(4, "b", "west", t0) == Permit::go);
  CHECK(gate.request(5, "a", "east", t0) == Permit::go);
  CHECK(gate.stopped("a", "west"));
  CHECK_FALSE(gate.stopped("a", "east"));
  CHECK(gate.why_stopped("a", "west") == "credential 'a' was stopped after 2 denials in AAA domain 'west'");
}

TEST_CASE("login gate: those that wait when their credential is stopped are told") {
  LoginGate gate(kindness(0, 0ms, 2));
  CHECK(gate.request(1, "a", "d", t0) == Permit::go);
  CHECK(gate.request(2, "a", "d", t0) == Permit::go);
  CHECK(gate.request(3, "a", "d", t0) == Permit::wait);
  CHECK(gate.request(4, "a", "d", t0) == Permit::wait);
  gate.report(1, Answer::denied);
  gate.report(2, Answer::denied);
  CHECK(gate.admitted(t0) == Tickets{3, 4});
  CHECK(gate.request(3, "a", "d", t0) == Permit::stopped);
  CHECK(gate.request(4, "a", "d", t0) == Permit::stopped);
  CHECK(gate.admitted(t0).empty());
  CHECK(gate.waiting() == 0);
}

TEST_CASE("login gate: a credential that has to prove itself first does not hold up another of its domain") {
  LoginGate gate(kindness(8, 0ms, 1));
  CHECK(gate.request(1, "a", "d", t0) == Permit::go);
  CHECK(gate.request(2, "a", "d", t0) == Permit::wait);
  CHECK(gate.request(3, "b", "d", t0) == Permit::go);
  gate.report(1, Answer::accepted);
  CHECK(gate.admitted(t0) == Tickets{2});
}

TEST_CASE("login gate: the credentials of a domain take turns") {
  LoginGate gate(kindness(1));
  CHECK(gate.request(1, "a", "d", t0) == Permit::go);
  for (LoginGate::Ticket ticket : {2U, 3U}) CHECK(gate.request(ticket, "a", "d", t0) == Permit::wait);
  CHECK(gate.request(4, "b", "d", t0) == Permit::wait);
  gate.report(1, Answer::accepted);
  CHECK(gate.admitted(t0) == Tickets{4});
  gate.report(4, Answer::accepted);
  CHECK(gate.admitted(t0) == Tickets{2});
}

}  // namespace
}  // namespace muster::collectors
