#pragma once

namespace muster {

/// How the process ends; where several hold, the first in this order wins.
enum class ExitCode : int {
  interrupted = 130,
  usage_or_input_error = 2,
  findings = 1,
  not_assessed = 3,
  compliant = 0,
};

}  // namespace muster
