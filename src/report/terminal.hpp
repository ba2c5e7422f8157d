#pragma once

#include <cstddef>
#include <string>

#include "report/report_data.hpp"

namespace muster::report {

struct TerminalOptions {
  std::size_t columns = 80;      ///< at least 40 are used
  bool colour = false;           ///< the caller knows whether this is a terminal and what NO_COLOR says
  std::size_t max_groups = 8;    ///< rules, reasons and kinds of failure shown in each part
  std::size_t max_findings = 3;  ///< findings shown per rule, devices per reason or kind of failure
  std::string html_path;         ///< where the other reports and the store are; empty: not said
  std::string json_path;
  std::string store_path;
};

/// The run on one screen or two, worst first, for a person: what failed, what could not be assessed, what to do next.
/// Holds no byte that moves the cursor or changes the terminal, whatever the devices printed; lines stay within
/// `columns`, but for the paths at the end.
[[nodiscard]] std::string terminal_summary(const RunReport& run, const TerminalOptions& options = {});

}  // namespace muster::report
