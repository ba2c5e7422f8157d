#pragma once

#include "grammars/mikrotik_routeros/keys.hpp"

/// Secrets that belong to interfaces, tunnels and their users.
namespace muster::grammars::mikrotik_routeros {

/// The secrets among the settings of an interface: what it logs in with, and its keys.
void keep_interface_secrets(Config& config, const std::string& name, const Statement& statement, Cursor& cursor);

}  // namespace muster::grammars::mikrotik_routeros
