#pragma once

#include "grammars/arista_eos/config.hpp"

namespace muster::grammars::arista_eos {

/// Keywords of `router bgp` that choose routes or tune sessions: ignored on purpose.
Rows bgp_policy_rows();

}  // namespace muster::grammars::arista_eos
