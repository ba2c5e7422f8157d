#pragma once

namespace muster::app {

/// Keeps secrets in memory from leaving with a core file or a debugger: no core dumps, not dumpable. Ignores SIGPIPE,
/// so that a closed connection is an error and not the end. Called once, first.
void protect_process();

}  // namespace muster::app
