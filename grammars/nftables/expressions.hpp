#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace muster::grammars::nftables {

/// What a match on a selector says of a rule.
enum class Effect : std::uint8_t {
  protocol,
  family,  ///< IPv4 or IPv6 only
  source,
  destination,
  source_port,
  destination_port,
  icmp,
  state,
  narrow,  ///< a further condition that is not modelled in itself
};

struct Selector {
  std::string_view name;  ///< "ip saddr", "iifname"
  Effect effect;
  std::string_view protocol = {};  ///< that it implies
};

/// What a statement does.
enum class Act : std::uint8_t {
  permit,
  deny,
  reject,
  leave,
  jump,
  go,
  log,
  count,      ///< counters, comments, marks: nothing that decides
  narrow,     ///< limits and quotas
  translate,  ///< rewrites an address; whether the packet passes is said by filters
  opaque,     ///< hands the packet to something that is not modelled
};

struct Statement {
  std::string_view name;
  Act act;
};

[[nodiscard]] std::span<const Selector> selectors();
[[nodiscard]] std::span<const Statement> statements();
/// `second` may be empty; a selector of one word is found with any second word.
[[nodiscard]] const Selector* find_selector(std::string_view first, std::string_view second);
[[nodiscard]] const Statement* find_statement(std::string_view word);

}  // namespace muster::grammars::nftables
