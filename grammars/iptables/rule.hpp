#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/cursor.hpp"
#include "grammars/iptables/words.hpp"
#include "model/device.hpp"

namespace muster::grammars::iptables {

/// What a line's rule came to.
struct ParsedRule {
  model::FilterRule rule;
  Outcome outcome = Outcome::understood;  ///< anything but `understood`: the rule is opaque
  bool unknown_word = false;              ///< for a failure: a word that no table declares, rather than a bad value
};

/// Parses the options of a rule. `is_chain` tells the chains that the table has; `disabled` is the option or target
/// whose handler is switched off ("--dport", "-j ACCEPT"), or empty. Diagnostics go through `cursor`.
[[nodiscard]] ParsedRule parse_rule(const std::vector<Word>& words, std::size_t first, Cursor& cursor,
                                    const std::function<bool(std::string_view)>& is_chain, std::string_view disabled);

/// "22", "1024:65535" and "80,443,8080:8090" in the model's form ("1024-65535"); empty if it is no list of ports.
/// All ports are "any"; service names stay.
[[nodiscard]] std::string model_ports(std::string_view ports);

/// "10.0.0.0/255.0.0.0", "10.0.0.0/8", "2001:db8::/32", lists of them in the model's form; empty if it is none.
[[nodiscard]] std::string model_addresses(std::string_view addresses);

}  // namespace muster::grammars::iptables
