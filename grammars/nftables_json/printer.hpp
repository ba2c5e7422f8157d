#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace muster::grammars::nftables_json {

/// One element of the list "nftables" in the text form of `nft list ruleset`, on one line: "table inet filter { chain
/// input { tcp dport 22 accept; }; };". Empty for elements that say nothing about packets (metainfo, counters, ...).
/// Nothing if it is no element that this knows. A condition or statement of a rule that has no text form becomes a word
/// that the text form does not know, so that the rule is open. What names hold is checked: no name can become syntax.
[[nodiscard]] std::optional<std::string> text_form(std::string_view element);

}  // namespace muster::grammars::nftables_json
