#include "collectors/credential_breaker.hpp"

namespace muster::collectors {

CredentialBreaker::State& CredentialBreaker::state(std::string_view credential, std::string_view domain) {
  return states_[{std::string(credential), std::string(domain)}];
}

CredentialBreaker::Permit CredentialBreaker::request(std::string_view credential, std::string_view domain) {
  State& known = state(credential, domain);
  if (limit_ > 0 && known.denials >= limit_) return Permit::stopped;
  if (limit_ > 0 && !known.accepted && known.denials + known.running >= limit_) return Permit::wait;
  ++known.running;
  return Permit::go;
}

void CredentialBreaker::report(std::string_view credential, Answer answer, std::string_view domain) {
  State& known = state(credential, domain);
  if (known.running > 0) --known.running;
  if (answer == Answer::accepted) known.accepted = true;
  if (answer == Answer::denied) deny(credential, domain);
}

void CredentialBreaker::deny(std::string_view credential, std::string_view domain) {
  State& known = state(credential, domain);
  ++known.denials;
  known.accepted = false;  // it may have been changed, or locked, since
}

unsigned CredentialBreaker::denials(std::string_view credential, std::string_view domain) const {
  const auto found = states_.find({std::string(credential), std::string(domain)});
  return found == states_.end() ? 0 : found->second.denials;
}

}  // namespace muster::collectors
