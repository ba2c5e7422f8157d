#include "collectors/credential_breaker.hpp"

namespace muster::collectors {

CredentialBreaker::Permit CredentialBreaker::request(std::string_view credential) {
  State& state = states_.try_emplace(std::string(credential)).first->second;
  if (state.denials >= limit_) return Permit::stopped;
  if (!state.accepted && state.denials + state.running >= limit_) return Permit::wait;
  ++state.running;
  return Permit::go;
}

void CredentialBreaker::report(std::string_view credential, Answer answer) {
  State& state = states_.try_emplace(std::string(credential)).first->second;
  if (state.running > 0) --state.running;
  if (answer == Answer::accepted) state.accepted = true;
  if (answer == Answer::denied) ++state.denials;
}

unsigned CredentialBreaker::denials(std::string_view credential) const {
  const auto found = states_.find(credential);
  return found == states_.end() ? 0 : found->second.denials;
}

}  // namespace muster::collectors
