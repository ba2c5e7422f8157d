#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "policy/policy_set.hpp"

namespace muster::app {

/// The rules of a run, and the digest of every pack for the evaluation's manifest.
struct Packs {
  policy::PolicySet rules;
  std::map<std::string, std::string> digests;  ///< file name -> SHA-256
};

/// Loads the built-in packs, or, if `paths` is not empty, those files and folders instead (`builtin` names the
/// built-in ones there). All errors at once.
[[nodiscard]] std::expected<Packs, std::vector<Error>> load_packs(const std::vector<std::string>& paths);

}  // namespace muster::app
