#pragma once

#include "report/report_data.hpp"
#include "report/terminal.hpp"
#include "report/terminal_page.hpp"

namespace muster::report {

/// Waivers and line declarations: those that expired first, for what they cover counts again; then those in use, then
/// those that fit nothing. Nothing where there are none.
void put_exceptions(TerminalPage& page, const RunReport& run, const TerminalOptions& options);

}  // namespace muster::report
