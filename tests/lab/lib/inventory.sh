# shellcheck shell=bash
write_inventory() { : > "$STATE/inventory.toml"; }
