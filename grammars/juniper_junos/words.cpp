#include "grammars/juniper_junos/config.hpp"

#include "grammars/crypt_format.hpp"
#include "grammars/secret_words.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::juniper_junos {

/// `$9$` is reversible, `$8$` needs the device's own key; the others are hashes. Anything else is the text itself.
static std::string format_of(std::string_view value) {
  if (value.starts_with("$9$")) return "juniper-9";
  if (value.starts_with("$8$")) return "other";
  const std::string_view crypt = crypt_format(value);
  return value.starts_with("$") ? std::string(crypt) : "plain";
}

void read_secret(Place place, NodeId statement, model::SecretAttribute& to) {
  const NodeId value = value_of(place, statement);
  const model::LinesId lines = place.walk.lines(statement);
  if (value != no_node) place.state.secrets_read.insert(value);
  if (value == no_node || is_masked_secret(text(place, value))) return to.set_unknown(lines);
  place.walk.secret(value);
  to.set({Secret(text(place, value)), format_of(text(place, value))}, place.walk.lines(value));
}

void keep_secret(Place place, NodeId statement, std::string kind, std::string name) {
  model::Credential& to = place.walk.device().credentials.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines(statement);
  to.kind.set(std::move(kind), to.lines);
  to.name.set(std::move(name), to.lines);
  read_secret(place, statement, to.value);
}

}  // namespace muster::grammars::juniper_junos
