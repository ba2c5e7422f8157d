#include "analysis/secret_identity.hpp"
#include "policy/evaluation.hpp"
#include "policy/explanation.hpp"
#include "policy/functions.hpp"

/// What facts may tell of secrets: whether two are the same, never what they are.
namespace muster::policy {
namespace {

using Arguments = std::span<const Value>;
using Identify = std::optional<analysis::SecretIdentity> (*)(const model::StoredSecret&);

/// "user admin", "blue/bgp 192.0.2.1": whose secret it is, for messages.
std::string owner_of(const Value& object, std::string_view kind, const Value& name) {
  const model::Object* const base = object.object_class->base != nullptr ? object.object_class->base(object.object) : nullptr;
  std::string owner = base != nullptr && !base->context.empty() ? show(make_text(base->context)) + "/" : std::string();
  owner += kind;
  if (name.kind == Kind::string && name.size > 0) owner += (owner.empty() ? "" : " ") + show(name);
  return owner;
}

Value fingerprint(Evaluation& evaluation, const Value& object, std::string_view kind, std::string_view field,
                  Identify identify) {
  const Value secret = evaluation.read(object, field);
  if (secret.failed()) return secret;
  if (secret.kind != Kind::secret) return Value{};
  if (secret.secret->format == "none" || secret.secret->format == "locked") return Value{};
  if (!evaluation.spend(20)) return make_error("over budget");
  const Value name = evaluation.read(object, "name");
  if (name.failed()) return name;  // whose it is is part of the answer
  const std::string owner = owner_of(object, kind, name);
  const auto identity = identify(*secret.secret);
  if (!identity) return evaluation.unknown(owner, "its secret is masked or malformed", 0);
  Fingerprint made{identity->digest, identity->exact, evaluation.arena().copy(owner),
                   evaluation.arena().copy(secret.secret->format)};
  Value value;
  value.kind = Kind::fingerprint;
  value.fingerprint = evaluation.arena().make_one(made);
  return value;
}

template <Identify identify>
Value of_user(Evaluation& evaluation, Arguments arguments) {
  return fingerprint(evaluation, arguments[0], "user", "password", identify);
}

template <Identify identify>
Value of_credential(Evaluation& evaluation, Arguments arguments) {
  const Value kind = evaluation.read(arguments[0], "kind");
  if (kind.failed()) return kind;
  return fingerprint(evaluation, arguments[0], kind.kind == Kind::string ? kind.string() : "credential", "value", identify);
}

template <Identify identify>
Value of_community(Evaluation& evaluation, Arguments arguments) {
  return fingerprint(evaluation, arguments[0], "snmp", "value", identify);
}

constexpr std::string_view by_plain_text =
    "What may be compared of the secret: equal for equal plain texts where the stored form can be decoded; a hash "
    "equals the same hash, and is unknown beside anything else. null if there is none. In facts only.";
constexpr std::string_view as_stored =
    "What may be compared of the stored form of the secret: equal exactly for copies of one another. null if there is "
    "none. In facts only.";

constexpr FunctionRow rows[] = {
    {"secret_fingerprint(user) -> fingerprint", by_plain_text, of_user<analysis::secret_identity>, true, false, true},
    {"secret_fingerprint(credential) -> fingerprint", by_plain_text, of_credential<analysis::secret_identity>, true,
     false, true},
    {"secret_fingerprint(snmp_community) -> fingerprint", by_plain_text, of_community<analysis::secret_identity>, true,
     false, true},
    {"stored_fingerprint(user) -> fingerprint", as_stored, of_user<analysis::stored_identity>, true, false, true},
    {"stored_fingerprint(credential) -> fingerprint", as_stored, of_credential<analysis::stored_identity>, true, false,
     true},
    {"stored_fingerprint(snmp_community) -> fingerprint", as_stored, of_community<analysis::stored_identity>, true,
     false, true},
};

}  // namespace

std::span<const FunctionRow> secret_functions() { return rows; }

}  // namespace muster::policy
