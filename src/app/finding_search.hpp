#pragma once

#include <string>
#include <vector>

#include "core/facts.hpp"
#include "core/result.hpp"
#include "policy/policy_set.hpp"
#include "store/store.hpp"

namespace muster::app {

/// A verdict of an evaluation, and whose it is.
struct FoundVerdict {
  const DeviceFacts* facts = nullptr;    ///< null: of devices that were judged together
  const GroupVerdicts* group = nullptr;  ///< those; null: of one device
  const Verdict* verdict = nullptr;
};

/// The verdicts that a person means by FINGERPRINT (or its beginning), or by RULE DEVICE [OBJECT], where DEVICE
/// may be "group NAME" (one word or two) or "fleet". Without an object those of the rule on the device that are no pass;
/// if all pass, all. Errors name what is nearest. `evaluation` must
/// outlive the result.
[[nodiscard]] Result<std::vector<FoundVerdict>> find_verdicts(const store::Evaluation& evaluation,
                                                              const std::vector<std::string>& words);

/// Of the verdicts of one rule on one device: those of the object; without an object as above.
[[nodiscard]] Result<std::vector<const Verdict*>> choose_verdicts(const std::vector<const Verdict*>& verdicts,
                                                                  const std::string& object);

/// The words from `first` on, with blanks between them.
[[nodiscard]] std::string joined_words(const std::vector<std::string>& words, std::size_t first);

}  // namespace muster::app
