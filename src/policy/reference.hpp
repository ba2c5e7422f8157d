#pragma once

#include <string>

namespace muster::policy {

/// The reference of the model's fields and of the functions in Markdown, made from the tables that rules are checked
/// against: docs/policy-reference.md and `muster policy reference`.
[[nodiscard]] std::string policy_reference();

}  // namespace muster::policy
