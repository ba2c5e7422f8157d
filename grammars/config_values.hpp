#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "core/secret.hpp"
#include "grammars/named_list.hpp"
#include "model/device.hpp"

/// What the grammars of configurations keep before they convert it, and how it gets into the neutral model.
namespace muster::grammars {

template <class T>
struct Lined {
  T value{};
  model::LinesId lines = 0;
};
/// A setting that stands in the configuration, or nothing.
template <class T>
using Maybe = std::optional<Lined<T>>;

/// A password or key as it stands in the configuration.
struct StoredText {
  Secret value;
  std::string format;   ///< as model::StoredSecret
  bool masked = false;  ///< hidden by the device or by redaction: its value is not known
};

/// A secret that is no user's. Keep them in a NamedList under "kind/name".
struct KeptSecret {
  std::string kind;
  std::string name;
  Lined<StoredText> value;
};

/// Keeps a secret under its kind and name; a later line for the same replaces it.
void keep_secret(NamedList<KeptSecret>& secrets, std::string kind, std::string name, StoredText secret,
                 model::LinesId lines);

/// What the conversions of one read share.
struct Target {
  model::Device& device;
  std::uint32_t capture;
  std::string context;
  [[nodiscard]] model::LinesId id(const LineSet& lines) const { return lines.id(device.lines, capture); }
  void head(model::Object& object, const LineSet& lines) const {
    object.context = context;
    object.lines = id(lines);
  }
};

/// Copies a setting that is there; tells whether it was.
template <class T>
bool put(model::Attribute<T>& to, const Maybe<T>& from) {
  if (!from) return false;
  to.set(from->value, from->lines);
  return true;
}
template <class T>
void put_or_absent(model::Attribute<T>& to, const Maybe<T>& from) {
  if (!put(to, from)) to.set_absent();
}
template <class T>
void put_or_default(model::Attribute<T>& to, const Maybe<T>& from, T fallback) {
  if (!put(to, from)) to.set_default(std::move(fallback));
}
/// A masked secret is unknown, with its lines.
void put_secret(model::SecretAttribute& to, const Lined<StoredText>& from);

/// The kept secrets as credentials of the device.
void put_secrets(NamedList<KeptSecret>& secrets, const Target& target);

}  // namespace muster::grammars
