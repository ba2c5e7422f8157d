#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace muster::test {

/// What in `document` breaks `schema` (JSON Schema 2020-12): one line per violation, with its place. Knows the keywords
/// that docs/report.schema.json uses; another keyword is itself reported, so that no constraint goes unchecked.
[[nodiscard]] std::vector<std::string> schema_violations(const nlohmann::json& schema, const nlohmann::json& document);

}  // namespace muster::test
