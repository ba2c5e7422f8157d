#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/recipe.hpp"
#include "core/result.hpp"
#include "policy/policy_set.hpp"

namespace muster::app {

/// The rules of a run, and the digest of every pack for the evaluation's manifest.
struct Packs {
  policy::PolicySet rules;
  std::map<std::string, std::string> digests;  ///< file name -> SHA-256
};

/// The pack that is used where none is named.
inline constexpr std::string_view default_pack = "production";
/// The names of the packs that the program carries.
[[nodiscard]] std::vector<std::string> shipped_packs();

/// The files of packs, named as for `load_packs`. All errors at once.
[[nodiscard]] std::expected<std::vector<policy::PolicyFile>, std::vector<Error>> pack_files(
    const std::vector<std::string>& paths);

/// Loads packs: each of `paths` is the name of a shipped pack, a file or a folder; none: the default pack. All errors
/// at once. A folder is a pack that stands for itself: each of its rules must have a passing and a failing fixture. A
/// single file may be a draft. `recipes`: whose platforms and features a rule may give configuration lines for; none: the built-in ones.
[[nodiscard]] std::expected<Packs, std::vector<Error>> load_packs(const std::vector<std::string>& paths,
                                                                  const collectors::RecipeBook* recipes = nullptr);

}  // namespace muster::app
