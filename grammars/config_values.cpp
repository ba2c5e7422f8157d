#include "grammars/config_values.hpp"

namespace muster::grammars {

void keep_secret(NamedList<KeptSecret>& secrets, std::string kind, std::string name, StoredText secret,
                 model::LinesId lines) {
  KeptSecret& kept = secrets.get(kind + "/" + name);
  kept = {std::move(kind), std::move(name), {std::move(secret), lines}};
}

void put_secret(model::SecretAttribute& to, const Lined<StoredText>& from) {
  if (from.value.masked)
    to.set_unknown(from.lines);
  else
    to.set({from.value.value, from.value.format}, from.lines);
}

void put_secrets(NamedList<KeptSecret>& secrets, const Target& target) {
  secrets.each([&](const std::string&, KeptSecret& kept) {
    model::Credential& to = target.device.credentials.emplace_back();
    to.context = target.context;
    to.lines = kept.value.lines;
    to.kind.set(kept.kind, to.lines);
    to.name.set(kept.name, to.lines);
    put_secret(to.value, kept.value);
  });
}

}  // namespace muster::grammars
