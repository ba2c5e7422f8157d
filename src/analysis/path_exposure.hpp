#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/answer.hpp"
#include "model/device.hpp"

namespace muster::analysis {

/// Can a request reach an application's context through a proxy?
struct Exposure {
  Answer answer = Answer::unknown;
  std::string witness;  ///< for `yes`: a request path that is forwarded and that the container maps to the context
  std::vector<model::LinesId> lines;  ///< the rules that decide, or that hinder an answer
  std::string reason;                 ///< one sentence; never empty
};

/// Asks whether `frontend` forwards a request for `context_path` ("/carbon"), also below a tenant or an organisation
/// ("/t/x/carbon", "/o/x/carbon").
///
/// `yes`: a plain request, which every product reads alike, is forwarded by the rules as the product ranks them.
/// `no`: nothing is forwarded but exact paths outside the context, so no spelling of the context can pass.
/// `unknown` otherwise. A prefix or pattern that looks right is not a proof: a servlet container reads `/;/carbon`,
/// `/x/..;/carbon`, `//carbon` and `/%63arbon` as the same context, and the proxy's rule need not see them so.
///
/// Linear in the number of rules; patterns run in a linear-time engine. Thread-safe, deterministic.
[[nodiscard]] Exposure exposes(const model::Frontend& frontend, std::string_view context_path);

}  // namespace muster::analysis
